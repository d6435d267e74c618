"""Worlds that outlive a single test: built once for a module inside a transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from django.utils import translation


@contextmanager
def standing(blocker) -> Iterator[Path]:
    """While it lasts, every test's own transaction is a savepoint within this one; yields the folder of uploads.

    Only for fixtures of a module: tests that commit (`transaction=True`) must not stand in the same one.
    """
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with TemporaryDirectory(prefix="portal-world-") as place, blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=place, PASSWORD_HASHERS=hashers), translation.override("en"):
            yield Path(place)
        transaction.set_rollback(True)
    cache.clear()
