"""Turns events that nobody was told of yet into messages; the Event row is the queue of record."""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from notifications.drafts import Draft, store
from notifications.models import Breakdown
from notifications.registry import Notice, notices_of
from workflow.engine import claim
from workflow.models import Event

logger = logging.getLogger(__name__)
BATCH = 200
LONGEST_REST = timedelta(hours=1)


def announce(seconds: float = 120) -> int:
    """Make the messages of everything in the outbox, for `seconds` at most; returns how many events were announced.

    A batch is one transaction: its messages and its marks are there together or not at all, and rows that another
    worker holds are left to it. An event whose notice raises stays in the outbox and is tried again with growing rests.
    """
    total, end = 0, time.monotonic() + seconds
    while True:
        claimed, announced = _announce_batch()
        total += announced
        if claimed < BATCH or time.monotonic() > end:
            return total


@transaction.atomic
def _announce_batch() -> tuple[int, int]:
    now = timezone.now()
    resting = Breakdown.objects.resting(now).values("event_id")
    waiting = Event.objects.unannounced().exclude(pk__in=resting).select_related("actor", "on_behalf_of")
    events = list(claim(waiting)[:BATCH])
    subjects = Subjects(events)
    drafts: list[Draft] = []
    done: list[int] = []
    for event in events:
        try:
            with transaction.atomic():
                drafts += _drafts(event, subjects)
        except Exception as error:  # noqa: BLE001 - whatever one notice raises, the others go out
            _note_breakdown(event, error)
        else:
            done.append(event.pk)
    store(drafts)
    Event.objects.filter(pk__in=done).update(announced_at=now)
    Breakdown.objects.filter(event__in=done).delete()
    return len(events), len(done)


class Subjects:
    """The dossiers of a batch: one query for each kind, when the first notice of that kind asks."""

    def __init__(self, events: Iterable[Event]):
        self._wanted: defaultdict[str, set[int]] = defaultdict(set)
        self._found: dict[str, dict[int, Any]] = {}
        for event in events:
            self._wanted[event.subject_label].add(event.subject_pk)

    def of(self, event: Event) -> Any:
        """The dossier of an event. Raises LookupError when there is none."""
        label = event.subject_label
        if label not in self._found:
            rows = apps.get_model(label)._default_manager.all()
            rows = rows.for_notices() if hasattr(rows, "for_notices") else rows
            self._found[label] = rows.in_bulk(self._wanted[label])
        return self._found[label][event.subject_pk]


def drafts_of(event: Event) -> list[Draft]:
    """The messages that one event would make now; nothing is stored, so that a preview says what will be sent."""
    return _drafts(event, Subjects([event]))


def _drafts(event: Event, subjects: Subjects) -> list[Draft]:
    """What has to be told of one event, each person once."""
    drafts: dict[int, Draft] = {}
    for notice in notices_of(event):
        subject = subjects.of(event)
        if not notice.is_wanted(event, subject):
            continue
        words: dict[str, tuple[str, str]] = {}
        for person in notice.recipients(event, subject):
            if person.pk in drafts or (person.pk == event.actor_id and not notice.tells_actor):
                continue
            drafts[person.pk] = _draft(event, subject, notice, person, words)
    return [draft for draft in drafts.values() if draft.is_deliverable]


def _draft(
    event: Event, subject: Any, notice: Notice, person: Any, words: dict[str, tuple[str, str]]
) -> Draft:
    draft = Draft(
        key=f"event:{event.pk}:{event.transition}:user:{person.pk}",
        kind=f"{event.subject_label}.{event.transition}:{notice.audience}",
        category=notice.category,
        recipient=person,
        reference=event.reference,
        url=notice.url(event, subject),
        event=event,
    )
    draft.write(words, lambda: notice.words(event, subject))
    return draft


def _note_breakdown(event: Event, error: Exception) -> None:
    logger.error(
        "No notice could be made of event %s (%s); it will be tried again", event.pk, event, exc_info=error
    )
    breakdown = Breakdown.objects.filter(event=event).first() or Breakdown(event=event)
    breakdown.postpone(error, timezone.now(), LONGEST_REST)
