"""Guards and the world that every test shares."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from _pytest.nodeid import coerce_node_id
from django.core.cache import cache
from django.db.backends.sqlite3.base import DatabaseOperations
from django.utils import translation

pytest_plugins: list[str] = []

_flush = DatabaseOperations.execute_sql_flush


def _flush_with_guards_lifted(self, sql_list: list[str]) -> None:
    """Between tests rows must go, which append-only tables of SQLite rightly refuse: lift their triggers meanwhile.

    PostgreSQL empties tables with TRUNCATE, which row triggers do not see.
    """
    with self.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append_only%'"
        )
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
    _flush(self, sql_list)
    with self.connection.cursor() as cursor:
        for _name, sql in guards:
            cursor.execute(sql)


DatabaseOperations.execute_sql_flush = _flush_with_guards_lifted


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Groups run on one worker: pytest-xdist 3.8 writes the group where pytest 9.2 no longer reads it."""
    for item in items:
        written = getattr(item, "_nodeid", "")
        if "@" in written:
            item._id = coerce_node_id(written)


@pytest.fixture(autouse=True)
def own_place(settings, tmp_path) -> None:
    """Files of a test stay in the test's own folder; messages never leave the process; the broker is in memory."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.STATIC_ROOT = tmp_path
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def in_english(own_place) -> Iterator[None]:
    """Tests read English words unless they say otherwise; nothing of a test stays in the cache."""
    cache.clear()
    with translation.override("en"):
        yield
    cache.clear()
