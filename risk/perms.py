"""Who reads signals and says what came of them."""

from accounts.enums import Role


def can_see_signals(actor) -> bool:
    """The deciding office and auditors; nobody outside learns what is compared."""
    return actor.role in {Role.OFFICER, Role.APPROVER, Role.AUDITOR}


def can_look(actor) -> bool:
    """Officers and approvers say what came of a signal, draw samples and report on visits."""
    return actor.role in {Role.OFFICER, Role.APPROVER}
