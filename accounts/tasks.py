"""What a worker does with tables that wait; each call is harmless to repeat, because the rows are the queue."""

from celery import shared_task

from accounts.spreadsheets import jobs


@shared_task(name="accounts.tasks.take_up", acks_late=True, soft_time_limit=1500, time_limit=1600)
def take_up(*, uuid: str) -> None:
    """Takes one table a stage further."""
    jobs.work(uuid)


@shared_task(name="accounts.tasks.take_up_what_waits", acks_late=True, soft_time_limit=1500, time_limit=1600)
def take_up_what_waits() -> None:
    """Finds tables that were left lying."""
    jobs.take_up_what_waits()
