"""Derives the deadlines of a project from its edition; every last day is itself included."""

from datetime import date, timedelta

from policy.parameters import Parameters
from policy.working_days import add_working_days

DAYS_WITHOUT_LIMIT = 30


def use_by(award_date: date, parameters: Parameters) -> date | None:
    """Return the last day to sign a contract with the voucher, or None when the edition sets none."""
    return _days_after(award_date, parameters.use_valid_days)


def redeem_by(award_date: date, parameters: Parameters) -> date | None:
    """Return the last day of the voucher, or None when the edition sets none."""
    return _days_after(award_date, parameters.redeem_valid_days)


def notice_ends(published_on: date, parameters: Parameters) -> date:
    """Return the last day of a public notice; the day of publication is not counted."""
    return add_working_days(published_on, parameters.public_notice_days)


def correction_due(returned_on: date, parameters: Parameters) -> date | None:
    """Return the last day to correct an application, or None when the edition sets none."""
    if parameters.correction_days is None:
        return None
    return add_working_days(returned_on, parameters.correction_days)


def kept_until(last_day: date | None, today: date, parameters: Parameters) -> date | None:
    """Return the last day of a voucher whose holder was in time and has to act again from today on.

    Never earlier than it was; the days are those that the edition gives for a correction, 30 where it gives none. None
    for a voucher without a last day.
    """
    if last_day is None:
        return None
    days_given = correction_due(today, parameters) or today + timedelta(days=DAYS_WITHOUT_LIMIT)
    return max(last_day, days_given)


def is_over(last_day: date | None, today: date) -> bool:
    """Whether a deadline has passed; the last day itself is still in time."""
    return last_day is not None and today > last_day


def is_reminder_due(last_day: date | None, today: date, parameters: Parameters) -> bool:
    """Whether today is one of the edition's days for a reminder before this deadline."""
    return last_day is not None and (last_day - today).days in parameters.warn_days


def _days_after(day: date, count: int | None) -> date | None:
    return None if count is None else day + timedelta(days=count)
