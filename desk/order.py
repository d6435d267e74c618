"""Orders of the queue, each ending in the key, and pages cut by them: any depth costs the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from applications.models import Project
from workflow.paging import PAGE_SIZE, KeysetPage

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BY: dict[str, Any] = {
    "age": F("pk"),
    "since": F("state_since"),
    "submitted": Coalesce("submitted_at", "created_at"),
    "amount": Coalesce("award_amount", "requested_amount", Value(0)),
    "applicant": F("applicant__name_key"),
}
MOMENTS = {"since", "submitted"}
LONGEST_CURSOR = 300
LARGEST = 2**62


@dataclass(frozen=True)
class Order:
    """By what the queue is sorted. `position` of a row, its sort value and key, is where a page begins or ends."""

    name: str = "age"
    descending: bool = True

    @classmethod
    def read(cls, text: str, otherwise: str) -> Order:
        """`-since` is the latest first; an unknown order is the usual one of the tab."""
        name = text.removeprefix("-")
        if name not in BY:
            return cls.read(otherwise, otherwise)
        return cls(name, text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.name}" if self.descending else self.name

    def reversed(self) -> Order:
        return Order(self.name, not self.descending)

    def sort(self, queryset: QuerySet) -> QuerySet:
        """In this order, the key last."""
        found = queryset.alias(sort_value=BY[self.name])
        by = F("sort_value").desc() if self.descending else F("sort_value").asc()
        return found.order_by(by, "-pk" if self.descending else "pk")

    def after(self, queryset: QuerySet, position: tuple[Any, int]) -> QuerySet:
        """What follows a position, in this order."""
        value, key = position
        sign = "lt" if self.descending else "gt"
        beyond = Q(**{f"sort_value__{sign}": value}) | Q(sort_value=value, **{f"pk__{sign}": key})
        edge = Q(**{f"sort_value__{sign}e": value})
        return self.sort(queryset).filter(edge & beyond)

    def position(self, project: Project) -> tuple[Any, int]:
        """Where a row stands; needs the columns of the order and the applicant."""
        match self.name:
            case "since":
                return project.state_since, project.pk
            case "submitted":
                return project.submitted_at or project.created_at, project.pk
            case "amount":
                amount = (
                    project.award_amount if project.award_amount is not None else project.requested_amount
                )
                return amount or 0, project.pk
            case "applicant":
                return project.applicant.name_key, project.pk
        return project.pk, project.pk

    def write(self, project: Project) -> str:
        """A position as text for an address."""
        value, key = self.position(project)
        if isinstance(value, datetime):
            value = (value - EPOCH) // timedelta(microseconds=1)
        return f"{key}~{value}"

    def parse(self, text: str | None) -> tuple[Any, int] | None:
        """The position of a text; None for nonsense."""
        key, _sign, value = (text or "").partition("~")
        if len(text or "") > LONGEST_CURSOR or "\x00" in value or not _is_number(key):
            return None
        if self.name == "applicant":
            return value, int(key)
        if not _is_number(value):
            return None
        if self.name not in MOMENTS:
            return int(value), int(key)
        try:
            return EPOCH + timedelta(microseconds=int(value)), int(key)
        except OverflowError:
            return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19 and int(text) < LARGEST


def cut(queryset: QuerySet, order: Order, data: QueryDict, size: int = PAGE_SIZE) -> KeysetPage:
    """One page: `?after=` and `?before=` hold positions, nonsense in them is the first page."""
    after, before = order.parse(data.get("after")), order.parse(data.get("before"))
    if before is not None:
        rows = list(order.reversed().after(queryset, before)[: size + 1])[::-1]
        earlier, more = len(rows) > size, True
        rows = rows[-size:]
    else:
        found = order.after(queryset, after) if after is not None else order.sort(queryset)
        rows = list(found[: size + 1])
        earlier, more = after is not None, len(rows) > size
        rows = rows[:size]
    return KeysetPage(
        rows=rows,
        next_url=address(data, after=order.write(rows[-1])) if rows and more else "",
        previous_url=address(data, before=order.write(rows[0])) if rows and earlier else "",
    )


def address(data: QueryDict, *without: str, **values: Any) -> str:
    """The same list with other values; None takes a value away, and every change begins at the first page."""
    kept = data.copy()
    for name in ("after", "before", *without):
        kept.pop(name, None)
    for name, value in values.items():
        kept.pop(name, None)
        if isinstance(value, list):
            kept.setlist(name, value)
        elif value is not None:
            kept[name] = str(value)
    return f"?{kept.urlencode()}"
