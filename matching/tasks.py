"""Timed work on needs."""

from celery import shared_task

from matching import services


@shared_task(name="matching.tasks.expire_due")
def expire_due(**_kwargs) -> None:
    """Ends the needs whose last day for answers has passed."""
    services.expire_due()
