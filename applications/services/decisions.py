"""The office decides: propose, approve, reject, and the counter-steps."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from applications import facts
from applications.models import Project
from applications.services.counter import counter_findings
from applications.services.endorsing import require_reason
from applications.services.lookup import fresh, judge
from policy.findings import Findings
from workflow.door import advance
from workflow.models import Event


def assess(
    project: Project, amount: int, *, actor: Actor | None = None, today: date | None = None
) -> Findings:
    """The findings of chapter assessment for an amount in fen; with the actor also those on four eyes."""
    known = facts.assessment_facts(
        project, amount, today or timezone.localdate(), actor_id=str(actor.user.pk) if actor else None
    )
    return judge(project, "assessment", known)


@transaction.atomic
def propose_approval(
    project: Project, *, actor: Actor, amount: int, note: str = "", today: date | None = None
) -> Event:
    """A first officer proposes an amount in fen; over the edition's threshold a second person then approves.

    Raises WrongState, NotPermitted.
    """
    project = fresh(project)
    findings = assess(project, amount, today=today)
    return advance(
        project.propose_approval,
        actor=actor,
        findings=findings,
        note=note,
        amount=amount,
        proposed_by=actor.user,
    )


@transaction.atomic
def approve(
    project: Project, *, actor: Actor, amount: int, note: str = "", today: date | None = None
) -> Event:
    """Approves an amount in fen. Raises Blocked (chapter assessment: caps, scores, four eyes), WrongState, NotPermitted."""
    project = fresh(project)
    findings = assess(project, amount, actor=actor, today=today)
    return advance(
        project.approve, actor=actor, findings=findings, note=note, amount=amount, approved_by=actor.user
    )


@transaction.atomic
def reject(project: Project, *, actor: Actor, note: str) -> Event:
    """Refuses the application with a reason that the applicant reads. Raises Unfit without one, WrongState, NotPermitted."""
    require_reason(note)
    return advance(fresh(project).reject, actor=actor, note=note)


@transaction.atomic
def undo_approve(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes an approval back before the notice is out (chapter counter)."""
    project = fresh(project)
    findings = counter_findings(project, "approve", actor=actor, reason=note)
    return advance(project.undo_approve, actor=actor, findings=findings, note=note)


@transaction.atomic
def undo_reject(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes a rejection back (chapter counter).

    A project rejected after an upheld objection comes back too; its amount is approved and reserved anew.
    """
    project = fresh(project)
    last = Event.objects.of(project).filter(target=project.state).last()
    findings = counter_findings(project, last.transition if last else "reject", actor=actor, reason=note)
    return advance(project.undo_reject, actor=actor, findings=findings, note=note)
