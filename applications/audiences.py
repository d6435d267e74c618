"""The people whom a project concerns, for the notices of the spine and of every gate."""

from accounts.enums import Role
from accounts.models import Membership, User
from applications.models import Project


def people(*roles: str, organisation_id: int | None = None) -> list[User]:
    """Everybody who holds one of these roles, in one party or in any."""
    held = Membership.objects.active().filter(role__in=roles)
    if organisation_id:
        held = held.filter(organisation_id=organisation_id)
    return list(User.objects.filter(memberships__in=held).distinct().order_by("pk"))


def applicants(project: Project) -> list[User]:
    return people(Role.APPLICANT, organisation_id=project.applicant_id)


def laboratories(project: Project) -> list[User]:
    laboratory = project.laboratory
    return people(Role.LABORATORY, organisation_id=laboratory.organisation_id) if laboratory else []


def recommenders(project: Project) -> list[User]:
    recommender = project.recommender
    return people(Role.RECOMMENDER, organisation_id=recommender.organisation_id) if recommender else []


def deciding_office(_project: Project) -> list[User]:
    return people(Role.OFFICER, Role.APPROVER)
