"""After the payment: credit notes that lower the cost, the case that follows, and what is claimed back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Invoice, Project
from applications.services.endorsing import require_reason
from applications.services.lookup import edition_of, fresh
from funds.enums import Account, Kind
from funds.facts import cost_of
from funds.models import Budget, ClawBackCase, Payment
from funds.services.ledger import movement, post
from funds.services.redeeming import live_redemption, require_not_with_bank, retire
from policy.payable import payable
from workflow.door import advance, require_step
from workflow.errors import Unfit, WrongState
from workflow.models import Event
from workflow.money import format_yuan


@transaction.atomic
def report_credit_note(
    project: Project,
    *,
    actor: Actor,
    corrects: Invoice,
    number: str,
    issued_on: date,
    amount: int,
    note: str = "",
) -> Event:
    """Enters a credit note of an amount in fen that came after the payment.

    Guarantees that a case of claw-back is open when the remaining cost bears less than was paid. Raises Unfit naming each
    field (another project's invoice, above its rest, a number that is used), WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "report_credit_note", actor)
    row = Invoice(
        project=project,
        corrects=corrects,
        number="".join(number.split()).upper(),
        seller_uscc=corrects.seller_uscc,
        seller_name=corrects.seller_name,
        issued_on=issued_on,
        amount=amount,
    )
    _enter(row)
    credited, excess = standing(project)
    event = advance(
        project.report_credit_note,
        actor=actor,
        note=note,
        number=row.number,
        corrects=corrects.number,
        amount=amount,
        excess=excess,
    )
    if excess:
        ClawBackCase.objects.update_or_create(
            project=project,
            decided_at=None,
            defaults={"credited": credited, "excess": excess},
            create_defaults={"credited": credited, "excess": excess, "opened_at": event.at},
        )
    return event


def _enter(row: Invoice) -> None:
    if row.issued_on > timezone.localdate():
        words = _("This day is still to come.")
        raise Unfit(words, {"issued_on": words})
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise Unfit.of(error) from error
    except IntegrityError as error:  # entered somewhere else at the same moment
        words = _("This invoice is already used in the programme.")
        raise Unfit(words, {"number": words}) from error


def standing(project: Project) -> tuple[int, int]:
    """What was credited since the payment, and what was paid above what the remaining cost bears; both in fen.

    Credit notes first take what the invoices held above the accepted cost; only beyond that the cost falls.
    """
    since = _paid_at(project)
    late = project.invoices.filter(corrects__isnull=False, created_at__gte=since) if since else None
    credited = sum(row.amount for row in late) if late is not None else 0
    cost = cost_of(project)
    spare = max(project.invoices.net() + credited - cost, 0)
    left = max(cost - max(credited - spare, 0), 0)
    bears = payable(project.award_amount or 0, edition_of(project).typed.subsidy_ratio, left).amount_fen
    return credited, max((project.redeemed_amount or 0) - bears, 0)


def _paid_at(project: Project) -> datetime | None:
    paid = Payment.objects.filter(redemption__voucher__project=project).order_by("-pk")
    return paid.values_list("recorded_at", flat=True).first()


@transaction.atomic
def claw_back_part(project: Project, *, actor: Actor, note: str, amount: int | None = None) -> Event:
    """Claims a part of a paid amount back on an open case; the project stays paid over the rest (fen: redeemed → available).

    Left out, the amount is what the case found. Raises Unfit without a reason or for an amount that leaves nothing
    (`claw_back` takes all), WrongState without an open case, NotPermitted.
    """
    require_reason(note)
    project = fresh(project)
    require_step(project, "claw_back_part", actor)
    case = open_case(project)
    paid, claimed = project.redeemed_amount or 0, case.excess if amount is None else amount
    if not 0 < claimed < paid:
        words = _(
            "Claim back more than 0 元 and less than the %(paid)s that are paid; to claim all, claw back."
        )
        raise Unfit(words % {"paid": format_yuan(paid)}, {"amount": words % {"paid": format_yuan(paid)}})
    event = advance(project.claw_back_part, actor=actor, note=note, amount=claimed, left=paid - claimed)
    _decide(case, claimed, event)
    _give_back(project, claimed, event)
    return event


@transaction.atomic
def drop_claw_back(project: Project, *, actor: Actor, note: str) -> Event:
    """Decides an open case without claiming anything. Raises Unfit without a reason, WrongState without an open case,
    NotPermitted."""
    require_reason(note)
    project = fresh(project)
    require_step(project, "drop_claw_back", actor)
    case = open_case(project)
    event = advance(project.drop_claw_back, actor=actor, note=note, excess=case.excess)
    _decide(case, 0, event)
    return event


@transaction.atomic
def claw_back(project: Project, *, actor: Actor, note: str) -> Event:
    """Takes a redeemed or paid amount back with a reason; it is available again (fen: redeemed → available).

    Raises Unfit without a reason, WrongState, NotPermitted.
    """
    require_reason(note)
    project = fresh(project)
    amount = project.redeemed_amount or 0
    event = advance(project.claw_back, actor=actor, note=note, reason=note, amount=amount)
    require_not_with_bank(live_redemption(project))
    retire(project)
    for case in ClawBackCase.objects.open().filter(project=project):
        _decide(case, amount, event)
    _give_back(project, amount, event)
    return event


def open_case(project: Project) -> ClawBackCase:
    """The case that waits for a decision. Raises WrongState when there is none."""
    case = ClawBackCase.objects.open_of(project)
    if case is None:
        raise WrongState(_("No case of claw-back is open on this project."))
    return case


def _decide(case: ClawBackCase, claimed: int, event: Event) -> None:
    case.claimed, case.decided_by, case.decided_at = claimed, event.actor, event.at
    case.save(update_fields=["claimed", "decided_by", "decided_at"])


def _give_back(project: Project, amount: int, event: Event) -> None:
    entry = movement(
        Kind.CLAW_BACK, Account.REDEEMED, Account.AVAILABLE, amount, project=project, event=event
    )
    post(Budget.objects.get(call=project.call_id), entry)
