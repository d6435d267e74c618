"""Pages by key: as fast on the last page as on the first."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

SIZE = 25


@dataclass(frozen=True)
class Page:
    """One page of a list that is sorted by primary key, newest first."""

    rows: list[Any]
    previous_url: str
    next_url: str


def page_of(queryset: QuerySet, asked: dict[str, str], size: int = SIZE) -> Page:
    """The page after `before` or above `after` (primary keys in the address), else the newest; nonsense is ignored."""
    before, after = _key(asked.get("before")), _key(asked.get("after"))
    if after is not None:
        rows = list(queryset.filter(pk__gt=after).order_by("pk")[: size + 1])
        newer, older = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        older_rows = queryset.filter(pk__lt=before) if before is not None else queryset
        rows = list(older_rows.order_by("-pk")[: size + 1])
        newer, older = before is not None, len(rows) > size
        rows = rows[:size]
    kept = {name: value for name, value in asked.items() if name not in {"before", "after"}}
    return Page(
        rows=rows,
        previous_url=_url(kept, after=rows[0].pk) if rows and newer else "",
        next_url=_url(kept, before=rows[-1].pk) if rows and older else "",
    )


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _url(kept: dict[str, str], **key: int) -> str:
    return f"?{urlencode(kept | key)}"
