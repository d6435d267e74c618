"""The sixteen industries at each of their limits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.codes import INDUSTRIES as INDUSTRY_WORDS
from policy.size_class import INDUSTRIES, SizeUnknownError, classify, needed_figures

# industry: the limits of small, medium and large as (staff, revenue, assets); None where not used
LIMITS = {
    "agriculture": ((None, 50, None), (None, 500, None), (None, 20000, None)),
    "industry": ((20, 300, None), (300, 2000, None), (1000, 40000, None)),
    "construction": ((None, 300, 300), (None, 6000, 5000), (None, 80000, 80000)),
    "wholesale": ((5, 1000, None), (20, 5000, None), (200, 40000, None)),
    "retail": ((10, 100, None), (50, 500, None), (300, 20000, None)),
    "transport": ((20, 200, None), (300, 3000, None), (1000, 30000, None)),
    "storage": ((20, 100, None), (100, 1000, None), (200, 30000, None)),
    "post": ((20, 100, None), (300, 2000, None), (1000, 30000, None)),
    "lodging": ((10, 100, None), (100, 2000, None), (300, 10000, None)),
    "catering": ((10, 100, None), (100, 2000, None), (300, 10000, None)),
    "information": ((10, 100, None), (100, 1000, None), (2000, 100000, None)),
    "software": ((10, 50, None), (100, 1000, None), (300, 10000, None)),
    "real_estate": ((None, 100, 2000), (None, 1000, 5000), (None, 200000, 10000)),
    "property": ((100, 500, None), (300, 1000, None), (1000, 5000, None)),
    "leasing": ((10, None, 100), (100, None, 8000), (300, None, 120000)),
    "other": ((10, None, None), (100, None, None), (300, None, None)),
}
STEPS = (("micro", "small"), ("small", "medium"), ("medium", "large"))
AT_LIMIT = [
    (industry, limits, above)
    for industry, rows in LIMITS.items()
    for limits, (_below, above) in zip(rows, STEPS, strict=True)
]
BELOW_LIMIT = [
    (industry, tuple(limit - 1 if place == lowered else limit for place, limit in enumerate(limits)), below)
    for industry, rows in LIMITS.items()
    for limits, (below, _above) in zip(rows, STEPS, strict=True)
    for lowered, used in enumerate(limits)
    if used is not None
]


@pytest.mark.parametrize(("industry", "figures", "expected"), AT_LIMIT)
def test_enterprise_at_every_limit_belongs_to_the_class(industry: str, figures: tuple, expected: str) -> None:
    assert classify(industry, *figures) == expected


@pytest.mark.parametrize(("industry", "figures", "expected"), BELOW_LIMIT)
def test_enterprise_below_one_limit_is_a_class_down(industry: str, figures: tuple, expected: str) -> None:
    assert classify(industry, *figures) == expected


@pytest.mark.parametrize(
    ("industry", "staff", "revenue", "expected"),
    [
        ("industry", 19, 5000, "micro"),
        ("industry", 300, 1999, "small"),
        ("software", 10, 50, "small"),
        ("software", 99, 1000, "small"),
        ("software", 100, 1000, "medium"),
    ],
)
def test_values_of_the_reference(industry: str, staff: int, revenue: int, expected: str) -> None:
    assert classify(industry, staff, revenue) == expected


def test_fractions_of_wan_count() -> None:
    assert classify("software", 10, Decimal("49.999999")) == "micro"


def test_every_industry_has_words_and_limits() -> None:
    assert set(INDUSTRIES) == set(INDUSTRY_WORDS) == set(LIMITS)


@pytest.mark.parametrize("industry", INDUSTRIES)
def test_missing_figure_is_named(industry: str) -> None:
    for name in needed_figures(industry):
        figures = {"staff": 1, "revenue_wan": 1, "assets_wan": 1} | {name: None}
        with pytest.raises(SizeUnknownError, match=name):
            classify(industry, **figures)


@pytest.mark.parametrize("industry", [None, "", "alchemy"])
def test_unknown_industry_is_named(industry: str | None) -> None:
    with pytest.raises(SizeUnknownError, match="industry"):
        classify(industry, 1, 1, 1)


@given(
    st.sampled_from(sorted(INDUSTRIES)),
    st.integers(0, 3000),
    st.integers(0, 300_000),
    st.integers(0, 200_000),
    st.integers(0, 500),
)
def test_growing_never_makes_an_enterprise_smaller(
    industry: str, staff: int, revenue: int, assets: int, more: int
) -> None:
    order = ["micro", "small", "medium", "large"]

    before = classify(industry, staff, revenue, assets)
    after = classify(industry, staff + more, revenue + more, assets + more)

    assert order.index(before) <= order.index(after)
