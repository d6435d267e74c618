"""Timed work of the audit trail."""

from celery import shared_task
from django.utils import timezone

from workflow.audit import anchor as make_anchor


@shared_task(name="workflow.tasks.anchor")
def anchor(**_kwargs) -> None:
    """Makes today's anchor over the heads of all chains."""
    make_anchor(timezone.localdate())
