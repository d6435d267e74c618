"""The applicant writes the closing report: words, invoices, files; everybody who may see the project reads it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications.models import Invoice, Project
from review import perms, services
from review.facts import REPORT_KINDS, is_confirmed
from review.forms import InvoiceForm, ReportForm
from review.models import ClosingReport
from review.views.rows import at_a_glance, report_rows
from workflow.errors import NotPermitted, StaleVersion, Unfit
from workflow.forms import DocumentForm
from workflow.models import Correction, Document
from workflow.pages import add_errors, bound, visible_or_404
from workflow.presentation import correction_rows, document_rows


def get_project(request: HttpRequest, reference: str) -> Project:
    return visible_or_404(Project.objects.with_parties(), request, reference)


def own_project(request: HttpRequest, reference: str) -> Project:
    """The project whose report this actor may write now; what is visible but not theirs is 403."""
    project = get_project(request, reference)
    if not perms.can_edit_report(project, request.actor):
        raise NotPermitted("save_report")
    return project


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The report: to be written by the applicant while the work is done, else to be read."""
    project = get_project(request, reference)
    found = ClosingReport.objects.of(project)
    if not perms.can_edit_report(project, request.actor):
        if request.method == "POST":
            raise NotPermitted("save_report")
        return render(request, "review/report_read.html", report_context(project, found))
    form = bound(ReportForm, request, instance=found, initial={"seen": found.updated_at if found else None})
    if request.method == "POST" and form.is_valid() and _save(request, project, form):
        return redirect("review:report", project.reference)
    rows = Correction.objects.of(project).open().select_related("requested_by")
    context = report_context(project, ClosingReport.objects.of(project)) | {
        "form": form,
        "corrections": correction_rows(ClosingReport, rows),  # type: ignore[arg-type]
        "documents": replaceable_documents(project),
        "missing": missing_kinds(project),
        "facts": at_a_glance(project),
    }
    return render(request, "review/report_edit.html", context, status=422 if form.errors else 200)


def _save(request: HttpRequest, project: Project, form: ReportForm) -> bool:
    """Saves what was written, or leaves every word in the form with the reason."""
    try:
        seen = form.cleaned_data["seen"]
        services.save_report(project, actor=request.actor, content=form.content(), seen=seen)
    except Unfit as refusal:
        add_errors(form, refusal)
        return False
    except StaleVersion as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(
        request, _("The closing report of %(reference)s is saved.") % {"reference": project.reference}
    )
    return True


def report_context(project: Project, found: ClosingReport | None) -> dict[str, Any]:
    """What every page of the report shows."""
    documents = Document.objects.of(project).current().filter(kind__in=REPORT_KINDS)
    invoices = list(project.invoices.select_related("corrects").order_by("issued_on", "pk"))
    return {
        "project": project,
        "report": found,
        "report_rows": report_rows(found) if found else [],
        "invoices": invoices,
        "invoices_net": sum(row.net_amount for row in invoices),
        "documents": document_rows(documents.select_related("uploaded_by")),
        "confirmed": is_confirmed(found),
    }


def replaceable_documents(project: Project) -> list[dict[str, Any]]:
    """The files of the report, each with the way to a newer one."""
    documents = Document.objects.of(project).current().filter(kind__in=REPORT_KINDS)
    found = list(documents.select_related("uploaded_by"))
    url = reverse("review:add_document", args=[project.reference])
    return [
        row | {"replace_url": f"{url}?replaces={document.uuid}"}
        for row, document in zip(document_rows(found), found, strict=True)
    ]


def missing_kinds(project: Project) -> list[dict[str, Any]]:
    """The files without which the report cannot be submitted."""
    there = set(Document.objects.of(project).current().values_list("kind", flat=True))
    url = reverse("review:add_document", args=[project.reference])
    wanted = [kind for kind in REPORT_KINDS if kind.value in {"result", "payment_proof"}]
    return [
        {"kind": kind.label, "url": f"{url}?kind={kind.value}"} for kind in wanted if kind.value not in there
    ]


@require_http_methods(["GET", "POST"])
def add_invoice(request: HttpRequest, reference: str) -> HttpResponse:
    """One invoice of the work."""
    project = own_project(request, reference)
    seller = project.laboratory.organisation
    initial = {"seller_name": seller.name, "seller_uscc": seller.uscc}
    form = bound(InvoiceForm, request, instance=Invoice(project=project), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            invoice = services.add_invoice(project, actor=request.actor, content=form.cleaned_data)
        except Unfit as refusal:
            add_errors(form, refusal)
        else:
            messages.success(request, _("Invoice %(number)s is entered.") % {"number": invoice.number})
            return redirect("review:report", project.reference)
    elif request.method == "POST":
        services.report_reuse(project, actor=request.actor, content=request.POST)
    return _form_page(request, project, form, _("Add an invoice or a credit note"), _("Enter"))


@require_POST
def remove_invoice(request: HttpRequest, reference: str) -> HttpResponse:
    """Takes an invoice out of the report."""
    project = own_project(request, reference)
    number, seller = request.POST.get("number", ""), request.POST.get("seller_uscc", "")
    invoices = project.invoices.select_related("project").order_by("pk")
    invoice = next((row for row in invoices if (row.number, row.seller_uscc) == (number, seller)), None)
    if invoice is None:
        raise Http404
    try:
        services.remove_invoice(invoice, actor=request.actor)
    except Unfit as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Invoice %(number)s is taken out.") % {"number": number})
    return redirect("review:report", project.reference)


@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, reference: str) -> HttpResponse:
    """One file of the report; with `?replaces=` it takes the place of an earlier one."""
    project = own_project(request, reference)
    current = Document.objects.of(project).current().filter(kind__in=REPORT_KINDS)
    replaces = next((row for row in current if str(row.uuid) == request.GET.get("replaces")), None)
    kind = replaces.kind if replaces else request.GET.get("kind", "")
    form = bound(DocumentForm, request, kinds=[item.value for item in REPORT_KINDS], initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        try:
            document = services.attach_report_document(
                project,
                form.cleaned_data["file"],
                kind=form.cleaned_data["kind"],
                actor=request.actor,
                replaces=replaces,
            )
        except Unfit as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("“%(name)s” is stored.") % {"name": document.original_name})
            return redirect("review:report", project.reference)
    return _form_page(request, project, form, _("Add a file to the report"), _("Store the file"))


def _form_page(request: HttpRequest, project: Project, form, heading: str, label: str) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "heading": heading,
        "submit_label": label,
        "cancel_url": reverse("review:report", args=[project.reference]),
    }
    return render(request, "review/report_part.html", context, status=422 if form.errors else 200)
