"""Who may do what at the desk: pure predicates."""

from accounts.enums import OFFICE_ROLES, Role


def can_claim(actor) -> bool:
    """People of the office tell each other who works on a file."""
    return actor.role in OFFICE_ROLES


def can_check(actor) -> bool:
    """Who works on files of others keeps a check-list beside them."""
    return actor.role in OFFICE_ROLES | {Role.RECOMMENDER}


def can_take_over(claim, actor, now) -> bool:
    """Anybody takes a file whose claim lapsed; from somebody who has it, only a second approver."""
    return can_claim(actor) and (not claim.is_live(now) or actor.role == Role.APPROVER)


def can_share_views(actor) -> bool:
    """Whoever acts for a party may show its people a view; a person without a party has nobody to show it to."""
    return actor.organisation_id is not None


def can_change_view(view, actor) -> bool:
    """A view belongs to who made it; a shared one also to the second approvers of the office."""
    if view.organisation_id != actor.organisation_id:
        return False
    return view.owner_id == actor.user.pk or (view.is_shared and actor.role == Role.APPROVER)


def can_batch(actor) -> bool:
    """People of the office act on many files at once; each file still asks whether they may."""
    return actor.role in OFFICE_ROLES


def can_decide(actor) -> bool:
    """Whoever decides on files also publishes and withdraws decisions that are pending."""
    return actor.role in {Role.OFFICER, Role.APPROVER}


def can_choose(action: str, actor) -> bool:
    """Actions that are no step of a file: recording decisions is for those who decide, the rest for the whole office."""
    return can_decide(actor) if action == "record" else can_batch(actor)
