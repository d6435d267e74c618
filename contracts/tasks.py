"""Timed work and work in the background on contracts."""

from celery import shared_task

from contracts import services


@shared_task(name="contracts.tasks.read", acks_late=True)
def read(*, reading: int) -> None:
    """Reads one paper."""
    services.run_reading(reading)


@shared_task(name="contracts.tasks.sweep")
def sweep(**_kwargs) -> None:
    """Looks after papers that wait, and forgets drafts."""
    services.sweep_readings()
