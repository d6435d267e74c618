"""The desk of the demonstration: who has which file, and the views that the office keeps."""

from applications.enums import State
from applications.models import Project
from desk.services import claims, views
from voucher_portal.demo.cast import Cast

# Who takes the first file of which state.
TAKEN = [
    ("officer", State.ENDORSED),
    ("officer2", State.CONTRACT_SUBMITTED),
    ("officer2", State.CLOSING_SUBMITTED),
]
VIEWS = [
    (
        "officer",
        "待审批的大额项目",
        "tab=all&state=endorsed&state=approved&amount_min=50000&sort=-amount",
        True,
    ),
    ("officer", "合同审定", "tab=take&state=contract_submitted&sort=since", False),
    ("approver", "已逾期", "tab=overdue&sort=since", True),
]


def work(cast: Cast) -> None:
    """Two officers each have files, and the office shares two views."""
    for name, state in TAKEN:
        project = Project.objects.in_state(state).order_by("pk").first()
        if project:
            claims.take(project, actor=cast.office[name])
    for name, title, query, shared in VIEWS:
        views.save_view(actor=cast.office[name], name=title, query=query, shared=shared)
