"""What an institution did for its enterprises: notes of coaching, and who came to an event that was held."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from institutions import perms
from institutions.models import (
    CoachingNote,
    EventEnterprise,
    PlannedEvent,
    RecommendingInstitution,
    ServedEnterprise,
)
from institutions.services.dossier import fresh, keep
from policy.uscc import is_well_formed, normalise
from workflow.errors import NotPermitted, Unfit, WrongState

MOST_AT_EVENT = 500


@transaction.atomic
def record_coaching(
    institution: RecommendingInstitution,
    *,
    actor: Actor,
    enterprise: ServedEnterprise,
    date: date,
    topic: str,
    note: str,
    next_step: str = "",
    today: date | None = None,
) -> CoachingNote:
    """Notes a talk with an enterprise of the own list, on a day that has come (clause Q4).

    Raises Unfit (a foreign enterprise, a day to come), WrongState before the institution has joined, NotPermitted.
    """
    institution = fresh(institution)
    if not perms.is_own_institution(institution, actor):
        raise NotPermitted("record_coaching")
    if not perms.can_coach(institution, actor):
        raise WrongState(_("Coaching is recorded once the institution has joined."))
    if enterprise.institution_id != institution.pk:
        raise Unfit(
            _("Choose an enterprise of your own list."), {"enterprise": _("Choose one of your list.")}
        )
    if date > (today or timezone.localdate()):
        raise Unfit(_("This day has not come yet."), {"date": _("Choose today or an earlier day.")})
    return keep(
        CoachingNote(
            institution=institution,
            enterprise=enterprise,
            date=date,
            topic=topic,
            note=note.strip(),
            next_step=next_step.strip(),
            by=actor.user,
        )
    )


@transaction.atomic
def save_event_enterprises(event: PlannedEvent, *, actor: Actor, lines: str) -> list[EventEnterprise]:
    """Replaces the list of enterprises that came to an event that was held: one a line, its credit code behind the name.

    An enterprise named twice stands once. Raises Unfit naming the first line that cannot be read, NotPermitted,
    WrongState for an event that was not held.
    """
    institution = fresh(event.institution)
    if not perms.can_keep_roster(institution, actor):
        raise NotPermitted("save_event_enterprises")
    if not event.held:
        raise WrongState(_("Say first that the event was held; then list who came."))
    found = read_enterprises(lines)
    event.enterprises.all().delete()
    return [keep(EventEnterprise(event=event, name=name, uscc=code)) for name, code in found.items()]


def read_enterprises(lines: str) -> dict[str, str]:
    """Name → credit code or empty, one enterprise a line. Raises Unfit naming the line."""
    found: dict[str, str] = {}
    for number, line in enumerate(lines.splitlines(), start=1):
        words = line.replace(",", " ").replace("，", " ").replace("\t", " ").split()
        if not words:
            continue
        code = normalise(words[-1]) if len(words) > 1 and is_well_formed(words[-1]) else ""
        name = " ".join(words[:-1] if code else words)
        if len(name) > 120:
            text = _("Line %(number)s is too long for the name of an enterprise.") % {"number": number}
            raise Unfit(text, {"lines": text})
        found[name] = found.get(name) or code
    if len(found) > MOST_AT_EVENT:
        text = _("List at most %(most)s enterprises.") % {"most": MOST_AT_EVENT}
        raise Unfit(text, {"lines": text})
    return found
