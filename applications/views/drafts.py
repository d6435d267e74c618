"""The applicant writes: a new draft, its content, its documents."""

from fractions import Fraction

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import perms, services
from applications.enums import State
from applications.forms import ProjectForm, PurchaseFormSet, StartForm
from applications.forms.project import DOCUMENT_KINDS
from applications.models import Call, Project
from applications.presentation import edit_links
from applications.services.drafts import editable_documents, editable_fields, open_corrections
from applications.services.lookup import edition_of
from applications.views.writing import own_project, purchase_rows, write
from workflow.errors import NotPermitted, Unfit
from workflow.forms import DocumentForm
from workflow.models import Document
from workflow.presentation import correction_rows, document_rows


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new application; drafts that already exist are offered first."""
    if not perms.can_start(request.actor):
        raise NotPermitted("start_project")
    calls = Call.objects.open_on(timezone.localdate())
    form = StartForm(request.POST or None, calls=calls)
    if request.method == "POST" and form.is_valid():
        project = services.start_project(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Draft %(reference)s is started.") % {"reference": project.reference})
        return redirect("applications:tasks", project.reference)
    mine = Project.objects.visible_to(request.actor)
    drafts = mine.in_state(State.DRAFT).newest_first()[:5]
    context = {
        "form": form,
        "drafts": drafts,
        "earlier": mine.exclude(state=State.DRAFT).newest_first()[:5],
        "has_calls": calls.exists(),
        "submit_label": _("Start the application"),
    }
    return render(request, "applications/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """A new draft that begins with what an earlier application says."""
    source = own_project(request, reference)
    calls = Call.objects.open_on(timezone.localdate())
    form = StartForm(request.POST or None, calls=calls, initial={"title": source.title})
    if request.method == "POST" and form.is_valid():
        project = services.copy_project(source, actor=request.actor, **form.cleaned_data)
        words = {"reference": project.reference, "source": source.reference}
        messages.success(request, _("Draft %(reference)s is started as a copy of %(source)s.") % words)
        return redirect("applications:tasks", project.reference)
    context = {
        "form": form,
        "source": source,
        "has_calls": calls.exists(),
        "submit_label": _("Start with a copy"),
        "cancel_url": source.get_absolute_url(),
    }
    return render(request, "applications/copy.html", context, status=422 if form.errors else 200)


def percent(ratio: Fraction) -> str:
    """`3/10` → `30 %`."""
    return f"{float(ratio * 100):g} %"


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """The application form; after a return only the requested fields can be written."""
    project = own_project(request, reference)
    editable = editable_fields(project)
    if not editable:
        messages.info(request, _("This application has been submitted and cannot be edited now."))
        return redirect(project)
    parameters = edition_of(project).typed
    data = request.POST if request.method == "POST" else None
    form = ProjectForm(data, project=project, parameters=parameters, editable=editable)
    lines = PurchaseFormSet(data, prefix="purchases", initial=purchase_rows(project))
    status = 200
    if request.method == "POST":
        if _save(request, project, form, lines):
            return redirect(
                "applications:edit" if "stay" in request.POST else "applications:documents", project.reference
            )
        status = 422
    context = {
        "project": project,
        "form": form,
        "purchases": lines,
        "purchases_editable": "purchases" in editable,
        "corrections": correction_rows(project, open_corrections(project), edit_links(project)),
        "new_tech_share": percent(parameters.new_tech_cap_ratio),
    }
    return render(request, "applications/project_edit.html", context, status=status)


def _save(request: HttpRequest, project: Project, form: ProjectForm, lines) -> bool:
    """Saves what was typed, or leaves every word in the form with the reason."""
    if not (form.is_valid() and lines.is_valid()):
        return False
    saved = write(project, request.actor, form, lines)
    if saved is None:
        return False
    messages.success(request, _("Draft %(reference)s is saved.") % {"reference": saved.reference})
    return True


@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, reference: str) -> HttpResponse:
    """Documents of the application: which are there, and one more."""
    project = own_project(request, reference)
    allowed = editable_documents(project)
    kinds = [kind for kind in DOCUMENT_KINDS if allowed is None or kind in allowed]
    form = DocumentForm(request.POST or None, request.FILES or None, kinds=kinds) if kinds else None
    status = 200
    if request.method == "POST" and form is not None:
        status = 422
        if form.is_valid():
            try:
                document = services.attach_document(
                    project, form.cleaned_data["file"], kind=form.cleaned_data["kind"], actor=request.actor
                )
            except Unfit as refusal:
                form.add_error("file", refusal.message)
            else:
                messages.success(request, _("“%(name)s” is stored.") % {"name": document.original_name})
                return redirect("applications:documents", project.reference)
    rows = Document.objects.of(project).current().select_related("uploaded_by")
    context = {"project": project, "form": form, "documents": document_rows(rows)}
    return render(request, "applications/project_documents.html", context, status=status)
