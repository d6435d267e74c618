"""What the courier is asked to do; each call is harmless to repeat, because the rows are the queue."""

import logging

from celery import Task, shared_task
from django.utils import timezone
from kombu.exceptions import ChannelError, OperationalError

from notifications import mail, outbox, timetable
from papers import tasks as papers

logger = logging.getLogger(__name__)


@shared_task(name="notifications.tasks.sweep", acks_late=True)
def sweep(*, seconds: float = 120) -> None:
    """Announces what the outbox holds, then asks for the letters and for the papers of the same steps."""
    if outbox.announce(seconds):
        ring(deliver)
        ring(papers.issue)


@shared_task(name="notifications.tasks.deliver", acks_late=True)
def deliver(*, seconds: float = 120) -> None:
    """Sends the letters that are due."""
    mail.deliver_due(seconds)


@shared_task(name="notifications.tasks.remind", acks_late=True)
def remind() -> None:
    """Writes today's reminders."""
    timetable.remind(timezone.localdate())


def ring(task: Task) -> None:
    """Ask for a task now. Never fails: when the broker is away, the timetable asks a little later."""
    try:
        task.apply_async(retry=False, ignore_result=True)
    except (OperationalError, ChannelError, OSError) as error:
        logger.warning("The broker is away; %s waits for the timetable: %s", task.name, error)
