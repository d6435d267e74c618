"""The tabs of the queue: my relation to a file, so that no open file is in none of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OFFICE_ROLES, Role
from desk.models import Claim
from desk.waiting import is_over, overdue, waiting_for


@dataclass(frozen=True)
class Tab:
    """A tab with its words and the sentence that says what it includes."""

    name: str
    label: Any
    about: Any


TAKE = Tab(
    "take",
    _("To take"),
    _("Files whose next step is yours to take in your present role and that none of your colleagues has."),
)
TODO = Tab("take", _("To do"), _("Files whose next step is yours."))
MINE = Tab(
    "mine",
    _("Mine"),
    _("Files that you have taken or that were handed to you, whatever their state, until you put them back."),
)
OTHERS = Tab(
    "others",
    _("Waiting for others"),
    _("Open files whose next step somebody else takes, and files that a colleague has."),
)
OVERDUE = Tab(
    "overdue",
    _("Overdue"),
    _(
        "Files that have lain on a desk for longer than the office allows itself, and files whose day for the "
        "contract, the redemption or a correction has passed."
    ),
)
DECIDED = Tab("decided", _("Finished"), _("Files on which nothing is left to do for you."))
ALL = Tab("all", _("All"), _("Every file that you may see."))

OFFICE = (TAKE, MINE, OTHERS, OVERDUE, DECIDED, ALL)
PARTIES = (TODO, OTHERS, OVERDUE, DECIDED, ALL)
READERS = (ALL, OVERDUE, DECIDED)


def tabs_of(actor) -> tuple[Tab, ...]:
    """The tabs of a role; who only reads has nothing to take."""
    if actor.role in OFFICE_ROLES:
        return OFFICE
    return READERS if actor.role in {Role.AUDITOR, Role.EXPERT, Role.SYSTEM, ""} else PARTIES


def usual_tab(actor) -> str:
    """Where the list opens: an applicant looks for its projects, everybody else for what is to be done."""
    return ALL.name if actor.role == Role.APPLICANT else tabs_of(actor)[0].name


def has_claim(actor, now: datetime, *, mine: bool | None = None) -> Exists:
    """Whether somebody of the actor's office has the file: anybody, the actor (`mine`) or somebody else."""
    live = Claim.objects.live(now).of_party(actor.organisation_id).filter(project=OuterRef("pk"))
    if mine is not None:
        live = live.filter(person=actor.user) if mine else live.exclude(person=actor.user)
    return Exists(live)


def in_tab(queryset, name: str, actor, now: datetime):
    """The projects of a tab; `queryset` is already what the actor may see."""
    claims = actor.role in OFFICE_ROLES
    waiting = waiting_for(actor.role, timezone.localdate(now))
    match name:
        case "take":
            found = queryset.filter(waiting)
            return found.exclude(has_claim(actor, now)) if claims else found
        case "mine":
            return queryset.filter(has_claim(actor, now, mine=True)) if claims else queryset.none()
        case "others":
            found = queryset.exclude(is_over(actor.role))
            if not claims:
                return found.exclude(waiting)
            elsewhere = ~waiting | Q(has_claim(actor, now, mine=False))
            return found.filter(elsewhere).exclude(has_claim(actor, now, mine=True))
        case "overdue":
            return queryset.filter(overdue(now))
        case "decided":
            return queryset.filter(is_over(actor.role))
    return queryset
