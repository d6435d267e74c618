"""Dates that hardly fit together: pure functions, told as codes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The days of a project as far as they are known."""

    founded: date | None = None
    applied: date | None = None
    signed: date | None = None
    reported: date | None = None
    invoices: tuple[date, ...] = ()
    today: date


def odd_dates(days: Dates, quick_days: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Codes with the days that make them, in the order of the file; a report is quick below so many days."""
    if days.founded and days.applied and days.founded > days.applied:
        yield "founded_after_applying", {"founded": str(days.founded), "applied": str(days.applied)}
    if days.signed and days.reported and (days.reported - days.signed).days < quick_days:
        yield "done_at_once", {"signed": str(days.signed), "reported": str(days.reported)}
    if days.invoices and days.signed and (early := min(days.invoices)) < days.signed:
        yield "invoice_before_contract", {"invoice": str(early), "signed": str(days.signed)}
    if days.invoices and (late := max(days.invoices)) > days.today:
        yield "invoice_in_future", {"invoice": str(late)}
