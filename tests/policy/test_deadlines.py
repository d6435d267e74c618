"""Working days with the swapped days of China, and deadlines that include their last day."""

from dataclasses import replace
from datetime import date

import pytest

from policy import deadlines
from policy.working_days import add_working_days, is_working_day
from tests.policy.cases import CAPITAL, DEMO


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),  # a Saturday swapped for the Spring Festival
        (date(2026, 2, 15), False),
        (date(2026, 2, 17), False),
        (date(2026, 5, 16), False),
        (date(2026, 5, 18), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),  # a Saturday swapped for the National Day
    ],
)
def test_swapped_days_are_known(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


def test_first_day_is_not_counted() -> None:
    assert add_working_days(date(2026, 5, 18), 5) == date(2026, 5, 25)


def test_no_days_is_the_same_day() -> None:
    assert add_working_days(date(2026, 5, 16), 0) == date(2026, 5, 16)


def test_count_runs_over_a_long_holiday() -> None:
    assert add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 24)


def test_years_not_yet_announced_know_the_statutory_holidays() -> None:
    assert not is_working_day(date(2035, 10, 1))


def test_days_are_counted_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 5, 18), -1)


def test_deadlines_of_an_edition() -> None:
    assert deadlines.use_by(date(2026, 1, 1), DEMO) == date(2027, 1, 1)
    assert deadlines.redeem_by(date(2026, 1, 1), DEMO) == date(2027, 6, 25)
    assert deadlines.notice_ends(date(2026, 5, 18), DEMO) == date(2026, 5, 25)
    assert deadlines.correction_due(date(2026, 5, 18), DEMO) == date(2026, 6, 1)


def test_edition_without_limits_has_no_deadlines() -> None:
    assert deadlines.use_by(date(2026, 1, 1), CAPITAL) is None
    assert deadlines.redeem_by(date(2026, 1, 1), CAPITAL) is None
    assert deadlines.correction_due(date(2026, 1, 1), CAPITAL) is None
    assert deadlines.notice_ends(date(2026, 5, 16), CAPITAL) == date(2026, 5, 16)


def test_last_day_is_in_time() -> None:
    assert not deadlines.is_over(date(2026, 5, 20), date(2026, 5, 20))
    assert deadlines.is_over(date(2026, 5, 20), date(2026, 5, 21))
    assert not deadlines.is_over(None, date(2026, 5, 21))


@pytest.mark.parametrize(("day", "due"), [(19, False), (20, True), (21, False), (26, True), (27, False)])
def test_reminders_come_on_the_days_of_the_edition(day: int, *, due: bool) -> None:
    parameters = replace(CAPITAL, warn_days=(7, 1))

    assert deadlines.is_reminder_due(date(2026, 5, 27), date(2026, 5, day), parameters) is due


def test_nothing_to_remind_of_without_deadline() -> None:
    assert not deadlines.is_reminder_due(None, date(2026, 5, 20), CAPITAL)
