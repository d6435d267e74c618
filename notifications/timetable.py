"""Writes the reminders that are due today and were not written yet."""

import itertools
import logging
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from notifications.drafts import Draft, store
from notifications.models import Message
from notifications.reminders import Due, Reminder, all_reminders

logger = logging.getLogger(__name__)
BATCH = 200


def remind(today: date) -> None:
    """Every reminder of today, once to each person. A kind that raises does not stop the others."""
    for code, reminder in all_reminders().items():
        try:
            _remind_of(code, reminder, today)
        except Exception:
            logger.exception("The reminders %s could not be made; they will be tried again", code)


def _remind_of(code: str, reminder: Reminder, today: date) -> None:
    everything = iter(reminder.due(today))
    while batch := list(itertools.islice(everything, BATCH)):
        with transaction.atomic():
            store(_drafts(code, reminder, batch))


def _drafts(code: str, reminder: Reminder, batch: Iterable[Due]) -> list[Draft]:
    wanted = {f"remind:{code}:{due.key}:user:{due.recipient.pk}": due for due in batch}
    stored = set(Message.objects.filter(key__in=wanted).values_list("key", flat=True))
    drafts = []
    for key, due in wanted.items():
        draft = Draft(
            key=key,
            kind=f"remind:{code}",
            category=reminder.category,
            recipient=due.recipient,
            reference=due.reference,
            url=due.url,
        )
        if key not in stored and draft.is_deliverable:
            draft.write({}, lambda due=due: reminder.words(due))  # type: ignore[misc]
            drafts.append(draft)
    return drafts
