"""Realistic sample content for every component, in Chinese and English, for the gallery and its tests."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms
from django.utils.translation import get_language

from workflow.money import YuanField


def say(chinese: str, english: str) -> str:
    """Sample content is no interface text, hence not in the catalogues."""
    return english if get_language() == "en" else chinese


class SampleForm(forms.Form):
    """One field of each kind that the portal uses."""

    title = forms.CharField(max_length=80)
    activity = forms.ChoiceField()
    amount = YuanField()
    start = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    need = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    route = forms.ChoiceField(widget=forms.RadioSelect)
    report = forms.FileField()
    truth = forms.BooleanField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {
            "title": (say("项目名称", "Title of the project"), say("不超过 80 个字", "At most 80 characters")),
            "activity": (say("科技创新活动类型", "Kind of activity"), ""),
            "amount": (say("合同金额（元）", "Contract amount (元)"), say("以审定后的合同为准", "As determined by review")),
            "start": (say("开始日期", "First day"), ""),
            "need": (say("研发需求", "What must be found out"), say("请用一两段话说明", "One or two paragraphs")),
            "route": (say("实验室", "Laboratory"), ""),
            "report": (say("合同扫描件", "Scan of the contract"), say("每页均须清晰可读", "Every page must be legible")),
            "truth": (say("我承诺以上内容真实", "I confirm that this is true"), ""),
        }
        for name, (label, help_text) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        self.fields["report"].accept_words, self.fields["report"].limit_words = "PDF, JPG, PNG", "20 MB"
        self.fields["activity"].choices = [
            ("testing", say("测试检验", "Testing and inspection")),
            ("joint", say("合作研发", "Cooperative research")),
        ]
        self.fields["route"].choices = [
            ("known", say("已与实验室商定", "Agreed with a laboratory")),
            ("match", say("请推荐机构协助对接", "Please help to find one")),
        ]


class SampleFilter(forms.Form):
    """The filters of an officer's list."""

    q = forms.CharField(required=False)
    state = forms.ChoiceField(required=False)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].label = say("名称或编号", "Name or reference")
        self.fields["state"].label = say("状态", "State")
        self.fields["since"].label = say("提交日期不早于", "Handed in since")
        self.fields["state"].choices = [
            ("submitted", say("待审核", "Submitted")),
            ("returned", say("请补正", "Please correct")),
        ]


FINDINGS = [
    {
        "rule": "R2.5",
        "clause": "Q2",
        "outcome": "block",
        "words": (
            "新技术新产品采购占审定合同额的 34.20%，上限为 30.00%。请减少采购金额或调整合同。",
            "Purchases of new technology are 34.20% of the determined contract amount; the limit is 30.00%. "
            "Lower the purchases or change the contract.",
        ),
    },
    {
        "rule": "R6.4",
        "clause": "Q6",
        "outcome": "warn",
        "words": ("合同签订日距创新券有效期截止仅剩 12 天。", "Only 12 days remain before the voucher must be used."),
    },
    {
        "rule": "R6.1",
        "clause": "Q6",
        "outcome": "pass",
        "words": ("合同签订于创新券核定之后。", "The contract was signed after the voucher was awarded."),
    },
    {
        "rule": "R1.1",
        "clause": "Q1",
        "outcome": "pass",
        "words": ("委托方为小微企业，受托方为开放实验室。", "A small enterprise commissions an open laboratory."),
    },
]


def findings(*outcomes: str) -> list[dict]:
    """Sample findings of the given outcomes, in the form that readers get."""
    return [
        {**{key: item[key] for key in ("rule", "clause", "outcome")}, "message": say(*item["words"]), "figures": {}}
        for item in FINDINGS
        if item["outcome"] in outcomes
    ]


def status_tags() -> list[dict]:
    return [
        {"state": "draft", "label": say("草稿", "Draft")},
        {"state": "submitted", "label": say("待推荐机构审核", "With the recommending institution")},
        {"state": "returned", "label": say("请补正", "Please correct")},
        {"state": "awarded", "label": say("已发券", "Awarded")},
        {"state": "rejected", "label": say("未通过", "Rejected")},
        {"tone": "info", "label": say("公示中", "Public notice")},
    ]


def events() -> list[dict]:
    return [
        {
            "label": say("退回补正", "Returned for correction"),
            "at": datetime(2026, 11, 18, 6, 12, tzinfo=UTC),
            "by": say("李明慧", "Li Minghui"),
            "role": say("管理办公室", "Voucher office"),
            "note": say("审定合同额与第 3 页金额不一致。", "The determined amount differs from page 3."),
            "tone": "attention",
            "state_label": say("请补正合同", "Contract to be corrected"),
            "findings": findings("block"),
        },
        {
            "label": say("提交合同", "Contract submitted"),
            "at": datetime(2026, 11, 16, 1, 40, tzinfo=UTC),
            "by": say("王海涛", "Wang Haitao"),
            "on_behalf_of": say("北京清源环境检测有限公司", "Qingyuan Environmental Testing"),
        },
        {
            "label": say("发放创新券", "Voucher awarded"),
            "at": datetime(2026, 10, 28, 8, 5, tzinfo=UTC),
            "by": say("赵晓岚", "Zhao Xiaolan"),
            "tone": "success",
        },
    ]


def summary_rows() -> list[dict]:
    return [
        {"label": say("申请单位", "Applicant"), "value": say("北京清源环境检测有限公司", "Qingyuan Environmental Testing"), "url": "#"},
        {"label": say("创新券金额", "Voucher"), "fen": 20_000_000, "hint": "CXQ-7K3M-Q2XF"},
        {"label": say("合同编号", "Contract number"), "value": "", "change_url": "#"},
        {"label": say("有效期至", "To be used by"), "value": "2027-04-30", "change_url": "#"},
    ]


def steps() -> list[dict]:
    return [
        {"label": say("审定合同", "Clear the contract"), "url": "#", "tone": "primary", "reason": ""},
        {"label": say("退回补正", "Return for correction"), "url": "#", "tone": "plain", "reason": ""},
        {
            "label": say("兑现", "Redeem"),
            "url": "#",
            "tone": "plain",
            "reason": say("结题评审通过后才能兑现。", "Redemption starts after the closing review."),
        },
        {"label": say("撤销创新券", "Revoke the voucher"), "url": "#", "tone": "danger", "reason": ""},
    ]


def stages(stopped: bool = False) -> list[dict]:
    words = [
        (say("申请", "Application"), "2026-09-02"),
        (say("推荐与评审", "Endorsement and review"), "2026-09-20"),
        (say("发券", "Voucher"), "2026-10-28"),
        (say("合同", "Contract"), say("办理中", "in progress")),
        (say("结题", "Closing"), ""),
        (say("兑现", "Payment"), ""),
    ]
    here = "stopped" if stopped else "current"
    states = ["done", "done", "done", here, "todo", "todo"]
    return [{"label": label, "hint": hint, "status": state} for (label, hint), state in zip(words, states, strict=True)]


def task_groups() -> list[dict]:
    done = {"status_label": say("已完成", "Finished"), "tone": "success"}
    return [
        {
            "title": say("企业与资格", "Company and eligibility"),
            "tasks": [
                {"label": say("企业基本信息", "About the company"), "url": "#", **done},
                {"label": say("科技型中小企业证明", "Proof of being a small enterprise"), "url": "#", **done},
            ],
        },
        {
            "title": say("项目", "Project"),
            "tasks": [
                {
                    "label": say("研发需求与目标", "Need and aims"),
                    "url": "#",
                    "status_label": say("进行中", "In progress"),
                    "tone": "progress",
                    "due": date(2026, 12, 1),
                },
                {
                    "label": say("费用预算", "Costs"),
                    "status_label": say("尚不能填写", "Cannot start yet"),
                    "reason": say("请先选择实验室。", "Choose a laboratory first."),
                },
            ],
        },
    ]


def documents() -> list[dict]:
    return [
        {
            "kind": say("技术合同", "Contract"),
            "name": say("技术服务合同（盖章）.pdf", "Service contract, sealed.pdf"),
            "url": "#",
            "size": 2_456_123,
            "at": datetime(2026, 11, 16, 1, 38, tzinfo=UTC),
            "by": say("王海涛", "Wang Haitao"),
            "sha256": "9f2c1b7e5a3d4c6f8e0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60",
            "replace_url": "#",
        }
    ]


def corrections() -> list[dict]:
    return [
        {
            "label": say("审定合同额", "Determined contract amount"),
            "reason": say("与合同第 3 页金额不一致，请核对。", "It differs from page 3 of the contract; please check."),
            "url": "#id_amount",
            "due_date": date(2026, 12, 1),
            "by": say("李明慧", "Li Minghui"),
            "resolved": False,
        },
        {
            "label": say("合同签订日期", "Date of signature"),
            "reason": say("缺少签订日期。", "The date is missing."),
            "due_date": date(2026, 12, 1),
            "by": say("李明慧", "Li Minghui"),
            "resolved": True,
            "before": "",
            "after": "2026-11-12",
        },
    ]


def budget_parts() -> list[dict]:
    return [
        {"label": say("已兑现", "Redeemed"), "fen": 312_000_000, "tone": "success"},
        {"label": say("已签约", "Committed"), "fen": 458_000_000, "tone": "brand"},
        {"label": say("已预留", "Reserved"), "fen": 120_000_000, "tone": "progress"},
        {"label": say("可用", "Available"), "fen": 110_000_000, "tone": "rest"},
    ]


def table_rows() -> list[dict]:
    heads = [say("项目", "Project"), say("状态", "State"), say("金额（元）", "Amount (元)"), say("更新", "Updated")]
    lines = [
        (say("污水中微塑料快速检测方法", "Fast test for microplastics in waste water"), "submitted", 20_000_000),
        (say("工业机器人减速器寿命试验", "Endurance test of a robot gearbox"), "returned", 15_600_050),
        (say("低温锂电池电解液研发", "Electrolyte for batteries in the cold"), "awarded", 50_000_000),
    ]
    labels = {"submitted": say("待审核", "Submitted"), "returned": say("请补正", "Please correct"), "awarded": say("已发券", "Awarded")}
    tones = {"submitted": "progress", "returned": "attention", "awarded": "success"}
    return [
        {
            "cells": [
                {"label": heads[0], "value": title, "url": "#"},
                {"label": heads[1], "value": labels[state], "tone": tones[state]},
                {"label": heads[2], "fen": fen, "number": True},
                {"label": heads[3], "value": "2026-11-16"},
            ]
        }
        for title, state, fen in lines
    ]


def navigation() -> list[dict]:
    words = [
        (say("工作台", "Dashboard"), 0),
        (say("项目", "Projects"), 12),
        (say("机构", "Institutions"), 2),
        (say("开放实验室", "Laboratories"), 0),
        (say("经费", "Funds"), 0),
        (say("统计", "Statistics"), 0),
    ]
    return [{"label": label, "url": "#", "active": index == 1, "count": count} for index, (label, count) in enumerate(words)]


def project() -> SimpleNamespace:
    return SimpleNamespace(
        reference="P-7K3MQ2XF",
        title=say("污水中微塑料快速检测方法", "Fast test for microplastics in waste water"),
    )
