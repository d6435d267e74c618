"""The people whom a project concerns, for the notices of the spine and of every gate."""

from accounts.enums import Role
from accounts.models import User
from applications.models import Project
from notifications.audiences import people


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
