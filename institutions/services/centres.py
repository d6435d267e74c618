"""Field centres (clause Q5) are reference data: six are named, the office adds, changes and ends others, and lets people in."""

import json
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation
from accounts.services import invite_into
from institutions import perms
from institutions.enums import AccreditationState
from institutions.models import ServiceInstitution
from institutions.services.dossier import fresh, keep
from policy.uscc import normalise
from workflow.door import advance
from workflow.errors import NotPermitted, StaleVersion, Unfit, WrongState
from workflow.models import Event

FIELD_CENTRES = "fixtures/reference/field_centres.json"
PARTY = ("name", "uscc", "district", "address", "contact_name", "contact_phone", "contact_email")


@transaction.atomic
def register_field_centre(*, name: str, field: str, today: date | None = None) -> ServiceInstitution:
    """One existing field centre as an active institution, its recognition recorded in the system's name; repeatable.

    A centre that the office has ended since stays ended.
    """
    organisation = Organisation.objects.of_kind(OrganisationKind.SERVICE).filter(name=name).first()
    if organisation is None:
        organisation = keep(Organisation(kind=OrganisationKind.SERVICE, name=name))
    centre = ServiceInstitution.objects.filter(organisation=organisation).first()
    centre = centre or _draft(organisation, field=field)
    if centre.is_field_center and centre.state == AccreditationState.DRAFT:
        recognise(centre, actor=Actor.system(), note="Q5", today=today)
        centre = fresh(centre)
    return centre


def _draft(organisation: Organisation, **fields) -> ServiceInstitution:
    """A centre that nobody has recognised yet; that it is a legal person is known."""
    centre = ServiceInstitution(
        organisation=organisation, is_field_center=True, independent_legal_person=True
    )
    for name, value in fields.items():
        setattr(centre, name, value)
    return keep(centre)


def load_field_centres() -> list[ServiceInstitution]:
    """The six centres of clause Q5 under their printed names; those that are there already stay as they are."""
    rows = json.loads((settings.ROOT / FIELD_CENTRES).read_text(encoding="utf-8"))
    return [register_field_centre(name=row["name"], field=row["field"]) for row in rows]


@transaction.atomic
def recognise(
    centre: ServiceInstitution, *, actor: Actor, note: str = "", today: date | None = None
) -> Event:
    """Lets a field centre work, for the first time or again after its end. Raises WrongState, NotPermitted."""
    return advance(
        fresh(centre).recognise, actor=actor, note=note, active_since=today or timezone.localdate()
    )


@transaction.atomic
def add_field_centre(*, actor: Actor, today: date | None = None, **fields: Any) -> ServiceInstitution:
    """A further field centre, active at once: its organisation's fields and `field`, introduction, features, contact.

    Raises Unfit naming each field, also when an organisation of this name is a service institution already; NotPermitted.
    """
    if not perms.keeps_centres(actor):
        raise NotPermitted("add_field_centre")
    party, rest = _parted(fields)
    _require_free_name(party["name"])
    centre = _draft(keep(Organisation(kind=OrganisationKind.SERVICE, **party)), **rest)
    recognise(centre, actor=actor, today=today)
    return fresh(centre)


@transaction.atomic
def save_field_centre(
    centre: ServiceInstitution, *, actor: Actor, version: int | None = None, **fields: Any
) -> ServiceInstitution:
    """Changes the name, field, address or presentation of a field centre.

    Raises NotPermitted, StaleVersion when `version` is no longer the present one, Unfit naming each field.
    """
    centre = fresh(centre)
    if not perms.can_keep_centre(centre, actor):
        raise NotPermitted("save_field_centre")
    if version is not None and version != centre.version:
        raise StaleVersion(_("Somebody changed this dossier after you opened it. Nothing was overwritten."))
    party, rest = _parted(fields)
    organisation = centre.organisation
    if party.get("name", organisation.name) != organisation.name:
        _require_free_name(party["name"])
    for row, values in ((organisation, party), (centre, rest)):
        for name, value in values.items():
            setattr(row, name, value)
    keep(organisation)
    centre.version += 1
    return keep(centre)


def _parted(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What belongs to the organisation, and what to the centre."""
    party = {name: fields.pop(name) for name in PARTY if name in fields}
    if "uscc" in party:
        party["uscc"] = normalise(party["uscc"] or "") or None
    return party, fields


def _require_free_name(name: str) -> None:
    if Organisation.objects.of_kind(OrganisationKind.SERVICE).filter(name=name).exists():
        words = _("There is a professional service institution of this name already.")
        raise Unfit(words, {"name": words})


def invite_to_centre(centre: ServiceInstitution, *, actor: Actor, email: str) -> None:
    """Sends a letter that lets its receiver act for a field centre.

    Raises NotPermitted, WrongState once the centre has ended, or what the mail server raises.
    """
    if not perms.can_keep_centre(centre, actor):
        raise NotPermitted("invite_to_centre")
    if not centre.has_joined:
        raise WrongState(_("This field centre has ended; recognise it again before you invite people."))
    invite_into(centre.organisation, Role.SERVICE, actor=actor, email=email)


@transaction.atomic
def end_access(centre: ServiceInstitution, membership: Membership, *, actor: Actor) -> None:
    """A person no longer acts for a field centre; the row stays, because events name it. Raises NotPermitted."""
    if not perms.can_keep_centre(centre, actor) or membership.organisation_id != centre.organisation_id:
        raise NotPermitted("end_access")
    membership.is_active = False
    membership.save(update_fields=["is_active"])
