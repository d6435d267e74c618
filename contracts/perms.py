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


def is_tied_to_change(change, actor) -> bool:
    """Whoever belongs to the new laboratory does not decide whether the work goes there."""
    new = change.new_laboratory
    return new is not None and not actor.parties.isdisjoint({new.organisation_id})


can_add_supplement = can_request_change
can_record_purchases = can_request_change


def is_drafting_time(project) -> bool:
    """After the award and before the office has the signed contract."""
    return project.state in {State.AWARDED, State.CONTRACT_RETURNED}


def can_draft_contract(project, actor) -> bool:
    """The two parties write the contract; the office may look at the template."""
    writes = perms.is_applicant(project, actor) or perms.is_laboratory(project, actor)
    return is_drafting_time(project) and (writes or perms.is_deciding_office(project, actor))


def is_checking_time(project) -> bool:
    """While the signed contract is with the office."""
    return project.state == State.CONTRACT_SUBMITTED


def can_judge_reading(project, actor) -> bool:
    """Whoever may clear or return the contract says what the reader's findings are worth."""
    return (
        is_checking_time(project)
        and perms.is_deciding_office(project, actor)
        and not project.is_own_matter(actor)
    )
