"""Counts working days in China: public holidays do not count, weekends swapped for them do.

Swapped days are announced year by year; for years not yet announced only the statutory holidays are known.
"""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")


def is_working_day(day: date) -> bool:
    """Whether offices in China work on this day."""
    return bool(_calendar().is_working_day(day))


def add_working_days(day: date, count: int) -> date:
    """Return the day that is `count` working days after `day`; the first day itself is not counted."""
    if count < 0:
        raise ValueError("Working days are counted forwards.")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
