"""Several bounded counts in one question to the database."""

from collections.abc import Mapping

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from workflow.paging import MOST_COUNTED


def bounded_counts(querysets: Mapping[str, QuerySet], most: int = MOST_COUNTED) -> dict[str, int]:
    """How many rows each has, counting no further than one beyond `most`."""
    parts, params, names = [], [], []
    for name, queryset in querysets.items():
        rows = queryset.order_by().values("pk")[: most + 1]
        try:
            sql, given = rows.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        names.append(name)
        parts.append("".join(["(SELECT COUNT(*) FROM (", sql, f") AS counted_{len(names)})"]))
        params.extend(given)
    found: dict[str, int] = dict.fromkeys(querysets, 0)
    if parts:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(parts), params)
            found |= zip(names, cursor.fetchone(), strict=True)
    return found


def words(count: int, most: int = MOST_COUNTED) -> str:
    """`27`, or `1,000+` where counting further would cost more than it tells."""
    return f"{most:,}+" if count > most else f"{count:,}"
