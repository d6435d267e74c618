"""The timer that compares files."""

from celery import shared_task

from risk.services import scan_due


@shared_task(name="risk.tasks.compare", acks_late=True)
def compare() -> None:
    """Compares the files that moved since they were last compared."""
    scan_due()
