"""Who is told: the people of a role, for the notices of every app above."""

from accounts.models import Membership, User


def people(*roles: str, organisation_id: int | None = None) -> list[User]:
    """Everybody who holds one of these roles, in one party or in any."""
    held = Membership.objects.active().filter(role__in=roles)
    if organisation_id:
        held = held.filter(organisation_id=organisation_id)
    return list(User.objects.filter(memberships__in=held).distinct().order_by("pk"))
