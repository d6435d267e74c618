"""Amounts and dates as they are written, and the capitals of the programme's own test values."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.reading.figures import amounts, capitals_value, days
from contracts.reading.script import plain
from tests.contracts.corpus.facts import DATES, FIGURES, capitals
from workflow.money import amount_in_capitals

VALUES = {
    "人民币壹仟肆佰零玖元伍角": "1409.50",
    "陆仟零柒元壹角肆分": "6007.14",
    "壹万陆仟肆佰零玖元零贰分": "16409.02",
    "叁万零壹元整": "30001",
    "壹拾元整": "10",
    "拾元整": "10",
    "零元整": "0",
    "壹拾万柒仟元零伍角叁分": "107000.53",
    "壹拾万零柒仟元伍角叁分": "107000.53",
    "壹拾贰万圆正": "120000",
    "壹佰万叁仟圆整": "1003000",
    "壹佰万零叁仟圆整": "1003000",
    "壹亿贰仟万元整": "120000000",
    "伍万叁佰元整": "50300",
    "十二万元整": "120000",
    "壹仟肆佰壹元整": "1401",
    "叁亿贰仟万元整": "320000000",
}


@pytest.mark.parametrize("words", VALUES)
def test_capitals_are_worth(words: str) -> None:
    assert capitals_value(words) == Decimal(VALUES[words])


@pytest.mark.parametrize("words", ["", "元整", "壹拾万", "甲方元整", "壹元贰元"])
def test_what_is_no_amount_is_worth_nothing(words: str) -> None:
    assert capitals_value(words) is None


@given(
    st.integers(100, 10**12),
    st.sampled_from(["yuan", "round", "zheng", "round zheng", "no_zero", "no_zero round"]),
)
def test_capitals_say_what_the_portal_computes(fen: int, manner: str) -> None:
    assert capitals_value(capitals(fen, manner)) == Decimal(fen) / 100
    assert capitals_value(amount_in_capitals(fen)) == Decimal(fen) / 100


@given(st.integers(1_000_000, 10**10).map(lambda hundreds: hundreds * 100), st.sampled_from(sorted(FIGURES)))
def test_figures_are_read_in_every_form(fen: int, form: str) -> None:
    [amount] = amounts(plain(FIGURES[form](fen)))

    assert (amount.yuan, amount.marked) == (Decimal(fen) / 100, True)


@given(st.dates(date(2020, 1, 1), date(2039, 12, 31)), st.sampled_from(sorted(DATES)))
def test_dates_are_read_in_every_form(day: date, form: str) -> None:
    assert [found.day for found in days(plain(DATES[form](day)))] == [day]


@pytest.mark.parametrize(
    "text", ["2026年13月1日", "2026年2月30日", "____年__月__日", "12.5%", "30％", "第3.2.1条"]
)
def test_what_is_neither_date_nor_amount(text: str) -> None:
    assert days(plain(text)) == []
    assert [amount for amount in amounts(plain(text)) if amount.marked] == []
