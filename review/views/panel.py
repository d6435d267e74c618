"""The office asks experts: the picker, the panel with its opinions, and who is asked instead of whom."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applications import perms as spine
from applications.enums import State
from applications.models import Project
from applications.services.delisting import asks_about_delisting
from applications.services.lookup import edition_of
from policy.findings import Findings
from review import perms, services
from review.enums import ReviewStage
from review.forms import PanelForm, ReplaceForm, ReviewPanelForm
from review.models import Assignment, ClosingReport, GroupOpinion
from review.picker import Picker
from review.views.report import get_project, report_context
from review.views.rows import at_a_glance, summary_rows
from workflow.errors import Blocked, NotPermitted, Unfit, WrongState
from workflow.pages import StepPage, add_errors, bound, step_page

STAGE_OF = {State.IN_REVIEW: ReviewStage.CLOSING, State.ENDORSED: ReviewStage.ASSESSMENT}


def start_review(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer chooses the experts of the closing review."""
    project = get_project(request, reference)
    wanted = edition_of(project).typed.closing_reviewer_count
    asks = asks_about_delisting(project, timezone.localdate())
    picker = Picker(wanted=wanted)
    form = bound(ReviewPanelForm, request, project=project, picker=picker, asks_about_delisting=asks)
    page = StepPage(
        name="start_review",
        form=form,
        take=lambda data: services.start_review(
            project,
            actor=request.actor,
            experts=form.people(),
            chair=form.leader,
            due_date=data["due_date"],
            delisting_accepted=data.get("delisting_accepted", False),
        ),
        dry_run=lambda: panel_findings(project, ReviewStage.CLOSING, form),
        intro=_("Choose the experts who decide whether the project may close."),
        consequence=_(
            "The experts are invited; each reads the file after declaring no conflict of interest."
        ),
        rows=at_a_glance(project),
        template="review/panel_choose.html",
        context=report_context(project, ClosingReport.objects.of(project)) | {"rows": form.rows},
    )
    response = step_page(request, project, page)
    if form.is_searching:
        response.status_code = 200
    return response


def panel_findings(project: Project, stage: str, form: PanelForm) -> Findings | None:
    """The findings on those who are ticked; nothing before anybody is."""
    people, chair = form.people(), getattr(form, "leader", None)
    accepted = getattr(form, "acceptance", None)
    return (
        services.panel_findings(project, stage, people, chair=chair, delisting_accepted=accepted)
        if people
        else None
    )


@require_http_methods(["GET", "POST"])
def start_assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer chooses experts who score an application before it is decided."""
    project = get_project(request, reference)
    if not spine.is_deciding_office(project, request.actor):
        raise NotPermitted("start_assessment")
    if project.state != State.ENDORSED:
        raise WrongState(_("Experts are asked while an endorsed application awaits the decision."))
    wanted = edition_of(project).typed.assessment_reviewer_count
    form = bound(PanelForm, request, project=project, picker=Picker(wanted=wanted))
    findings = panel_findings(project, ReviewStage.ASSESSMENT, form)
    if request.method == "POST" and form.is_valid():
        try:
            services.start_assessment(
                project, actor=request.actor, experts=form.people(), due_date=form.cleaned_data["due_date"]
            )
        except Blocked as refusal:
            findings = refusal.findings
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The experts are invited to %(name)s.") % {"name": project.reference})
            return redirect("review:experts", project.reference)
    return _picker_page(
        request, project, form, findings, _("Ask experts for an assessment"), _("Invite the experts")
    )


@require_http_methods(["GET", "POST"])
def replace_expert(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks somebody else instead of an expert who declined, has a conflict or does not answer."""
    project = get_project(request, reference)
    if not spine.is_deciding_office(project, request.actor):
        raise NotPermitted("replace_expert")
    stage = STAGE_OF.get(State(project.state))
    if stage is None:
        raise WrongState(_("No experts are being heard on this project now."))
    panel = Assignment.objects.of_panel(project, stage)
    attempt = Assignment.objects.last_attempt(project, stage)
    asked = Assignment.objects.for_project(project).filter(stage=stage, attempt=attempt)
    picker = Picker(set(asked.values_list("expert_id", flat=True)))
    form = bound(
        ReplaceForm, request, project=project, picker=picker, open_invitations=panel.filter(submitted_at=None)
    )
    findings = None
    if request.method == "POST" and form.is_valid():
        try:
            new = services.replace_expert(
                form.cleaned_data["assignment"],
                actor=request.actor,
                expert=form.people()[0],
                due_date=form.cleaned_data["due_date"],
            )
        except Blocked as refusal:
            findings = refusal.findings
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s is invited.") % {"name": new.expert})
            return redirect("review:experts", project.reference)
    return _picker_page(request, project, form, findings, _("Ask another expert"), _("Invite the expert"))


def _picker_page(request: HttpRequest, project, form, findings, heading: str, label: str) -> HttpResponse:
    refused = request.method == "POST" and not form.is_searching
    context = {
        "project": project,
        "form": form,
        "rows": form.rows,
        "findings": findings,
        "step": {"name": "", "label": label, "tone": "primary"},
        "heading": heading,
        "facts": at_a_glance(project),
        "cancel_url": project.get_absolute_url(),
    }
    return render(request, "review/panel_choose.html", context, status=422 if refused else 200)


@require_safe
def experts(request: HttpRequest, reference: str) -> HttpResponse:
    """Who was asked and what they said; only the office and auditors see it."""
    project = get_project(request, reference)
    if not perms.can_read_opinions(project, request.actor):
        raise NotPermitted("experts")
    stage = STAGE_OF.get(State(project.state))
    decides = spine.is_deciding_office(project, request.actor)
    summary = GroupOpinion.objects.of_panel(project, stage or ReviewStage.CLOSING)
    context = {
        "project": project,
        "assignments": list(Assignment.objects.for_project(project)),
        "summary_rows": summary_rows(summary) if summary else [],
        "may_replace": decides and stage is not None and Assignment.objects.of_panel(project, stage).exists(),
        "may_assess": decides and project.state == State.ENDORSED,
    }
    return render(request, "review/expert_list.html", context)
