"""What is recorded of a party itself, outside every dossier: its bank account and who may act for it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.masking import masked_account
from accounts.models import Membership, Organisation
from accounts.services import tells_memberships
from workflow.chain import append
from workflow.engine import lock
from workflow.models import Event

PARTY = "accounts.organisation"
BANK = ("bank_name", "bank_account_name", "bank_account")
DEEDS = {
    "change_account": _("Bank account changed"),
    "join": _("Somebody joined the party"),
    "end_membership": _("Somebody left the party"),
}


@transaction.atomic
def record(party: Organisation, deed: str, *, actor: Actor, **evidence: Any) -> Event:
    """Appends one row to the party's own chain of events; nobody is told, auditors read it. It moves no state."""
    lock(Organisation.objects.filter(pk=party.pk)).get()
    rows = Event.objects.filter(subject_label=PARTY, subject_pk=party.pk).order_by("-sequence")
    return append(
        rows.first(),
        actor=actor,
        subject_label=PARTY,
        subject_pk=party.pk,
        reference=f"ORG-{party.pk}",
        transition=deed,
        evidence=evidence,
    )


def account_of(party: Organisation) -> dict[str, str]:
    """The bank account as the record may show it: only the last four digits of its number."""
    account = {name: str(getattr(party, name)) for name in BANK}
    number = "".join(account["bank_account"].split())
    account["bank_account"] = masked_account(number)
    return account


def record_account(party: Organisation, before: tuple[str, ...], *, actor: Actor) -> Event | None:
    """Records a changed bank account (with what it was before, masked likewise); None when nothing changed."""
    if before == tuple(str(getattr(party, name)) for name in BANK):
        return None
    earlier = Organisation(**dict(zip(BANK, before, strict=True)))
    return record(party, "change_account", actor=actor, before=account_of(earlier), after=account_of(party))


def stored_account(party: Organisation) -> tuple[str, ...]:
    """The account exactly as it is stored, to be compared with later."""
    return Organisation.objects.values_list(*BANK).get(pk=party.pk)


@tells_memberships
def record_membership(membership: Membership, deed: str, actor: Actor) -> None:
    """Records who joined a party or left it."""
    record(
        membership.organisation,
        deed,
        actor=actor,
        person=membership.user.get_short_name(),
        user=membership.user_id,
        role=membership.role,
    )
