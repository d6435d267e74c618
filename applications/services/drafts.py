"""Drafts: everything the applicant writes before submitting, and single corrections afterwards."""

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
from applications import perms
from applications.enums import State
from applications.models import Call, NewTechProduct, NewTechPurchase, Project
from applications.services.lookup import fresh
from applications.services.succession import refuse_after_enterprise
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.files import attach
from workflow.models import Correction, Document
from workflow.models.correction import CorrectionTarget

# Beside what a correction names, these may always be confirmed anew.
DECLARATIONS = ("declares_truth", "declares_no_affiliation", "declares_no_double_funding")
CONTENT = (*Project.CORRECTABLE, *DECLARATIONS)


@dataclass(frozen=True)
class PurchaseLine:
    """One planned purchase as typed: the listed product or none, amount in fen."""

    name: str
    amount: int
    justification: str
    product: NewTechProduct | None = None


@transaction.atomic
def start_project(*, actor: Actor, call: Call, title: str, today: date | None = None) -> Project:
    """A new draft of the actor's organisation in an open call. Raises Unfit when the call is not open (R1.1)."""
    refuse_after_enterprise(actor)
    if not call.is_open_on(today or timezone.localdate()):
        raise Unfit(
            _("The call “%(call)s” is not open today.") % {"call": call.title},
            {"call": _("Choose an open call.")},
        )
    project = Project(call=call, applicant=actor.organisation, applied_by=actor.user, title=title.strip())
    if not perms.can_edit(project, actor):
        raise NotPermitted("start_project")
    _clean(project)
    project.save()
    return project


@transaction.atomic
def copy_project(
    source: Project, *, actor: Actor, call: Call, title: str = "", today: date | None = None
) -> Project:
    """A new draft in an open call with the content and purchases of an earlier application of the same applicant.

    Documents and declarations are not copied: they are about one application. Raises Unfit when the call is not open
    (R1.1), NotPermitted.
    """
    if not perms.can_edit(source, actor):
        raise NotPermitted("copy_project")
    draft = start_project(actor=actor, call=call, title=title or source.title, today=today)
    for name in Project.CORRECTABLE:
        if name != "title":
            setattr(draft, name, getattr(source, name))
    _clean(draft)
    draft.save()
    lines = source.purchases.select_related("product").order_by("pk")
    _replace_purchases(
        draft, [PurchaseLine(row.name, row.amount, row.justification, row.product) for row in lines]
    )
    return draft


def open_corrections(project: Project) -> list[Correction]:
    return list(Correction.objects.of(project).open().select_related("requested_by"))


def editable_fields(project: Project) -> frozenset[str]:
    """Which fields the applicant may write now: all in a draft, the requested ones after a return, else none."""
    if project.state == State.DRAFT:
        return frozenset(CONTENT) | {"purchases"}
    if project.state == State.RETURNED:
        wanted = {item.name for item in open_corrections(project) if item.target == CorrectionTarget.FIELD}
        return frozenset(wanted | set(DECLARATIONS))
    return frozenset()


def editable_documents(project: Project) -> frozenset[str] | None:
    """Which kinds of documents may be added now; None stands for every kind."""
    if project.state == State.DRAFT:
        return None
    if project.state == State.RETURNED:
        return frozenset(c.name for c in open_corrections(project) if c.target == CorrectionTarget.DOCUMENT)
    return frozenset()


@transaction.atomic
def save_draft(
    project: Project,
    *,
    actor: Actor,
    version: int,
    content: dict[str, Any],
    purchases: Iterable[PurchaseLine] | None = None,
) -> Project:
    """Stores what was typed into a draft or into the requested fields of a returned project; amounts in fen.

    Raises StaleVersion when the project moved on since the form was opened, WrongState when nothing may be edited,
    NotPermitted, and Unfit naming each field that does not fit its shape. Nothing is half-saved.
    """
    project = fresh(project)
    if not perms.can_edit(project, actor):
        raise NotPermitted("save_draft")
    allowed = editable_fields(project)
    if not allowed:
        raise WrongState(_("This application has been submitted and cannot be edited now."))
    if project.version != version:
        raise StaleVersion(
            _("Somebody changed this application after you opened it. Nothing was overwritten.")
        )
    for name, value in content.items():
        if name in allowed:
            setattr(project, name, value)
    _clean(project)
    project.version += 1
    project.save()
    if purchases is not None and "purchases" in allowed:
        _replace_purchases(project, purchases)
    return project


def _clean(project: Project) -> None:
    try:
        project.full_clean(exclude=["reference", "state", "edition", "snapshot", "content_digest"])
    except ValidationError as error:
        raise Unfit.of(error) from error


def _replace_purchases(project: Project, lines: Iterable[PurchaseLine]) -> None:
    project.purchases.all().delete()
    rows = [
        NewTechPurchase(
            project=project,
            product=line.product,
            name=line.name,
            amount=line.amount,
            justification=line.justification,
        )
        for line in lines
    ]
    try:
        for row in rows:
            row.full_clean(exclude=["project", "justification"])  # its lack is a finding (R2.3), not a shape
    except ValidationError as error:
        raise Unfit.of(error) from error
    NewTechPurchase.objects.bulk_create(rows)


@transaction.atomic
def attach_document(project: Project, upload: UploadedFile, *, kind: str, actor: Actor) -> Document:
    """Adds a document to a draft, or the requested kind to a returned project. Raises Unfit, WrongState, NotPermitted."""
    project = fresh(project)
    if not perms.can_edit(project, actor):
        raise NotPermitted("attach_document")
    kinds = editable_documents(project)
    if kinds is not None and kind not in kinds:
        raise WrongState(_("This kind of document cannot be added now."))
    return attach(project, upload, kind=kind, actor=actor)
