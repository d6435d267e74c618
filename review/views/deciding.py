"""The office records what the experts decided, and takes a decision back."""

from collections.abc import Callable
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from applications.models import Project
from applications.services import counter_findings
from policy.findings import Findings
from review import services
from review.enums import Decision, ReviewStage
from review.forms import CloseForm, RefuseForm
from review.models import Assignment, ClosingReport, GroupOpinion
from review.views.report import get_project, report_context
from review.views.rows import at_a_glance, opinion_rows, summary_rows
from workflow.pages import ReasonForm, StepPage, bound, step_page


def close(request: HttpRequest, reference: str) -> HttpResponse:
    """The project closes with an accepted cost."""
    project = get_project(request, reference)
    report = ClosingReport.objects.of(project)
    summary = GroupOpinion.objects.of_panel(project, ReviewStage.CLOSING)
    cost = summary.accepted_cost if summary and summary.accepted_cost is not None else None
    cost = cost if cost is not None else report.actual_cost if report else None
    form = bound(
        CloseForm, request, initial={"accepted_cost": cost, "reasons": summary.reasons if summary else ""}
    )
    page = StepPage(
        name="close",
        form=form,
        take=lambda data: services.close(project, actor=request.actor, **data),
        dry_run=lambda: dry_run(project, "close", form, report),
        intro=_("The outcome follows the experts; the accepted cost is what the voucher is reckoned by."),
        consequence=_("Applicant and laboratory are told. The redemption can be requested then."),
        rows=at_a_glance(project),
        template="review/closing_decide.html",
        context=opinions_context(project) | report_context(project, report),
    )
    return step_page(request, project, page)


def refuse_closing(request: HttpRequest, reference: str) -> HttpResponse:
    """The project does not close; who bears what is left to the contract."""
    project = get_project(request, reference)
    report = ClosingReport.objects.of(project)
    summary = GroupOpinion.objects.of_panel(project, ReviewStage.CLOSING)
    form = bound(RefuseForm, request, initial={"reasons": summary.reasons if summary else ""})
    page = StepPage(
        name="refuse_closing",
        form=form,
        take=lambda data: services.refuse_closing(project, actor=request.actor, **data),
        dry_run=lambda: dry_run(project, "refuse", form, report),
        intro=_("The outcome follows the experts. Who bears what is left to the contract (Q8)."),
        consequence=_(
            "Applicant and laboratory are told, with the words of their own contract for this case."
        ),
        rows=at_a_glance(project),
        template="review/closing_decide.html",
        context=opinions_context(project) | report_context(project, report) | {"shows_failure_clause": True},
    )
    return step_page(request, project, page)


def dry_run(
    project: Project, outcome: Literal["close", "refuse"], form, report: ClosingReport | None
) -> Findings:
    """The findings on what was typed; before that as if reasons were given and the whole cost accepted."""
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    cost = typed.get("accepted_cost", report.actual_cost if report else None)
    return services.assess_closing(
        project,
        outcome,
        reasons=typed.get("reasons", "…"),
        accepted_cost=cost if outcome == "close" else None,
    )


def opinions_context(project: Project) -> dict[str, Any]:
    """The panel as the office sees it: numbered as in the findings, with every opinion."""
    panel = list(Assignment.objects.of_panel(project, ReviewStage.CLOSING))
    given = [item for item in panel if item.submitted_at]
    summary = GroupOpinion.objects.of_panel(project, ReviewStage.CLOSING)
    return {
        "summary_rows": summary_rows(summary) if summary else [],
        "panel": [
            {"number": number, "assignment": item, "rows": opinion_rows(item) if item.submitted_at else []}
            for number, item in enumerate(panel, start=1)
        ],
        "blocked": len(given) < len(panel),
        "given": len(given),
        "asked": len(panel),
        "for_closing": sum(item.decision == Decision.CLOSE for item in given),
        "against": sum(item.decision == Decision.REFUSE for item in given),
    }


def undo_close(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter_step(request, reference, "undo_close", "close", services.undo_close)


def undo_refuse_closing(request: HttpRequest, reference: str) -> HttpResponse:
    return _counter_step(
        request, reference, "undo_refuse_closing", "refuse_closing", services.undo_refuse_closing
    )


def _counter_step(
    request: HttpRequest, reference: str, name: str, undone: str, service: Callable[..., Any]
) -> HttpResponse:
    """A counter-step: with a reason, by another person than the one who took the step."""
    project = get_project(request, reference)
    form = bound(ReasonForm, request)
    reason = form.data.get("note", "") if form.is_bound else "…"
    page = StepPage(
        name=name,
        form=form,
        take=lambda data: service(project, actor=request.actor, note=data["note"]),
        dry_run=lambda: counter_findings(project, undone, actor=request.actor, reason=reason),
        intro=_("The step was taken in error: this counter-step undoes it, and both stay in the timeline."),
        consequence=_("The opinions of the experts stand. Applicant and laboratory are told."),
        rows=at_a_glance(project),
    )
    return step_page(request, project, page)
