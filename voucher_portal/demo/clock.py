"""The demonstration's own calendar, so that its files have a past; used by the demo command alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

real_now = timezone.now


class Clock:
    """A time that only the play moves forward."""

    def __init__(self, start: datetime):
        self.time = start

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=7)
        return min(self.time, real_now())

    def later(self, days: float = 1) -> None:
        """Moves on, but never beyond the real present."""
        self.time = min(self.time + timedelta(days=days), real_now())


@contextmanager
def playing_from(days_ago: int) -> Iterator[Clock]:
    """While it lasts, `timezone.now()` is the play's clock."""
    clock = Clock(real_now() - timedelta(days=days_ago))
    timezone.now = clock
    try:
        yield clock
    finally:
        timezone.now = real_now
