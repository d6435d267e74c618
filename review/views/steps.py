"""The steps of the closing report, from the laboratory's word to the office's return."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from review import services
from review.facts import REPORT_KINDS
from review.models import ClosingReport
from review.views.report import get_project, report_context
from review.views.rows import at_a_glance, field_label
from workflow.door import require_step
from workflow.forms import CorrectionsForm
from workflow.pages import ReasonForm, StepPage, bound, step_page


def confirm_report(request: HttpRequest, reference: str) -> HttpResponse:
    """The laboratory reads the report and confirms it as it stands."""
    project = get_project(request, reference)
    report = ClosingReport.objects.of(project)
    page = StepPage(
        name="confirm_report",
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: services.confirm_report(project, actor=request.actor, note=data["note"]),
        intro=_("You confirm that the report says what was done and what it cost."),
        consequence=_("Any later change makes your confirmation void, and you are asked again."),
        rows=at_a_glance(project),
        template="review/closing_step.html",
        context=report_context(project, report),
    )
    return step_page(request, project, page)


def submit_closing(request: HttpRequest, reference: str) -> HttpResponse:
    """The last look before the report goes to the office."""
    project = get_project(request, reference)
    report = ClosingReport.objects.of(project)
    page = StepPage(
        name="submit_closing",
        take=lambda _data: services.submit_closing(project, actor=request.actor),
        dry_run=lambda: services.check_report(project),
        intro=_("The report goes to the office, which then asks experts."),
        consequence=_("You can take it back until the review begins."),
        rows=at_a_glance(project),
        template="review/closing_step.html",
        context=report_context(project, report) | {"blocked": report is None, "editable": True},
    )
    return step_page(request, project, page)


def recall_closing(request: HttpRequest, reference: str) -> HttpResponse:
    intro = _(
        "The report comes back to you; the laboratory's confirmation holds as long as you change nothing."
    )
    return _remark_step(request, reference, "recall_closing", services.recall_closing, intro)


def return_closing(request: HttpRequest, reference: str) -> HttpResponse:
    project = get_project(request, reference)
    fields = [(name, field_label(name)) for name in ClosingReport.WRITTEN]
    kinds = [(kind.value, kind.label) for kind in REPORT_KINDS]
    page = StepPage(
        name="return_closing",
        form=bound(CorrectionsForm, request, fields=fields, kinds=kinds),
        take=lambda data: services.return_closing(
            project, actor=request.actor, wanted=data["wanted"], due_date=data["due_date"], note=data["note"]
        ),
        dry_run=lambda: services.check_report(project),
        intro=_("Name everything at once: each field or document with what is wrong and what to do."),
        consequence=_("Applicant and laboratory are told; the laboratory confirms the report again."),
        rows=at_a_glance(project),
        template="review/closing_step.html",
        context=report_context(project, ClosingReport.objects.of(project)),
    )
    return step_page(request, project, page)


def retry_closing(request: HttpRequest, reference: str) -> HttpResponse:
    """Another closing review after a refusal, where the edition allows it."""
    project = get_project(request, reference)
    page = StepPage(
        name="retry_closing",
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: services.retry_closing(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: services.retry_findings(project),
        intro=_("Applicant and laboratory may improve the work and report again."),
        consequence=_("The next report starts from the words of the last one. Both parties are told."),
        rows=at_a_glance(project),
        template="review/closing_step.html",
        context=report_context(project, ClosingReport.objects.of(project)),
    )
    return step_page(request, project, page)


def _remark_step(
    request: HttpRequest, reference: str, name: str, service: Callable[..., Any], intro: str
) -> HttpResponse:
    """A step that needs nothing but perhaps a remark."""
    project = get_project(request, reference)
    require_step(project, name, request.actor)
    page = StepPage(
        name=name,
        form=bound(ReasonForm, request, label=_("Remark"), required=False),
        take=lambda data: service(project, actor=request.actor, note=data["note"]),
        intro=intro,
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)
