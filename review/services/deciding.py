"""The office records what the experts decided; who pays after a refusal is left to the contract (Q8: R8.4)."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from applications.models import Project
from applications.services import counter_findings, fresh, judge
from applications.services.lookup import edition_of
from policy.deadlines import kept_until
from policy.findings import Findings
from review.enums import ReviewStage
from review.facts import closing_facts, retry_facts
from review.models import Assignment
from workflow.door import advance
from workflow.models import Event


def assess_closing(
    project: Project,
    outcome: Literal["close", "refuse"],
    *,
    reasons: str = "",
    accepted_cost: int | None = None,
    today: date | None = None,
) -> Findings:
    """The findings of chapter closing on an outcome; experts are named by their number in the panel."""
    panel = Assignment.objects.of_panel(project, ReviewStage.CLOSING)
    known = closing_facts(
        project,
        panel,
        outcome=outcome,
        reasons=reasons,
        accepted_cost=accepted_cost,
        today=today or timezone.localdate(),
    )
    return judge(project, "closing", known)


@transaction.atomic
def close(
    project: Project,
    *,
    actor: Actor,
    accepted_cost: int,
    reasons: str,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Closes the project on the experts' majority with the accepted cost in fen.

    The report came in time: however long its review took, the edition's days for a correction are left to redeem.
    Raises Blocked (chapter closing: every opinion with reasons, Q8 R8.1; voucher clause looked at, Q6 R6.3),
    WrongState, NotPermitted.
    """
    project, reasons = fresh(project), reasons.strip()
    findings = assess_closing(project, "close", reasons=reasons, accepted_cost=accepted_cost, today=today)
    day = today or timezone.localdate()
    return advance(
        project.close,
        actor=actor,
        findings=findings,
        note=note,
        accepted_cost=accepted_cost,
        reasons=reasons,
        redeem_by=kept_until(project.redeem_by, day, edition_of(project).typed),
    )


@transaction.atomic
def refuse_closing(
    project: Project, *, actor: Actor, reasons: str, note: str = "", today: date | None = None
) -> Event:
    """Records that the experts do not let the project close; nothing says who pays (Q8).

    Raises Blocked (chapter closing), WrongState, NotPermitted.
    """
    project, reasons = fresh(project), reasons.strip()
    findings = assess_closing(project, "refuse", reasons=reasons, today=today)
    return advance(project.refuse_closing, actor=actor, findings=findings, note=note, reasons=reasons)


def retry_findings(project: Project, *, today: date | None = None) -> Findings:
    """Whether another closing review is allowed (chapter retry)."""
    return judge(project, "retry", retry_facts(project, today or timezone.localdate()))


@transaction.atomic
def undo_close(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes a closing back; opinions stand. Raises Blocked (counter), WrongState, NotPermitted."""
    project = fresh(project)
    findings = counter_findings(project, "close", actor=actor, reason=note)
    return advance(project.undo_close, actor=actor, findings=findings, note=note)


@transaction.atomic
def undo_refuse_closing(project: Project, *, actor: Actor, note: str) -> Event:
    """Another person takes a refusal back; opinions stand. Raises Blocked (counter), WrongState, NotPermitted."""
    project = fresh(project)
    findings = counter_findings(project, "refuse_closing", actor=actor, reason=note)
    return advance(project.undo_refuse_closing, actor=actor, findings=findings, note=note)
