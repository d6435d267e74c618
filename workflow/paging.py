"""Keyset pages: any depth costs the same, and no row is counted that nobody asked for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

PAGE_SIZE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True)
class KeysetPage:
    """Some rows of a list, newest first, and where the neighbours are."""

    rows: list[Any]
    next_url: str
    previous_url: str

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def keyset_page(queryset: QuerySet, request: HttpRequest, size: int = PAGE_SIZE) -> KeysetPage:
    """One page by primary key, newest first; `?before=` and `?after=` hold keys, nonsense in them is ignored."""
    before, after = _key(request.GET.get("before")), _key(request.GET.get("after"))
    if after is not None:
        rows = list(reversed(queryset.filter(pk__gt=after).order_by("pk")[: size + 1]))
        earlier, more = len(rows) > size, True
        rows = rows[-size:]
    else:
        found = queryset.filter(pk__lt=before) if before is not None else queryset
        rows = list(found.order_by("-pk")[: size + 1])
        earlier, more = before is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows=rows,
        next_url=_url(request.GET, before=rows[-1].pk) if rows and more else "",
        previous_url=_url(request.GET, after=rows[0].pk) if rows and earlier else "",
    )


def bounded_count(queryset: QuerySet, most: int = MOST_COUNTED) -> str:
    """`27`, or `1,000+` where counting further would cost more than it tells."""
    count = queryset.order_by()[: most + 1].count()
    return f"{most:,}+" if count > most else f"{count:,}"


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _url(query: QueryDict, **key: int) -> str:
    kept = query.copy()
    for name in ("before", "after"):
        kept.pop(name, None)
    for name, value in key.items():
        kept[name] = str(value)
    return f"?{kept.urlencode()}"
