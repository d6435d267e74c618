"""Endorsement by the recommending institution, and the return for correction by institution or office."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import facts
from applications.models import Project
from applications.services.counter import counter_findings
from applications.services.lookup import edition_of, fresh, judge
from policy import deadlines
from policy.facts import CorrectionFacts
from workflow import corrections
from workflow.corrections import Wanted
from workflow.door import advance
from workflow.errors import Unfit
from workflow.models import Correction, Event


@transaction.atomic
def endorse(project: Project, *, actor: Actor, endorsement: str, today: date | None = None) -> Event:
    """The institution recommends the project in its own words. Raises Blocked (chapter endorsement), WrongState, NotPermitted."""
    project = fresh(project)
    findings = judge(
        project, "endorsement", facts.endorsement_facts(project, endorsement, today or timezone.localdate())
    )
    return advance(project.endorse, actor=actor, findings=findings, endorsement=endorsement.strip())


@transaction.atomic
def decline(project: Project, *, actor: Actor, note: str) -> Event:
    """The institution does not recommend the project; the reason goes to the applicant. Raises Unfit without one."""
    require_reason(note)
    return advance(fresh(project).decline, actor=actor, note=note)


@transaction.atomic
def undo_decline(project: Project, *, actor: Actor, note: str) -> Event:
    """A colleague in the institution takes a refusal back (chapter counter)."""
    project = fresh(project)
    findings = counter_findings(project, "decline", actor=actor, reason=note)
    return advance(project.undo_decline, actor=actor, findings=findings, note=note)


@transaction.atomic
def return_for_correction(
    project: Project,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Sends the application back with one request per field or document; the clock stops until it is submitted again.

    The due date is the edition's `correction_days` from today when left out. Raises Blocked (chapter correction: the
    edition's limit of returns), Unfit when nothing is asked for, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    due = due_date or deadlines.correction_due(today, edition_of(project).typed) or today + timedelta(days=30)
    if due < today:
        raise Unfit(_("The due date has passed."), {"due_date": _("Choose a day from today on.")})
    known = CorrectionFacts(returns_so_far=project.returns, items=len(wanted), today=today)
    with transaction.atomic():
        Correction.objects.of(project).open().update(resolved_at=timezone.now())
        event = advance(
            project.return_for_correction,
            actor=actor,
            findings=judge(project, "correction", known),
            note=note,
            stopped_at=timezone.now(),
            due_date=due,
            wanted=[{"target": item.target, "name": item.name, "reason": item.reason} for item in wanted],
        )
        corrections.request(project, wanted, due_date=due, actor=actor)
    return event


def require_reason(note: str) -> None:
    """Raises Unfit when a step that needs a reason has none."""
    if not note.strip():
        raise Unfit(_("Give the reason."), {"note": _("Give the reason; the other side reads it.")})
