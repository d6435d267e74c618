"""The legs of a project's journey: state -> (state before, how to get from there), each taken by those who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from applications import services as applications
from applications.models import Project
from applications.services import PurchaseLine
from contracts import services as contracts
from funds import services as funds
from funds.facts import BankAccount
from review import services as review
from tests.factories.cast import Cast
from tests.factories.institutions import pdf
from tests.factories.papers import TOTAL, content_of, contract_of, give_opinions, reread, write_report
from workflow.corrections import Wanted

BANK = BankAccount("中国工商银行北京海淀支行", "北京先进材料实验室", "6222020200112233445")


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


def write(play: Play, changes: dict[str, Any]) -> None:
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


def reach(play: Play, state: str) -> None:
    if state == "draft":
        return
    before, go = LEGS[state]
    reach(play, before)
    go(play)
