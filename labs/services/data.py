"""What a laboratory's keepers write: registration, its data, instruments, services and documents."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Organisation, User
from accounts.services import invite_into
from institutions.models import ServiceInstitution
from institutions.services.dossier import join, keep, register_party
from labs import perms
from labs.models import Instrument, Laboratory, ServiceItem
from labs.search import index
from labs.services.photos import put_photo
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.files import attach
from workflow.models import Document
from workflow.models.document import DocumentKind

# What a listed laboratory keeps up to date by itself; everything else decides the listing.
PRESENTATION = frozenset({"introduction", "director", "contact", "working_hours"})
DOCUMENT_KINDS: list[str] = [
    DocumentKind.ACCREDITATION,
    DocumentKind.AUTHORISATION_LETTER,
    DocumentKind.OTHER,
]


@transaction.atomic
def register_laboratory(
    *,
    organisation: Organisation | dict[str, Any],
    user: User | None = None,
    reported_by: ServiceInstitution | None = None,
    **fields,
) -> Laboratory:
    """A draft of a laboratory (clause Q7); `organisation` is a party of kind laboratory or the fields of a new one.

    `user` becomes its first person. Raises Unfit naming each field.
    """
    party = register_party(OrganisationKind.LABORATORY, organisation)
    join(user, party, Role.LABORATORY)
    fields.setdefault("district", party.district)
    laboratory = Laboratory(organisation=party, reported_by=reported_by, **fields)
    laboratory.search_text = search_text(laboratory)
    laboratory = keep(laboratory)
    index.refresh([laboratory.pk])
    return laboratory


def report_laboratory(*, actor: Actor, organisation: dict[str, Any], **fields) -> Laboratory:
    """A service institution enters a laboratory of its house or a member unit (Q5). Raises NotPermitted, Unfit."""
    institution = ServiceInstitution.objects.active().filter(organisation_id=actor.organisation_id).first()
    if actor.role != Role.SERVICE or institution is None:
        raise NotPermitted("report_laboratory")
    return register_laboratory(organisation=organisation, reported_by=institution, **fields)


def invite_person(laboratory: Laboratory, *, actor: Actor, email: str) -> None:
    """The institution that reports a laboratory invites its own person. Raises NotPermitted, or what the mail raises."""
    if not perms.is_active_reporting_institution(laboratory, actor):
        raise NotPermitted("invite_person")
    invite_into(laboratory.organisation, Role.LABORATORY, actor=actor, email=email)


def fresh(laboratory: Laboratory) -> Laboratory:
    """The laboratory as it stands now, locked until the transaction ends."""
    return Laboratory.objects.for_list().lock(pk=laboratory.pk)


def _open_for_keeper(laboratory: Laboratory, actor: Actor, name: str) -> Laboratory:
    laboratory = fresh(laboratory)
    if not perms.is_keeper(laboratory, actor):
        raise NotPermitted(name)
    if laboratory.is_being_decided:
        raise WrongState(
            _("The laboratory is being decided on and cannot be changed now. Take it back first.")
        )
    return laboratory


@transaction.atomic
def save_laboratory(
    laboratory: Laboratory, *, actor: Actor, version: int | None = None, **fields
) -> Laboratory:
    """Stores what a keeper wrote: everything in a draft, the presentation also later.

    Raises NotPermitted, WrongState, StaleVersion when `version` is no longer the present one, Unfit naming each field.
    """
    laboratory = _open_for_keeper(laboratory, actor, "save_laboratory")
    if not laboratory.is_open_for_changes and not PRESENTATION.issuperset(fields):
        raise WrongState(
            _("After the listing only introduction, director, contact and working hours can be changed.")
        )
    if version is not None and version != laboratory.version:
        raise StaleVersion(
            _("Somebody changed this laboratory after you opened it. Nothing was overwritten.")
        )
    for name, value in fields.items():
        setattr(laboratory, name, value)
    laboratory.version += 1
    laboratory.search_text = search_text(laboratory)
    laboratory = keep(laboratory)
    index.refresh([laboratory.pk])
    return laboratory


def search_text(laboratory: Laboratory) -> str:
    """Everything by which the office finds it, in lower case."""
    if laboratory.pk is None:
        return index.office_text(laboratory, [], [])
    return index.office_text(
        laboratory, laboratory.instruments.order_by("pk"), laboratory.services.order_by("pk")
    )


def refresh_search(laboratory: Laboratory) -> None:
    """Brings what the catalogue and the office search up to the present instruments and services."""
    index.refresh([laboratory.pk])


@transaction.atomic
def save_instrument(
    laboratory: Laboratory,
    *,
    actor: Actor,
    row: Instrument | None = None,
    picture: UploadedFile | None = None,
    **fields,
) -> Instrument:
    """Adds or changes an instrument; price in fen, `picture` its photo. Raises Unfit, WrongState, NotPermitted."""
    laboratory = _open_for_keeper(laboratory, actor, "save_instrument")
    row = row or Instrument(laboratory=laboratory)
    if picture is not None:
        put_photo(row, picture)
    return _save_offer(laboratory, row, fields)


@transaction.atomic
def save_service_item(
    laboratory: Laboratory, *, actor: Actor, row: ServiceItem | None = None, **fields
) -> ServiceItem:
    """Adds or changes a service; unit price in fen. Raises Unfit, WrongState, NotPermitted."""
    laboratory = _open_for_keeper(laboratory, actor, "save_service_item")
    row = row or ServiceItem(laboratory=laboratory)
    return _save_offer(laboratory, row, fields)


def _save_offer(laboratory: Laboratory, row, fields: dict[str, Any]):
    for name, value in fields.items():
        setattr(row, name, value)
    keep(row)
    refresh_search(laboratory)
    return row


@transaction.atomic
def remove_instrument(row: Instrument, *, actor: Actor) -> None:
    """Takes an instrument out; its history stays. Raises WrongState, NotPermitted."""
    laboratory = _open_for_keeper(row.laboratory, actor, "remove_instrument")
    row.delete()
    refresh_search(laboratory)


@transaction.atomic
def remove_service_item(row: ServiceItem, *, actor: Actor) -> None:
    """Takes a service out; its history stays. Raises WrongState, NotPermitted."""
    laboratory = _open_for_keeper(row.laboratory, actor, "remove_service_item")
    row.delete()
    refresh_search(laboratory)


@transaction.atomic
def attach_document(laboratory: Laboratory, upload: UploadedFile, *, kind: str, actor: Actor) -> Document:
    """Adds a certificate or letter before the laboratory is handed in. Raises Unfit, WrongState, NotPermitted."""
    laboratory = _open_for_keeper(laboratory, actor, "attach_document")
    if kind not in DOCUMENT_KINDS:
        raise Unfit(
            _("This kind of document does not belong to a laboratory."),
            {"kind": _("Choose one of the list.")},
        )
    return attach(laboratory, upload, kind=kind, actor=actor, replace=kind != DocumentKind.OTHER)
