"""Bringing laboratories to a need: proposals of the portal and the institution, questions, coaching."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import Role
from labs.models import Laboratory
from labs.perms import is_active_reporting_institution
from matching import facts, perms
from matching.enums import CoachingKind, NeedState, Origin
from matching.models import CoachingNote, Invitation, Need
from matching.services.describing import fresh
from workflow.door import advance, require_step
from workflow.errors import NotPermitted, Unfit, WrongState
from workflow.models import Event

MOST_AT_ONCE = 20
MOST_WORDS = 500


def record_proposals(need: Need, proposals: Iterable[facts.Proposal], origin: str, remark: str = "") -> None:
    """Stores proposals with their reasons; a laboratory that is at the need already gets the newer reasons."""
    known = {row.laboratory_id: row for row in need.invitations.all()}
    for proposal in proposals:
        row = known.get(proposal.laboratory.pk) or Invitation(
            need=need,
            laboratory=proposal.laboratory,
            origin=origin,
            remark=remark,
            proposed_at=timezone.now(),
        )
        row.reasons, row.rank = proposal.reasons, proposal.score
        row.save()


def refresh_proposals(need: Need, *, actor: Actor, today: date | None = None) -> int:
    """Asks the catalogue again for an open need; returns how many laboratories are new. Raises WrongState, NotPermitted."""
    proposals = facts.propose(need, today=today or timezone.localdate())
    with transaction.atomic():
        need = fresh(need)
        if not perms.is_applicant_or_coach(need, actor):
            raise NotPermitted("refresh_proposals")
        if need.state != NeedState.OPEN:
            raise WrongState(_("Proposals are looked for while the need is open."))
        before = need.invitations.count()
        record_proposals(need, proposals, Origin.PORTAL)
        return Invitation.objects.filter(need=need).count() - before


@transaction.atomic
def ask_laboratories(
    need: Need, *, actor: Actor, laboratories: Iterable[Laboratory], note: str = "", today: date | None = None
) -> Event:
    """Asks laboratories about an open need; each reads it from now on, and nothing of the others.

    Raises Unfit when none is chosen, one is not listed today (clause Q7) or was asked before, WrongState, NotPermitted.
    """
    need = fresh(need)
    require_step(need, "ask_laboratories", actor)
    wanted = _checked(laboratories, today)
    known = {row.laboratory_id: row for row in need.invitations.all()}
    again = [row.name for row in wanted if row.pk in known and known[row.pk].asked_at]
    if again:
        raise Unfit(_("Asked before: %(names)s.") % {"names": ", ".join(again)})
    event = advance(
        need.ask_laboratories, actor=actor, note=note, laboratories=[row.reference for row in wanted]
    )
    origin = Origin.APPLICANT if perms.is_applicant(need, actor) else Origin.INSTITUTION
    for laboratory in wanted:
        row = known.get(laboratory.pk) or Invitation(
            need=need, laboratory=laboratory, origin=origin, proposed_at=event.at
        )
        row.asked_at, row.asked_by_organisation = event.at, actor.organisation
        row.save()
    return event


@transaction.atomic
def propose_laboratories(
    need: Need, *, actor: Actor, laboratories: Iterable[Laboratory], note: str, today: date | None = None
) -> Event:
    """The recommending institution names laboratories and says why; the applicant decides whether to ask them.

    A service institution speaks for laboratories that it reports (clause Q5). Raises Unfit without a laboratory, without
    a reason, for one that is not listed or not the service institution's own, WrongState, NotPermitted.
    """
    need = fresh(need)
    require_step(need, "propose_laboratories", actor)
    if not note.strip():
        words = _("Say why these laboratories suit.")
        raise Unfit(words, {"note": words})
    wanted = _checked(laboratories, today)
    origin = Origin.SERVICE if actor.role == Role.SERVICE else Origin.INSTITUTION
    if origin == Origin.SERVICE:
        _check_own(wanted, actor)
    known = {row.laboratory_id: row for row in need.invitations.all()}
    for laboratory in wanted:
        row = known.get(laboratory.pk) or Invitation(
            need=need, laboratory=laboratory, origin=origin, proposed_at=timezone.now()
        )
        _say_why(row, origin, note.strip())
        row.save()
    references = [row.reference for row in wanted]
    return advance(need.propose_laboratories, actor=actor, note=note, laboratories=references)


def _checked(laboratories: Iterable[Laboratory], today: date | None) -> list[Laboratory]:
    """The laboratories as they are now, if each is listed today."""
    wanted = {row.pk for row in laboratories}
    if not wanted:
        words = _("Choose at least one laboratory.")
        raise Unfit(words, {"laboratories": words})
    if len(wanted) > MOST_AT_ONCE:
        words = _("Choose at most %(most)s laboratories at once.") % {"most": MOST_AT_ONCE}
        raise Unfit(words, {"laboratories": words})
    listed = Laboratory.objects.listed(today or timezone.localdate()).filter(pk__in=wanted)
    found = list(listed.select_related("organisation", "reported_by").order_by("pk"))
    if len(found) < len(wanted):
        words = _(
            "One of these laboratories is not in the directory today, so vouchers cannot be used with it (Q7)."
        )
        raise Unfit(words, {"laboratories": words})
    return found


def _say_why(row: Invitation, origin: str, words: str) -> None:
    """Keeps who proposed the laboratory and why; the words of one house do not replace those of another."""
    others = row.remark if row.origin != origin else ""
    row.remark = "\n".join(filter(None, [others, words]))[:MOST_WORDS]
    if row.asked_at is None and row.origin == Origin.PORTAL:
        row.origin = origin


def _check_own(laboratories: Iterable[Laboratory], actor: Actor) -> None:
    """Nobody speaks for the laboratories of another house."""
    if not all(is_active_reporting_institution(row, actor) for row in laboratories):
        words = _("Name laboratories that your institution reports.")
        raise Unfit(words, {"laboratories": words})


@transaction.atomic
def coach(need: Need, *, actor: Actor, kind: str, day: date, words: str, today: date | None = None) -> Event:
    """Notes what the institution did for the enterprise on a day (clause Q4).

    Raises Unfit for a day to come or without words, WrongState, NotPermitted.
    """
    need = fresh(need)
    require_step(need, "coach", actor)
    if day > (today or timezone.localdate()):
        message = _("Note what was done; this day is still to come.")
        raise Unfit(message, {"day": message})
    if not words.strip() or kind not in CoachingKind.values:
        message = _("Say what was done or advised.")
        raise Unfit(message, {"words": message})
    CoachingNote.objects.create(need=need, kind=kind, day=day, words=words.strip(), written_by=actor.user)
    return advance(need.coach, actor=actor, note=words, kind=kind, day=day)
