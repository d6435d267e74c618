"""Recomputes the chains: is every Event as it was written, and none missing?"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import F, Max, OuterRef, Q, Subquery

from workflow.models import Anchor, Event, Subject
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


def state_faults() -> Iterator[Fault]:
    """Every dossier that does not stand where its last step led, or where it begins when no step was taken; and every
    record whose dossier is gone."""
    for model in apps.get_models():
        if not issubclass(model, Subject):
            continue
        steps = Event.objects.filter(subject_label=model.subject_label())
        last = steps.filter(subject_pk=OuterRef("pk")).order_by("-sequence")
        beginning = model._meta.get_field("state").get_default()
        rows = model._default_manager.annotate(
            led_to=Subquery(last.values("target")[:1]), steps=Subquery(last.values("sequence")[:1])
        ).filter(~Q(state=F("led_to")) | Q(led_to__isnull=True) & ~Q(state=beginning))
        for row in rows.order_by("pk").iterator(chunk_size=2000):
            where = f"its last step led to “{row.led_to}”" if row.led_to else "no step led there"
            yield Fault(row.reference, row.steps or 0, f"stands at “{row.state}”, but {where}")
        gone = steps.filter(sequence=1).exclude(subject_pk__in=model._default_manager.values("pk"))
        for event in gone.order_by("pk").iterator(chunk_size=2000):
            yield Fault(event.reference, event.sequence, "is recorded, but the dossier is gone")


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
