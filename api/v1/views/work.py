"""The work after the contract: changes, closing report, invoices."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import once
from api.v1.base import Endpoint, created, in_words_of
from api.v1.inputs.contract import ChangeDecision, ChangeInput
from api.v1.inputs.review import InvoiceInput, ReportInput
from api.v1.outputs.rows import ChangeOutput, InvoiceOutput, ReportOutput
from api.v1.views.projects import own
from applications.models import Project
from contracts.models import ChangeRequest
from contracts.services import decide_change, request_change
from review.facts import is_confirmed
from review.models import ClosingReport
from review.services import add_invoice, remove_invoice, report_reuse, save_report
from workflow.errors import Unfit


class ProjectReport(Endpoint):
    """The closing report of a project."""

    @extend_schema(operation_id="projects_report", responses=ReportOutput)
    def get(self, request: Request, reference: str) -> Response:
        """The report of the closing review that comes next, or of the last one; 404 before its first word."""
        project = own(self, reference)
        report = get_object_or_404(
            ClosingReport.objects.select_related("project"), project=project, is_current=True
        )
        return Response(self.answer(report))

    @extend_schema(operation_id="projects_report_write", request=ReportInput, responses=ReportOutput)
    def put(self, request: Request, reference: str) -> Response:
        """Writes the report while the work is being done; any change makes the laboratory's confirmation void."""
        project = own(self, reference)
        given = self.read(ReportInput)
        content = given.arguments()
        seen = content.pop("seen_at", None)
        try:
            report = save_report(project, actor=self.actor, content=content, seen=seen)
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        return Response(self.answer(report))

    def answer(self, report: ClosingReport) -> dict:
        return ReportOutput(report, context={"confirmed": is_confirmed(report)}).data


def tells_of_reuse(method: Callable[..., Response]) -> Callable[..., Response]:
    """The office learns of an invoice of another project also when the key's transaction took the attempt back."""

    @wraps(method)
    def told(view, request: Request, reference: str) -> Response:
        try:
            return method(view, request, reference)
        except Unfit:
            content = request.data if isinstance(request.data, dict) else {}
            report_reuse(own(view, reference), actor=view.actor, content=content)
            raise

    return told


class ProjectInvoices(Endpoint):
    """The invoices of a project."""

    @extend_schema(operation_id="projects_invoices", responses=InvoiceOutput(many=True))
    def get(self, request: Request, reference: str) -> Response:
        """The invoices in the order of their entry."""
        return Response(InvoiceOutput(own(self, reference).invoices.order_by("pk"), many=True).data)

    @extend_schema(operation_id="projects_invoice_add", request=InvoiceInput, responses={201: InvoiceOutput})
    @tells_of_reuse
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Enters one invoice; a seller's number can be used once in the whole programme."""
        project = own(self, reference)
        given = self.read(InvoiceInput)
        try:
            invoice = add_invoice(project, actor=self.actor, content=_corrected(project, given.arguments()))
        except Unfit as refusal:
            raise in_words_of(given, refusal) from refusal
        address = reverse("v1:project_invoice", args=[reference, invoice.pk])
        return created(InvoiceOutput(invoice).data, address)


def _corrected(project: Project, content: dict[str, Any]) -> dict[str, Any]:
    """The content with the invoice that it names. Raises Unfit when the project has no such invoice."""
    number = content.pop("corrects", None)
    if number is None:
        return content
    found = project.invoices.filter(pk=number).first()
    if found is None:
        raise Unfit(_("The credit note does not fit."), {"corrects": _("Choose an invoice of this project.")})
    return content | {"corrects": found}


class ProjectInvoice(Endpoint):
    """One invoice."""

    @extend_schema(operation_id="projects_invoice_remove", responses={204: None})
    def delete(self, request: Request, reference: str, number: int) -> Response:
        """Takes an invoice out of a report that is not submitted."""
        rows = own(self, reference).invoices.select_related("project")
        remove_invoice(get_object_or_404(rows, pk=number), actor=self.actor)
        return Response(status=204)


class ProjectChanges(Endpoint):
    """Requests to change a contract while the work is being done."""

    @extend_schema(operation_id="projects_changes", responses=ChangeOutput(many=True))
    def get(self, request: Request, reference: str) -> Response:
        """Every request, newest first."""
        found = ChangeRequest.objects.for_project(own(self, reference))
        return Response(ChangeOutput(found, many=True).data)

    @extend_schema(operation_id="projects_change_request", request=ChangeInput, responses={201: ChangeOutput})
    @once
    def post(self, request: Request, reference: str) -> Response:
        """Asks the office to allow a change; the voucher never grows by it."""
        project = own(self, reference)
        change = request_change(project, actor=self.actor, **self.read(ChangeInput).arguments())
        return created(ChangeOutput(change).data)


class ChangeDecisions(Endpoint):
    """The office's decision on one request."""

    @extend_schema(operation_id="changes_decide", request=ChangeDecision, responses=ChangeOutput)
    @once
    def post(self, request: Request, number: int) -> Response:
        """Grants or refuses a change with reasons that the applicant reads."""
        change = get_object_or_404(ChangeRequest.objects.visible_to(self.actor), pk=number)
        decided = decide_change(change, actor=self.actor, **self.read(ChangeDecision).arguments())
        return Response(ChangeOutput(decided).data)
