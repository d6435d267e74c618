"""Who may ask for a change of a contract and who decides it; the steps themselves are in applications.perms."""

from applications import perms
from applications.enums import State


def can_request_change(project, actor) -> bool:
    """The applicant, while the work is being done."""
    return project.state == State.CONTRACTED and perms.is_applicant(project, actor)


def can_decide_change(project, actor) -> bool:
    """The office, while the work is being done."""
    return (
        project.state == State.CONTRACTED
        and perms.is_deciding_office(project, actor)
        and not project.is_own_matter(actor)
    )


can_add_supplement = can_request_change
