"""What a visitor narrows the catalogue by: several values of a facet widen, several facets narrow."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import District
from institutions.enums import TechnologyField
from labs.enums import ActivityType, LabKind, LabLevel
from policy.codes import label

# Upper edges of the classes, in fen and in working days; the last class has none.
PRICES = [("500", 50_000), ("2000", 200_000), ("10000", 1_000_000), ("50000", 5_000_000)]
DAYS = [("5", 5), ("10", 10), ("20", 20), ("60", 60)]
CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
COLUMNS = (
    "laboratory_id",
    "laboratory__kind",
    "laboratory__level",
    "laboratory__field",
    "laboratory__district",
    "laboratory__offers_industrial_design",
    "laboratory__has_cma",
    "laboratory__has_cnas",
    "activities",
    "lowest_price_fen",
    "shortest_days",
    "laboratory__organisation__name_key",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What facets and sorting want to know of a laboratory."""

    laboratory: int
    kind: str
    level: str
    field: str
    district: str
    design: bool
    cma: bool
    cnas: bool
    activities: str
    price: int | None
    days: int | None
    name: str


def classed(value: int | None, classes: list[tuple[str, int]]) -> str:
    """The class of an amount or a time; `more` above the last edge, `unknown` without a value."""
    if value is None:
        return "unknown"
    return next((code for code, edge in classes if value <= edge), "more")


def capabilities(row: Row) -> list[str]:
    """What a laboratory is able or accredited to do."""
    return [name for name in ("design", "cma", "cnas") if getattr(row, name)]


@dataclass(frozen=True)
class Facet:
    """One way to narrow: its name in the address, its words, its values and how a row shows them."""

    name: str
    label: Any
    choices: list[tuple[str, Any]]
    values: Callable[[Row], Iterable[str]]
    # An edition of the rules may bring values that have no words here.
    may_grow: bool = False

    def known(self, codes: Iterable[str]) -> frozenset[str]:
        """Those of some codes that can be chosen."""
        ours = {code for code, _label in self.choices}
        return frozenset(code for code in codes if code in ours or (self.may_grow and CODE.fullmatch(code)))

    def options(self, codes: Iterable[str]) -> list[tuple[str, Any]]:
        """Some of its codes with their words, in the usual order, new ones last."""
        wanted, ours = set(codes), dict(self.choices)
        new = sorted(wanted - set(ours))
        return [(code, words) for code, words in self.choices if code in wanted] + [
            (code, gettext(label(code))) for code in new
        ]


FACETS = [
    Facet(
        "activity",
        _("Activity type"),
        list(ActivityType.choices),
        lambda row: row.activities.split(),
        may_grow=True,
    ),
    Facet("kind", _("Kind"), list(LabKind.choices), lambda row: [row.kind]),
    Facet("level", _("Level"), list(LabLevel.choices), lambda row: [row.level]),
    Facet("field", _("Field"), list(TechnologyField.choices), lambda row: [row.field]),
    Facet(
        "capability",
        _("Capability"),
        [("design", _("Industrial design")), ("cma", _("CMA accredited")), ("cnas", _("CNAS accredited"))],
        capabilities,
    ),
    Facet(
        "price",
        _("Unit price from"),
        [
            ("500", _("up to 500 元")),
            ("2000", _("up to 2,000 元")),
            ("10000", _("up to 10,000 元")),
            ("50000", _("up to 50,000 元")),
            ("more", _("above 50,000 元")),
            ("unknown", _("price on request")),
        ],
        lambda row: [classed(row.price, PRICES)],
    ),
    Facet(
        "days",
        _("Lead time from"),
        [
            ("5", _("up to 5 working days")),
            ("10", _("up to 10 working days")),
            ("20", _("up to 20 working days")),
            ("60", _("up to 60 working days")),
            ("more", _("more than 60 working days")),
            ("unknown", _("by agreement")),
        ],
        lambda row: [classed(row.days, DAYS)],
    ),
    Facet("district", _("District"), list(District.choices), lambda row: [row.district]),
]
FAR = 2**62
SORTS: dict[str, Callable[[Row], tuple]] = {
    "name": lambda row: (row.name, row.laboratory),
    "price": lambda row: (FAR if row.price is None else row.price, row.name, row.laboratory),
    "days": lambda row: (FAR if row.days is None else row.days, row.name, row.laboratory),
}


@dataclass
class Selection:
    """The chosen values of each facet; what a facet does not know is ignored."""

    chosen: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Callable[[str], Iterable[str]]) -> "Selection":
        """From the values that an address gives for a facet's name."""
        found = {}
        for facet in FACETS:
            if kept := facet.known(values(facet.name)):
                found[facet.name] = kept
        return cls(found)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def keep(self, rows: list[Row]) -> list[Row]:
        """The rows that fit every facet."""
        return [row for row in rows if not self._misses(row)]

    def counts(self, rows: list[Row]) -> Mapping[str, Counter]:
        """How many rows each value would show, given the choices in the other facets."""
        counted: dict[str, Counter] = {facet.name: Counter() for facet in FACETS}
        for row in rows:
            missed = self._misses(row)
            if len(missed) > 1:
                continue
            for facet in FACETS:
                if not missed or facet.name in missed:
                    counted[facet.name].update(set(facet.values(row)))
        return counted

    def _misses(self, row: Row) -> set[str]:
        return {
            facet.name
            for facet in FACETS
            if facet.name in self.chosen and self.chosen[facet.name].isdisjoint(facet.values(row))
        }
