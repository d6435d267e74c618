"""Money: integer fen inside, 元 outside, capitals computed."""

from contextlib import suppress
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from applications.models import Project
from workflow.money import LARGEST_FEN, YuanField, amount_in_capitals, format_yuan, parse_yuan, plain_yuan

AMOUNTS = st.integers(-LARGEST_FEN, LARGEST_FEN)


@given(AMOUNTS)
def test_what_is_shown_can_be_typed_back(fen):
    assert parse_yuan(plain_yuan(fen)) == fen
    assert parse_yuan(format_yuan(fen)) == fen


@given(AMOUNTS)
def test_shown_amount_is_exact(fen):
    assert Decimal(plain_yuan(fen).replace(",", "")) * 100 == fen


@given(st.integers(0, LARGEST_FEN // 100))
def test_form_field_gives_back_what_it_showed(yuan):
    field = YuanField()

    assert field.clean(field.prepare_value(yuan * 100)) == yuan * 100
    assert not field.has_changed(yuan * 100, field.prepare_value(yuan * 100))


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12000", 1_200_000),
        ("12,000.50", 1_200_050),
        ("12，000.5 元", 1_200_050),
        ("¥12,000", 1_200_000),
        ("￥ 0.01", 1),
        (" 0 ", 0),
        ("-3.20", -320),
        ("１２．５０", 1250),
        ("1.500", 150),
        ("10000000000000", LARGEST_FEN),
    ],
)
def test_people_type_amounts_in_many_ways(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "invalid"),
        ("twelve", "invalid"),
        ("12.5.1", "invalid"),
        ("万", "invalid"),
        ("NaN", "invalid"),
        ("sNaN", "invalid"),
        ("Infinity", "invalid"),
        ("-inf", "invalid"),
        ("0.001", "decimals"),
        ("12.345", "decimals"),
        ("1e-999999", "decimals"),
        ("0.0000000000000000000000000000000000001", "decimals"),
        ("100000.00000000000000000000000000000001", "decimals"),
        ("10000000000000.01", "large"),
        ("1e999999", "large"),
        ("-1e999999", "large"),
        ("9" * 60, "large"),
        ("1" + "0" * 200, "invalid"),
    ],
)
def test_everything_else_is_refused_and_never_rounded(text, code):
    with pytest.raises(ValidationError) as refusal:
        parse_yuan(text)

    assert refusal.value.code == code


@given(st.text(max_size=24))
def test_no_text_is_an_accident(text):
    with suppress(ValidationError):
        assert isinstance(parse_yuan(text), int)


# domain.md, section 4: the table of amounts in capitals.
@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140_950, "人民币壹仟肆佰零玖元伍角"),
        (600_714, "人民币陆仟零柒元壹角肆分"),
        (1_640_902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (3_000_100, "人民币叁万零壹元整"),
        (1_000, "人民币壹拾元整"),
        (0, "人民币零元整"),
        (-1_000, "人民币负壹拾元整"),
        (5_000_000, "人民币伍万元整"),
        (10_000_000_000, "人民币壹亿元整"),
    ],
)
def test_capitals_are_those_of_the_table(fen, words):
    assert amount_in_capitals(fen) == words


def test_either_spelling_of_inner_zeros_is_accepted():
    assert amount_in_capitals(10_700_053) in {
        "人民币壹拾万柒仟元零伍角叁分",
        "人民币壹拾万零柒仟元零伍角叁分",
        "人民币壹拾万零柒仟元伍角叁分",
        "人民币壹拾万柒仟元伍角叁分",
    }


DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}


def read_capitals(words: str) -> int:
    """Reads an amount in capitals the way a cashier does, independent of how it was written."""
    words = words.removeprefix("人民币")
    sign = -1 if words.startswith("负") else 1
    yuan, mark, rest = words.removeprefix("负").partition("元")
    if not mark:
        yuan, rest = "", words
    total = section = digit = 0
    for character in yuan:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            section, digit = section + (digit or 1) * UNITS[character], 0
        else:
            total, section, digit = total + (section + digit) * MYRIADS[character], 0, 0
    fen = (total + section + digit) * 100
    for unit, value in (("角", 10), ("分", 1)):
        if unit in rest:
            fen += DIGITS[rest[rest.index(unit) - 1]] * value
    return sign * fen


@given(st.integers(1, 10**13))
def test_capitals_can_be_read_back(fen):
    assert read_capitals(amount_in_capitals(fen)) == fen


@given(st.integers(1, 10**13))
def test_capitals_end_as_the_bank_wants_it(fen):
    words = amount_in_capitals(fen)

    assert words.startswith("人民币")
    assert words.endswith("整") == (fen % 100 == 0)


class Form(forms.Form):
    """One amount, at least one fen."""

    amount = YuanField(min_fen=1)


def test_field_says_the_least_amount():
    assert Form({"amount": "0"}).errors == {"amount": ["The amount must be at least 0.01 元."]}


def test_field_keeps_what_was_typed_when_it_is_wrong():
    form = Form({"amount": "about 5"})

    assert form.errors == {"amount": ["Enter an amount in 元, such as 12,000 or 12,000.50."]}
    assert form["amount"].value() == "about 5"


def test_model_field_gives_a_form_field_in_yuan():
    field = Project._meta.get_field("total_amount").formfield()

    assert isinstance(field, YuanField)
    assert not field.required
    assert field.clean("100,000") == 10_000_000
    assert field.clean("") is None


def test_amounts_are_shown_with_their_unit():
    assert format_yuan(1_234_567) == "12,345.67 元"
    assert format_yuan(-5) == "-0.05 元"
    assert format_yuan(None) == ""
