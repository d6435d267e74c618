"""Registers the parties that apply: enterprises and start-up teams, each with its first person."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import OrganisationKind, Role
from accounts.models import Membership, Organisation, User
from applications.enums import State
from applications.models import Enterprise, StartupTeam
from policy.uscc import is_well_formed
from workflow.errors import Unfit
from workflow.journal import record_account, stored_account


@transaction.atomic
def register_enterprise(*, user: User, party: dict[str, Any], profile: dict[str, Any]) -> Membership:
    """A new enterprise whose first person is `user`; `party` and `profile` name the fields of the two models.

    Revenue and assets in fen. Raises Unfit naming each field; the credit code must be well formed (GB 32100-2015) and
    new, its checksum is only a warning at submission.
    """
    _check_credit_code(party.get("uscc"))
    organisation = _register(OrganisationKind.ENTERPRISE, party)
    _save(Enterprise(organisation=organisation, **profile))
    return _join(user, organisation)


@transaction.atomic
def register_team(*, user: User, party: dict[str, Any], profile: dict[str, Any]) -> Membership:
    """A new start-up team: no credit code, a natural person as leader. Raises Unfit naming each field."""
    organisation = _register(OrganisationKind.TEAM, party | {"uscc": None})
    _save(StartupTeam(organisation=organisation, **profile))
    return _join(user, organisation)


@transaction.atomic
def update_enterprise(
    organisation: Organisation,
    *,
    party: dict[str, Any],
    profile: dict[str, Any],
    actor: Actor | None = None,
) -> Organisation:
    """Stores a party's corrected data; submitted projects keep the snapshot they were judged by.

    Vouchers, contracts and yearly caps rest on name and credit code: once an application was handed in, only the
    office corrects them. A changed bank account is recorded in the name of `actor`. Raises Unfit.
    """
    before = stored_account(organisation)
    _refuse_another_identity(organisation, party)
    if "uscc" in party and organisation.kind == OrganisationKind.ENTERPRISE:
        _check_credit_code(party["uscc"])
    subject = getattr(organisation, "enterprise", None) or organisation.team
    for name, value in party.items():
        setattr(organisation, name, value)
    for name, value in profile.items():
        setattr(subject, name, value)
    _save(organisation)
    _save(subject)
    record_account(organisation, before, actor=actor or Actor.system())
    return organisation


def _refuse_another_identity(organisation: Organisation, party: dict[str, Any]) -> None:
    changed = [
        name
        for name in ("name", "uscc")
        if name in party and _plain(party[name]) != _plain(getattr(organisation, name))
    ]
    if changed and organisation.projects.exclude(state=State.DRAFT).exists():
        words = _(
            "After the first application only the voucher office corrects the name and the credit code. Write to it."
        )
        raise Unfit(words, dict.fromkeys(changed, words))


def _plain(text: str | None) -> str:
    return "".join((text or "").split()).upper()


def _check_credit_code(code: str | None) -> None:
    if not is_well_formed(code or ""):
        words = _(
            "Enter the 18 characters of the business licence: digits and capitals without I, O, S, V, Z."
        )
        raise Unfit(_("The credit code does not have the right form."), {"uscc": words})


def _register(kind: str, party: dict[str, Any]) -> Organisation:
    organisation = Organisation(kind=kind, **party)
    organisation.uscc = (organisation.uscc or "").replace(" ", "").upper() or None
    _save(organisation)
    return organisation


def _save(row) -> None:
    try:
        row.full_clean(exclude=["name_key"] if isinstance(row, Organisation) else None)
    except ValidationError as error:
        raise Unfit.of(error) from error
    row.save()


def _join(user: User, organisation: Organisation) -> Membership:
    return Membership.objects.create(user=user, organisation=organisation, role=Role.APPLICANT)
