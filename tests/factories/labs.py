"""Laboratories as they really come about: every state is reached through the services."""

from datetime import timedelta

from django.utils import timezone

from accounts.enums import OrganisationKind, Role
from institutions.models import ServiceInstitution
from labs import services
from labs.enums import ActivityType, HostKind, LabKind, LabLevel
from labs.models import Instrument, Laboratory, ServiceItem
from tests.factories.institutions import make_service_institution, member_of
from tests.factories.people import make_actor, make_organisation


def make_laboratory(
    listed: bool = True,
    *,
    name: str = "",
    reported_by: ServiceInstitution | None = None,
    uscc: str | None = None,
    **fields,
) -> Laboratory:
    """A laboratory with a person, one instrument and one service; a draft that may be submitted when not `listed`."""
    organisation = make_organisation(
        OrganisationKind.LABORATORY,
        name,
        district=fields.get("district", "haidian"),
        **({"uscc": uscc} if uscc else {}),
    )
    actor = make_actor(Role.LABORATORY, organisation)
    content = {
        "kind": LabKind.KEY_LAB,
        "level": LabLevel.MUNICIPAL,
        "accreditation_number": "BJ-2021-017",
        "accreditation_issuer": "北京市科学技术委员会",
        "accreditation_valid_to": timezone.localdate() + timedelta(days=730),
        "host_organisation": "北京理工大学",
        "host_kind": HostKind.PLATFORM_MEMBER,
        "field": "materials",
        "introduction": "面向小微企业开放材料检测。",
    }
    laboratory = services.register_laboratory(
        organisation=organisation, reported_by=reported_by or make_service_institution(), **(content | fields)
    )
    services.save_instrument(laboratory, actor=actor, name="扫描电子显微镜", number="SEM-01", model="S-4800")
    services.save_service_item(
        laboratory,
        actor=actor,
        name="断口形貌分析",
        activity_type=ActivityType.TESTING,
        unit_price_fen=80_000,
    )
    if listed:
        nominate(laboratory)
        services.admit(laboratory, actor=make_actor(Role.OFFICER))
    return reread(laboratory)


def nominate(laboratory: Laboratory) -> Laboratory:
    """Submitted by the laboratory and nominated by its institution."""
    services.submit(laboratory, actor=member_of(laboratory))
    via_centre = laboratory.reported_by.is_field_center
    services.nominate(
        laboratory,
        actor=member_of(laboratory.reported_by),
        belongs_to_authoriser=not via_centre,
        member_of_centre=via_centre,
    )
    return reread(laboratory)


def make_instrument(
    laboratory: Laboratory, number: str, name: str = "透射电子显微镜", **fields
) -> Instrument:
    """One more instrument of a laboratory."""
    return services.save_instrument(
        laboratory, actor=member_of(laboratory), name=name, number=number, **fields
    )


def make_service_item(laboratory: Laboratory, name: str, **fields) -> ServiceItem:
    """One more service of a laboratory."""
    content = {"activity_type": ActivityType.TESTING} | fields
    return services.save_service_item(laboratory, actor=member_of(laboratory), name=name, **content)


def reread(laboratory: Laboratory) -> Laboratory:
    """The laboratory as the database now holds it."""
    return Laboratory.objects.for_list().get(pk=laboratory.pk)
