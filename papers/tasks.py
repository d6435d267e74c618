"""What the worker is asked to do; harmless to repeat, because the rows say what was done."""

from celery import shared_task

from papers import services


@shared_task(name="papers.tasks.issue", acks_late=True)
def issue(*, seconds: float = 120) -> None:
    """Issues the papers of the steps that have none yet."""
    services.issue_due(seconds)
