"""The component gallery: every component with its contract and realistic content, shown outside production only."""

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from voucher_portal import gallery_samples as samples
from voucher_portal.gallery_samples import say

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
CONTRACT = re.compile(r"\{% comment %\}(.*?)\{% endcomment %\}", re.DOTALL)
# Parts of the page frame: they are seen around the gallery itself, or inside another component.
FRAME = {"header", "footer", "mark", "account_menu", "language_switch", "finding"}


def bound_form() -> samples.SampleForm:
    """A form that came back with mistakes."""
    scan = SimpleUploadedFile("contract.pdf", b"%PDF-1.7")
    return samples.SampleForm({"title": say("微塑料检测", "Microplastics"), "amount": "12.345"}, {"report": scan})


def words_examples() -> dict[str, list[dict]]:
    """Components that say something about one thing."""
    return {
        "status_tag": samples.status_tags(),
        "notice": [
            {"tone": "success", "text": say("项目 P-7K3MQ2XF 已提交，现由推荐机构审核。", "Project P-7K3MQ2XF is with the recommending institution.")},
            {
                "tone": "attention",
                "title": say("还有 2 处需要补正", "Two points to correct"),
                "text": say("请于 2026-12-01 前提交；期间审核计时暂停。", "Hand in by 2026-12-01; the clock stands still until then."),
                "link_url": "#",
                "link_label": say("去补正", "Correct them"),
            },
            {"tone": "danger", "text": say("文件未保存：超过 20 MB。请压缩后重新上传。", "Not saved: the file is over 20 MB. Make it smaller and try again.")},
        ],
        "findings": [
            {"findings": samples.findings("block", "warn", "pass")},
            {"findings": samples.findings("pass"), "title": say("签约条件", "Conditions of the contract")},
        ],
        "stepper": [
            {"stages": samples.stages(), "explanation": say("合同正在审定；审定期间不能修改。", "The office is reading the contract; it cannot be changed meanwhile."), "deadline": date(2027, 4, 30)},
            {"stages": samples.stages(stopped=True), "explanation": say("项目在签约前撤回，创新券已退回。", "Withdrawn before the contract; the voucher went back.")},
        ],
        "timeline": [{"events": samples.events()}, {"events": []}],
        "summary_list": [{"rows": samples.summary_rows()}, {"rows": samples.summary_rows(), "stacked": True}],
        "money": [{"fen": 1_234_500}, {"fen": 20_000_000, "capitals": True, "large": True}],
        "corrections": [{"corrections": samples.corrections(), "audience": "applicant"}],
        "document_list": [
            {"documents": samples.documents(), "missing": [{"kind": say("结题报告", "Closing report"), "url": "#", "hint": "PDF"}]},
            {"documents": []},
        ],
    }


def work_examples() -> dict[str, list[dict]]:
    """Components with which people do something."""
    form = bound_form()
    headers = [{"label": cell["label"], "number": cell.get("number")} for cell in samples.table_rows()[0]["cells"]]
    return {
        "action_bar": [{"steps": samples.steps()}, {"steps": []}],
        "task_list": [{"groups": samples.task_groups(), "done": 2, "total": 4}],
        "task_row": [{"task": samples.task_groups()[1]["tasks"][0]}],
        "stat": [
            {"label": say("待我办理", "Waiting for me"), "value": "12", "unit": say("件", "files"), "url": "#", "tone": "attention", "hint": say("3 件即将超期", "3 close to their date")},
            {"label": say("本期已发券", "Awarded this round"), "fen": 890_000_000},
            {"label": say("平均审定天数", "Days to clear"), "value": "6.4", "unit": say("天", "days"), "hint": say("上期 9.1 天", "9.1 last round")},
        ],
        "meter": [
            {"label": say("2026 年第二批预算", "Budget of round 2, 2026:"), "parts": samples.budget_parts(), "total": 1_000_000_000},
            {"label": say("新技术新产品采购", "Purchases of new technology:"), "parts": samples.budget_parts()[:1], "total": 1_000_000_000, "limit": 300_000_000, "limit_label": say("上限 30%", "Limit 30%")},
        ],
        "filter_bar": [{"form": samples.SampleFilter(), "count": 1284, "noun": say("个项目", "projects"), "chips": [{"label": say("状态：待审核", "State: submitted"), "remove_url": "#"}], "reset_url": "#"}],
        "data_table": [
            {"caption": say("项目", "Projects"), "headers": headers, "rows": samples.table_rows()},
            {"caption": say("项目", "Projects"), "headers": headers, "rows": [], "empty": say("还没有项目", "No projects yet")},
        ],
        "sort_header": [{"label": say("金额（元）", "Amount (元)"), "url": "#", "direction": "descending", "number": True}],
        "bulk_bar": [{"actions": [{"name": "assign", "label": say("分派给我", "Take over"), "tone": "plain"}, {"name": "award", "label": say("发券", "Award"), "tone": "primary", "reason": say("所选项目中有 1 个仍在公示。", "One of them is still under public notice.")}]}],
        "pager": [{"previous_url": "#", "next_url": "#", "words": say("第 51–100 条，共 1,284 条", "51–100 of 1,284")}],
        "empty_state": [{"title": say("还没有申请", "No applications yet"), "text": say("填写一份约需 20 分钟，可随时暂存。", "One takes about 20 minutes; you can stop at any time."), "action_url": "#", "action_label": say("申请创新券", "Apply for a voucher"), "icon_name": "voucher"}],
        "error_summary": [{"form": form}],
        "form_fields": [{"form": form}],
        "file_field": [{"field": samples.SampleForm(prefix="file")["report"], "accept": "PDF", "limit": "20 MB", "template": "#"}],
        "save_state": [{"saved_at": samples.events()[0]["at"]}, {}],
    }


def contract_of(name: str) -> str:
    """The comment with which a component opens."""
    found = CONTRACT.match((COMPONENTS / f"{name}.html").read_text())
    return found.group(1).strip() if found else ""


def shown(name: str, context: dict) -> SafeString:
    """One example as a reader sees it; a heading cell needs its table."""
    html = render_to_string(f"components/{name}.html", context)
    wrap = {
        "sort_header": '<table class="table data-table"><thead><tr>{}</tr></thead></table>',
        "task_row": '<ul class="vp-task-list">{}</ul>',
        "bulk_bar": '<form><input type="checkbox" checked data-select aria-label="P-7K3MQ2XF"> P-7K3MQ2XF {}</form>',
        "form_fields": '<form class="vp-form">{}</form>',
    }.get(name, "{}")
    return SafeString(wrap.replace("{}", html))  # noqa: S308 (rendered templates and constants)


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    examples = words_examples() | work_examples()
    sections = [
        {"name": name, "contract": contract_of(name), "examples": [shown(name, context) for context in contexts]}
        for name, contexts in examples.items()
    ]
    return render(request, "gallery.html", {"sections": sections, "navigation": samples.navigation(), "unread_messages": 3})


PAGES = {
    "transition": ("transition.html", 200),
    "form": ("gallery_form.html", 200),
    "409": ("409.html", 409),
    "422": ("422.html", 422),
    "404": ("404.html", 404),
    "403": ("403.html", 403),
    "500": ("500.html", 500),
}


@login_not_required
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page with sample content: one step, one form, one refusal."""
    if name not in PAGES:
        raise Http404
    template, status = PAGES[name]
    outcomes = ("block",) if name == "422" else ("warn", "pass")
    context = {
        "navigation": samples.navigation(),
        "unread_messages": 3,
        "project": samples.project(),
        "step": {"name": "clear_contract", "label": say("审定合同", "Clear the contract"), "tone": "primary"},
        "form": samples.SampleForm(),
        "findings": samples.findings(*outcomes),
        "intro": say("核对合同与创新券，写下审定合同额。", "Check the contract against the voucher and determine its amount."),
        "consequence": say("审定后项目进入实施期，申请单位与实验室会收到通知。", "The project starts; the applicant and the laboratory are told."),
        "facts": samples.summary_rows(),
        "cancel_url": "#",
        "back_url": "#",
    }
    return render(request, template, context, status=status)
