"""Timed work on vouchers."""

from celery import shared_task
from django.utils import timezone

from funds import services


@shared_task(name="funds.tasks.expire_due")
def expire_due(**_kwargs) -> None:
    """Expires the vouchers whose dates have passed."""
    services.expire_due(timezone.localdate())
