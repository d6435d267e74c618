"""What a laboratory says about a need."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from accounts.enums import Role
from institutions.enums import AccreditationState
from labs.models import Laboratory
from matching.enums import AnswerKind, Origin
from matching.models import Answer, Invitation, Need
from matching.services.describing import fresh
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.models import Event

NOT_LISTED = gettext_lazy(
    "The laboratory is not in the directory today, so vouchers cannot be used with it (Q7)."
)


@transaction.atomic
def answer_need(
    need: Need,
    *,
    actor: Actor,
    kind: str,
    laboratory: Laboratory | None = None,
    words: str = "",
    amount: int | None = None,
    lead_days: int | None = None,
    valid_until: date | None = None,
) -> Event:
    """A laboratory is interested, quotes (amount in fen, days, last day) or says why not; a later answer replaces it.

    Its service institution, which is entrusted with the voucher work (clause Q5), names the `laboratory` for which it
    answers; it may leave it out where there is only one. Raises Unfit for an incomplete answer, a quote that has run out
    or a laboratory that is not listed (clause Q7), WrongState once the need is no longer open, NotPermitted for whoever
    may not read it.
    """
    need = fresh(need)
    require_step(need, "answer_need", actor)
    today = timezone.localdate()
    row = _row(need, _one_of(answerable(need, actor, today), laboratory))
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


def answerable(need: Need, actor: Actor, today: date) -> QuerySet[Laboratory]:
    """The laboratories for which the actor can answer now: listed today, and asked unless the need is open to all."""
    listed = Laboratory.objects.listed(today).select_related("organisation", "reported_by")
    if actor.role == Role.SERVICE:
        mine = listed.filter(
            reported_by__organisation=actor.organisation_id, reported_by__state=AccreditationState.ACTIVE
        )
    else:
        mine = listed.filter(organisation=actor.organisation_id)
    if not need.is_open_to_all:
        mine = mine.filter(pk__in=[row.laboratory_id for row in need.rows_of(actor) if row.asked_at])
    return mine


def _one_of(mine: QuerySet[Laboratory], wanted: Laboratory | None) -> Laboratory:
    """The laboratory that was named, or the only one there is."""
    found = list(mine.filter(pk=wanted.pk) if wanted else mine[:2])
    if not found:
        raise Unfit(str(NOT_LISTED))
    if len(found) > 1:
        words = _("Say for which of your laboratories you answer.")
        raise Unfit(words, {"laboratory": words})
    return found[0]


def _row(need: Need, laboratory: Laboratory) -> Invitation:
    """The laboratory's own row, made now when the need is open to all."""
    row = next((row for row in need.invitations.all() if row.laboratory_id == laboratory.pk), None)
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
