"""Timed work of the catalogue."""

from celery import shared_task

from labs.search import index


@shared_task(name="labs.tasks.reindex")
def reindex(**_kwargs) -> None:
    """Indexes the catalogue anew: the words are weighed as they now occur, a renamed organisation is found again."""
    index.rebuild()
