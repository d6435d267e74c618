"""Appends to a chain of events: each row carries the digest of the one before."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.actor import Actor
from workflow.models import Event
from workflow.models.event import GENESIS


def append(last: Event | None, *, actor: Actor, **columns: Any) -> Event:
    """Writes the row behind `last`, the newest of its chain, or the first row of a new one.

    The caller holds the lock of what the chain is about, so that no two rows are written behind the same one.
    """
    event = Event(
        sequence=last.sequence + 1 if last else 1,
        previous_digest=last.digest if last else GENESIS,
        actor=actor.user,
        role=actor.role,
        on_behalf_of=actor.organisation,
        at=timezone.now(),
        **columns,
    )
    event.digest = event.compute_digest()
    event.save(force_insert=True)
    return event
