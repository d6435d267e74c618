"""An expert's pages: the invitations, the declaration, the opinion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import Role
from applications.models import Project
from applications.presentation import content_rows
from review import perms, services
from review.enums import AssignmentStatus, ReviewStage
from review.forms import DeclareForm, GroupOpinionForm, OpinionForm
from review.models import Assignment, ClosingReport, GroupOpinion
from review.rubric import rubric_of
from review.views.report import report_context
from review.views.rows import opinion_rows, party_rows, summary_rows
from workflow.errors import NotPermitted, Unfit
from workflow.models import Document
from workflow.pages import ReasonForm, add_errors, bound
from workflow.presentation import document_rows


def own_assignment(request: HttpRequest, reference: str) -> Assignment:
    """The expert's own invitation to a project, the newest if there are several; 404 for everybody else."""
    if request.actor.role != Role.EXPERT:
        raise NotPermitted("opinion")
    mine = Assignment.objects.visible_to(request.actor).filter(project__reference=reference)
    found = mine.select_related("expert__user").order_by("-pk").first()
    if found is None:
        raise Http404
    found.project = Project.objects.with_parties().get(pk=found.project_id)
    return found


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """What waits for the expert, and what was answered before."""
    if request.actor.role != Role.EXPERT:
        raise NotPermitted("invitations")
    waiting = list(Assignment.objects.waiting_for(request.actor.user))
    known = {row.pk for row in waiting}
    chaired = list(Assignment.objects.to_sum_up(request.actor.user))
    earlier = [row for row in Assignment.objects.of_expert(request.actor.user)[:100] if row.pk not in known]
    return render(
        request, "review/invitation_list.html", {"waiting": waiting, "chaired": chaired, "earlier": earlier}
    )


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Title and parties first; the file opens after the declaration that no conflict exists."""
    assignment = own_assignment(request, reference)
    if assignment.status != AssignmentStatus.INVITED:
        return redirect("review:opinion", reference)
    form = bound(DeclareForm, request)
    if request.method == "POST" and form.is_valid():
        assignment = services.declare_conflict(assignment, actor=request.actor, **form.cleaned_data)
        if not assignment.conflict:
            return redirect("review:opinion", reference)
        messages.success(request, _("The office is told; it will ask somebody else."))
        return redirect("review:invitations")
    context = _context(assignment, form) | {"submit_label": _("Declare and go on")}
    return render(request, "review/declare.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def decline_invitation(request: HttpRequest, reference: str) -> HttpResponse:
    """The expert cannot give an opinion."""
    assignment = own_assignment(request, reference)
    form = bound(ReasonForm, request, help_text=_("Only the office reads it."))
    if request.method == "POST" and form.is_valid():
        services.decline_invitation(assignment, actor=request.actor, reason=form.cleaned_data["note"])
        messages.success(request, _("The office is told; it will ask somebody else."))
        return redirect("review:invitations")
    context = _context(assignment, form) | {"submit_label": _("Decline"), "submit_tone": "danger"}
    return render(request, "review/decline.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, reference: str) -> HttpResponse:
    """The file and the form; afterwards the opinion as it was given."""
    assignment = own_assignment(request, reference)
    if assignment.status == AssignmentStatus.INVITED:
        return redirect("review:declare", reference)
    if assignment.status != AssignmentStatus.READING:
        return _read(request, assignment)
    if "keep" in request.POST:
        return _keep(request, assignment)
    form = _opinion_form(request, assignment)
    if request.method == "POST" and form.is_valid():
        try:
            services.submit_opinion(assignment, actor=request.actor, **form.opinion())
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Your opinion on %(name)s is submitted.") % {"name": reference})
            return redirect("review:opinion", reference)
    context = _context(assignment, form) | _file(assignment) | {"submit_label": _("Submit the opinion")}
    context |= {
        "autosave_url": reverse("review:opinion_draft", args=[reference]),
        "saved_at": assignment.draft_saved_at,
        "rubric": rubric_of(assignment.project, assignment.stage),
    }
    return render(request, "review/opinion.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def opinion_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Keeps the opinion while it is written: 204 when it was kept, 422 with plain words when not, 409 when the expert
    is no longer heard."""
    assignment = own_assignment(request, reference)
    try:
        services.save_draft(assignment, actor=request.actor, content=_typed(request, assignment))
    except Unfit as refusal:
        return HttpResponse(refusal.message, status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def _opinion_form(request: HttpRequest, assignment: Assignment) -> OpinionForm:
    rubric = rubric_of(assignment.project, assignment.stage)
    return bound(OpinionForm, request, stage=assignment.stage, rubric=rubric, initial=assignment.draft)


def _typed(request: HttpRequest, assignment: Assignment) -> dict[str, str]:
    """What was typed into the fields of the form, as it was typed."""
    names = OpinionForm(stage=assignment.stage, rubric=rubric_of(assignment.project, assignment.stage)).fields
    return {name: request.POST[name] for name in names if request.POST.get(name)}


def _keep(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The button that keeps the draft, for browsers that do not keep it by themselves."""
    services.save_draft(assignment, actor=request.actor, content=_typed(request, assignment))
    messages.success(request, _("Your draft is kept. Nobody else sees it; submit it when it is ready."))
    return redirect("review:opinion", assignment.project.reference)


def _read(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """The opinion as it was given; for the chair also what all say together."""
    summary = (
        GroupOpinion.objects.of_panel(assignment.project, assignment.stage) if assignment.is_chair else None
    )
    context = _context(assignment) | {
        "opinion_rows": opinion_rows(assignment) if assignment.submitted_at else [],
        "summary_rows": summary_rows(summary) if summary else [],
        "may_sum_up": summary is None and perms.can_sum_up(assignment, request.actor),
    }
    return render(request, "review/opinion_read.html", context)


@require_http_methods(["GET", "POST"])
def sum_up(request: HttpRequest, reference: str) -> HttpResponse:
    """The chair reads every opinion and says what the group says."""
    assignment = own_assignment(request, reference)
    if not perms.can_sum_up(assignment, request.actor):
        raise NotPermitted("sum_up")
    form = bound(GroupOpinionForm, request, stage=assignment.stage)
    if request.method == "POST" and form.is_valid():
        try:
            services.sum_up(assignment, actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("The group opinion on %(name)s is submitted.") % {"name": reference})
            return redirect("review:opinion", reference)
    panel = Assignment.objects.of_panel(assignment.project, assignment.stage, assignment.attempt)
    context = _context(assignment, form) | {
        "panel": [
            {"number": number, "assignment": item, "rows": opinion_rows(item) if item.submitted_at else []}
            for number, item in enumerate(
                panel.select_related("project__call__edition", "project__edition"), start=1
            )
        ],
        "submit_label": _("Submit the group opinion"),
    }
    return render(request, "review/sum_up.html", context, status=422 if form.errors else 200)


def _context(assignment: Assignment, form=None) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "project": assignment.project,
        "parties": party_rows(assignment.project),
        "form": form,
        "is_closing": assignment.stage == ReviewStage.CLOSING,
    }


def _file(assignment: Assignment) -> dict[str, Any]:
    """What the expert reads: the application, and in a closing review the report and the contract's terms."""
    project = assignment.project
    more: dict[str, Any] = {"content_rows": content_rows(project)}
    if assignment.stage == ReviewStage.CLOSING:
        return more | report_context(project, ClosingReport.objects.of(project))
    documents = Document.objects.of(project).current().select_related("uploaded_by")
    return more | {"documents": document_rows(documents)}
