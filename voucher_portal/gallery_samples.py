"""Realistic sample content for the components of the gallery, in Chinese and English."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from voucher_portal.gallery_forms import say

FINDINGS = [
    {
        "rule": "R2.5",
        "clause": "Q2",
        "outcome": "block",
        "message": say(
            "新技术新产品采购占审定合同额的 34.20%，上限为 30.00%。请减少采购金额或调整合同。",
            "Purchases of new technology are 34.20% of the determined contract amount; the limit is 30.00%. "
            "Lower the purchases or change the contract.",
        ),
    },
    {
        "rule": "R6.4",
        "clause": "Q6",
        "outcome": "warn",
        "message": say(
            "合同签订日距创新券有效期截止仅剩 12 天。", "Only 12 days remain before the voucher must be used."
        ),
    },
    {
        "rule": "R6.1",
        "clause": "Q6",
        "outcome": "pass",
        "message": say(
            "合同签订于创新券核定之后。", "The contract was signed after the voucher was awarded."
        ),
    },
    {
        "rule": "R1.1",
        "clause": "Q1",
        "outcome": "pass",
        "message": say(
            "委托方为小微企业，受托方为开放实验室。", "A small enterprise commissions an open laboratory."
        ),
    },
]


def findings(*outcomes: str) -> list[dict]:
    """Sample findings of the given outcomes, in the form that readers get."""
    return [{**item, "figures": {}} for item in FINDINGS if item["outcome"] in outcomes]


STATUS_TAGS = [
    {"state": "draft", "label": say("草稿", "Draft")},
    {"state": "submitted", "label": say("待推荐机构审核", "With the recommending institution")},
    {"state": "returned", "label": say("请补正", "Please correct")},
    {"state": "awarded", "label": say("已发券", "Awarded")},
    {"state": "rejected", "label": say("未通过", "Rejected")},
    {"tone": "info", "label": say("公示中", "Public notice")},
]


EVENTS = [
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


SUMMARY_ROWS = [
    {
        "label": say("申请单位", "Applicant"),
        "value": say("北京清源环境检测有限公司", "Qingyuan Environmental Testing"),
        "url": "#",
    },
    {"label": say("创新券金额", "Voucher"), "fen": 20_000_000, "hint": "CXQ-7K3M-Q2XF"},
    {"label": say("合同编号", "Contract number"), "value": "", "change_url": "#"},
    {"label": say("有效期至", "To be used by"), "value": "2027-04-30", "change_url": "#"},
]


STEPS = [
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


STAGES = [
    {"label": say("申请", "Application"), "hint": "2026-09-02", "status": "done"},
    {"label": say("推荐与评审", "Endorsement and review"), "hint": "2026-09-20", "status": "done"},
    {"label": say("发券", "Voucher"), "hint": "2026-10-28", "status": "done"},
    {"label": say("合同", "Contract"), "hint": say("办理中", "in progress"), "status": "current"},
    {"label": say("结题", "Closing"), "status": "todo"},
    {"label": say("兑现", "Payment"), "status": "todo"},
]
STAGES_STOPPED = [
    *STAGES[:3],
    {"label": say("合同", "Contract"), "hint": say("已撤回", "withdrawn"), "status": "stopped"},
    *STAGES[4:],
]


FINISHED = {"status_label": say("已完成", "Finished"), "tone": "success"}
TASK_GROUPS: list[dict[str, Any]] = [
    {
        "title": say("企业与资格", "Company and eligibility"),
        "tasks": [
            {"label": say("企业基本信息", "About the company"), "url": "#", **FINISHED},
            {"label": say("科技型中小企业证明", "Proof of being a small enterprise"), "url": "#", **FINISHED},
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


DOCUMENTS = [
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


CORRECTIONS = [
    {
        "label": say("审定合同额", "Determined contract amount"),
        "reason": say(
            "与合同第 3 页金额不一致，请核对。", "It differs from page 3 of the contract; please check."
        ),
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


BUDGET_PARTS = [
    {"label": say("已兑现", "Redeemed"), "fen": 312_000_000, "tone": "success"},
    {"label": say("已签约", "Committed"), "fen": 458_000_000, "tone": "brand"},
    {"label": say("已预留", "Reserved"), "fen": 120_000_000, "tone": "progress"},
    {"label": say("可用", "Available"), "fen": 110_000_000, "tone": "rest"},
]


HEADERS: list[dict[str, Any]] = [
    {"label": say("项目", "Project")},
    {"label": say("状态", "State")},
    {"label": say("金额（元）", "Amount (元)"), "number": True},
    {"label": say("更新", "Updated")},
]


def row(title: str, tone: str, label: str, fen: int) -> dict:
    """One row of the simple table."""
    values: list[dict[str, Any]] = [
        {"value": title, "url": "#"},
        {"value": label, "tone": tone},
        {"fen": fen, "number": True},
        {"value": "2026-11-16"},
    ]
    return {"cells": [{"label": head["label"], **value} for head, value in zip(HEADERS, values, strict=True)]}


TITLE = say("污水中微塑料快速检测方法", "Fast test for microplastics in waste water")
ROWS = [
    row(TITLE, "progress", say("待审核", "Submitted"), 20_000_000),
    row(
        say("工业机器人减速器寿命试验", "Endurance test of a robot gearbox"),
        "attention",
        say("请补正", "Please correct"),
        15_600_050,
    ),
    row(
        say("低温锂电池电解液研发", "Electrolyte for batteries in the cold"),
        "success",
        say("已发券", "Awarded"),
        50_000_000,
    ),
]


BULK_ACTIONS = [
    {"name": "claim", "label": say("由我办理", "Take over"), "tone": "plain"},
    {
        "name": "award",
        "label": say("发券", "Award"),
        "tone": "primary",
        "reason": say("所选项目中有 1 个仍在公示。", "One of them is still under public notice."),
    },
]


APPLICANTS = [
    say("北京清源环境检测有限公司", "Qingyuan Environmental Testing"),
    say("中关村智造科技有限公司", "Zhongguancun Smart Making"),
    say("北京寒锂新能源有限公司", "Hanli New Energy"),
]
REFERENCES = ["P-7K3MQ2XF", "P-9TW4HB6C", "P-2RX8NJ5D"]
QUEUE = [
    {
        "reference": reference,
        "applicant": applicant,
        **dict(zip(["title", "state", "amount", "since"], line["cells"], strict=True)),
    }
    for reference, applicant, line in zip(REFERENCES, APPLICANTS, ROWS, strict=True)
] * 4


NAVIGATION = [
    {"label": say("工作台", "Dashboard"), "url": "#"},
    {"label": say("项目", "Projects"), "url": "#", "active": True, "count": 12},
    {"label": say("机构", "Institutions"), "url": "#", "count": 2},
    {"label": say("开放实验室", "Laboratories"), "url": "#"},
    {"label": say("经费", "Funds"), "url": "#"},
    {"label": say("统计", "Statistics"), "url": "#"},
]


PROJECT = SimpleNamespace(reference="P-7K3MQ2XF", title=TITLE)
