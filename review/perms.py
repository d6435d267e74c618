"""Who may write reports and opinions; the steps themselves are in applications.perms."""

from accounts.enums import Role
from applications import perms
from applications.enums import State


def is_assigned_expert(assignment, actor) -> bool:
    """The expert whom this invitation asks."""
    return actor.role == Role.EXPERT and assignment.expert.user_id == actor.user.pk


can_declare_conflict = is_assigned_expert
can_decline_invitation = is_assigned_expert
can_submit_opinion = is_assigned_expert


def can_edit_report(project, actor) -> bool:
    """The applicant, while the work is being done."""
    return project.state == State.CONTRACTED and perms.is_applicant(project, actor)


def can_start_assessment(project, actor) -> bool:
    """The office, once the application is endorsed."""
    return (
        project.state == State.ENDORSED
        and perms.is_deciding_office(project, actor)
        and not project.is_own_matter(actor)
    )


def can_replace_expert(assignment, actor) -> bool:
    """The office, for experts who cannot give an opinion."""
    project = assignment.project
    return perms.is_deciding_office(project, actor) and not project.is_own_matter(actor)


def can_read_opinions(project, actor) -> bool:
    """The office and auditors, not on an own matter; applicants never learn who the experts are."""
    return actor.sees_everything and not project.is_own_matter(actor)


def can_sum_up(assignment, actor) -> bool:
    """The chair of the panel, after the own opinion, as long as nobody took the chair's place."""
    own = is_assigned_expert(assignment, actor)
    return own and assignment.is_chair and bool(assignment.submitted_at) and not assignment.replaced_by_id


def can_change_register(actor) -> bool:
    """Officers and approvers keep the register of experts."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def can_read_opinions_without_names(project, actor) -> bool:
    """The parties of the work, once the closing is decided; nothing in them tells who the experts are."""
    parties = (perms.is_applicant, perms.is_laboratory, perms.is_service_institution)
    return bool(project.closing_reasons) and any(is_party(project, actor) for is_party in parties)
