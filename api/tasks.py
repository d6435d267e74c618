"""Timed work of the API."""

from celery import shared_task

from api import services


@shared_task(name="api.tasks.forget_answers")
def forget_answers(**_kwargs) -> None:
    """Deletes remembered requests that no program will send again."""
    services.forget_answers()
