"""Projects in every state, each reached through the services by the people who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from applications import services as applications
from applications.models import Call, Project
from applications.services import PurchaseLine
from contracts import services as contracts
from funds import services as funds
from funds.facts import BankAccount
from policy.models import Edition
from review import services as review
from review.enums import ReviewStage
from review.models import Assignment
from tests.factories.cast import YUAN, Cast, cast
from tests.factories.institutions import pdf
from tests.factories.policy import make_edition
from workflow.corrections import Wanted
from workflow.models.document import DocumentKind

FACE = 50_000 * YUAN
TOTAL = 100_000 * YUAN
BUDGET = 10_000_000 * YUAN
BANK = BankAccount("中国工商银行北京海淀支行", "北京先进材料实验室", "6222020200112233445")
PARAMETERS = {
    "closing_reviewer_count": 3,
    "odd_reviewers": True,
    "subsidy_ratio": "0.5",
    "use_valid_days": 365,
    "redeem_valid_days": 540,
    "correction_days": 10,
}
NOTICE = {"public_notice_days": 5}
_numbers = count(1)


@dataclass
class Play:
    """A project on its way through its life, with the people who take the steps."""

    project: Project
    cast: Cast
    purchases: list[PurchaseLine] = field(default_factory=list)
    contract: dict[str, Any] = field(default_factory=dict)
    today: date = field(default_factory=timezone.localdate)

    def take(self, service: Callable, **inputs) -> None:
        """One service call, and the project as it stands afterwards."""
        service(self.project, **inputs)
        self.project = reread(self.project)


def make_call(*, budget: int = BUDGET, people: Cast | None = None, **parameters) -> Call:
    """An open call under an edition of its own, with its money."""
    number, today = next(_numbers), timezone.localdate()
    edition = make_edition(f"edition-{number}", valid_from=_free_day(), **(PARAMETERS | parameters))
    call = Call.objects.create(
        code=f"round-{number}",
        title=f"Round {number}",
        edition=edition,
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=30),
    )
    if people:
        funds.open_budget(call, budget, people.officer)
    return call


def _free_day() -> date:
    """A day from which no edition of this test is valid yet."""
    return date(2020, 2, 1) + timedelta(days=Edition.objects.count())


def make_project(
    state: str = "awarded",
    *,
    people: Cast | None = None,
    call: Call | None = None,
    parameters: dict[str, Any] | None = None,
    purchases: list[PurchaseLine] | None = None,
    contract: dict[str, Any] | None = None,
    **content,
) -> Project:
    """A project in a state. `content` changes fields of the application, `contract` what is typed off the contract.

    States before the award of an edition with a public notice (`noticed`, `objected`) bring their own edition.
    """
    people = people or cast()
    limits = (NOTICE if state in {"noticed", "objected"} else {}) | (parameters or {})
    call = call or make_call(people=people, **limits)
    project = applications.start_project(
        actor=people.applicant, call=call, title=content.pop("title", next_title())
    )
    play = Play(project, people, purchases or [], contract or {})
    _write(play, content)
    _reach(play, state)
    assert play.project.state == state, f"{play.project.state} instead of {state}"
    return play.project


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


# --- the legs of the journey: state -> (state before, how to get from there) ---------------------------------------------


def _write(play: Play, changes: dict[str, Any]) -> None:
    content = content_of(play.cast, **changes)
    applications.save_draft(
        play.project,
        actor=play.cast.applicant,
        version=play.project.version,
        content=content,
        purchases=play.purchases,
    )
    play.project = reread(play.project)


def _submit(play: Play) -> None:
    play.take(applications.submit, actor=play.cast.applicant)


def _return(play: Play) -> None:
    wanted = [Wanted("content", "Name the alloys.")]
    play.take(applications.return_for_correction, actor=play.cast.recommender, wanted=wanted)


def _endorse(play: Play) -> None:
    play.take(
        applications.endorse,
        actor=play.cast.recommender,
        endorsement="We know the enterprise; a sound project.",
    )


def _decline(play: Play) -> None:
    play.take(applications.decline, actor=play.cast.recommender, note="Not a project of ours.")


def _withdraw(play: Play) -> None:
    play.take(applications.withdraw, actor=play.cast.applicant, note="The customer went away.")


def _approve(play: Play) -> None:
    amount = play.project.requested_amount
    play.take(applications.propose_approval, actor=play.cast.officer, amount=amount)
    play.take(applications.approve, actor=play.cast.approver, amount=amount)


def _reject(play: Play) -> None:
    play.take(applications.reject, actor=play.cast.officer, note="No money for this theme.")


def _publish(play: Play) -> None:
    play.take(funds.publish_notice, actor=play.cast.officer)


def _object(play: Play) -> None:
    funds.register_objection(
        play.project,
        actor=play.cast.officer,
        name="A neighbour",
        contact="neighbour@example.org",
        text="Copied.",
    )
    play.project = reread(play.project)


def _award(play: Play) -> None:
    if play.project.edition.typed.public_notice_days:
        _publish(play)
        play.take(funds.award, actor=play.cast.officer, today=play.project.notice_until + timedelta(days=1))
    else:
        play.take(funds.award, actor=play.cast.officer)


def _submit_contract(play: Play) -> None:
    data = contract_of(play.project, **play.contract)
    play.take(contracts.submit_contract, actor=play.cast.applicant, data=data, upload=pdf("contract.pdf"))


def _return_contract(play: Play) -> None:
    wanted = [Wanted("signed_on", "The date on the paper is another one.")]
    play.take(contracts.return_contract, actor=play.cast.officer, wanted=wanted)


def _clear_contract(play: Play) -> None:
    amount = play.contract.get("total_amount", TOTAL)
    play.take(contracts.clear_contract, actor=play.cast.officer, determined_amount=amount)


def _submit_closing(play: Play) -> None:
    play.project = write_report(play.project, play.cast)
    play.take(review.confirm_report, actor=play.cast.laboratory)
    play.take(review.submit_closing, actor=play.cast.applicant)


def _start_review(play: Play) -> None:
    due = play.today + timedelta(days=14)
    play.take(review.start_review, actor=play.cast.officer, experts=play.cast.experts, due_date=due)


def _close(play: Play) -> None:
    give_opinions(play.project, play.cast, "close")
    play.take(review.close, actor=play.cast.officer, accepted_cost=TOTAL, reasons="All experts agree.")


def _refuse(play: Play) -> None:
    give_opinions(play.project, play.cast, "refuse")
    play.take(review.refuse_closing, actor=play.cast.officer, reasons="The results are missing.")


def _request(play: Play) -> None:
    play.take(funds.request_redemption, actor=play.cast.laboratory, bank=BANK)


def _redeem(play: Play) -> None:
    play.take(funds.redeem, actor=play.cast.officer)


def _pay(play: Play) -> None:
    play.take(
        funds.pay, actor=play.cast.finance, batch="2026-07", receipt_number=f"R-{play.project.reference}"
    )


def _terminate(play: Play) -> None:
    play.take(
        funds.terminate,
        actor=play.cast.officer,
        note="By agreement.",
        parties_outcome="Each bears its own cost.",
    )


def _revoke(play: Play) -> None:
    play.take(funds.revoke, actor=play.cast.approver, note="False statements.")


def _expire(play: Play) -> None:
    play.take(funds.expire, today=play.project.use_by + timedelta(days=1))


def _claw_back(play: Play) -> None:
    play.take(funds.claw_back, actor=play.cast.approver, note="The invoice was forged.")


LEGS: dict[str, tuple[str, Callable[[Play], None]]] = {
    "submitted": ("draft", _submit),
    "returned": ("submitted", _return),
    "declined": ("submitted", _decline),
    "withdrawn": ("submitted", _withdraw),
    "endorsed": ("submitted", _endorse),
    "approved": ("endorsed", _approve),
    "rejected": ("endorsed", _reject),
    "noticed": ("approved", _publish),
    "objected": ("noticed", _object),
    "awarded": ("approved", _award),
    "contract_submitted": ("awarded", _submit_contract),
    "contract_returned": ("contract_submitted", _return_contract),
    "contracted": ("contract_submitted", _clear_contract),
    "closing_submitted": ("contracted", _submit_closing),
    "in_review": ("closing_submitted", _start_review),
    "closed": ("in_review", _close),
    "not_closed": ("in_review", _refuse),
    "redemption_requested": ("closed", _request),
    "redeemed": ("redemption_requested", _redeem),
    "paid": ("redeemed", _pay),
    "terminated": ("contracted", _terminate),
    "revoked": ("awarded", _revoke),
    "expired": ("awarded", _expire),
    "clawed_back": ("paid", _claw_back),
}


def _reach(play: Play, state: str) -> None:
    if state == "draft":
        return
    before, go = LEGS[state]
    _reach(play, before)
    go(play)
