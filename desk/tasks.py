"""Work on many files in the background; each call is harmless to repeat, because the rows say what is left."""

import time

from celery import shared_task

from desk.models import Batch
from desk.services import bulk

SLICE = 60.0


@shared_task(name="desk.tasks.go_on", acks_late=True)
def go_on(*, seconds: float = SLICE) -> None:
    """Checks and runs what every batch has left, for `seconds` at most; asks for another turn when there is more."""
    end = time.monotonic() + seconds
    for batch in Batch.objects.unfinished().select_related("made_by"):
        left = end - time.monotonic()
        if left <= 0 or bulk.work(batch, seconds=left):
            bulk.ring()
            return
