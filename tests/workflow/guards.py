"""Lifts the guard of an append-only table, as somebody with the keys of the database could."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def guard_lifted(table: str) -> Iterator[None]:
    """While it lasts, rows of the table can be changed and deleted."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
        )
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in guards:
            cursor.execute(sql)
