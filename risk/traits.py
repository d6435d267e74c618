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
from risk.enums import Side, TraitKind

SHORTEST_TEXT = 60
SALT = "risk.trait"
ACTING_FOR_PARTIES = (Role.APPLICANT, Role.LABORATORY)


class Found(NamedTuple):
    """One trait before it is stored; `party` is the organisation that has it."""

    kind: str
    side: str
    digest: str
    party: int | None


def traits_of(project: Project) -> list[Found]:
    """Every trait of a project, each once; values are kept as keyed digests only."""
    return list(dict.fromkeys([*_of_parties(project), *_of_content(project), *_of_invoices(project)]))


def digest(kind: str, value: str) -> str:
    """The keyed digest under which equal values meet; spaces, width, case and punctuation make no difference."""
    plain = unicodedata.normalize("NFKC", value).casefold()
    letters = re.sub(r"[\W_]+", "", plain)
    return salted_hmac(SALT, f"{kind}:{letters}").hexdigest()


def _of_parties(project: Project) -> Iterator[Found]:
    applicant, laboratory = project.applicant, project.laboratory
    yield from _of_party(applicant, Side.APPLICANT, _controller_of(applicant))
    if laboratory:
        yield from _of_party(laboratory.organisation, Side.LABORATORY, laboratory.controller)


def _controller_of(applicant: Organisation) -> str:
    enterprise = getattr(applicant, "enterprise", None)
    team = getattr(applicant, "team", None)
    return (enterprise.controller if enterprise else "") or (team.leader_name if team else "")


def _of_party(party: Organisation, side: Side, controller: str) -> Iterator[Found]:
    values = {
        TraitKind.CONTROLLER: controller,
        TraitKind.PHONE: party.contact_phone,
        TraitKind.ADDRESS: party.address,
        TraitKind.ACCOUNT: party.bank_account,
    }
    for kind, value in values.items():
        if value.strip():
            yield Found(kind, side, digest(kind, value), party.pk)
    people = Membership.objects.active().filter(organisation=party, role__in=ACTING_FOR_PARTIES)
    for person in people.order_by("user_id").values_list("user_id", flat=True).distinct():
        yield Found(TraitKind.PERSON, side, digest(TraitKind.PERSON, str(person)), party.pk)


def _of_content(project: Project) -> Iterator[Found]:
    for text in (project.content, project.background, project.deliverables):
        if len(text.strip()) >= SHORTEST_TEXT:
            yield Found(TraitKind.TEXT, Side.PROJECT, digest(TraitKind.TEXT, text), project.applicant_id)
    amount = project.determined_amount or project.total_amount
    if amount and project.laboratory_id:
        value = f"{project.laboratory_id} at {amount}"
        yield Found(TraitKind.AMOUNT, Side.PROJECT, digest(TraitKind.AMOUNT, value), project.applicant_id)


def _of_invoices(project: Project) -> Iterator[Found]:
    """Sellers other than the project's own laboratory and its host, which of course sell in many projects."""
    laboratory = project.laboratory
    own = {laboratory.organisation.uscc, laboratory.host_uscc} if laboratory else set()
    for code in project.invoices.order_by("seller_uscc").values_list("seller_uscc", flat=True).distinct():
        if code not in own:
            yield Found(TraitKind.SELLER, Side.PROJECT, digest(TraitKind.SELLER, code), project.applicant_id)
