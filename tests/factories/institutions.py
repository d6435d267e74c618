"""Institutions as they really come about: every state is reached through the services."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership
from institutions import services
from institutions.enums import AuthorisingBodyKind, EventKind
from institutions.models import RecommendingInstitution, ServiceInstitution
from tests.factories.people import make_actor, make_organisation, next_uscc

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROFILE = {
    "introduction": "孵化器，服务海淀区小微企业。",
    "features": "每月对接活动，专人辅导。",
    "contact": "王老师 010-12345678 voucher@example.org",
}
STATEMENTS = {
    "management_mechanism": "专人负责，月度例会。",
    "service_process": "需求征集、匹配、辅导申报、跟踪。",
    "reachable_enterprises": "在孵企业一百二十家，创业团队二十个。",
    "organisational_guarantee": "分管副总经理牵头，三名专员。",
    "business_process": "受理、初审、推荐、回访。",
    "work_plan": "全年两次宣传活动，四次对接会。",
    "is_willing": True,
    "commits_promotion": True,
    "commits_coaching": True,
    "commits_matchmaking": True,
}


def pdf(name: str = "document.pdf") -> SimpleUploadedFile:
    """A file that the portal accepts."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def member_of(institution) -> Actor:
    """The first person of an institution or laboratory, in its role."""
    found = Membership.objects.active().filter(organisation_id=institution.organisation_id)
    return Actor.of(found.select_related("organisation", "user").order_by("pk")[0])


def attach_documents(institution, actor: Actor) -> None:
    """All four documents of the dossier."""
    for kind in institution.required_documents:
        services.attach_document(institution, pdf(f"{kind}.pdf"), kind=kind, actor=actor)


def make_recommending_institution(
    active: bool = True,
    *,
    enterprises: int = 30,
    events: int = 2,
    complete: bool = True,
    name: str = "",
    **fields,
) -> RecommendingInstitution:
    """A recommending institution with a person; a draft that may be submitted when not `active`.

    `complete=False` leaves the profile empty, so that an active one may not recommend yet.
    """
    organisation = make_organisation(OrganisationKind.RECOMMENDING, name, district="haidian")
    actor = make_actor(Role.RECOMMENDER, organisation)
    content = STATEMENTS | (PROFILE if complete else {}) | fields
    institution = services.register_recommending_institution(organisation=organisation, **content)
    for number in range(enterprises):
        services.save_served_enterprise(institution, actor=actor, name=f"企业{number + 1}", uscc=next_uscc())
    for number in range(events):
        services.save_planned_event(
            institution,
            actor=actor,
            title=f"创新券宣讲会{number + 1}",
            kind=EventKind.PUBLICITY,
            date=timezone.localdate() + timedelta(days=30 + number),
            place="中关村创业大街",
        )
    attach_documents(institution, actor)
    return _activated(institution, actor) if active else _reread(institution)


def make_service_institution(
    active: bool = True, *, name: str = "", authorised_to: date | None = None, **fields
) -> ServiceInstitution:
    """A professional service institution with a person; a draft that may be submitted when not `active`."""
    organisation = make_organisation(OrganisationKind.SERVICE, name, district="haidian")
    actor = make_actor(Role.SERVICE, organisation)
    today = timezone.localdate()
    content = {
        "independent_legal_person": True,
        "authorising_body": "北京理工大学",
        "authorising_body_kind": AuthorisingBodyKind.UNIVERSITY,
        "platform_member": True,
        "entrusted_with_vouchers": True,
        "authorisation_number": "2026-01",
        "authorised_from": today - timedelta(days=365),
        "authorised_to": authorised_to or today + timedelta(days=365),
    }
    institution = services.register_service_institution(
        organisation=organisation, **(content | PROFILE | fields)
    )
    attach_documents(institution, actor)
    return _activated(institution, actor) if active else _reread(institution)


def make_field_centre(name: str = "北京新材料发展中心", field: str = "materials") -> ServiceInstitution:
    """One of the field centres that clause Q5 names, with a person."""
    centre = services.register_field_centre(name=name, field=field)
    make_actor(Role.SERVICE, centre.organisation)
    return centre


def _activated(institution, actor: Actor):
    services.submit(institution, actor=actor)
    services.approve(institution, actor=make_actor(Role.OFFICER))
    return _reread(institution)


def _reread(institution):
    return type(institution).objects.select_related("organisation").get(pk=institution.pk)
