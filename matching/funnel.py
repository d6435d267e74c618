"""From need to paid voucher: how many got how far, and how long each stretch took."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.enums import Origin
from matching.models import Need

PROPOSED = (Origin.PORTAL, Origin.INSTITUTION, Origin.SERVICE)

STAGES = [
    ("published", gettext_lazy("Needs opened")),
    ("proposed", gettext_lazy("With a proposal")),
    ("asked", gettext_lazy("With a laboratory asked")),
    ("answered", gettext_lazy("With an answer")),
    ("matched", gettext_lazy("Laboratory chosen")),
    ("submitted", gettext_lazy("Application submitted")),
    ("awarded", gettext_lazy("Voucher awarded")),
    ("paid", gettext_lazy("Voucher paid")),
]
COLUMNS = (
    "published_at",
    "proposed",
    "asked",
    "answered",
    "matched_at",
    "state",
    "project__submitted_at",
    "project__awarded_on",
    "project__paid_on",
)


@dataclass
class Stage:
    """One stage: how many needs reached it, of a hundred, and the days that half of them took from the one before."""

    label: Any
    count: int
    share: int
    days: int | None


def years() -> list[int]:
    """The years in which needs were opened, newest first."""
    return [row.year for row in Need.objects.published().dates("published_at", "year", order="DESC")]


def funnel(year: int | None = None) -> list[Stage]:
    """The stages of the needs that were opened in a year, or of all; three queries at most, whatever their number."""
    reached = [_reached(row) for row in _rows(year)]
    stages, before = [], ""
    for name, label in STAGES:
        days = (
            [gap for row in reached if (gap := _days(row[before], row[name])) is not None] if before else []
        )
        count = sum(1 for row in reached if row[name])
        share = round(100 * count / len(reached)) if reached else 0
        stages.append(Stage(label, count, share, max(0, round(median(days))) if days else None))
        before = name
    return stages


def _days(since: datetime | None, until: datetime | None) -> float | None:
    """The days between two moments, if both came."""
    return (until - since).total_seconds() / 86_400 if since and until else None


def _rows(year: int | None) -> Iterator[tuple]:
    found = Need.objects.published()
    if year:
        found = found.filter(published_at__year=year)
    dated = found.annotate(
        proposed=Min("invitations__proposed_at", filter=Q(invitations__origin__in=PROPOSED)),
        asked=Min("invitations__asked_at"),
        answered=Min("invitations__first_answered_at"),
    )
    yield from dated.order_by("pk").values_list(*COLUMNS).iterator()


def _reached(row: tuple) -> dict[str, datetime | None]:
    """When a need reached each stage; the application counts only once the need was turned into it."""
    published, proposed, asked, answered, matched, state, submitted, awarded, paid = row
    is_turned = state == "turned_into_application"
    return {
        "published": published,
        "proposed": max(proposed, published) if proposed else None,
        "asked": asked,
        "answered": answered,
        "matched": matched,
        "submitted": submitted if is_turned else None,
        "awarded": _noon(awarded) if is_turned else None,
        "paid": _noon(paid) if is_turned else None,
    }


def _noon(day: date | None) -> datetime | None:
    """A day as a moment; noon is nearest to when people work."""
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC).astimezone(timezone.get_current_timezone())


def lines(stages: list[Stage]) -> Iterator[list[Any]]:
    """The same as a table."""
    yield [_("Stage"), _("Needs"), _("Of 100 opened"), _("Median days from the stage before")]
    for stage in stages:
        yield [str(stage.label), stage.count, stage.share, stage.days]
