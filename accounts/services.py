"""People join and leave a party. An invitation is a signed letter; nothing is stored until it is accepted."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse

from accounts import perms
from accounts.actor import Actor
from accounts.models import Membership, Organisation, User

SALT = "accounts.invitation"
VALID_FOR = 7 * 24 * 3600
Teller = Callable[[Membership, str, Actor], None]
_tellers: list[Teller] = []


class InvitationVoidError(Exception):
    """The invitation is forged, too old, for somebody else, or its sender has left."""


@dataclass(frozen=True)
class Invitation:
    """What an invitation promises: this role in this party, to the owner of this address."""

    organisation: Organisation
    role: str
    email: str


def members_of(organisation: Organisation):
    """The active people of a party, oldest membership first."""
    return Membership.objects.active().filter(organisation=organisation).select_related("user").order_by("pk")


def contact_of(organisation: Organisation) -> Membership | None:
    """The member whose address is the party's contact address, else the one who has been there longest."""
    members = members_of(organisation)
    named = members.filter(user__email=organisation.contact_email.lower()).first()
    return named or members.first()


def invite(*, actor: Actor, email: str) -> None:
    """Sends a letter that lets its receiver join the actor's party in the actor's role within seven days.

    Whether the address has an account makes no difference to anything. Raises PermissionDenied, or what the mail
    server raises.
    """
    organisation = actor.organisation
    if organisation is None or not perms.can_change_members(organisation, contact_of(organisation), actor):
        raise PermissionDenied
    _send([organisation.pk, actor.role, email.strip().lower(), actor.user.pk], organisation, actor, email)


def invite_into(organisation: Organisation, role: str, *, actor: Actor, email: str) -> None:
    """Sends a letter that lets its receiver act for another party than the sender's, while the sender holds the role.

    Whoever calls has checked that the sender answers for that party. Raises PermissionDenied for a role that this kind
    of party does not have, or what the mail server raises.
    """
    if not Membership(organisation=organisation, role=role).fits_party or actor.membership_id is None:
        raise PermissionDenied
    promise = [organisation.pk, role, email.strip().lower(), actor.user.pk, actor.membership_id]
    _send(promise, organisation, actor, email)


def _send(promise: list, organisation: Organisation, actor: Actor, email: str) -> None:
    token = signing.dumps(promise, salt=SALT)
    names = Context(
        {
            "organisation": organisation.name,
            "sender": actor.user.get_full_name(),
            "link": urljoin(settings.PORTAL_ORIGIN, reverse("accounts:join", args=[token])),
        },
        autoescape=False,
    )
    subject, body = (
        get_template(f"accounts/invitation_{part}.txt").template.render(names)  # type: ignore[attr-defined]
        for part in ("subject", "body")
    )
    send_mail(" ".join(subject.split()), body.strip(), None, [email])


def read_invitation(token: str) -> Invitation:
    """What a token promises. Raises InvitationVoidError."""
    try:
        organisation_id, role, email, sender_id, *sponsor = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except (signing.BadSignature, ValueError) as error:
        raise InvitationVoidError from error
    senders = Membership.objects.active().filter(user=sender_id)
    own = (
        senders.filter(pk=sponsor[0]) if sponsor else senders.filter(role=role, organisation=organisation_id)
    )
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None or not own.exists():
        raise InvitationVoidError
    return Invitation(organisation=organisation, role=role, email=email)


@transaction.atomic
def accept(token: str, *, user: User) -> Membership:
    """The invited person joins; accepting twice changes nothing.

    Raises InvitationVoidError, also for somebody who left before: only the administration lets them in again.
    """
    invitation = read_invitation(token)
    if invitation.email != user.email:
        raise InvitationVoidError
    membership, made = Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, role=invitation.role
    )
    if not membership.is_active:
        raise InvitationVoidError
    if made:
        _tell(membership, "join", Actor.of(membership))
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, actor: Actor) -> None:
    """A colleague no longer acts for the party; the row stays, because events name it. Raises PermissionDenied."""
    organisation = membership.organisation
    if (
        not perms.can_change_members(organisation, contact_of(organisation), actor)
        or membership.user_id == actor.user.pk
    ):
        raise PermissionDenied
    membership.is_active = False
    membership.save(update_fields=["is_active"])
    _tell(membership, "end_membership", actor)


def tells_memberships(teller: Teller) -> Teller:
    """Decorator: this function of a higher package records who joined a party and who left it."""
    _tellers.append(teller)
    return teller


def _tell(membership: Membership, deed: str, actor: Actor) -> None:
    for teller in _tellers:
        teller(membership, deed, actor)
