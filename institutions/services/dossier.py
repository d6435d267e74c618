"""What an institution writes: registration, the fields of its dossier and its documents."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation, User
from institutions import perms
from institutions.models import Accreditation, RecommendingInstitution, ServiceInstitution
from policy.uscc import normalise
from workflow.door import advance, require_step
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.files import attach
from workflow.models import Document, Event
from workflow.models.document import DocumentKind

Row = TypeVar("Row", bound=models.Model)
Dossier = TypeVar("Dossier", bound=Accreditation)
PROFILE = frozenset({"introduction", "features", "contact"})


@transaction.atomic
def register_recommending_institution(
    *, organisation: Organisation | dict[str, Any], user: User | None = None, **fields
) -> RecommendingInstitution:
    """A draft dossier of a party that wants to recommend (clause Q4).

    `organisation` is a party of kind recommending, or the fields of a new one; `user` becomes its first person. Until
    the office approves, that person reaches nothing but this dossier. Raises Unfit naming each field.
    """
    party = register_party(OrganisationKind.RECOMMENDING, organisation)
    join(user, party, Role.RECOMMENDER)
    return keep(RecommendingInstitution(organisation=party, **fields))


@transaction.atomic
def register_service_institution(
    *, organisation: Organisation | dict[str, Any], user: User | None = None, **fields
) -> ServiceInstitution:
    """A draft dossier of a party that wants to be a professional service institution (clause Q5). Raises Unfit."""
    party = register_party(OrganisationKind.SERVICE, organisation)
    join(user, party, Role.SERVICE)
    return keep(ServiceInstitution(organisation=party, **fields))


def register_party(kind: str, organisation: Organisation | dict[str, Any]) -> Organisation:
    """The given party, or a new one from its fields. Raises Unfit when the kind or a field does not fit."""
    if isinstance(organisation, Organisation):
        if organisation.kind != kind:
            words = _("This organisation is registered as something else: %(kind)s.")
            raise Unfit(words % {"kind": organisation.get_kind_display()})
        return organisation
    code = normalise(organisation.get("uscc") or "") or None
    return keep(Organisation(**organisation | {"kind": kind, "uscc": code}))


def join(user: User | None, party: Organisation, role: str) -> None:
    """Makes a person a member of the party, once."""
    if user is not None:
        Membership.objects.get_or_create(user=user, organisation=party, role=role)


def keep(row: Row) -> Row:
    """Checks and saves one row; what does not fit its shape becomes Unfit with the fields named."""
    try:
        row.full_clean(exclude=["name_key", "reference", "state"])
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        raise Unfit(fields.get("__all__") or _("Some fields need another look."), fields) from error
    row.save()
    return row


def fresh(accreditation: Dossier) -> Dossier:
    """The dossier as it stands now, locked until the transaction ends."""
    return type(accreditation).objects.select_related("organisation").lock(pk=accreditation.pk)


def require_reason(note: str) -> None:
    """Raises Unfit when a step that needs a reason has none."""
    if not note.strip():
        raise Unfit(_("Give the reason."), {"note": _("Give the reason; the other side reads it.")})


def advance_with_reason(step: Callable[..., Any], *, actor: Actor, note: str) -> Event:
    """Takes a step that needs a reason. Raises WrongState, NotPermitted, then Unfit without a reason."""
    require_step(step.__self__, step.__name__, actor)  # type: ignore[attr-defined]
    require_reason(note)
    return advance(step, actor=actor, note=note)


@transaction.atomic
def save_dossier(
    accreditation: Accreditation, *, actor: Actor, version: int | None = None, **fields
) -> Accreditation:
    """Stores what the institution wrote: everything in a draft or returned dossier, the profile also once active.

    Raises NotPermitted, WrongState, StaleVersion when `version` is no longer the present one, Unfit naming each field.
    """
    accreditation = fresh(accreditation)
    if not perms.is_own_institution(accreditation, actor):
        raise NotPermitted("save_dossier")
    if not perms.can_edit(accreditation, actor):
        if not perms.can_edit_profile(accreditation, actor):
            raise WrongState(
                _("The dossier is with the office and cannot be changed now. Take it back first.")
            )
        if not PROFILE.issuperset(fields):
            raise WrongState(_("After the approval only introduction, features and contact can be changed."))
    if version is not None and version != accreditation.version:
        raise StaleVersion(_("Somebody changed this dossier after you opened it. Nothing was overwritten."))
    for name, value in fields.items():
        setattr(accreditation, name, value)
    accreditation.version += 1
    return keep(accreditation)


@transaction.atomic
def attach_document(
    accreditation: Accreditation, upload: UploadedFile, *, kind: str, actor: Actor
) -> Document:
    """Adds or replaces one of the dossier's four documents; once active, the authorisation letter alone.

    Raises Unfit, WrongState, NotPermitted.
    """
    accreditation = fresh(accreditation)
    if not perms.is_own_institution(accreditation, actor):
        raise NotPermitted("attach_document")
    renews = kind == DocumentKind.AUTHORISATION_LETTER and accreditation.is_active
    if not accreditation.is_open_for_changes and not renews:
        raise WrongState(_("Documents can be added only before the dossier is submitted."))
    if kind not in accreditation.required_documents:
        raise Unfit(
            _("This kind of document does not belong to the dossier."), {"kind": _("Choose one of the four.")}
        )
    return attach(accreditation, upload, kind=kind, actor=actor)
