"""Who may change the money of a call; who may take which step of a project stands in applications.perms."""


def can_change_budget(_budget, actor) -> bool:
    """The office grants and cuts; set-up commands act as the system."""
    return actor.is_office or actor.is_system


def can_see_budgets(actor) -> bool:
    """The office and auditors."""
    return actor.sees_everything
