"""Wakes the courier after a commit; when the broker is away, the sweep finds the Event a little later."""

import logging

from celery import current_app
from kombu.exceptions import ChannelError, OperationalError

logger = logging.getLogger(__name__)
SWEEP = "notifications.tasks.sweep"


def wake() -> None:
    """Ask for a sweep of the outbox. Never fails: the Event row is the queue of record, the broker only a bell."""
    try:
        current_app.send_task(SWEEP, ignore_result=True, retry=False)
    except (OperationalError, ChannelError, OSError) as error:
        logger.warning("The broker is away; the sweep will announce the step: %s", error)
