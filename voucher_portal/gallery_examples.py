"""One or more examples for every component of templates/components: its contract, filled in."""

from datetime import date
from typing import Any

from voucher_portal import gallery_samples as samples
from voucher_portal.gallery_forms import SampleFilter, SampleForm, say

MISTAKEN = SampleForm({"title": say("微塑料检测", "Microplastics"), "amount": "12.345"})

# Components that say something about one thing.
WORDS: dict[str, list[dict[str, Any]]] = {
    "status_tag": samples.STATUS_TAGS,
    "notice": [
        {
            "tone": "success",
            "text": say(
                "项目 P-7K3MQ2XF 已提交，现由推荐机构审核。",
                "Project P-7K3MQ2XF is with the recommending institution.",
            ),
        },
        {
            "tone": "attention",
            "title": say("还有 2 处需要补正", "Two points to correct"),
            "text": say(
                "请于 2026-12-01 前提交；期间审核计时暂停。",
                "Hand in by 2026-12-01; the clock stands still until then.",
            ),
            "link_url": "#",
            "link_label": say("去补正", "Correct them"),
        },
        {
            "tone": "danger",
            "text": say(
                "文件未保存：超过 20 MB。请压缩后重新上传。",
                "Not saved: the file is over 20 MB. Make it smaller and try again.",
            ),
        },
    ],
    "findings": [
        {"findings": samples.findings("block", "warn", "pass")},
        {"findings": samples.findings("pass"), "title": say("签约条件", "Conditions of the contract")},
    ],
    "stepper": [
        {
            "stages": samples.STAGES,
            "explanation": say(
                "合同正在审定；审定期间不能修改。",
                "The office is reading the contract; it cannot be changed meanwhile.",
            ),
            "deadline": date(2027, 4, 30),
        },
        {
            "stages": samples.STAGES_STOPPED,
            "explanation": say(
                "项目在签约前撤回，创新券已退回。",
                "Withdrawn before the contract; the voucher went back.",
            ),
        },
    ],
    "timeline": [{"events": samples.EVENTS}, {"events": []}],
    "summary_list": [{"rows": samples.SUMMARY_ROWS}, {"rows": samples.SUMMARY_ROWS, "stacked": True}],
    "money": [{"fen": 1_234_500}, {"fen": 20_000_000, "capitals": True, "large": True}],
    "corrections": [{"corrections": samples.CORRECTIONS, "audience": "applicant"}],
    "document_list": [
        {
            "documents": samples.DOCUMENTS,
            "missing": [{"kind": say("结题报告", "Closing report"), "url": "#", "hint": "PDF"}],
        },
        {"documents": []},
    ],
}


# Components with which people do something.
WORK: dict[str, list[dict[str, Any]]] = {
    "action_bar": [{"steps": samples.STEPS}, {"steps": [], "title": say("没有可办理的步骤", "No step")}],
    "task_list": [{"groups": samples.TASK_GROUPS, "done": 2, "total": 4}],
    "task_row": [{"task": samples.TASK_GROUPS[1]["tasks"][0]}],
    "stat": [
        {
            "label": say("待我办理", "Waiting for me"),
            "value": "12",
            "unit": say("件", "files"),
            "url": "#",
            "tone": "attention",
            "hint": say("3 件即将超期", "3 close to their date"),
        },
        {"label": say("本期已发券", "Awarded this round"), "fen": 890_000_000},
        {
            "label": say("平均审定天数", "Days to clear"),
            "value": "6.4",
            "unit": say("天", "days"),
            "hint": say("上期 9.1 天", "9.1 last round"),
        },
    ],
    "meter": [
        {
            "label": say("2026 年第二批预算", "Budget of round 2, 2026:"),
            "parts": samples.BUDGET_PARTS,
            "total": 1_000_000_000,
        },
        {
            "label": say("新技术新产品采购", "Purchases of new technology:"),
            "parts": samples.BUDGET_PARTS[:1],
            "total": 1_000_000_000,
            "limit": 300_000_000,
            "limit_label": say("上限 30%", "Limit 30%"),
        },
    ],
    "filter_bar": [
        {
            "form": SampleFilter(),
            "count": 1284,
            "noun": say("个项目", "projects"),
            "chips": [{"label": say("状态：待审核", "State: submitted"), "remove_url": "#"}],
            "reset_url": "#",
        }
    ],
    "data_table": [
        {"caption": say("项目", "Projects"), "headers": samples.HEADERS, "rows": samples.ROWS},
        {
            "caption": say("项目", "Projects"),
            "headers": samples.HEADERS,
            "rows": [],
            "empty": say("还没有项目", "No projects yet"),
        },
    ],
    "sort_header": [
        {"label": say("金额（元）", "Amount (元)"), "url": "#", "direction": "descending", "number": True}
    ],
    "bulk_bar": [{"actions": samples.BULK_ACTIONS}],
    "pager": [
        {
            "previous_url": "#",
            "next_url": "#",
            "words": say("第 51–100 条，共 1,284 条", "51–100 of 1,284"),
        }
    ],
    "empty_state": [
        {
            "title": say("还没有申请", "No applications yet"),
            "text": say(
                "填写一份约需 20 分钟，可随时暂存。",
                "One takes about 20 minutes; you can stop at any time.",
            ),
            "action_url": "#",
            "action_label": say("申请创新券", "Apply for a voucher"),
            "icon_name": "voucher",
        }
    ],
    "error_summary": [{"form": MISTAKEN}],
    "form_fields": [{"form": MISTAKEN}],
    "file_field": [
        {
            "field": SampleForm(prefix="file")["report"],
            "accept": "PDF",
            "limit": "20 MB",
            "template": "#",
        }
    ],
    "save_state": [{"saved_at": samples.EVENTS[0]["at"]}, {}],
}

EXAMPLES = WORDS | WORK

# What a whole sample page knows.
PAGE_CONTEXT = {
    "navigation": samples.NAVIGATION,
    "unread_messages": 3,
    "project": samples.PROJECT,
    "step": {"name": "clear_contract", "label": say("审定合同", "Clear the contract"), "tone": "primary"},
    "intro": say(
        "核对合同与创新券，写下审定合同额。",
        "Check the contract against the voucher and determine its amount.",
    ),
    "consequence": say(
        "审定后项目进入实施期，申请单位与实验室会收到通知。",
        "The project starts; the applicant and the laboratory are told.",
    ),
    "facts": samples.SUMMARY_ROWS,
    "cancel_url": "#",
    "autosave_url": "/_components/keep/",
    "rows": samples.QUEUE,
    "actions": samples.BULK_ACTIONS,
    "chips": [{"label": say("状态：待审核", "State: submitted"), "remove_url": "#"}],
    "back_url": "#",
}
