"""Redemption: the payee asks, the office decides, what the voucher does not pay goes back to the call."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from applications.models import Project
from applications.services.counter import counter_findings
from applications.services.endorsing import require_reason
from applications.services.lookup import edition_of, fresh, judge
from funds import facts
from funds.enums import Account, Kind, RunState, TransferResult
from funds.facts import BankAccount
from funds.models import Budget, PaymentRun, Redemption, RunItem, Voucher
from funds.services.ledger import movement, post
from policy.deadlines import is_over, kept_until
from policy.findings import Findings
from policy.payable import Payable
from workflow.door import advance, require_step
from workflow.engine import lock
from workflow.errors import Unfit, WrongState
from workflow.journal import record_account, stored_account
from workflow.models import Event

ASKED = (
    "voucher",
    "amount",
    "payee",
    "bank_name",
    "account_holder",
    "account_number",
    "requested_by",
    "requested_at",
    "service_checked_by",
    "service_checked_at",
)


def explain_payable(project: Project) -> Payable:
    """What the voucher pays, line by line; amounts in fen."""
    return facts.payable_of(project, edition_of(project).typed)


def dry_run_request(
    project: Project, amount: int | None = None, *, bank: BankAccount | None = None, today: date | None = None
) -> Findings:
    """The findings of chapter redemption for a request of an amount in fen (default: what is payable)."""
    parameters = edition_of(project).typed
    asked = facts.payable_of(project, parameters).amount_fen if amount is None else amount
    account = bank or BankAccount.of(facts.payee_of(project))
    known = facts.redemption_facts(project, asked, today or timezone.localdate(), parameters, account=account)
    return judge(project, "redemption", known)


@transaction.atomic
def request_redemption(
    project: Project,
    *,
    actor: Actor,
    amount: int | None = None,
    bank: BankAccount | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """The payee asks for an amount in fen; left out, it is min(face, ratio × accepted cost, cap left).

    The bank data are pinned with the request; `bank` is stored for a payee that has not stated its account yet, and
    only the payee's own people state it: a service institution that asks in the laboratory's name cannot.
    Raises Unfit, Blocked (chapter redemption: amount, deadline, payee, account), WrongState, NotPermitted.
    """
    project = fresh(project)
    payee = facts.payee_of(project)
    known_account = BankAccount.of(payee)
    account = known_account if known_account.is_complete or bank is None else bank
    if account != known_account and actor.organisation_id != payee.pk:
        require_step(project, "request_redemption", actor)
        raise Unfit(
            _("%(name)s has not stated its bank account. Only its own people can do that.") % {"name": payee}
        )
    asked = explain_payable(project).amount_fen if amount is None else amount
    findings = dry_run_request(project, asked, bank=account, today=today)
    event = advance(project.request_redemption, actor=actor, findings=findings, note=note, amount=asked)
    if account != known_account:
        _state_account(payee, account, actor)
    Redemption.objects.create(
        voucher=Voucher.objects.get(project=project),
        amount=asked,
        payee=payee,
        bank_name=account.bank_name,
        account_holder=account.account_holder,
        account_number=account.account_number,
        requested_by=actor.user,
        requested_at=event.at,
    )
    return event


def _state_account(payee: Organisation, account: BankAccount, actor: Actor) -> None:
    before = stored_account(payee)
    payee.bank_name, payee.bank_account_name = account.bank_name, account.account_holder
    payee.bank_account = account.account_number
    payee.save(update_fields=["bank_name", "bank_account_name", "bank_account"])
    record_account(payee, before, actor=actor)


@transaction.atomic
def recall_redemption(project: Project, *, actor: Actor, note: str = "") -> Event:
    """The payee takes its request back before the office has decided. Raises WrongState, NotPermitted."""
    project = fresh(project)
    event = advance(project.recall_redemption, actor=actor, note=note)
    retire(project)
    return event


@transaction.atomic
def confirm_redemption(project: Project, *, actor: Actor, note: str = "") -> Event:
    """The professional service institution confirms the request exactly as it stands, where the edition asks for it.

    Raises Unfit for the person who made the request and for one that is confirmed already, WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "confirm_redemption", actor)
    asked = live_redemption(project)
    if asked.requested_by_id == actor.user.pk:
        raise Unfit(_("You made this request yourself. Another person of the institution confirms it."))
    if asked.service_checked_at:
        raise Unfit(_("The request is confirmed already."))
    event = advance(project.confirm_redemption, actor=actor, note=note, amount=asked.amount)
    Redemption.objects.filter(pk=asked.pk).update(service_checked_by=actor.user, service_checked_at=event.at)
    return event


@transaction.atomic
def return_redemption(project: Project, *, actor: Actor, note: str, today: date | None = None) -> Event:
    """The office, or the service institution that checks it, returns the request with what is wrong.

    Guarantees that the voucher does not expire before the payee could correct what it asked for in time.
    Raises Unfit without a reason, WrongState, NotPermitted.
    """
    require_reason(note)
    project = fresh(project)
    kept_until = correct_by(project, live_redemption(project), today or timezone.localdate())
    event = advance(project.return_redemption, actor=actor, note=note, redeem_by=kept_until)
    retire(project)
    return event


def correct_by(project: Project, asked: Redemption, today: date) -> date | None:
    """Until when a request that is returned today can be made again: the voucher's last day, or later when the request
    was made in time and the edition's days for a correction reach further; None for a voucher without a last day."""
    last_day = project.redeem_by
    if last_day is None or is_over(last_day, timezone.localdate(asked.requested_at)):
        return last_day
    return kept_until(last_day, today, edition_of(project).typed)


def live_redemption(project: Project) -> Redemption:
    """The request that counts, or an empty one when there is none."""
    found = Redemption.objects.live().filter(voucher__project=project)
    return found.select_related("payee", "requested_by", "service_checked_by").first() or Redemption(amount=0)


def retire(project: Project) -> None:
    """The request no longer counts; it stays in the file."""
    Redemption.objects.live().filter(voucher__project=project).update(live=False)


def dry_run_decision(project: Project, *, actor: Actor | None = None) -> Findings:
    """The findings of chapter redemption for the office's decision.

    The day that counts is that of the request: who asked in time does not lose by the office's delay.
    """
    asked = live_redemption(project)
    known = facts.redemption_facts(
        project,
        asked.amount,
        timezone.localdate(asked.requested_at),
        edition_of(project).typed,
        account=BankAccount(asked.bank_name, asked.account_holder, asked.account_number),
        requester_id=asked.requested_by_id,
        service_check=facts.service_check_of(project, asked),
        actor=actor,
    )
    return judge(project, "redemption", known)


@transaction.atomic
def redeem(project: Project, *, actor: Actor, note: str = "") -> Event:
    """Redeems the voucher over the requested amount (fen: committed → redeemed); the rest is available again.

    Guarantees that a voucher is redeemed once. Raises Blocked (chapter redemption: amount, payee, four eyes),
    WrongState, NotPermitted.
    """
    project = fresh(project)
    findings = dry_run_decision(project, actor=actor)
    asked = live_redemption(project)
    amount = asked.amount
    event = advance(
        project.redeem, actor=actor, findings=findings, note=note, amount=amount, redeemed_by=actor.user
    )
    Redemption.objects.filter(pk=asked.pk).update(decided_by=actor.user, decided_at=event.at)
    rest = (project.award_amount or 0) - amount
    entries = [
        movement(Kind.REDEEM, Account.COMMITTED, Account.REDEEMED, amount, project=project, event=event)
    ]
    if rest:
        entries.append(
            movement(Kind.RELEASE, Account.COMMITTED, Account.AVAILABLE, rest, project=project, event=event)
        )
    post(Budget.objects.get(call=project.call_id), *entries)
    return event


@transaction.atomic
def undo_redeem(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes a redemption back before it is paid (chapter counter); the whole face amount is bound again.

    Raises Blocked, WrongState, NotPermitted, and Unfit when the rest that went back has been given to others.
    """
    project = fresh(project)
    findings = counter_findings(project, "redeem", actor=actor, reason=note)
    redeemed = project.redeemed_amount or 0
    event = advance(project.undo_redeem, actor=actor, findings=findings, note=note)
    decided = live_redemption(project)
    require_not_with_bank(decided)
    retire(project)
    Redemption.objects.bulk_create([_again(decided)])
    entries = [
        movement(Kind.RESTORE, Account.REDEEMED, Account.COMMITTED, redeemed, project=project, event=event)
    ]
    if rest := (project.award_amount or 0) - redeemed:
        entries.append(
            movement(Kind.RESTORE, Account.AVAILABLE, Account.COMMITTED, rest, project=project, event=event)
        )
    post(Budget.objects.get(call=project.call_id), *entries)
    return event


def require_not_with_bank(redemption: Redemption) -> None:
    """Raises WrongState while a run that the bank has may still transfer this money: its result is recorded first.

    The run stays locked, so that it cannot be approved at the same moment.
    """
    waiting = RunItem.objects.filter(redemption=redemption.pk, result=TransferResult.WAITING)
    for run in lock(PaymentRun.objects.filter(pk__in=waiting.values("run")).order_by("pk")):
        if run.state == RunState.APPROVED:
            words = _("The bank has this transfer (run %(run)s). Record its result first.")
            raise WrongState(words % {"run": run.reference})


def _again(decided: Redemption) -> Redemption:
    """The same request, undecided; the decided one stays in the file."""
    return Redemption(**{name: getattr(decided, name) for name in ASKED})
