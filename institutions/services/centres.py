"""The field centres that clause Q5 names as existing professional service institutions: reference data."""

import json
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import OrganisationKind
from accounts.models import Organisation
from institutions.enums import AccreditationState
from institutions.models import ServiceInstitution
from institutions.services.dossier import fresh, keep
from workflow.door import advance

FIELD_CENTRES = "fixtures/reference/field_centres.json"


@transaction.atomic
def register_field_centre(*, name: str, field: str, today: date | None = None) -> ServiceInstitution:
    """One existing field centre as an active institution, its recognition recorded in the system's name; repeatable."""
    organisation = Organisation.objects.of_kind(OrganisationKind.SERVICE).filter(name=name).first()
    if organisation is None:
        organisation = keep(Organisation(kind=OrganisationKind.SERVICE, name=name))
    centre = ServiceInstitution.objects.filter(organisation=organisation).first()
    if centre is None:
        centre = keep(
            ServiceInstitution(
                organisation=organisation, field=field, is_field_center=True, independent_legal_person=True
            )
        )
    if centre.state == AccreditationState.DRAFT:
        centre = fresh(centre)
        advance(
            centre.recognise,
            actor=Actor.system(),
            note="Q5",
            active_since=today or timezone.localdate(),
        )
    return centre


def load_field_centres() -> list[ServiceInstitution]:
    """The six centres of clause Q5 under their printed names; those that are there already stay as they are."""
    rows = json.loads((settings.ROOT / FIELD_CENTRES).read_text(encoding="utf-8"))
    return [register_field_centre(name=row["name"], field=row["field"]) for row in rows]
