"""The enterprise chooses an offer, thinks better of it, or carries it over into an application."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import services as applications
from applications.enums import State as ProjectState
from applications.models import Call, Project
from applications.services.endorsing import require_reason
from labs.models import Laboratory
from matching.enums import AnswerKind
from matching.models import Answer, Invitation, Need
from matching.services.describing import fresh
from policy.parameters import Parameters
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.models import Event


@transaction.atomic
def choose_laboratory(
    need: Need, *, actor: Actor, invitation: Invitation, note: str = "", today: date | None = None
) -> Event:
    """Takes one offer; the other laboratories learn that another one was chosen, not which.

    Raises Unfit for a laboratory without an offer, one that left the directory (clause Q7) or a quote that ran out,
    WrongState (also for whoever chooses second at the same moment), NotPermitted.
    """
    need = fresh(need)
    require_step(need, "choose_laboratory", actor)
    day = today or timezone.localdate()
    row = next((row for row in need.invitations.all() if row.pk == invitation.pk), None)
    if row is None or row.answer is None or not row.has_offer:
        raise _unfit(_("Choose a laboratory that is interested or has quoted."))
    if row.answer.valid_until and row.answer.valid_until < day:
        raise _unfit(_("This quote has run out. Ask the laboratory to answer again."))
    _check_listed(row.laboratory, day)
    return advance(
        need.choose_laboratory,
        actor=actor,
        note=note,
        chosen=row,
        laboratory=row.laboratory.reference,
        matched_at=timezone.now(),
    )


def _unfit(words: str) -> Unfit:
    return Unfit(words, {"invitation": words})


def _check_listed(laboratory: Laboratory, day: date) -> None:
    """A laboratory may have left the directory since it was asked. Raises Unfit (clause Q7)."""
    if not laboratory.is_listed_on(day):
        raise _unfit(
            _("This laboratory is not in the directory today, so vouchers cannot be used with it (Q7).")
        )


@transaction.atomic
def reconsider(
    need: Need, *, actor: Actor, answers_until: date, note: str, today: date | None = None
) -> Event:
    """Gives the choice up and looks on until a later day. Raises Unfit without a reason or for a day that has passed,
    WrongState, NotPermitted."""
    require_reason(note)
    need = fresh(need)
    require_step(need, "reconsider", actor)
    if answers_until <= (today or timezone.localdate()):
        words = _("The last day for answers must be after today.")
        raise Unfit(words, {"answers_until": words})
    given_up = need.chosen.laboratory.reference
    return advance(need.reconsider, actor=actor, note=note, laboratory=given_up, answers_until=answers_until)


@transaction.atomic
def turn_into_application(
    need: Need,
    *,
    actor: Actor,
    call: Call | None = None,
    title: str = "",
    note: str = "",
    today: date | None = None,
) -> Project:
    """Carries need and offer over into the draft that the need came from, or into a new one in an open call.

    Everything of the need goes over but what a draft already says in its own words; laboratory and amounts are the ones
    agreed. Raises Unfit without an open call or when the laboratory has left the directory (clause Q7): then it is chosen
    again; WrongState, NotPermitted, StaleVersion.
    """
    need = fresh(need)
    require_step(need, "turn_into_application", actor)
    day = today or timezone.localdate()
    _check_listed(need.chosen.laboratory, day)
    project = need.project if need.project and need.project.state == ProjectState.DRAFT else None
    if project is None:
        if call is None:
            words = _("Choose the call in which you apply.")
            raise Unfit(words, {"call": words})
        project = applications.start_project(actor=actor, call=call, title=title or need.title, today=day)
    content = carried_over(need, project, day)
    project = applications.save_draft(project, actor=actor, version=project.version, content=content)
    advance(need.turn_into_application, actor=actor, note=note, project=project)
    return project


def carried_over(need: Need, project: Project, today: date) -> dict[str, Any]:
    """What goes into the application, by its fields: words only where it has none, what was agreed in any case."""
    answer = need.chosen.answer
    total = (answer.amount if answer else None) or need.budget
    start = project.plan_from or min(today, project.plan_to or today)
    words = {
        "background": need.problem,
        "content": need.wanted_result,
        "activity_type": need.activity_type,
        "recommender": need.recommender,
        "plan_from": start,
        "plan_to": _end(need, answer, start),
    }
    agreed = {
        "laboratory": need.chosen.laboratory,
        "is_industrial_design": need.is_industrial_design,
        "total_amount": total,
        "requested_amount": voucher_of(total, project.call.edition.typed),
    }
    return {name: value for name, value in words.items() if not getattr(project, name)} | agreed


def _end(need: Need, answer: Answer | None, start: date) -> date | None:
    if answer and answer.kind == AnswerKind.QUOTE:
        return start + timedelta(days=answer.lead_days or 0)
    return need.wanted_by if need.wanted_by and need.wanted_by >= start else None


def voucher_of(total: int | None, parameters: Parameters) -> int | None:
    """The most that the edition lets a voucher pay of a contract, in fen, rounded down; None without an amount."""
    if not total:
        return None
    share = int(total * parameters.subsidy_ratio)
    cap = parameters.cap_per_project_fen
    return share if cap is None else min(share, cap)
