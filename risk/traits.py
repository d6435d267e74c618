"""What a project and its parties have that another file may have too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from accounts.enums import Role
from accounts.models import Membership, Organisation
from applications.models import Project
from applications.services.lookup import edition_of
from risk.enums import Side, TraitKind
from workflow.money import format_yuan

SALT = "risk.trait"
ACTING_FOR_PARTIES = (Role.APPLICANT, Role.LABORATORY)
TEXTS = ("content", "background", "deliverables")
LAST_DIGITS = 4
# Raised when other things are compared or values are made plain in another way.
EDITION = "2"


class Found(NamedTuple):
    """One trait before it is stored; `party` is the organisation that has it."""

    kind: str
    side: str
    digest: str
    party: int | None


def traits_of(project: Project) -> dict[Found, str]:
    """Every trait of a project, each once, with what a reader of the file is shown as equal; only digests are stored.

    For a text this is the name of its field; of a bank account the last digits.
    """
    found = [*_of_parties(project), *_of_content(project), *_of_invoices(project)]
    return dict(reversed(found))


def digest(kind: str, value: str) -> str:
    """The keyed digest under which equal values meet; spaces, width, case and punctuation make no difference."""
    return salted_hmac(SALT, f"{kind}:{plain(value)}").hexdigest()


def recipe() -> str:
    """What every digest depends on; files whose traits were made by another one are compared anew."""
    return digest("recipe", EDITION)[:16]


def plain(value: str) -> str:
    """The letters and digits of a value in one width and case."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value).casefold())


def _of_parties(project: Project) -> Iterator[tuple[Found, str]]:
    applicant, laboratory = project.applicant, project.laboratory
    yield from _of_party(applicant, Side.APPLICANT, _controller_of(applicant))
    if laboratory:
        yield from _of_party(laboratory.organisation, Side.LABORATORY, laboratory.controller)


def _controller_of(applicant: Organisation) -> str:
    enterprise = getattr(applicant, "enterprise", None)
    team = getattr(applicant, "team", None)
    return (enterprise.controller if enterprise else "") or (team.leader_name if team else "")


def _of_party(party: Organisation, side: Side, controller: str) -> Iterator[tuple[Found, str]]:
    """The party's own data, and the people who act for it: the same person, or only their telephone or e-mail."""
    acting = Membership.objects.active().filter(organisation=party, role__in=ACTING_FOR_PARTIES)
    people = [row.user for row in acting.select_related("user").order_by("user_id")]
    values = [
        (TraitKind.CONTROLLER, controller, controller),
        (TraitKind.ADDRESS, party.address, party.address),
        (TraitKind.ACCOUNT, party.bank_account, f"…{party.bank_account.strip()[-LAST_DIGITS:]}"),
        *((TraitKind.PERSON, person.email, person.name) for person in people),
        (TraitKind.PERSON, party.contact_email, party.contact_name or party.contact_email),
        *((TraitKind.PHONE, person.phone, person.phone) for person in people),
        (TraitKind.PHONE, party.contact_phone, party.contact_phone),
    ]
    for kind, value, shown in values:
        if plain(value):
            yield Found(kind, side, digest(kind, value), party.pk), shown


def _of_content(project: Project) -> Iterator[tuple[Found, str]]:
    shortest = edition_of(project).typed.signal_text_length
    for name in TEXTS:
        text = getattr(project, name)
        if len(plain(text)) >= shortest:
            yield (
                Found(TraitKind.TEXT, Side.PROJECT, digest(TraitKind.TEXT, text), project.applicant_id),
                name,
            )
    amount = project.determined_amount or project.total_amount
    if amount and project.laboratory_id:
        value = digest(TraitKind.AMOUNT, f"{project.laboratory_id} at {amount}")
        yield Found(TraitKind.AMOUNT, Side.PROJECT, value, project.applicant_id), format_yuan(amount)


def _of_invoices(project: Project) -> Iterator[tuple[Found, str]]:
    """Sellers other than the project's own laboratory and its host, which of course sell in many projects."""
    laboratory = project.laboratory
    own = {laboratory.organisation.uscc, laboratory.host_uscc} if laboratory else set()
    sellers = project.invoices.order_by("seller_uscc", "pk").values_list("seller_uscc", "seller_name")
    for code, name in dict(sellers).items():
        if code not in own:
            found = Found(
                TraitKind.SELLER, Side.PROJECT, digest(TraitKind.SELLER, code), project.applicant_id
            )
            yield found, name
