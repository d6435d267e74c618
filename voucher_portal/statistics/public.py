"""The numbers for everybody: where projects stand, what they are about, the way of the money, days per step."""

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from accounts.enums import District
from applications.enums import ENDED, STAGE_OF, Stage, State
from applications.labels import choice
from applications.models import Project
from funds.enums import BOUND, HOLDS, KEPT, Account
from funds.models import Budget
from voucher_portal.statistics import durations
from voucher_portal.statistics.tables import SMALL, WITHHELD, Column, Row, Table, withhold_small

KEY, KEPT_SECONDS = "statistics-public", 600
# Address of the table → the field of the project that divides it.
DIVIDED_BY = {
    "activities": "activity_type",
    "themes": "theme",
    "districts": "applicant__district",
    "laboratories": "laboratory__kind",
}


def tables() -> list[Table]:
    """Every table of the public page, from numbers that are at most ten minutes old."""
    figures = cache.get(KEY)
    if figures is None:
        figures = read()
        cache.set(KEY, figures, KEPT_SECONDS)
    return [
        withhold_small(stages(figures)),
        *(withhold_small(withhold_small(division(name, figures), 1, (1, 2))) for name in DIVIDED_BY),
        withhold_small(money(figures), 1, together=SMALL),
        steps(figures),
    ]


def read() -> dict[str, Any]:
    """The numbers, each a sum of the database; drafts are nobody's business."""
    found = Project.objects.exclude(state=State.DRAFT).order_by()
    states = list(found.values_list("state").annotate(Count("pk"), Sum("paid_amount")))
    return {
        "states": {state: count for state, count, _paid in states},
        "paid": sum(paid or 0 for state, _count, paid in states if state == State.PAID),
        **{
            name: list(
                found.values_list(field).annotate(Count("pk"), Count("award_amount"), Sum("award_amount"))
            )
            for name, field in DIVIDED_BY.items()
        },
        "budget": Budget.objects.aggregate(
            **{name: Sum(name, default=0) for name in ("total", *(account.value for account in KEPT))}
        ),
        "days": durations.measured(),
    }


def stages(figures: dict[str, Any]) -> Table:
    """Projects by the stage they have reached; those that ended stand apart."""
    states = figures["states"]
    running = dict.fromkeys(Stage, 0)
    ended = 0
    for state, count in states.items():
        if state in ENDED:
            ended += count if state != State.PAID else 0
        else:
            running[STAGE_OF[State(state)]] += count
    rows = [Row(stage.label, (count,)) for stage, count in running.items()]
    rows += [Row(State.PAID.label, (states.get(State.PAID, 0),)), Row(_("Ended without payment"), (ended,))]
    return Table("stages", _("Projects by stage"), _("Stage"), (Column(_("Projects")),), tuple(rows))


def division(name: str, figures: dict[str, Any]) -> Table:
    """Projects and awarded money by one of their properties, the most frequent first."""
    title, heading = {
        "activities": (_("Projects by activity"), _("Activity")),
        "themes": (_("Projects by priority theme"), _("Theme")),
        "districts": (_("Projects by district"), _("District")),
        "laboratories": (_("Projects by kind of laboratory"), _("Kind of laboratory")),
    }[name]
    rows = sorted(figures[name], key=lambda row: (-row[1], row[0] or ""))
    return Table(
        name,
        title,
        heading,
        (Column(_("Projects")), Column(_("Awarded")), Column(_("Awarded (元)"), "fen")),
        tuple(
            Row(_words(name, code), (count, awarded, amount or 0)) for code, count, awarded, amount in rows
        ),
    )


def _words(name: str, code: str | None) -> str:
    if not code:
        return _("No priority theme") if name == "themes" else _("Not stated")
    if name == "districts":
        return str(District(code).label)
    return choice(code)


def money(figures: dict[str, Any]) -> Table:
    """The way of the money: from the pool through reservation and award to the payment."""
    budget, states = figures["budget"], figures["states"]

    def projects_on(account: Account) -> int:
        return sum(count for state, count in states.items() if HOLDS.get(State(state)) == account)

    bound = sum(map(projects_on, BOUND))
    rows = (
        Row(_("Granted to the calls"), (budget["total"], None)),
        Row(_("Still available"), (WITHHELD if 0 < bound < SMALL else budget["available"], None)),
        Row(_("Reserved in public notice"), (budget["reserved"], projects_on(Account.RESERVED))),
        Row(_("Committed to vouchers"), (budget["committed"], projects_on(Account.COMMITTED))),
        Row(_("Redeemed"), (budget["redeemed"], projects_on(Account.REDEEMED))),
        Row(_("of that paid"), (figures["paid"], states.get(State.PAID, 0))),
    )
    columns = (Column(_("Amount (元)"), "fen"), Column(_("Projects")))
    return Table("money", _("Money from the pool to the payment"), _("Where the money stands"), columns, rows)


def steps(figures: dict[str, Any]) -> Table:
    """Working days per state, told where there were at least ten cases."""
    days = figures["days"]
    rows = tuple(
        Row(state.label, (median, most, cases))
        for state in State
        if state in days and (cases := days[state][0]) >= durations.FEWEST_CASES
        for median, most in [days[state][1:]]
    )
    columns = (
        Column(_("Median, working days"), "days"),
        Column(_("Four of five within, working days"), "days"),
        Column(_("Cases")),
    )
    note = _("Of the last %(days)s days; a step with fewer than %(least)s cases is not shown.") % {
        "days": durations.WINDOW_DAYS,
        "least": durations.FEWEST_CASES,
    }
    return Table("days", _("How long each step takes"), _("State"), columns, rows, note)
