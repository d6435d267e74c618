"""Finance records what the bank has transferred."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Project
from applications.services.lookup import fresh, judge
from funds import facts
from funds.enums import TransferResult
from funds.models import Payment, PaymentBatch, PaymentRun, Redemption, RunItem
from funds.services.redeeming import live_redemption
from policy.findings import Findings
from workflow.door import advance
from workflow.errors import Unfit
from workflow.models import Event


def dry_run(project: Project, *, actor: Actor, today: date | None = None) -> Findings:
    """The findings of chapter payment as of now."""
    known = facts.payment_facts(project, live_redemption(project), actor, today or timezone.localdate())
    return judge(project, "payment", known)


@transaction.atomic
def pay(
    project: Project,
    *,
    actor: Actor,
    batch: str,
    receipt_number: str,
    paid_on: date | None = None,
    today: date | None = None,
    note: str = "",
    item: RunItem | None = None,
) -> Event:
    """Records the bank's transfer of the redeemed amount in a batch of transfers; the batch is opened when it is new.

    `item` is the transfer of an approved run whose result this is; what waits in a run is paid in no other way, and
    nothing is paid in the name of a run beside it.
    Raises Unfit for a missing or used receipt number or a day to come, Blocked (chapter payment: never by the person
    who redeemed, never twice), WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    paid_on = paid_on or today
    redemption = live_redemption(project)
    findings = judge(project, "payment", facts.payment_facts(project, redemption, actor, today))
    batch, receipt_number = batch.strip(), receipt_number.strip()
    event = advance(
        project.pay,
        actor=actor,
        findings=findings,
        note=note,
        amount=project.redeemed_amount or 0,
        batch=batch,
        paid_on=paid_on,
        receipt_number=receipt_number,
    )
    _check_shape(batch, receipt_number, paid_on, today)
    if item is None:
        _check_runs(redemption, batch)
    run, _new = PaymentBatch.objects.get_or_create(number=batch, defaults={"created_by": actor.user})
    try:
        with transaction.atomic():
            Payment.objects.create(
                redemption=redemption,
                batch=run,
                amount=project.redeemed_amount,
                receipt_number=receipt_number,
                paid_on=paid_on,
                paid_by=actor.user,
            )
    except IntegrityError as error:
        words = _("This receipt is already recorded for another payment.")
        raise Unfit(words, {"receipt_number": words}) from error
    return event


def _check_runs(redemption: Redemption, batch: str) -> None:
    """What a run will transfer is not paid beside it, and no payment bears the name of a run that does not hold it."""
    waiting = RunItem.objects.filter(redemption=redemption, result=TransferResult.WAITING)
    if run := waiting.values_list("run__reference", flat=True).first():
        words = _("This payment is in the run %(run)s. Record its result there.") % {"run": run}
        raise Unfit(words, {"batch": words})
    if PaymentRun.objects.filter(reference__iexact=batch).exists():
        words = _("%(batch)s is a payment run. Give this payment the number of another batch.") % {
            "batch": batch
        }
        raise Unfit(words, {"batch": words})


def _check_shape(batch: str, receipt_number: str, paid_on: date, today: date) -> None:
    missing = {}
    if not batch:
        missing["batch"] = _("Give the batch a number.")
    if not receipt_number:
        missing["receipt_number"] = _("Enter the number of the bank receipt.")
    if paid_on > today:
        missing["paid_on"] = _("This day is still to come. Record the payment when the bank has made it.")
    if missing:
        raise Unfit(_("The payment is not complete yet."), missing)
