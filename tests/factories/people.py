"""People in their roles, as actors."""

from itertools import count

from accounts.actor import Actor
from accounts.enums import OFFICE_ROLES, OrganisationKind, Role
from accounts.models import Membership, Organisation, User

_numbers = count(1)
OFFICE_LIKE = OFFICE_ROLES | {Role.EXPERT, Role.AUDITOR}


def next_uscc(region: str = "110108") -> str:
    """A fresh, well-formed credit code with the right check character."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91{region}MA{next(_numbers):07d}"
    total = sum(alphabet.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + alphabet[-total % 31]


def make_person(name: str = "", **fields) -> User:
    """A person without any role; the password is `correct-horse-battery`."""
    number = next(_numbers)
    name = name or f"Person {number}"
    return User.objects.create_user(
        f"person{number}@example.org", "correct-horse-battery", name=name, **fields
    )


def make_organisation(kind: str, name: str = "", **fields) -> Organisation:
    """A party of a kind with a fresh credit code."""
    name = name or f"{kind} {next(_numbers)}"
    return Organisation.objects.create(**({"kind": kind, "name": name, "uscc": next_uscc()} | fields))


def make_office() -> Organisation:
    """The one voucher office."""
    found = Organisation.objects.filter(kind=OrganisationKind.OFFICE).first()
    return found or Organisation.objects.create(kind=OrganisationKind.OFFICE, name="首都科技创新券管理办公室")


def make_actor(role: str, organisation: Organisation | None = None, name: str = "") -> Actor:
    """A new person in a role; office roles act in the one office."""
    organisation = make_office() if role in OFFICE_LIKE else organisation
    membership = Membership.objects.create(user=make_person(name), organisation=organisation, role=role)
    return Actor.of(membership)
