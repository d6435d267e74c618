"""Runs of transfers: drawn up by one person of finance, approved by another, answered by the bank line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State as ProjectState
from applications.models import Project
from applications.services.endorsing import require_reason
from funds import perms
from funds.enums import RunState, TransferResult
from funds.facts import run_facts
from funds.models import AccountCheck, PaymentRun, Redemption, RunItem
from funds.services.paying import pay
from policy.evaluation import evaluate
from policy.findings import Findings
from policy.models import Edition
from workflow.door import advance, require_step
from workflow.engine import lock
from workflow.errors import NotPermitted, StepRefused, Unfit, WrongState
from workflow.models import Event
from workflow.money import format_yuan


@dataclass(frozen=True)
class Answer:
    """What the bank says about one transfer of a run."""

    position: int
    paid: bool
    amount: int | None = None
    receipt_number: str = ""
    paid_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class Refusal:
    """One answer that could not be recorded, and why."""

    position: int
    reason: str


@transaction.atomic
def draw_up(redemptions: Iterable[int], *, actor: Actor) -> PaymentRun:
    """Draws a run up over redemptions that wait for their payment, in the order in which they were decided.

    Raises Unfit when there is none, or when one is paid or in another run, NotPermitted for anybody but finance.
    """
    if not perms.can_draw_up(None, actor):
        raise NotPermitted("draw_up")
    wanted = set(redemptions)
    waiting = Redemption.objects.awaiting_payment().filter(pk__in=wanted)
    found = list(lock(waiting).order_by("decided_at", "pk"))
    if not found:
        raise Unfit(_("Choose at least one payment for the run."))
    if len(found) < len(wanted):
        raise Unfit(_("Some of these payments no longer wait. Look at the list again."))
    run = PaymentRun(drawn_up_by=actor.user)
    run.save()
    items = [
        RunItem(run=run, redemption=redemption, position=position, amount=redemption.amount)
        for position, redemption in enumerate(found, start=1)
    ]
    try:
        with transaction.atomic():
            RunItem.objects.bulk_create(items)
    except IntegrityError as error:
        raise Unfit(
            _("Some of these payments are in another run already. Look at the list again.")
        ) from error
    return run


@transaction.atomic
def take_out(run: PaymentRun, position: int, *, actor: Actor) -> None:
    """Takes one transfer out of a run that is being drawn up. Raises WrongState, NotPermitted."""
    run = PaymentRun.objects.lock(pk=run.pk)
    if not perms.can_draw_up(run, actor):
        raise NotPermitted("take_out")
    if run.state != RunState.DRAWN_UP:
        raise WrongState(_("The run is locked. Unlock it before you change it."))
    run.items.filter(position=position, result=TransferResult.WAITING).update(
        result=TransferResult.TAKEN_OUT, answered_at=timezone.now()
    )


@transaction.atomic
def lock_run(run: PaymentRun, *, actor: Actor, note: str = "") -> Event:
    """Locks number and total of the run. Raises Unfit for an empty run, WrongState, NotPermitted."""
    run = PaymentRun.objects.lock(pk=run.pk)
    require_step(run, "lock_run", actor)
    items = list(waiting_items(run))
    if not items:
        raise Unfit(_("The run holds no transfer. Cancel it instead."))
    total = sum(item.amount for item in items)
    return advance(run.lock_run, actor=actor, note=note, count=len(items), total=total)


@transaction.atomic
def unlock_run(run: PaymentRun, *, actor: Actor, note: str = "") -> Event:
    """Opens a locked run again. Raises WrongState, NotPermitted."""
    return advance(PaymentRun.objects.lock(pk=run.pk).unlock_run, actor=actor, note=note)


def run_findings(
    run: PaymentRun, *, actor: Actor | None = None, items: list[RunItem] | None = None
) -> Findings:
    """The findings of chapter payment_run as of now; `items` are its waiting transfers where they are read already."""
    today = timezone.localdate()
    known = run_facts(run, list(waiting_items(run)) if items is None else items, actor, today)
    return evaluate("payment_run", known, Edition.objects.in_force(today).typed)


@transaction.atomic
def approve_run(run: PaymentRun, *, actor: Actor, note: str = "") -> Event:
    """Another person approves the run; its file for the bank can be fetched from now on.

    Raises Blocked (chapter payment_run: four eyes, nothing changed since it was locked, accounts confirmed), WrongState,
    NotPermitted.
    """
    run = PaymentRun.objects.lock(pk=run.pk)
    findings = run_findings(run, actor=actor)
    return advance(run.approve_run, actor=actor, findings=findings, note=note, approved_by=actor.user)


@transaction.atomic
def cancel_run(run: PaymentRun, *, actor: Actor, note: str) -> Event:
    """Gives the run up before the bank has it; its redemptions wait again. Raises Unfit without a reason, WrongState,
    NotPermitted."""
    require_reason(note)
    run = PaymentRun.objects.lock(pk=run.pk)
    event = advance(run.cancel_run, actor=actor, note=note)
    waiting_items(run).update(result=TransferResult.TAKEN_OUT, answered_at=timezone.now())
    return event


def record_answers(
    run: PaymentRun, answers: Iterable[Answer], *, actor: Actor, today: date | None = None
) -> list[Refusal]:
    """Records what the bank says, each transfer for itself: one that is refused does not stop the others.

    A paid transfer pays its project through `pay` with all its rules; a failed one waits for another run. The same
    answer twice changes nothing. Returns the refusals; raises WrongState unless the bank has the run, NotPermitted.
    """
    if not perms.can_draw_up(run, actor):
        raise NotPermitted("record_answers")
    run = PaymentRun.objects.get(pk=run.pk)
    if run.state != RunState.APPROVED:
        raise WrongState(
            _("The bank does not have this run: %(state)s.") % {"state": run.get_state_display()}
        )
    refusals = []
    for answer in answers:
        try:
            _record(run, answer, actor, today)
        except (StepRefused, Unfit) as refusal:
            words = " ".join([refusal.message, *getattr(refusal, "fields", {}).values()])
            refusals.append(Refusal(answer.position, words))
        except NotPermitted:  # the own matter of who records; a colleague does it
            refusals.append(Refusal(answer.position, _("Your present role may not do this.")))
    return refusals


@transaction.atomic
def _record(run: PaymentRun, answer: Answer, actor: Actor, today: date | None) -> None:
    project, item = _lock_transfer(run, answer.position)
    if answer.amount is not None and answer.amount != item.amount:
        figures = {"theirs": format_yuan(answer.amount), "ours": format_yuan(item.amount)}
        raise Unfit(_("The bank names %(theirs)s, the run %(ours)s.") % figures)
    result = TransferResult.PAID if answer.paid else TransferResult.FAILED
    if item.result == result:
        return
    if item.result != TransferResult.WAITING:
        raise Unfit(
            _("This transfer has another result already: %(result)s.") % {"result": item.get_result_display()}
        )
    if answer.paid:
        pay(
            project,
            actor=actor,
            batch=run.reference,
            receipt_number=answer.receipt_number,
            paid_on=answer.paid_on,
            today=today,
            item=item,
        )
    elif not answer.reason.strip():
        raise Unfit(_("Say why the transfer failed."))
    item.result, item.reason, item.answered_at = result, answer.reason.strip()[:200], timezone.now()
    item.save(update_fields=["result", "reason", "answered_at"])


def _lock_transfer(run: PaymentRun, position: int) -> tuple[Project, RunItem]:
    """A transfer and its project, the project locked first, as everywhere. Raises Unfit for an unknown number."""
    found = run.items.filter(position=position).values_list("pk", "redemption__voucher__project").first()
    if found is None:
        raise Unfit(_("The run has no transfer with this number."))
    project = Project.objects.lock(pk=found[1])
    return project, lock(RunItem.objects.select_related("redemption__voucher")).get(pk=found[0])


@transaction.atomic
def settle_run(run: PaymentRun, *, actor: Actor, note: str = "") -> Event:
    """Ends a run whose transfers all have a result. Raises Unfit while one is open, WrongState, NotPermitted."""
    run = PaymentRun.objects.lock(pk=run.pk)
    require_step(run, "settle_run", actor)
    if count := waiting_items(run).count():
        raise Unfit(_("Transfers without a result: %(count)s. Record them first.") % {"count": count})
    items = run.items.all()
    return advance(
        run.settle_run,
        actor=actor,
        note=note,
        paid=items.filter(result=TransferResult.PAID).count(),
        failed=items.filter(result=TransferResult.FAILED).count(),
    )


def waiting_items(run: PaymentRun):
    """The transfers that still wait for their result, in their order, with what the bank must know."""
    found = run.items.filter(result=TransferResult.WAITING).order_by("position")
    return found.select_related("redemption__voucher__project", "redemption__payee", "redemption__decided_by")


def confirmed_accounts(run: PaymentRun) -> set[int]:
    """The redemptions of a run whose account, exactly as it stands, a second person has confirmed."""
    checks = AccountCheck.objects.filter(redemption__run_items__run=run).select_related("redemption")
    return {
        check.redemption_id for check in checks if check.account_digest == check.redemption.account_digest
    }


@transaction.atomic
def confirm_account(redemption: Redemption, *, actor: Actor) -> AccountCheck:
    """A second person confirms that the account is the payee's; twice changes nothing.

    Raises WrongState when the project no longer waits for its payment, NotPermitted for whoever asked for the money.
    """
    project = Project.objects.lock(voucher=redemption.voucher_id)
    if not perms.can_confirm_account(redemption, actor) or project.is_own_matter(actor):
        raise NotPermitted("confirm_account")
    if project.state != ProjectState.REDEEMED or not redemption.live:
        raise WrongState(_("This redemption does not wait for its payment."))
    check, _new = AccountCheck.objects.get_or_create(
        redemption=redemption,
        account_digest=redemption.account_digest,
        defaults={"confirmed_by": actor.user},
    )
    return check
