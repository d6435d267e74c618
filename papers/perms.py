"""Who may change the words of papers and read their register."""

from accounts.enums import Role


def can_edit_templates(actor) -> bool:
    """The second approver: words of decisions are decided on by whoever signs them."""
    return actor.role == Role.APPROVER


def can_see_templates(actor) -> bool:
    """The office and auditors."""
    return actor.sees_everything


can_see_register = can_see_templates


def can_issue(actor) -> bool:
    """Whoever reads a list may have it issued under a number, but for auditors, who change nothing."""
    return actor.role != Role.AUDITOR
