"""The applicant hands the signed contract in, or takes it back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from applications.models import Project
from applications.services import fresh, judge
from contracts.enums import ReadingKind
from contracts.facts import contract_facts
from contracts.models import Contract, Supplement
from contracts.services.readings import request_reading
from policy.findings import Findings
from workflow import corrections
from workflow.door import advance, require_step
from workflow.errors import Blocked, Unfit
from workflow.files import attach, check_upload
from workflow.models import Correction, Document, Event
from workflow.models.document import DocumentKind

READ_AS: dict[str, str] = {
    DocumentKind.CONTRACT: ReadingKind.CONTRACT,
    DocumentKind.SUPPLEMENT: ReadingKind.SUPPLEMENT,
}


@dataclass(frozen=True)
class SupplementData:
    """One supplementary agreement as typed; without a new file the one that was kept before is used."""

    number: str
    signed_on: date
    subject: str
    text: str = ""
    upload: UploadedFile | None = None


def kept_upload(project: Project, kind: str = DocumentKind.CONTRACT) -> Document | None:
    """The file that a submission without a new one would use: kept from a refused attempt or from the last round."""
    return Document.objects.of(project).current().filter(kind=kind).last()


@transaction.atomic
def keep_upload(
    project: Project, upload: UploadedFile, *, actor: Actor, kind: str = DocumentKind.CONTRACT
) -> Document:
    """Stores a good file although the rest of the form is not, so that nobody has to choose it again.

    Raises Unfit, WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "submit_contract", actor)
    document = attach(project, upload, kind=kind, actor=actor)
    request_reading(project, document, kind=READ_AS[kind], actor=actor)
    return document


def check_contract(project: Project, data: dict[str, Any], *, today: date | None = None) -> Findings:
    """The findings of chapter contract on what was typed, with the whole amount as the determined one: a dry run.

    Raises Unfit naming each field that does not fit its shape.
    """
    return _judge(project, _typed(project, data), today)


@transaction.atomic
def submit_contract(
    project: Project,
    *,
    actor: Actor,
    data: dict[str, Any],
    upload: UploadedFile | None = None,
    supplements: Iterable[SupplementData] = (),
    today: date | None = None,
) -> Event:
    """Hands in the signed contract: `data` names the fields of `Contract.TYPED`, amounts in fen.

    Without `upload` the file kept before is used. What the rules refuse is refused at once, so that a contract without
    voucher clause never reaches the office (Q6: R6.2, R6.4). Guarantees one current round and answered corrections.
    Raises Unfit naming each field, Blocked (chapter contract), WrongState, NotPermitted.
    """
    project = fresh(project)
    require_step(project, "submit_contract", actor)
    contract, lines = _typed(project, data), list(supplements)
    if contract.clause_in_supplement and not lines:
        raise Unfit(
            _("A supplement is missing."),
            {"supplement_number": _("Enter the supplement that has the clause.")},
        )
    findings = _judge(project, contract, today)
    if findings.is_blocked:
        raise Blocked(findings)
    kept = kept_upload(project)
    digest = _digest(project, upload, kept)
    event = advance(
        project.submit_contract, actor=actor, findings=findings, contract=contract.number, digest=digest
    )
    if upload:
        contract.document = attach(project, upload, kind=DocumentKind.CONTRACT, actor=actor)
    elif kept:
        contract.document = kept
    _record(project, contract)
    request_reading(project, contract.document, kind=ReadingKind.CONTRACT, actor=actor)
    for line in lines:
        record_supplement(contract, line, actor=actor)
    corrections.resolve(project, source=contract)
    return event


@transaction.atomic
def recall_contract(project: Project, *, actor: Actor, note: str = "") -> Event:
    """Takes a contract back before the office has acted. Raises WrongState, NotPermitted."""
    return advance(fresh(project).recall_contract, actor=actor, note=note)


def _typed(project: Project, data: dict[str, Any]) -> Contract:
    """The contract as typed, not stored yet. Raises Unfit naming each field."""
    contract = Contract(project=project, round=_next_round(project))
    for name in Contract.TYPED:
        if name in data:
            setattr(contract, name, data[name])
    for name in ("party_a_uscc", "party_b_uscc", "voucher_number_stated"):
        setattr(contract, name, "".join(getattr(contract, name).split()).upper())
    try:
        contract.full_clean(exclude=["project", "document", "is_current", "determined_amount"])
    except ValidationError as error:
        raise Unfit.of(error) from error
    return contract


def _next_round(project: Project) -> int:
    last = Contract.objects.filter(project=project).order_by("-round").values_list("round", flat=True).first()
    return (last or 0) + 1


def _judge(project: Project, contract: Contract, today: date | None) -> Findings:
    day = today or timezone.localdate()
    return judge(
        project, "contract", contract_facts(project, contract, determined=contract.total_amount, today=day)
    )


def _digest(project: Project, upload: UploadedFile | None, kept: Document | None) -> str:
    """The digest of the file that will be the contract. Raises Unfit without one, or when a newer one was asked for."""
    if upload:
        try:
            check_upload(upload)
        except Unfit as refusal:
            raise Unfit(refusal.message, {"document": refusal.message}) from refusal
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        return digest.hexdigest()
    if kept is None:
        raise Unfit(
            _("The signed contract is missing."), {"document": _("Choose the file of the signed contract.")}
        )
    asked = Correction.objects.of(project).open().filter(name=DocumentKind.CONTRACT).last()
    if asked and kept.uploaded_at < asked.requested_at:
        words = _("The office asked for another file. Choose the corrected contract.")
        raise Unfit(words, {"document": words})
    return kept.sha256


def _record(project: Project, contract: Contract) -> None:
    Contract.objects.filter(project=project, is_current=True).update(is_current=False)
    contract.save()


def record_supplement(contract: Contract, line: SupplementData, *, actor: Actor) -> Supplement:
    """Stores one supplement with its file. Raises Unfit naming the field of the form."""
    project = contract.project
    document = kept_upload(project, DocumentKind.SUPPLEMENT)
    if line.upload:
        try:
            document = attach(project, line.upload, kind=DocumentKind.SUPPLEMENT, actor=actor, replace=False)
        except Unfit as refusal:
            raise Unfit(refusal.message, {"supplement_document": refusal.message}) from refusal
    if document is None:
        raise Unfit(
            _("The signed supplement is missing."),
            {"supplement_document": _("Choose the file of the supplement.")},
        )
    supplement = Supplement(
        contract=contract,
        document=document,
        number=line.number,
        signed_on=line.signed_on,
        subject=line.subject,
        text=line.text,
    )
    try:
        supplement.full_clean()
    except ValidationError as error:
        raise _named(error) from error
    supplement.save()
    return supplement


def _named(error: ValidationError) -> Unfit:
    """The messages under the names of the form's supplement fields; only a number can be there twice."""
    plain = Unfit.of(error)
    fields = {name.replace("__all__", "number"): words for name, words in plain.fields.items()}
    return Unfit(plain.message, {f"supplement_{name}": words for name, words in fields.items()})
