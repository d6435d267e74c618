"""Size classes of enterprises by 工信部联企业〔2011〕300号, as one table of sixteen industries.

A class needs all its lower limits; failing one puts the enterprise a class down: micro is below any of small.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class SizeClass(StrEnum):
    """The four classes of the standard."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class SizeUnknownError(ValueError):
    """The size class cannot be told: the industry is unknown or a needed figure is missing."""


@dataclass(frozen=True)
class Limits:
    """Lower limits of a class: staff, revenue and total assets in 万元; None where the industry does not use it."""

    staff: int | None = None
    revenue_wan: int | None = None
    assets_wan: int | None = None

    def reached(self, figures: Mapping[str, Number | None]) -> bool:
        """Whether every limit in use is reached."""
        limits = ((figures[name], limit) for name, limit in vars(self).items() if limit is not None)
        return all(figure is not None and figure >= limit for figure, limit in limits)


@dataclass(frozen=True)
class Industry:
    """One row of the table: the limits from which an enterprise is small, medium and large."""

    small: Limits
    medium: Limits
    large: Limits


def _staff_revenue(small: tuple[int, int], medium: tuple[int, int], large: tuple[int, int]) -> Industry:
    return Industry(*(Limits(staff=staff, revenue_wan=revenue) for staff, revenue in (small, medium, large)))


def _revenue_assets(small: tuple[int, int], medium: tuple[int, int], large: tuple[int, int]) -> Industry:
    return Industry(
        *(Limits(revenue_wan=revenue, assets_wan=assets) for revenue, assets in (small, medium, large))
    )


INDUSTRIES: dict[str, Industry] = {
    "agriculture": Industry(Limits(revenue_wan=50), Limits(revenue_wan=500), Limits(revenue_wan=20000)),
    "industry": _staff_revenue((20, 300), (300, 2000), (1000, 40000)),
    "construction": _revenue_assets((300, 300), (6000, 5000), (80000, 80000)),
    "wholesale": _staff_revenue((5, 1000), (20, 5000), (200, 40000)),
    "retail": _staff_revenue((10, 100), (50, 500), (300, 20000)),
    "transport": _staff_revenue((20, 200), (300, 3000), (1000, 30000)),
    "storage": _staff_revenue((20, 100), (100, 1000), (200, 30000)),
    "post": _staff_revenue((20, 100), (300, 2000), (1000, 30000)),
    "lodging": _staff_revenue((10, 100), (100, 2000), (300, 10000)),
    "catering": _staff_revenue((10, 100), (100, 2000), (300, 10000)),
    "information": _staff_revenue((10, 100), (100, 1000), (2000, 100000)),
    "software": _staff_revenue((10, 50), (100, 1000), (300, 10000)),
    "real_estate": _revenue_assets((100, 2000), (1000, 5000), (200000, 10000)),
    "property": _staff_revenue((100, 500), (300, 1000), (1000, 5000)),
    "leasing": Industry(
        Limits(staff=10, assets_wan=100),
        Limits(staff=100, assets_wan=8000),
        Limits(staff=300, assets_wan=120000),
    ),
    "other": Industry(Limits(staff=10), Limits(staff=100), Limits(staff=300)),
}


def needed_figures(industry: str) -> tuple[str, ...]:
    """Return the names of the figures that the industry is measured by; raises SizeUnknownError."""
    return tuple(name for name, limit in vars(_row(industry).small).items() if limit is not None)


def classify(
    industry: str | None,
    staff: Number | None = None,
    revenue_wan: Number | None = None,
    assets_wan: Number | None = None,
) -> SizeClass:
    """Return the size class; revenue and assets in 万元; raises SizeUnknownError when a needed figure is missing."""
    row = _row(industry)
    figures: dict[str, Number | None] = {"staff": staff, "revenue_wan": revenue_wan, "assets_wan": assets_wan}
    for name in needed_figures(industry or ""):
        if figures[name] is None:
            raise SizeUnknownError(name)
    if row.large.reached(figures):
        return SizeClass.LARGE
    if row.medium.reached(figures):
        return SizeClass.MEDIUM
    return SizeClass.SMALL if row.small.reached(figures) else SizeClass.MICRO


def _row(industry: str | None) -> Industry:
    try:
        return INDUSTRIES[industry or ""]
    except KeyError:
        raise SizeUnknownError("industry") from None
