"""The people whom money concerns, beside those whom every project concerns."""

from accounts.enums import Role
from accounts.models import User
from applications.audiences import applicants, laboratories
from applications.enums import Payee
from applications.models import Project
from notifications.audiences import people


def payees(project: Project) -> list[User]:
    """Who may ask for the money: the applicant, or the laboratory with its service institution."""
    if project.payee == Payee.ENTERPRISE:
        return applicants(project)
    return [*laboratories(project), *service_institution(project)]


def service_institution(project: Project) -> list[User]:
    """The people of the professional service institution that reported the laboratory."""
    institution = project.laboratory.reported_by if project.laboratory else None
    return people(Role.SERVICE, organisation_id=institution.organisation_id) if institution else []


def finance(_project: Project) -> list[User]:
    return people(Role.FINANCE)
