"""Projects of the years before the portal, beside those that went through it: an archive that was brought in as a table."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from applications.enums import HistoricOutcome
from applications.models import HistoricProject
from voucher_portal.statistics.discretion import hidden_rows, without
from voucher_portal.statistics.tables import Chart, Column, Row, Table

MOST_YEARS = 40
FINISHED = (HistoricOutcome.PAID, HistoricOutcome.CLOSED)
Years = list[tuple[Any, ...]]


def read() -> Years:
    """For each year, the latest first: projects, those awarded and finished, and what was awarded and paid."""
    years = HistoricProject.objects.order_by().values_list("year")
    counted = years.annotate(
        projects=Count("pk"),
        awarded=Count("pk", filter=Q(awarded_fen__gt=0)),
        finished=Count("pk", filter=Q(outcome__in=FINISHED)),
        award=Sum("awarded_fen", default=0),
        paid=Sum("paid_fen", default=0),
    )
    return list(counted.order_by("-year")[:MOST_YEARS])


def tables(known: Years, *, for_visitors: bool) -> list[Table]:
    """The archive by year when there is one; for visitors without small figures."""
    if not known:
        return []
    table = by_year(known)
    return [_protected(table) if for_visitors else table]


def by_year(known: Years) -> Table:
    """One row for each year; the archive belongs to no call."""
    columns = (
        Column(_("Projects")),
        Column(_("Awarded")),
        Column(_("Brought to their end")),
        Column(_("Awarded (元)"), "fen"),
        Column(_("Paid (元)"), "fen"),
    )
    return Table(
        "earlier",
        _("Before the portal: projects of earlier years"),
        _("Year of the application"),
        columns,
        tuple(Row(str(year), tuple(cells)) for year, *cells in known),
        _("Taken over from earlier records; not counted in any other table."),
        Chart((0, 1, 2)),
    )


def _protected(table: Table) -> Table:
    """Years with few projects go as a whole, and what was awarded and finished in those with few of either."""
    rows = hidden_rows(lambda _calls: table, [])
    left = without(table, rows)
    few = hidden_rows(lambda _calls: left, [], count=1) | hidden_rows(lambda _calls: left, [], count=2)
    return without(left, few, (1, 2, 3, 4))
