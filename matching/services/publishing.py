"""Opening a need to others, keeping it open, and ending it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.services.endorsing import require_reason
from matching import facts
from matching.enums import NeedState, Origin
from matching.models import Need
from matching.services.asking import ask_laboratories, record_proposals
from matching.services.describing import fresh
from workflow.door import advance, require_step
from workflow.errors import StepRefused, Unfit
from workflow.models import Event

# What others must read to say anything about a need.
WANTED = ("problem", "wanted_result", "activity_type")


@transaction.atomic
def publish_need(
    need: Need, *, actor: Actor, answers_until: date, note: str = "", today: date | None = None
) -> Event:
    """Opens a draft: the portal stores its proposals, and the laboratories that the applicant chose are asked.

    Raises Unfit naming what is missing or a last day that is not in the future, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    proposals = facts.propose(need, today=today)
    need = fresh(need)
    require_step(need, "publish_need", actor)
    _check_complete(need)
    _check_future(answers_until, today)
    event = advance(
        need.publish_need, actor=actor, note=note, published_at=timezone.now(), answers_until=answers_until
    )
    record_proposals(need, proposals, Origin.PORTAL)
    wanted = [row.laboratory for row in need.invitations.all() if row.origin == Origin.APPLICANT]
    if wanted:
        ask_laboratories(need, actor=actor, laboratories=wanted, today=today)
    return event


def _check_complete(need: Need) -> None:
    missing = {
        name: _("Others cannot answer without this.") for name in WANTED if not getattr(need, name).strip()
    }
    if missing:
        names = ", ".join(str(need._meta.get_field(name).verbose_name) for name in missing)
        raise Unfit(_("Complete the need before you publish it: %(names)s.") % {"names": names}, missing)


def _check_future(day: date, today: date) -> None:
    if day <= today:
        words = _("The last day for answers must be after today.")
        raise Unfit(words, {"answers_until": words})


@transaction.atomic
def prolong(
    need: Need, *, actor: Actor, answers_until: date, note: str = "", today: date | None = None
) -> Event:
    """Keeps a need open until a later day, or opens an expired one again. Raises Unfit, WrongState, NotPermitted."""
    need = fresh(need)
    require_step(need, "prolong", actor)
    _check_future(answers_until, today or timezone.localdate())
    return advance(need.prolong, actor=actor, note=note, answers_until=answers_until)


@transaction.atomic
def withdraw(need: Need, *, actor: Actor, note: str) -> Event:
    """Ends the search; the laboratories that were asked read the reason. Raises Unfit without one, WrongState, NotPermitted."""
    require_reason(note)
    return advance(fresh(need).withdraw, actor=actor, note=note)


@transaction.atomic
def expire(need: Need, *, today: date | None = None) -> Event | None:
    """Ends an open need whose last day for answers has passed, in the system's name; None when it was prolonged meanwhile."""
    need = fresh(need)
    day = today or timezone.localdate()
    if need.state != NeedState.OPEN or need.answers_until is None or need.answers_until >= day:
        return None
    return advance(need.expire, actor=Actor.system())


def expire_due(today: date | None = None) -> int:
    """Ends every open need that is over; one that cannot be ended does not stop the others. Returns how many."""
    day, ended = today or timezone.localdate(), 0
    for need in Need.objects.over_before(day).order_by("pk").iterator():
        try:
            ended += expire(need, today=day) is not None
        except StepRefused:
            continue
    return ended
