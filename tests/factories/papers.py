"""What the people of a project write: application, contract, closing report, opinions."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from applications.models import Project
from review import services as review
from review.enums import ReviewStage
from review.models import Assignment
from tests.factories.cast import YUAN, Cast
from tests.factories.institutions import pdf
from workflow.models.document import DocumentKind

FACE = 50_000 * YUAN
TOTAL = 100_000 * YUAN
_numbers = count(1)


def next_title() -> str:
    return f"Fatigue test of part {next(_numbers)}"


def reread(project: Project) -> Project:
    """The project as the database now holds it."""
    return Project.objects.with_parties().get(pk=project.pk)


def content_of(people: Cast, **changes) -> dict[str, Any]:
    """A complete application."""
    today = timezone.localdate()
    content = {
        "activity_type": "testing",
        "laboratory": people.open_laboratory,
        "recommender": people.institution,
        "background": "Parts of the gripper break after a month.",
        "content": f"Fatigue series {next(_numbers)} over three alloys.",
        "deliverables": "Test report and a recommendation.",
        "plan_from": today,
        "plan_to": today + timedelta(days=90),
        "total_amount": TOTAL,
        "requested_amount": FACE,
        "declares_truth": True,
        "declares_no_affiliation": True,
        "declares_no_double_funding": True,
    }
    return content | changes


def contract_of(project: Project, **changes) -> dict[str, Any]:
    """A contract in order, as typed off the paper."""
    today = timezone.localdate()
    typed = {
        "number": f"HT-{project.reference}",
        "party_a": project.applicant.name,
        "party_a_uscc": project.applicant.uscc or "",
        "party_b": project.laboratory.organisation.name,
        "party_b_uscc": project.laboratory.organisation.uscc or "",
        "signed_on": today,
        "period_from": today,
        "period_to": today + timedelta(days=90),
        "total_amount": TOTAL,
        "own_payment": TOTAL - (project.award_amount or 0),
        "voucher_clause": f"甲方使用创新券 {project.voucher_number} 支付本合同部分价款。",
        "voucher_number_stated": project.voucher_number,
        "voucher_amount": project.award_amount,
        "failure_clause": "因甲方原因未通过结题的，由甲方承担全部费用。",
        "clause_in_supplement": False,
    }
    return typed | changes


def write_report(project: Project, people: Cast, **changes) -> Project:
    """A complete closing report with its files and one invoice of the laboratory."""
    content = {
        "work_done": "Three series of fatigue tests, as planned.",
        "results": "Test report 2026-118; alloy B recommended.",
        "deviations": "",
        "effects": "Complaints fell by half.",
        "actual_cost": TOTAL,
    }
    review.save_report(project, actor=people.applicant, content=content | changes)
    if not project.invoices.exists():
        add_invoice(project, people)
    for kind in (DocumentKind.RESULT, DocumentKind.PAYMENT_PROOF):
        review.attach_report_document(project, pdf(f"{kind}.pdf"), kind=kind, actor=people.applicant)
    return reread(project)


def add_invoice(project: Project, people: Cast, **changes):
    """An invoice of the laboratory over the whole amount."""
    seller = project.laboratory.organisation
    content = {
        "number": f"2026{next(_numbers):08d}",
        "seller_uscc": seller.uscc,
        "seller_name": seller.name,
        "issued_on": timezone.localdate(),
        "amount": TOTAL,
    }
    return review.add_invoice(project, actor=people.applicant, content=content | changes)


def give_opinions(project: Project, people: Cast, *decisions: str) -> None:
    """Every expert of the panel declares no conflict and decides; the last decision holds for those left."""
    panel = Assignment.objects.of_panel(project, ReviewStage.CLOSING)
    for number, assignment in enumerate(panel):
        actor = people.acting(assignment.expert)
        review.declare_conflict(assignment, actor=actor, conflict=False)
        review.submit_opinion(
            assignment,
            actor=actor,
            decision=decisions[min(number, len(decisions) - 1)],
            reasons="The report shows what was agreed.",
            clause_present=True,
            accepted_cost=TOTAL,
        )
