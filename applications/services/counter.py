"""Counter-steps: a step taken in error is undone with a reason, by another person, and never by editing history."""

from accounts.actor import Actor
from applications.models import Project
from applications.services.lookup import judge
from policy import facts
from policy.findings import Findings
from workflow.models import Event


def counter_findings(project: Project, undone: str, *, actor: Actor, reason: str) -> Findings:
    """Whether the last `undone` step may be taken back by this person for this reason (chapter counter)."""
    last = Event.objects.of(project).filter(transition=undone).last()
    return judge(
        project,
        "counter",
        facts.CounterFacts(
            original_actor_id=str(last.actor_id) if last else "",
            actor_id=str(actor.user.pk),
            reason=reason,
        ),
    )
