"""Keyset pages of lists: an opaque cursor says after which row the next page begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

PAGE_SIZE = 50
LARGEST_PAGE = 200
LARGEST_KEY = 2**63 - 1
LONGEST_CURSOR = 800


@dataclass(frozen=True)
class Order:
    """A total order of rows: the names of the columns, a minus before those that fall."""

    columns: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        return [column.lstrip("-") for column in self.columns]

    def behind(self, position: Sequence[Any]) -> Q:
        """The rows behind a position."""
        found, same = Q(), Q()
        for column, value in zip(self.columns, position, strict=True):
            name, operator = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
            found |= same & Q(**{f"{name}__{operator}": value})
            same &= Q(**{name: value})
        return found


NEWEST_FIRST = Order(("-pk",))
ROW_NUMBER = Order(("pk",))


def page_of(queryset: QuerySet, request: Request, order: Order = NEWEST_FIRST) -> tuple[list, str | None]:
    """One page of a queryset (rows or `.values()`) and the address of the next one. Raises ValidationError."""
    size = _size(request)
    if text := request.query_params.get("cursor"):
        queryset = queryset.filter(order.behind(_position(text, order)))
    rows = list(queryset.order_by(*order.columns)[: size + 1])
    if len(rows) <= size:
        return rows, None
    rows = rows[:size]
    query = request.query_params.copy()
    query["cursor"] = _cursor([_value(rows[-1], name) for name in order.names])
    return rows, request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def slice_of(rows: Sequence[Any], request: Request) -> tuple[list, str | None]:
    """One page of rows that have an order of their own, such as how well they answer. Raises ValidationError."""
    size, start = _size(request), 0
    if text := request.query_params.get("cursor"):
        start = _position(text, ROW_NUMBER)[0]
    some = list(rows[start : start + size])
    if start + size >= len(rows):
        return some, None
    query = request.query_params.copy()
    query["cursor"] = _cursor([start + size])
    return some, request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _size(request: Request) -> int:
    text = request.query_params.get("limit") or str(PAGE_SIZE)
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LARGEST_PAGE):
        words = _("Between 1 and %(most)s rows are on a page.") % {"most": LARGEST_PAGE}
        raise ValidationError({"limit": [words]})
    return int(text)


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _cursor(position: list[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


def _position(text: str, order: Order) -> list[Any]:
    refusal = ValidationError({"cursor": [_("Take the cursor from the address of the page before.")]})
    if len(text) > LONGEST_CURSOR:
        raise refusal
    try:
        position = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise refusal from error
    expected = [int if name == "pk" else str for name in order.names]
    if not isinstance(position, list) or [type(value) for value in position] != expected:
        raise refusal
    if any(not _is_usable(value) for value in position):
        raise refusal
    return position


def _is_usable(value: int | str) -> bool:
    """Whether a database can compare with it."""
    if isinstance(value, int):
        return 0 <= value <= LARGEST_KEY
    return "\x00" not in value and value == value.encode(errors="ignore").decode()
