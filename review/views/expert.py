"""An expert's pages: the invitations, the declaration, the opinion."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.enums import Role
from applications.models import Project
from applications.presentation import content_rows
from review import services
from review.enums import AssignmentStatus, ReviewStage
from review.forms import DeclareForm, OpinionForm
from review.models import Assignment, ClosingReport
from review.views.report import report_context
from review.views.rows import opinion_rows, party_rows
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
    earlier = [row for row in Assignment.objects.of_expert(request.actor.user)[:100] if row.pk not in known]
    return render(request, "review/invitation_list.html", {"waiting": waiting, "earlier": earlier})


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
        rows = opinion_rows(assignment) if assignment.submitted_at else []
        return render(request, "review/opinion_read.html", _context(assignment) | {"opinion_rows": rows})
    form = bound(OpinionForm, request, stage=assignment.stage)
    if request.method == "POST" and form.is_valid():
        try:
            services.submit_opinion(assignment, actor=request.actor, **form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Your opinion on %(name)s is submitted.") % {"name": reference})
            return redirect("review:opinion", reference)
    context = _context(assignment, form) | _file(assignment) | {"submit_label": _("Submit the opinion")}
    return render(request, "review/opinion.html", context, status=422 if form.errors else 200)


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
