"""Opens the portal on an empty database: reference data, the one voucher office, and its first officer."""

from dataclasses import dataclass
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation, User
from institutions.services import load_field_centres
from labs.search.synonyms import load_synonyms
from policy.services import load_editions


@dataclass(frozen=True)
class Opening:
    """What the portal has after opening: the one office and the person who acts as its officer."""

    office: Organisation
    officer: User


@transaction.atomic
def open_office(*, name: str, email: str, person: str = "") -> Opening:
    """Makes sure of editions, field centres (Q5), synonyms, the voucher office and one officer; what is there stays as it is.

    The officer's address counts as confirmed, because whoever runs the server vouches for it. A role that was ended
    comes back. Raises ValidationError for an address or a name that does not fit.
    """
    load_editions()
    load_field_centres()
    load_synonyms()
    office = _office(name)
    user = _person(email.strip().lower(), person)
    Membership.objects.update_or_create(
        user=user, organisation=office, role=Role.OFFICER, defaults={"is_active": True}
    )
    return Opening(office=office, officer=user)


def _office(name: str) -> Organisation:
    found = Organisation.objects.of_kind(OrganisationKind.OFFICE).first()
    if found:
        return found
    office = Organisation(kind=OrganisationKind.OFFICE, name=name.strip())
    office.full_clean(exclude=["name_key"])
    office.save()
    return office


def _person(email: str, name: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        fields = {"name": name.strip()}
        User(email=email, **fields).full_clean(exclude=["password"])
        user = User.objects.create_user(email, **fields)
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def way_in(user: User) -> str:
    """The link under which a person chooses a password: good for one use and for `PASSWORD_RESET_TIMEOUT` seconds."""
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return urljoin(settings.PORTAL_ORIGIN, reverse("account_reset_password_from_key", kwargs=key))


def send_way_in(user: User) -> None:
    """Sends the link in the person's language; raises what the mail server raises."""
    with translation.override(user.language):
        subject = _("Your way into the Innovation Voucher Portal")
        body = _(
            "You are an officer of the voucher office. Choose your password here; the link works once:\n\n%(link)s"
        )
        send_mail(subject, body % {"link": way_in(user)}, None, [user.email])
