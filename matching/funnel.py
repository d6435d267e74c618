"""From need to paid voucher: how many got how far, and how long each stretch took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.enums import ENDED, State
from matching.enums import NeedState, Origin
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
    "project__state",
)
# In these states of an application nothing goes on; one that was paid has arrived.
LOST_PROJECTS = frozenset(ENDED) - {State.PAID}
LOST_NEEDS = {
    NeedState.WITHDRAWN: gettext_lazy("The enterprise withdrew its need"),
    NeedState.EXPIRED: gettext_lazy("No laboratory was chosen in time"),
}


@dataclass
class Stage:
    """One stage: how many needs reached it, of a hundred, and the days that half of them took from the one before.

    Of those that got no further, `waiting` are still under way and `lost` have dropped out.
    """

    label: Any
    count: int
    share: int
    days: int | None
    waiting: int
    lost: int


@dataclass
class Funnel:
    """The stages, and why needs dropped out: the most frequent reason first."""

    stages: list[Stage]
    reasons: list[tuple[Any, int]]


def years() -> list[int]:
    """The years in which needs were opened, newest first."""
    return [row.year for row in Need.objects.published().dates("published_at", "year", order="DESC")]


def funnel(year: int | None = None) -> Funnel:
    """The way of the needs that were opened in a year, or of all; three queries at most, whatever their number."""
    ways = [_Way.of(row) for row in _rows(year)]
    names = [name for name, _label in STAGES]
    stops = Counter((way.last, bool(way.reason)) for way in ways)
    stages = [
        Stage(
            label,
            count := sum(1 for way in ways if way.reached[name]),
            round(100 * count / len(ways)) if ways else 0,
            _median_days(ways, before, name),
            waiting=0 if name == names[-1] else stops[name, False],
            lost=stops[name, True],
        )
        for before, (name, label) in zip(["", *names], STAGES, strict=False)
    ]
    reasons = Counter(way.reason for way in ways if way.reason)
    return Funnel(stages, [(_words(reason), count) for reason, count in reasons.most_common()])


@dataclass
class _Way:
    """One need: when it reached each stage, which was its last, and the state in which it dropped out."""

    reached: dict[str, datetime | None]
    last: str
    reason: str

    @classmethod
    def of(cls, row: tuple) -> _Way:
        reached, state, project = _reached(row), row[COLUMNS.index("state")], row[-1]
        last = next(name for name, _label in reversed(STAGES) if reached[name])
        lost = ""
        if state in LOST_NEEDS:
            lost = state
        elif state == NeedState.TURNED and project in LOST_PROJECTS and not reached["paid"]:
            lost = f"project {project}"
        return cls(reached, last, lost)


def _words(reason: str) -> Any:
    """Why needs dropped out, in words."""
    if reason in LOST_NEEDS:
        return LOST_NEEDS[NeedState(reason)]
    return _("Application: %(state)s") % {"state": State(reason.removeprefix("project ")).label}


def _median_days(ways: list[_Way], before: str, name: str) -> int | None:
    """The days that half of the needs took from one stage to the next; None where none did, or for the first stage."""
    gaps = [_days(way.reached[before], way.reached[name]) for way in ways] if before else []
    known = [gap for gap in gaps if gap is not None]
    return max(0, round(median(known))) if known else None


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
    published, proposed, asked, answered, matched, state, submitted, awarded, paid, _project = row
    is_turned = state == NeedState.TURNED
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


def lines(found: Funnel) -> Iterator[list[Any]]:
    """The same as a table: the stages, then the reasons."""
    yield [
        _("Stage"), _("Number of needs"), _("Of 100 opened"), _("Median days from the stage before"),
        _("Still under way here"), _("Dropped out here"),
    ]  # fmt: skip
    for stage in found.stages:
        yield [str(stage.label), stage.count, stage.share, stage.days, stage.waiting, stage.lost]
    if found.reasons:
        yield []
        yield [_("Why needs dropped out"), _("Number of needs")]
        for label, count in found.reasons:
            yield [str(label), count]
