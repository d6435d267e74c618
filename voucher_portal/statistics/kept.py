"""Figures that are counted rarely and read often, with the time when they were counted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.utils import timezone

FRESH = timedelta(minutes=10)
KEPT_SECONDS, COUNTING_SECONDS = 86_400, 60


def counted(name: str, read: Callable[[], Any]) -> tuple[Any, datetime]:
    """The figures and when they were counted; after ten minutes one request counts anew while others read the old."""
    key = f"statistics-{name}"
    known = cache.get(key)
    now = timezone.now()
    if known and (known[1] > now - FRESH or not cache.add(f"{key}-counting", 1, COUNTING_SECONDS)):
        return known
    found = (read(), now)
    cache.set(key, found, KEPT_SECONDS)
    cache.delete(f"{key}-counting")
    return found
