"""The applicant writes: a new draft, its content, its documents."""

from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.enums import Role
from applications import perms, services
from applications.enums import State
from applications.forms import ProjectForm, PurchaseFormSet, StartForm
from applications.forms.project import DOCUMENT_KINDS
from applications.labels import choice
from applications.models import Call, Project
from applications.presentation import edit_links
from applications.services.drafts import editable_documents, editable_fields, open_corrections
from applications.services.lookup import edition_of
from workflow.errors import NotPermitted, StaleVersion, Unfit
from workflow.forms import DocumentForm
from workflow.models import Document
from workflow.money import MoneyField, format_yuan
from workflow.pages import add_errors, visible_or_404
from workflow.presentation import correction_rows, document_rows

CODES = ("activity_type", "theme", "design_purpose", "purchase_purpose")


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new application; drafts that already exist are offered first."""
    if request.actor.role != Role.APPLICANT:
        raise NotPermitted("start_project")
    calls = Call.objects.open_on(timezone.localdate())
    form = StartForm(request.POST or None, calls=calls)
    if request.method == "POST" and form.is_valid():
        project = services.start_project(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("Draft %(reference)s is started.") % {"reference": project.reference})
        return redirect("applications:edit", project.reference)
    drafts = Project.objects.visible_to(request.actor).in_state(State.DRAFT).newest_first()[:5]
    context = {
        "form": form,
        "drafts": drafts,
        "has_calls": calls.exists(),
        "submit_label": _("Start the application"),
    }
    return render(request, "applications/start.html", context, status=422 if form.errors else 200)


def percent(ratio: Fraction) -> str:
    """`3/10` → `30 %`."""
    return f"{float(ratio * 100):g} %"


def own_project(request: HttpRequest, reference: str) -> Project:
    """The applicant's own project; what is not visible is 404, what is visible but not theirs 403."""
    project = visible_or_404(Project.objects.with_parties(), request, reference)
    if not perms.can_edit(project, request.actor):
        raise NotPermitted("edit")
    return project


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
    lines = PurchaseFormSet(data, prefix="purchases", initial=_purchase_rows(project))
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


def _purchase_rows(project: Project) -> list[dict]:
    rows = project.purchases.order_by("pk")
    return [
        {
            "product": row.product_id,
            "name": row.name,
            "amount": row.amount,
            "justification": row.justification,
        }
        for row in rows
    ]


def _save(request: HttpRequest, project: Project, form: ProjectForm, lines) -> bool:
    """Saves what was typed, or leaves every word in the form with the reason."""
    if not (form.is_valid() and lines.is_valid()):
        return False
    try:
        saved = services.save_draft(
            project,
            actor=request.actor,
            version=form.cleaned_data["version"],
            content=form.content_values(),
            purchases=[line for line in (row.line() for row in lines) if line],
        )
    except Unfit as refusal:
        add_errors(form, refusal)
        return False
    except StaleVersion as refusal:
        form.add_error(None, refusal.message)
        current = Project.objects.get(pk=project.pk)
        for name in form.changed_data:
            if name in form.fields and name != "version":
                value = {"value": shown(current, name)}
                form.add_error(name, _("Saved meanwhile: “%(value)s”. Your text is kept here.") % value)
        form.data = {**form.data.dict(), "version": str(current.version)}  # type: ignore[union-attr]
        return False
    messages.success(request, _("Draft %(reference)s is saved.") % {"reference": saved.reference})
    return True


def shown(project: Project, name: str) -> Any:
    """The value of a field as people read it."""
    value = getattr(project, name)
    if isinstance(project._meta.get_field(name), MoneyField):
        return format_yuan(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return choice(value) if name in CODES and value else value or ""


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
