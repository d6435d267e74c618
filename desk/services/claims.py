"""Take a file, keep it, put it back, hand it over, take it over; who was slower is told who has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.enums import OFFICE_ROLES
from accounts.models import Membership, User
from applications.models import Project
from desk import perms
from desk.enums import Ending
from desk.models import Claim
from desk.notices import tell_loser, tell_receiver
from workflow.errors import NotPermitted, StepRefused, Unfit


class Held(StepRefused):
    """Somebody else has the file (409); says who and since when."""

    def __init__(self, claim: Claim | None):
        super().__init__(held_words(claim))
        self.claim = claim


def held_words(claim: Claim | None) -> str:
    """ "Zhang San has had this file since 14:03", with the day unless it is today."""
    if claim is None:
        return _("Somebody else has just taken this file.")
    since = timezone.localtime(claim.taken_at)
    today = since.date() == timezone.localdate()
    when = date_format(since, "TIME_FORMAT" if today else "DATETIME_FORMAT")
    return _("%(name)s has had this file since %(when)s.") % {
        "name": claim.person.get_full_name(),
        "when": when,
    }


def holder(project: Project, actor: Any, now: datetime | None = None) -> Claim | None:
    """Who of the actor's office has the file at this moment."""
    live = Claim.objects.live(now or timezone.now()).of_party(actor.organisation_id)
    return live.filter(project=project).select_related("person", "received_from").first()


def take(project: Project, *, actor: Any) -> Claim:
    """The actor has the file from now on, or still. Raises Held (409) when somebody else has, NotPermitted (403)."""
    _require(actor)
    now = timezone.now()
    try:
        with transaction.atomic():
            claim = _open(project, actor)
            if claim and claim.is_live(now):
                if claim.person_id != actor.user.pk:
                    raise Held(claim)
                return _prolong(claim, now)
            if claim:
                _end(claim, Ending.LAPSED, claim.person, claim.expires_at)
            return _begin(project, actor, actor.user, now)
    except IntegrityError as error:  # somebody was faster by the blink of an eye
        raise Held(holder(project, actor)) from error


def keep(project: Project, *, actor: Any) -> bool:
    """Activity prolongs the actor's own claim; false when there is none, which is no matter."""
    now = timezone.now()
    live = Claim.objects.live(now).filter(project=project, person=actor.user)
    until = now + timedelta(minutes=settings.DESK_CLAIM_MINUTES)
    return bool(live.update(active_at=now, expires_at=until))


@transaction.atomic
def release(project: Project, *, actor: Any) -> None:
    """Puts the actor's own file back; nothing happens when it was not theirs any more."""
    _require(actor)
    claim = _open(project, actor)
    if claim and claim.person_id == actor.user.pk:
        _end(claim, Ending.RELEASED, actor.user, timezone.now())


@transaction.atomic
def hand_over(project: Project, *, actor: Any, to: User, reason: str) -> Claim:
    """Gives the file to a colleague, who is told. Raises Held (not the actor's), Unfit (no colleague, no reason)."""
    _require(actor)
    now = timezone.now()
    claim = _open(project, actor)
    if claim and claim.is_live(now) and claim.person_id != actor.user.pk:
        raise Held(claim)
    if not reason.strip():
        raise Unfit(_("Say why you hand the file over."), {"reason": _("Say why you hand the file over.")})
    if to.pk == actor.user.pk or not colleagues(actor).filter(pk=to.pk).exists():
        words = _("Choose a colleague of your office.")
        raise Unfit(words, {"to": words})
    if claim:
        _end(claim, Ending.HANDED_OVER, actor.user, now, reason)
    try:
        with transaction.atomic():
            given = _begin(project, actor, to, now, received_from=actor.user)
    except IntegrityError as error:  # somebody has just taken the file that nobody had
        raise Held(holder(project, actor)) from error
    tell_receiver(given, actor.user, reason)
    return given


@transaction.atomic
def take_over(project: Project, *, actor: Any, reason: str) -> Claim:
    """Takes the file from whoever has it; a live claim only as second approver, with a word to the loser.

    Raises NotPermitted (403) and Unfit (no reason for taking a live claim).
    """
    _require(actor)
    now = timezone.now()
    claim = _open(project, actor)
    if claim is None or claim.person_id == actor.user.pk or not claim.is_live(now):
        return take(project, actor=actor)
    if not perms.can_take_over(claim, actor, now):
        raise NotPermitted("take_over")
    if not reason.strip():
        words = _("Say why you take the file over.")
        raise Unfit(words, {"reason": words})
    _end(claim, Ending.TAKEN_OVER, actor.user, now, reason)
    tell_loser(claim, actor.user, reason)
    return _begin(project, actor, actor.user, now, received_from=claim.person)


def colleagues(actor: Any):
    """The other people who work in the actor's office."""
    held = Membership.objects.active().filter(organisation_id=actor.organisation_id, role__in=OFFICE_ROLES)
    people = User.objects.filter(pk__in=held.values("user_id"), is_active=True)
    return people.exclude(pk=actor.user.pk).order_by("name", "pk")


def _require(actor: Any) -> None:
    if not perms.can_claim(actor):
        raise NotPermitted("claim")


def _open(project: Project, actor: Any) -> Claim | None:
    """The open claim of the office on the file, locked; lapsed or not."""
    found = Claim.objects.open().of_party(actor.organisation_id).filter(project=project).lock()
    return found.select_related("person", "project").first()


def _begin(
    project: Project, actor: Any, person: User, now: datetime, received_from: User | None = None
) -> Claim:
    return Claim.objects.create(
        project=project,
        organisation_id=actor.organisation_id,
        person=person,
        taken_at=now,
        active_at=now,
        expires_at=now + timedelta(minutes=settings.DESK_CLAIM_MINUTES),
        received_from=received_from,
    )


def _prolong(claim: Claim, now: datetime) -> Claim:
    claim.active_at, claim.expires_at = now, now + timedelta(minutes=settings.DESK_CLAIM_MINUTES)
    claim.save(update_fields=["active_at", "expires_at"])
    return claim


def _end(claim: Claim, ending: Ending, by: User, at: datetime, reason: str = "") -> None:
    claim.ended_at, claim.ending, claim.ended_by, claim.reason = at, ending, by, reason.strip()[:500]
    claim.save(update_fields=["ended_at", "ending", "ended_by", "reason"])
