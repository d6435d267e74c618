"""The closing report goes to the laboratory, to the office, and back."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Project
from applications.services import fresh, judge
from applications.services.lookup import edition_of
from policy import deadlines
from policy.findings import Findings
from review.facts import completion_facts, report_digest
from review.models import ClosingReport
from review.services.deciding import retry_findings
from review.services.report import current_report
from workflow import corrections
from workflow.corrections import Wanted
from workflow.door import advance, require_step
from workflow.errors import Unfit
from workflow.models import Correction, Event


def check_report(project: Project, *, today: date | None = None) -> Findings | None:
    """The findings of chapter completion on the report as it stands: a dry run; None before its first word."""
    report = ClosingReport.objects.of(project)
    if report is None:
        return None
    return judge(project, "completion", completion_facts(project, report, today or timezone.localdate()))


@transaction.atomic
def confirm_report(project: Project, *, actor: Actor, note: str = "") -> Event:
    """The laboratory confirms the report exactly as it stands; any later change makes the confirmation void.

    Raises Unfit while the report is not complete, WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "confirm_report", actor)
    report = ClosingReport.objects.of(project)
    if report is None or not (report.work_done.strip() and report.results.strip() and report.actual_cost):
        raise Unfit(_("The applicant has not completed the report yet: work, results and cost are needed."))
    return advance(project.confirm_report, actor=actor, note=note, report_digest=report_digest(report))


@transaction.atomic
def submit_closing(project: Project, *, actor: Actor, note: str = "", today: date | None = None) -> Event:
    """Hands the confirmed report to the office and answers open corrections.

    Raises Unfit without a report, Blocked (chapter completion, Q2, Q7), WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "submit_closing", actor)
    report, findings = ClosingReport.objects.of(project), check_report(project, today=today)
    if report is None or findings is None:
        raise Unfit(_("Write the closing report first."))
    event = advance(
        project.submit_closing,
        actor=actor,
        findings=findings,
        note=note,
        report_digest=report_digest(report),
        actual_cost=report.actual_cost or 0,
    )
    corrections.resolve(project, source=report)
    return event


@transaction.atomic
def recall_closing(project: Project, *, actor: Actor, note: str = "") -> Event:
    """Takes the report back before the review has begun. Raises WrongState, NotPermitted."""
    return advance(fresh(project).recall_closing, actor=actor, note=note)


@transaction.atomic
def return_closing(
    project: Project,
    *,
    actor: Actor,
    wanted: list[Wanted],
    due_date: date | None = None,
    note: str = "",
    today: date | None = None,
) -> Event:
    """Sends the report back with one request per field or document; the laboratory confirms it anew afterwards.

    Guarantees that the voucher does not expire before the day by which the corrections are due.
    Raises Unfit when nothing is asked for or the day has passed, WrongState, NotPermitted.
    """
    today = today or timezone.localdate()
    project = fresh(project)
    require_step(project, "return_closing", actor)
    if not wanted:
        raise Unfit(_("Name at least one field or document that is to be corrected."))
    due = due_date or deadlines.correction_due(today, edition_of(project).typed)
    due = due or today + timedelta(days=deadlines.DAYS_WITHOUT_LIMIT)
    if due < today:
        raise Unfit(_("The due date has passed."), {"due_date": _("Choose a day from today on.")})
    Correction.objects.of(project).open().update(resolved_at=timezone.now())
    last_day = max(project.redeem_by, due) if project.redeem_by else None
    event = advance(project.return_closing, actor=actor, note=note, due_date=due, redeem_by=last_day)
    corrections.request(project, wanted, due_date=due, actor=actor, source=ClosingReport.objects.of(project))
    return event


@transaction.atomic
def retry_closing(project: Project, *, actor: Actor, note: str = "", today: date | None = None) -> Event:
    """After a refusal the office allows another closing review; the next report starts from the last one's words.

    Raises Blocked (chapter retry: the edition's limit), WrongState, NotPermitted.
    """
    project = fresh(project)
    event = advance(
        project.retry_closing, actor=actor, findings=retry_findings(project, today=today), note=note
    )
    current_report(project)
    return event
