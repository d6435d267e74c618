"""Who may look at and change the people of a party."""

from accounts.actor import Actor
from accounts.enums import OrganisationKind
from accounts.models import Membership, Organisation


def is_colleague(organisation: Organisation, actor: Actor) -> bool:
    return actor.organisation_id == organisation.pk


def is_contact_person(contact: Membership | None, actor: Actor) -> bool:
    return (
        contact is not None
        and contact.user_id == actor.user.pk
        and contact.organisation_id == actor.organisation_id
    )


def can_see_members(organisation: Organisation, actor: Actor) -> bool:
    """Colleagues see each other; experts and auditors sit in the office and must not see who else does."""
    return is_colleague(organisation, actor) and (
        organisation.kind != OrganisationKind.OFFICE or actor.is_office
    )


def can_change_members(organisation: Organisation, contact: Membership | None, actor: Actor) -> bool:
    """The contact person of a party; the office's own roles are given in the administration only."""
    return organisation.kind != OrganisationKind.OFFICE and is_contact_person(contact, actor)
