"""The applicant writes the closing report: words, cost, invoices and files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.enums import State
from applications.models import Invoice, Project
from applications.services import fresh
from policy.uscc import normalise
from review import perms
from review.facts import REPORT_KINDS
from review.models import ClosingReport, InvoiceClash
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.files import attach
from workflow.models import Document
from workflow.models.document import DocumentKind


def current_report(project: Project) -> ClosingReport:
    """The report of the closing review that comes next; after a failed one it starts from the words of the last."""
    report, attempt = ClosingReport.objects.of(project), project.closing_attempts + 1
    if report and report.attempt == attempt:
        return report
    words = {name: getattr(report, name) for name in ClosingReport.WRITTEN} if report else {}
    ClosingReport.objects.filter(project=project, is_current=True).update(is_current=False)
    return ClosingReport.objects.create(project=project, attempt=attempt, **words)


@transaction.atomic
def save_report(
    project: Project, *, actor: Actor, content: dict[str, Any], seen: datetime | None = None
) -> ClosingReport:
    """Stores the words and the cost in fen; what the laboratory had confirmed before is void with any change.

    `seen` is when the report was last changed as the form showed it. Raises StaleVersion when somebody wrote meanwhile,
    Unfit naming each field, WrongState, NotPermitted.
    """
    project = _open_for_writing(project, actor)
    report = current_report(project)
    if seen and report.updated_at != seen:
        raise StaleVersion(_("Somebody changed this report after you opened it. Nothing was overwritten."))
    for name, value in content.items():
        if name in ClosingReport.WRITTEN:
            setattr(report, name, value)
    report.project = project
    _clean(report)
    report.save()
    return report


@transaction.atomic
def attach_report_document(
    project: Project, upload: UploadedFile, *, kind: str, actor: Actor, replaces: Document | None = None
) -> Document:
    """Adds a file to the report; there is one closing report, of the other kinds there may be several.

    Raises Unfit, WrongState, NotPermitted.
    """
    project = _open_for_writing(project, actor)
    if kind not in REPORT_KINDS:
        raise Unfit(
            _("This kind of document does not belong to a closing report."),
            {"kind": _("Choose another kind.")},
        )
    document = attach(project, upload, kind=kind, actor=actor, replace=kind == DocumentKind.CLOSING_REPORT)
    if replaces:
        earlier = Document.objects.of(project).current().filter(pk=replaces.pk, kind__in=REPORT_KINDS)
        earlier.exclude(pk=document.pk).update(replaced_by=document)
    return document


def add_invoice(project: Project, *, actor: Actor, content: dict[str, Any]) -> Invoice:
    """Enters one invoice, amount in fen; a number of a seller can be used once in the whole programme.

    With `corrects` it is a credit note: of the same project and seller, over at most what is left of that invoice. The
    lock of the project keeps two credit notes at the same moment from taking back more.
    Raises Unfit naming each field, or saying that the invoice is already used, and then the office learns of the
    attempt; WrongState, NotPermitted.
    """
    try:
        return _enter(project, actor, content)
    except Unfit:
        report_reuse(project, actor=actor, content=content)
        raise


@transaction.atomic
def _enter(project: Project, actor: Actor, content: dict[str, Any]) -> Invoice:
    project = _open_for_writing(project, actor)
    invoice = Invoice(project=project, **content)
    invoice.number = plain_number(invoice.number)
    invoice.seller_uscc = normalise(invoice.seller_uscc)
    _clean(invoice)
    try:
        with transaction.atomic():
            invoice.save()
    except IntegrityError as error:  # entered in another project at the same moment
        words = _("This invoice is already used in the programme.")
        raise Unfit(words, {"number": words}) from error
    return invoice


@transaction.atomic
def report_reuse(project: Project, *, actor: Actor, content: Mapping[str, Any]) -> InvoiceClash | None:
    """Keeps for the office that this project was to use an invoice of another one; once, however often it is tried.

    Call it outside the transaction that was refused: what is kept must outlive it. None when no other project has the
    invoice, and when the actor may not write this report. The words to the applicant name no other project.
    """
    if not perms.can_edit_report(project, actor):
        return None
    number = plain_number(str(content.get("number") or ""))
    seller = normalise(str(content.get("seller_uscc") or ""))
    if "\0" in number + seller:
        return None
    taken = Invoice.objects.filter(number=number, seller_uscc=seller).exclude(project=project).first()
    if taken is None:
        return None
    amount = content.get("amount")
    clash, _new = InvoiceClash.objects.get_or_create(
        project=project,
        number=number,
        seller_uscc=seller,
        defaults={
            "owner": taken.project,
            "amount": amount if isinstance(amount, int) else None,
            "tried_by": actor.user,
        },
    )
    return clash


def plain_number(number: str) -> str:
    """The number of an invoice as it is kept: in capitals, without spaces."""
    return "".join(number.split()).upper()


@transaction.atomic
def remove_invoice(invoice: Invoice, *, actor: Actor) -> None:
    """Takes an invoice out of a report that is not submitted. Raises Unfit while a credit note corrects it, WrongState,
    NotPermitted."""
    _open_for_writing(invoice.project, actor)
    if notes := ", ".join(invoice.credit_notes.order_by("pk").values_list("number", flat=True)):
        raise Unfit(_("Take these credit notes out first: %(numbers)s.") % {"numbers": notes})
    invoice.delete()


def _open_for_writing(project: Project, actor: Actor) -> Project:
    project = fresh(project)
    if project.state != State.CONTRACTED:
        raise WrongState(_("The closing report can be written only while the work is being done."))
    if not perms.can_edit_report(project, actor):
        raise NotPermitted("save_report")
    return project


def _clean(row) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Unfit.of(error) from error
