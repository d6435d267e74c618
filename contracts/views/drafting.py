"""Before signing: the contract template of the project, and the self-check of a draft."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Project
from contracts import services
from contracts.forms import DraftForm, TemplateForm
from contracts.models import Reading
from contracts.views.rows import at_a_glance
from contracts.views.steps import get_project
from papers.engine import PaperError
from workflow.errors import Unfit
from workflow.pages import add_errors

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def contract_desk(request: HttpRequest, reference: str) -> HttpResponse:
    """Template and self-check on one page."""
    project = get_project(request, reference)
    services.require_drafting(project, request.actor)
    return _desk(request, project, template=_first(project), draft=DraftForm())


@require_safe
def contract_template(request: HttpRequest, reference: str) -> HttpResponse:
    """The template as DOCX or PDF with what was chosen; nothing is stored."""
    project = get_project(request, reference)
    services.require_drafting(project, request.actor)
    form = TemplateForm(request.GET, project=project)
    if form.is_valid() and not _may_take(request):
        form.add_error(None, _("That were many templates in a minute. Wait a moment and try again."))
        return _desk(request, project, template=form, draft=DraftForm(), status=429)
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            content = services.template(project, actor=request.actor, **chosen)
        except Unfit as refusal:
            add_errors(form, refusal)
        except PaperError:
            form.add_error(
                None, _("The PDF could not be set just now. Take the Word file, or try again later.")
            )
        else:
            response = HttpResponse(content, content_type=TYPES[chosen["form"]])
            name = f"contract-{project.reference}.{chosen['form']}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    return _desk(request, project, template=form, draft=DraftForm(), status=422)


def _may_take(request: HttpRequest) -> bool:
    """Whether this person may take another template now; reading a page takes none."""
    return bool(
        consume(request, app="allauth.account", action="contract_template", user=request.user, limit_get=True)
    )


@require_POST
def check_draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes a draft in and leads to what is read off it."""
    project = get_project(request, reference)
    services.require_drafting(project, request.actor)
    form = DraftForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            reading = services.check_draft(project, form.cleaned_data["draft"], actor=request.actor)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            return redirect("contracts:reading", project.reference, reading.uuid)
    return _desk(request, project, template=_first(project), draft=form, status=422)


@require_http_methods(["POST"])
def forget_draft(request: HttpRequest, reference: str, uuid: Any) -> HttpResponse:
    """The person who uploaded a draft deletes it before its hour is over."""
    project = get_project(request, reference)
    for reading in Reading.objects.drafts_of(project, request.actor).filter(uuid=uuid):
        services.forget_draft(reading)
        messages.success(request, _("The draft “%(name)s” is deleted.") % {"name": reading.name})
    return redirect("contracts:contract_desk", project.reference)


def _first(project: Project) -> TemplateForm:
    return TemplateForm(
        project=project,
        initial={"total": project.total_amount, "failure": TemplateForm.FIRST_CHOICE, "form": "docx"},
    )


def _desk(
    request: HttpRequest, project: Project, *, template: TemplateForm, draft: DraftForm, status: int = 200
) -> HttpResponse:
    context = {
        "project": project,
        "template_form": template,
        "draft_form": draft,
        "drafts": Reading.objects.drafts_of(project, request.actor)[:10],
        "facts": at_a_glance(project),
    }
    return render(request, "contracts/contract_desk.html", context, status=status)
