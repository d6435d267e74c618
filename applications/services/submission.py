"""Submission: the edition and the applicant are pinned, the corrections answered, the clock runs."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications import facts
from applications.models import Project
from applications.services.lookup import fresh, judge
from policy.findings import Findings
from workflow import corrections
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.models import Event

REQUIRED = (
    "title",
    "activity_type",
    "laboratory",
    "recommender",
    "background",
    "content",
    "deliverables",
    "plan_from",
    "plan_to",
    "total_amount",
    "requested_amount",
)


def missing_fields(project: Project) -> dict[str, str]:
    """The required fields that are still empty, each with what to do."""
    empty = [name for name in REQUIRED if getattr(project, name) in (None, "")]
    return {name: _("Fill in this field before you submit.") for name in empty}


def dry_run(project: Project, today: date | None = None) -> Findings:
    """The eligibility findings as of now; the form shows the same that the step will ask for (R1.1–R3.3)."""
    return judge(project, "eligibility", facts.eligibility_facts(project, today or timezone.localdate()))


@transaction.atomic
def submit(project: Project, *, actor: Actor, today: date | None = None) -> Event:
    """Hands the application to the recommending institution.

    Guarantees that the policy edition, the applicant as it stands and the digest of the content are pinned, that open
    corrections are answered with their differences, and that the clock runs again.
    Raises Unfit with the empty fields, Blocked with the eligibility findings (Q1–Q3), WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "submit", actor)
    now = timezone.now()
    edition = project.edition or project.call.edition
    findings = dry_run(project, today)
    stopped = int((now - project.clock_stopped_at).total_seconds()) if project.clock_stopped_at else 0
    if missing := missing_fields(project):
        raise Unfit(_("The application is not complete yet."), missing)
    with transaction.atomic():
        changes = corrections.resolve(project)
        return advance(
            project.submit,
            actor=actor,
            findings=findings,
            edition=edition,
            payee=edition.typed.payee,
            snapshot=facts.applicant_snapshot(project.applicant),
            content_digest=facts.content_digest(project),
            submitted_at=now,
            stopped_seconds=stopped,
            changes=changes,
        )


@transaction.atomic
def recall(project: Project, *, actor: Actor, note: str = "") -> Event:
    """Takes an application back into the draft before the institution has acted. Raises WrongState, NotPermitted."""
    return advance(fresh(project).recall, actor=actor, note=note)
