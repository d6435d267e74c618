"""Figures of an institution's work: apps above declare what they can count in their `figures.py`, found once at start.

A source is asked for many institutions at once, so that the comparison of a year costs the same for three and three
hundred; a panel is what one institution's own page shows of its work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from institutions.models import SelfReport

Values = dict[int, Decimal]
Measure = Callable[[Iterable[int], int], Values]
Panel = Callable[[Any], list[dict[str, Any]]]


@dataclass(frozen=True)
class Source:
    """One figure of a year; an institution that is missing in the answer has no data for it."""

    code: str
    label: str | Promise
    unit: str | Promise
    measure: Measure


_sources: dict[str, Source] = {}
_panels: dict[type, list[Panel]] = {}


def source(code: str, label: str | Promise, unit: str | Promise = "") -> Callable[[Measure], Measure]:
    """Declares a figure of professional service institutions; the code is stored with indicators and never changes."""

    def declare(measure: Measure) -> Measure:
        if code in _sources:
            raise TypeError(f"There is already a figure {code}")
        _sources[code] = Source(code, label, unit, measure)
        return measure

    return declare


def panel(model: type) -> Callable[[Panel], Panel]:
    """Declares rows of figures (label, value, hint) for the page of one kind of institution."""

    def declare(rows: Panel) -> Panel:
        _panels.setdefault(model, []).append(rows)
        return rows

    return declare


def sources() -> dict[str, Source]:
    """Every figure that was declared, by its code."""
    return dict(_sources)


def measured(codes: Iterable[str], institutions: Iterable[int], year: int) -> dict[str, Values]:
    """Code → institution → value; a code that nobody declares any more has no values."""
    wanted = list(institutions)
    return {
        code: _sources[code].measure(wanted, year) if code in _sources else {}
        for code in dict.fromkeys(codes)
    }


def panel_rows(institution: Any) -> list[dict[str, Any]]:
    """The figures on one institution's page."""
    empty = {"unit": "", "hint": ""}
    return [empty | row for rows in _panels.get(type(institution), []) for row in rows(institution)]


@source("self_report", _("Self-report handed in on time"))
def self_reports(institutions: Iterable[int], year: int) -> Values:
    """1 for a report that was handed in, 0 for none; it can be handed in on time only."""
    wanted = list(institutions)
    handed_in = SelfReport.objects.handed_in().filter(round__year=year, institution__in=wanted)
    found = set(handed_in.values_list("institution", flat=True))
    return {pk: Decimal(pk in found) for pk in wanted}
