"""Every step that a person or the clock can attempt, by name: how a test calls the one service behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.actor import Actor
from applications import services as applications
from applications.models import Project
from contracts import services as contracts
from contracts.models import ChangeRequest
from funds import services as funds
from review import services as review
from voucher_portal.demo.cast import Cast
from voucher_portal.demo.papers import pdf
from voucher_portal.demo.play import contract_data
from workflow.corrections import Wanted
from workflow.errors import WrongState

REASON = "理由：与事实不符，请更正。"
WANTED = [Wanted("content", "请补充技术指标。"), Wanted("project_plan", "请补充预算。", "document")]
REPORT_WANTED = [Wanted("results", "请补充检测结论。")]
CONTRACT_WANTED = [Wanted("contract", "缺少盖章页。", "document")]


@dataclass
class Attempt:
    """Who tries, with what amount, and on what day."""

    actor: Actor
    cast: Cast
    amount: int
    day: date


Call = Callable[[Project, Attempt], Any]


def later(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def experts(attempt: Attempt) -> list:
    return attempt.cast.experts[:3]


def open_change(project: Project) -> ChangeRequest:
    """The change that was asked for last. Raises WrongState when nothing is asked for."""
    found = ChangeRequest.objects.filter(project=project, state="open").order_by("pk").last()
    if found is None:
        raise WrongState("Nobody asked for a change.")
    return found


def credit(project: Project, attempt: Attempt) -> Any:
    """A credit note on the first invoice. Raises WrongState when there is none."""
    invoice = project.invoices.ordinary().order_by("pk").first()
    if invoice is None:
        raise WrongState("There is no invoice.")
    number = f"RED{project.pk}{project.invoices.count()}"
    return funds.report_credit_note(
        project,
        actor=attempt.actor,
        corrects=invoice,
        number=number,
        issued_on=timezone.localdate(),
        amount=invoice.amount // 3,
    )


STEPS: dict[str, Call] = {
    "submit": lambda p, a: applications.submit(p, actor=a.actor),
    "recall": lambda p, a: applications.recall(p, actor=a.actor),
    "endorse": lambda p, a: applications.endorse(
        p, actor=a.actor, endorsement="项目与企业主营业务相符，团队稳定，予以推荐。"
    ),
    "decline": lambda p, a: applications.decline(p, actor=a.actor, note=REASON),
    "return_for_correction": lambda p, a: applications.return_for_correction(p, actor=a.actor, wanted=WANTED),
    "propose_approval": lambda p, a: applications.propose_approval(p, actor=a.actor, amount=a.amount),
    "approve": lambda p, a: applications.approve(p, actor=a.actor, amount=a.amount),
    "reject": lambda p, a: applications.reject(p, actor=a.actor, note=REASON),
    "withdraw": lambda p, a: applications.withdraw(p, actor=a.actor, note=REASON),
    "undo_approve": lambda p, a: applications.undo_approve(p, actor=a.actor, note=REASON),
    "undo_reject": lambda p, a: applications.undo_reject(p, actor=a.actor, note=REASON),
    "undo_decline": lambda p, a: applications.undo_decline(p, actor=a.actor, note=REASON),
    "publish_notice": lambda p, a: funds.publish_notice(p, actor=a.actor),
    "object": lambda p, a: funds.register_objection(
        p, actor=a.actor, name="群众", contact="x@example.org", text=REASON
    ),
    "dismiss_objection": lambda p, a: funds.dismiss_objection(p, actor=a.actor, decision=REASON),
    "uphold_objection": lambda p, a: funds.uphold_objection(p, actor=a.actor, decision=REASON),
    "award": lambda p, a: funds.award(p, actor=a.actor, today=a.day),
    "submit_contract": lambda p, a: contracts.submit_contract(
        p, actor=a.actor, data=contract_data(p, p.total_amount or 0), upload=pdf("contract.pdf", "Signed")
    ),
    "recall_contract": lambda p, a: contracts.recall_contract(p, actor=a.actor),
    "clear_contract": lambda p, a: contracts.clear_contract(
        p, actor=a.actor, determined_amount=p.total_amount or 0
    ),
    "return_contract": lambda p, a: contracts.return_contract(p, actor=a.actor, wanted=CONTRACT_WANTED),
    "request_change": lambda p, a: contracts.request_change(p, actor=a.actor, kind="content", text=REASON),
    "grant_change": lambda p, a: contracts.decide_change(
        open_change(p), actor=a.actor, granted=True, decision=REASON
    ),
    "refuse_change": lambda p, a: contracts.decide_change(
        open_change(p), actor=a.actor, granted=False, decision=REASON
    ),
    "undo_clear_contract": lambda p, a: contracts.undo_clear_contract(p, actor=a.actor, note=REASON),
    "confirm_report": lambda p, a: review.confirm_report(p, actor=a.actor),
    "submit_closing": lambda p, a: review.submit_closing(p, actor=a.actor),
    "recall_closing": lambda p, a: review.recall_closing(p, actor=a.actor),
    "return_closing": lambda p, a: review.return_closing(p, actor=a.actor, wanted=REPORT_WANTED),
    "start_review": lambda p, a: review.start_review(
        p, actor=a.actor, experts=experts(a), due_date=later(10)
    ),
    "close": lambda p, a: review.close(p, actor=a.actor, accepted_cost=p.total_amount or 0, reasons=REASON),
    "refuse_closing": lambda p, a: review.refuse_closing(p, actor=a.actor, reasons=REASON),
    "retry_closing": lambda p, a: review.retry_closing(p, actor=a.actor),
    "undo_close": lambda p, a: review.undo_close(p, actor=a.actor, note=REASON),
    "undo_refuse_closing": lambda p, a: review.undo_refuse_closing(p, actor=a.actor, note=REASON),
    "request_redemption": lambda p, a: funds.request_redemption(p, actor=a.actor),
    "recall_redemption": lambda p, a: funds.recall_redemption(p, actor=a.actor),
    "confirm_redemption": lambda p, a: funds.confirm_redemption(p, actor=a.actor),
    "return_redemption": lambda p, a: funds.return_redemption(p, actor=a.actor, note=REASON),
    "redeem": lambda p, a: funds.redeem(p, actor=a.actor),
    "undo_redeem": lambda p, a: funds.undo_redeem(p, actor=a.actor, note=REASON),
    "pay": lambda p, a: funds.pay(p, actor=a.actor, batch="B-1", receipt_number=f"R-{p.reference}"),
    "give_up": lambda p, a: funds.give_up(p, actor=a.actor, note=REASON),
    "terminate": lambda p, a: funds.terminate(
        p, actor=a.actor, note=REASON, parties_outcome="双方协商一致。"
    ),
    "revoke": lambda p, a: funds.revoke(p, actor=a.actor, note=REASON),
    "expire": lambda p, a: funds.expire(p, today=a.day),
    "report_credit_note": credit,
    "claw_back_part": lambda p, a: funds.claw_back_part(p, actor=a.actor, note=REASON),
    "drop_claw_back": lambda p, a: funds.drop_claw_back(p, actor=a.actor, note=REASON),
    "carry_over": lambda p, a: applications.carry_over(p, actor=a.actor, note=REASON),
    "claw_back": lambda p, a: funds.claw_back(p, actor=a.actor, note=REASON),
    "reinstate": lambda p, a: funds.reinstate(
        p, actor=a.actor, note=REASON, use_by=later(60), redeem_by=later(120)
    ),
}
