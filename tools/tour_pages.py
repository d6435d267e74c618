"""The stations of the tour: which page, as whom, in which look and language, with which words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """One picture. `state` asks for a project in that state; for a party it is one of theirs, and they look."""

    name: str
    path: str
    caption: str
    who: str = ""
    state: str = ""
    narrow: bool = False
    dark: bool = False
    english: bool = False
    show: str = ""  # a selector that is scrolled to the top


Section = tuple[str, str, list[Shot]]

VISITOR: Section = (
    "Before signing in",
    "What the programme offers, whether one may apply, which laboratories there are, and what the money became.",
    [
        Shot("home", "/", "The first page"),
        Shot("check", "/check/", "May I apply? Each answer with its clause", english=True, narrow=True),
        Shot("laboratories", "/laboratories/", "The directory of open laboratories", dark=True),
        Shot(
            "laboratory",
            "/laboratories/{lab}/",
            "A laboratory with its instruments and services",
            narrow=True,
        ),
        Shot("notices", "/notices/", "Public notice of the coming awards", narrow=True, dark=True),
        Shot("rules", "/rules/", "Every rule with its clause and figures", english=True),
        Shot(
            "statistics", "/statistics/", "Statistics for everybody; small figures are withheld", english=True
        ),
        Shot(
            "voucher-check", "/vouchers/check/", "Anybody can check whether a voucher is genuine", narrow=True
        ),
        Shot(
            "laboratories-search",
            "/laboratories/?q=材料",
            "Finding a laboratory by what is needed",
            english=True,
        ),
        Shot("help", "/help/", "Questions and answers", narrow=True, english=True),
        Shot("sign-in", "/account/login/", "Signing in", narrow=True, dark=True),
    ],
)
APPLICANT: Section = (
    "The applicant",
    "The owner of a ten-person company, often on a phone: what waits, one topic per page, words saved while typed.",
    [
        Shot(
            "applicant-dashboard",
            "/dashboard/",
            "What waits for me, and until when",
            "applicant",
            english=True,
        ),
        Shot(
            "applicant-tasks",
            "/projects/{project}/tasks/",
            "The application as a list of tasks",
            "applicant",
            "draft",
            narrow=True,
        ),
        Shot(
            "applicant-plan",
            "/projects/{project}/tasks/plan/",
            "Plan and money: what the rules say while one writes",
            "applicant",
            "draft",
            narrow=True,
            dark=True,
        ),
        Shot(
            "applicant-project",
            "/projects/{project}/",
            "The project: where it stands, what to do next",
            "applicant",
            "awarded",
        ),
        Shot(
            "applicant-returned",
            "/projects/{project}/",
            "Returned for correction: what is asked for, and until when",
            "applicant",
            "returned",
            narrow=True,
        ),
        Shot(
            "applicant-conversation",
            "/projects/{project}/conversation/",
            "Messages on the project",
            "applicant",
            "contracted",
            narrow=True,
            english=True,
        ),
        Shot(
            "applicant-contract",
            "/projects/{project}/submit_contract/",
            "Handing in the contract",
            "applicant",
            "awarded",
            dark=True,
        ),
        Shot(
            "applicant-report",
            "/projects/{project}/report/",
            "The closing report with its invoices",
            "applicant",
            "contracted",
        ),
        Shot(
            "applicant-messages",
            "/messages/",
            "Messages from the portal",
            "applicant",
            narrow=True,
            dark=True,
        ),
    ],
)
PARTNERS: Section = (
    "Recommending institution, laboratory, service institution",
    "Their own lists in the same components.",
    [
        Shot("recommender-queue", "/desk/", "What the institution has before it", "recommender"),
        Shot(
            "recommender-endorse",
            "/projects/{project}/endorse/",
            "Endorsing, with what the rules find",
            "recommender",
            "submitted",
            narrow=True,
        ),
        Shot(
            "laboratory-dashboard",
            "/dashboard/",
            "The laboratory's tasks",
            "laboratory",
            narrow=True,
            dark=True,
            english=True,
        ),
        Shot(
            "laboratory-edit",
            "/laboratories/managed/",
            "The laboratories that the institution reports",
            "service",
            english=True,
        ),
        Shot(
            "laboratory-redemption",
            "/projects/{project}/request_redemption/",
            "Asking for the redemption of a voucher",
            "laboratory",
            "closed",
        ),
    ],
)
OFFICE: Section = (
    "The voucher office",
    "Two hundred files at once: dense lists, a key for what is done a hundred times a day, refusals with reasons.",
    [
        Shot("office-dashboard", "/dashboard/", "What waits, by kind of work", "officer", dark=True),
        Shot(
            "office-queue",
            "/desk/",
            "The queue: tabs by my relation to the file, filters in the address",
            "officer",
        ),
        Shot("office-queue-all", "/desk/?tab=all", "All files, by night", "officer", dark=True, english=True),
        Shot(
            "office-file",
            "/desk/{project}/",
            "A file: the document beside the check-list",
            "officer",
            "endorsed",
        ),
        Shot(
            "office-project",
            "/projects/{project}/",
            "A project: findings, timeline, documents, money",
            "officer",
            "contracted",
            english=True,
        ),
        Shot(
            "office-history",
            "/projects/{project}/",
            "The history, each step with who and why",
            "officer",
            "paid",
            show="#timeline, .vp-timeline",
            english=True,
            dark=True,
        ),
        Shot(
            "office-approve",
            "/projects/{project}/approve/",
            "Approving: what the rules say before it is done",
            "officer",
            "endorsed",
        ),
        Shot(
            "office-contract",
            "/projects/{project}/clear_contract/",
            "Clearing a contract",
            "officer",
            "contract_submitted",
            english=True,
        ),
        Shot(
            "office-decisions",
            "/desk/pending/",
            "Decisions that are published together after a preview",
            "officer",
        ),
        Shot(
            "office-batches",
            "/desk/bulk/",
            "Work on many files, with its refusals by name",
            "officer",
            english=True,
        ),
        Shot(
            "office-experts",
            "/projects/{project}/experts/",
            "The experts of a closing review",
            "officer",
            "in_review",
        ),
        Shot("office-risk", "/signals/", "What should be looked at twice", "officer", dark=True),
        Shot("office-site-checks", "/site-checks/", "On-site checks", "officer"),
        Shot("office-papers", "/papers/", "The register of issued papers", "officer", english=True),
        Shot("office-budget", "/budgets/", "The money of each call", "officer", english=True),
        Shot("office-statistics", "/office/statistics/", "Who drops out where", "officer"),
        Shot(
            "office-statistics-burn",
            "/office/statistics/",
            "The budget over time, by night",
            "officer",
            dark=True,
            english=True,
            show=".vp-topics > :nth-child(2)",
        ),
        Shot(
            "office-statistics-phone",
            "/office/statistics/",
            "The same on a phone",
            "officer",
            narrow=True,
            show=".vp-topics",
        ),
        Shot("office-phone", "/desk/", "The queue on a phone", "officer", narrow=True, dark=True),
        Shot("office-search", "/search/?q=示例", "Search over everything I may see", "officer", english=True),
    ],
)
OTHERS: Section = (
    "Approver, finance, expert, auditor",
    "A professor reviews on a phone; finance pays what another redeemed; an auditor sees all and changes nothing.",
    [
        Shot("approver-dashboard", "/dashboard/", "What needs a second person", "approver", narrow=True),
        Shot(
            "approver-objection",
            "/projects/{project}/dismiss_objection/",
            "Deciding on an objection",
            "approver",
            "objected",
        ),
        Shot("finance-payments", "/payments/", "What is to be paid", "finance", english=True),
        Shot(
            "expert-invitations", "/invitations/", "An expert's invitations", "expert", narrow=True, dark=True
        ),
        Shot(
            "expert-opinion",
            "/projects/{project}/opinion/",
            "An opinion, written on a phone",
            "expert",
            "in_review",
            narrow=True,
        ),
        Shot("auditor-trail", "/audit/", "The tamper-evident trail of every step", "auditor", english=True),
    ],
)
SECTIONS = [VISITOR, APPLICANT, PARTNERS, OFFICE, OTHERS]
