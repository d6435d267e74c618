"""Who may change the money of a call and pay it out; who may take which step of a project stands in applications.perms."""

from accounts.enums import Role


def can_change_budget(_budget, actor) -> bool:
    """The office grants and cuts; set-up commands act as the system."""
    return actor.is_office or actor.is_system


def can_see_budgets(actor) -> bool:
    """The office and auditors."""
    return actor.sees_everything


def can_draw_up(_run, actor) -> bool:
    """Finance draws runs of transfers up, locks them and records what the bank did."""
    return actor.role == Role.FINANCE


def can_approve_run(_run, actor) -> bool:
    """Finance or an approver; that it is another person than the one who drew it up is a finding."""
    return actor.role in {Role.FINANCE, Role.APPROVER}


def can_confirm_account(redemption, actor) -> bool:
    """Finance, but not whoever asked for the money."""
    return actor.role == Role.FINANCE and redemption.requested_by_id != actor.user.pk
