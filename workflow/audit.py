"""Recomputes the chains: is every Event as it was written, and none missing?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from workflow.models import Anchor, Event
from workflow.models.event import GENESIS


@dataclass(frozen=True)
class Fault:
    """One place where a chain does not hold."""

    reference: str
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"{self.reference} #{self.sequence}: {self.what}"


def faults(queryset=None) -> Iterator[Fault]:
    """Every fault in every chain; none means that no row was changed, removed or slipped in."""
    rows = (queryset if queryset is not None else Event.objects.all()).order_by(
        "subject_label", "subject_pk", "sequence"
    )
    subject, previous, expected = None, GENESIS, 1
    for event in rows.iterator(chunk_size=2000):
        if (event.subject_label, event.subject_pk) != subject:
            subject, previous, expected = (event.subject_label, event.subject_pk), GENESIS, 1
        if event.sequence != expected:
            yield Fault(event.reference, event.sequence, f"step {expected} is missing")
        if event.previous_digest != previous:
            yield Fault(event.reference, event.sequence, "does not follow the step before it")
        if event.compute_digest() != event.digest:
            yield Fault(event.reference, event.sequence, "was changed after it was written")
        previous, expected = event.digest, event.sequence + 1


def head_digest(up_to: int | None = None) -> tuple[str, int, int]:
    """SHA-256 over the heads of all chains up to an event id: (digest, number of dossiers, last event id)."""
    events = Event.objects.all() if up_to is None else Event.objects.filter(pk__lte=up_to)
    last = events.aggregate(last=Max("pk"))["last"] or 0
    heads = (
        events.values("subject_label", "subject_pk").annotate(head=Max("pk")).values_list("head", flat=True)
    )
    running, dossiers = hashlib.sha256(), 0
    for digest in (
        Event.objects.filter(pk__in=heads)
        .order_by("subject_label", "subject_pk")
        .values_list("digest", flat=True)
    ):
        running.update(digest.encode())
        dossiers += 1
    return running.hexdigest(), dossiers, last


def anchor(day: date) -> Anchor:
    """The anchor of a day, made when first asked for and never changed."""
    found = Anchor.objects.filter(day=day).first()
    if found:
        return found
    digest, dossiers, last = head_digest()
    return Anchor.objects.create(day=day, digest=digest, dossiers=dossiers, last_event=last)


def anchor_faults() -> Iterator[Fault]:
    """Anchors that the present chains no longer reproduce."""
    for row in Anchor.objects.order_by("day"):
        if head_digest(row.last_event)[0] != row.digest:
            yield Fault(f"anchor {row.day}", row.last_event, "the chains no longer give this digest")
