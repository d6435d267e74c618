"""What a laboratory says about a need."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from labs.models import Laboratory
from matching.enums import AnswerKind, Origin
from matching.models import Answer, Invitation, Need
from matching.services.describing import fresh
from workflow.door import advance, require_step
from workflow.errors import NotPermitted, Unfit
from workflow.models import Event


@transaction.atomic
def answer_need(
    need: Need,
    *,
    actor: Actor,
    kind: str,
    words: str = "",
    amount: int | None = None,
    lead_days: int | None = None,
    valid_until: date | None = None,
    today: date | None = None,
) -> Event:
    """A laboratory is interested, quotes (amount in fen, days, last day) or says why not; a later answer replaces it.

    Raises Unfit for an incomplete answer, a quote that has run out or a laboratory that is not listed (clause Q7),
    WrongState once the need is no longer open, NotPermitted for a laboratory that may not read it.
    """
    need = fresh(need)
    require_step(need, "answer_need", actor)
    today = today or timezone.localdate()
    row = _row(need, actor, today)
    given = Answer(kind=kind, words=words.strip(), answered_by=actor.user)
    if kind == AnswerKind.QUOTE:
        given.amount, given.lead_days, given.valid_until = amount, lead_days, valid_until
        if valid_until and valid_until < today:
            message = _("The quote must hold today at least.")
            raise Unfit(message, {"valid_until": message})
    _check(given)
    event = advance(
        need.answer_need,
        actor=actor,
        note=given.words,
        laboratory=row.laboratory.reference,
        kind=kind,
        amount=given.amount,
        lead_days=given.lead_days,
        valid_until=given.valid_until,
    )
    _record(row, given, event)
    return event


def _row(need: Need, actor: Actor, today: date) -> Invitation:
    """The laboratory's own row, made now when the need is open to all."""
    listed = Laboratory.objects.listed(today).filter(organisation=actor.organisation_id)
    laboratory = listed.select_related("organisation").first()
    if laboratory is None:
        raise Unfit(
            _("Your laboratory is not in the directory today, so vouchers cannot be used with it (Q7).")
        )
    row = need.invitation_of(actor.organisation_id)
    if row is None and not need.is_open_to_all:
        raise NotPermitted("answer_need")
    return row or Invitation(need=need, laboratory=laboratory, origin=Origin.LABORATORY)


def _check(given: Answer) -> None:
    if given.kind == AnswerKind.QUOTE:
        missing = {
            "amount": None if given.amount else _("Enter the amount of the quote."),
            "lead_days": None if given.lead_days else _("Enter the days that the work takes."),
            "valid_until": None if given.valid_until else _("Say until when the quote holds."),
        }
        fields = {name: words for name, words in missing.items() if words}
        if fields:
            raise Unfit(_("A quote names an amount, a lead time and its last day."), fields)
    if given.kind == AnswerKind.NOT_SUITABLE and not given.words:
        message = _("Say why the need does not suit the laboratory.")
        raise Unfit(message, {"words": message})
    try:
        given.full_clean(exclude=["invitation"])
    except ValidationError as error:
        raise Unfit.of(error) from error


def _record(row: Invitation, given: Answer, event: Event) -> None:
    row.asked_at = row.asked_at or event.at
    row.first_answered_at = row.first_answered_at or event.at
    row.save()
    given.invitation, given.answered_at = row, event.at
    given.save()
    row.answer = given
    row.save()
