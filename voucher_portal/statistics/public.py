"""The numbers for everybody: where projects stand, what they are about, the way of the money, days per step."""

from collections import Counter, defaultdict
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from accounts.enums import District
from applications.enums import ENDED, STAGE_OF, Stage, State
from applications.labels import choice
from applications.models import Call, Project
from funds.enums import BOUND, HOLDS, KEPT, Account
from voucher_portal.statistics import durations, earlier
from voucher_portal.statistics.discretion import Calls, hidden_rows, is_small, protect, smallest, without
from voucher_portal.statistics.kept import counted
from voucher_portal.statistics.scope import EVERYTHING, Scope, call_rows
from voucher_portal.statistics.tables import Chart, Column, Row, Table

# Address of the table → the field of the project that divides it.
DIVIDED_BY = {
    "activities": "activity_type",
    "themes": "theme",
    "districts": "applicant__district",
    "laboratories": "laboratory__kind",
}
OF_CALL = ("pk", "code", "title", "opens_on")
ON_ACCOUNTS = [f"budget__{name}" for name in ("total", *(account.value for account in KEPT))]
Figures = dict[str, Any]


def figures() -> tuple[Figures, datetime]:
    """The numbers of every call and when they were counted, which is at most ten minutes ago while people ask."""
    return counted("public", read)


def read() -> Figures:
    """The numbers, each a sum of the database for one call; drafts are nobody's business."""
    found = Project.objects.exclude(state=State.DRAFT).order_by()
    return {
        "calls": list(Call.objects.order_by("-opens_on", "-pk").values(*OF_CALL, *ON_ACCOUNTS)),
        **_states_and_activities(found),
        **{
            name: list(
                found.values_list("call", field).annotate(
                    Count("pk"), Count("award_amount"), Sum("award_amount", default=0)
                )
            )
            for name, field in DIVIDED_BY.items()
            if name != "activities"
        },
        "days": durations.measured(),
        "earlier": earlier.read(),
    }


def _states_and_activities(found: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Two divisions from one question to the database."""
    lines = found.values_list("call", "state", "activity_type").annotate(
        Count("pk"), Sum("paid_amount", default=0), Count("award_amount"), Sum("award_amount", default=0)
    )
    states: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    activities: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for call, state, activity, count, paid, awards, award in lines:
        states[call, state].update(count=count, paid=paid)
        activities[call, activity].update(count=count, awards=awards, award=award)
    return {
        "states": [(*key, sums["count"], sums["paid"]) for key, sums in states.items()],
        "activities": [
            (*key, sums["count"], sums["awards"], sums["award"]) for key, sums in activities.items()
        ],
    }


def tables(scope: Scope = EVERYTHING) -> list[Table]:
    """Every table of the public page."""
    return tables_of(figures()[0], scope)


def tables_of(known: Figures, scope: Scope) -> list[Table]:
    """Every table for the chosen calls, with small figures withheld."""
    rows = call_rows(known["calls"])
    calls = [row[0] for row in rows]
    chosen = None if scope.is_everything else frozenset(row[0] for row in rows if scope.chooses(row))
    return [
        protect(partial(stages, known), calls, chosen),
        *(_division(known, name, calls, chosen) for name in DIVIDED_BY),
        _money(known, calls, chosen),
        steps(known),
        *(earlier.tables(known.get("earlier", []), for_visitors=True) if chosen is None else []),
    ]


def _division(known: Figures, name: str, calls: list[int], chosen: Calls) -> Table:
    """Rows with few projects go as a whole, and the awards of rows in which few were awarded."""
    build = partial(division, known, name)

    def hidden(of: Calls, also: set[int]) -> tuple[set[int], set[int]]:
        gone = hidden_rows(build, calls, of)
        return gone, hidden_rows(lambda part: without(build(part), gone), calls, of, count=1, also=also)

    rows, awards = hidden(None, set())
    if chosen is not None:
        rows, awards = hidden(chosen, awards)
    return without(without(build(chosen), rows), awards, (1, 2))


def _counts(known: Figures, of: Calls) -> dict[str, int]:
    counts: dict[str, int] = {}
    for call, state, count, _paid in known["states"]:
        if of is None or call in of:
            counts[state] = counts.get(state, 0) + count
    return counts


def stages(known: Figures, of: Calls) -> Table:
    """Projects by the stage they have reached; those that ended stand apart."""
    running = dict.fromkeys(Stage, 0)
    ended = paid = 0
    for state, count in _counts(known, of).items():
        if state == State.PAID:
            paid += count
        elif state in ENDED:
            ended += count
        else:
            running[STAGE_OF[State(state)]] += count
    rows = [Row(stage.label, (count,)) for stage, count in running.items()]
    rows += [Row(State.PAID.label, (paid,)), Row(_("Ended without payment"), (ended,))]
    return Table("stages", _("Projects by stage"), _("Stage"), (Column(_("Projects")),), tuple(rows))


def division(known: Figures, name: str, of: Calls) -> Table:
    """Projects and awarded money by one of their properties; what is most frequent in the whole comes first."""
    title, heading = {
        "activities": (_("Projects by activity"), _("Activity")),
        "themes": (_("Projects by priority theme"), _("Theme")),
        "districts": (_("Projects by district"), _("District")),
        "laboratories": (_("Projects by kind of laboratory"), _("Kind of laboratory")),
    }[name]
    whole: dict[str, int] = {}
    sums: dict[str, list[int]] = {}
    for call, code, *values in known[name]:
        whole[code or ""] = whole.get(code or "", 0) + values[0]
        line = sums.setdefault(code or "", [0, 0, 0])
        if of is None or call in of:
            sums[code or ""] = [before + more for before, more in zip(line, values, strict=True)]
    ranked = sorted(whole, key=lambda code: (-whole[code], code))
    return Table(
        name,
        title,
        heading,
        (Column(_("Projects")), Column(_("Awarded")), Column(_("Awarded (元)"), "fen")),
        tuple(Row(_words(name, code), tuple(sums[code])) for code in ranked),
        chart=Chart((0, 1)),
    )


def _words(name: str, code: str) -> str:
    if not code:
        return _("No priority theme") if name == "themes" else _("Not stated")
    if name == "districts":
        return str(District(code).label)
    return choice(code)


def _money(known: Figures, calls: list[int], chosen: Calls) -> Table:
    """What is available would tell what few projects have bound."""
    table = protect(partial(money, known), calls, chosen, count=1, together=smallest())
    parts: list[Calls] = [None] if chosen is None else [None, *(frozenset([call]) for call in calls)]
    if not any(is_small(_bound(_counts(known, part))) for part in parts):
        return table
    return without(table, [1], [0])


def _bound(counts: dict[str, int]) -> int:
    return sum(count for state, count in counts.items() if HOLDS.get(State(state)) in BOUND)


def money(known: Figures, of: Calls) -> Table:
    """The way of the money: from the pool through reservation and award to the payment."""
    counts = _counts(known, of)
    calls = [call for call in known["calls"] if of is None or call["pk"] in of]
    paid = sum(
        amount or 0
        for call, state, _count, amount in known["states"]
        if state == State.PAID and (of is None or call in of)
    )

    def on(account: str) -> int:
        return sum(call[f"budget__{account}"] or 0 for call in calls)

    def projects_on(account: Account) -> int:
        return sum(count for state, count in counts.items() if HOLDS.get(State(state)) == account)

    rows = (
        Row(_("Granted to the calls"), (on("total"), None)),
        Row(_("Still available"), (on("available"), None)),
        Row(_("Reserved in public notice"), (on("reserved"), projects_on(Account.RESERVED))),
        Row(_("Committed to vouchers"), (on("committed"), projects_on(Account.COMMITTED))),
        Row(_("Redeemed"), (on("redeemed"), projects_on(Account.REDEEMED))),
        Row(_("of that paid"), (paid, counts.get(State.PAID, 0))),
    )
    columns = (Column(_("Amount (元)"), "fen"), Column(_("Projects")))
    return Table("money", _("Money from the pool to the payment"), _("Where the money stands"), columns, rows)


def steps(known: Figures) -> Table:
    """Working days per state, told where there were at least ten cases."""
    days = known["days"]
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
    note = _(
        "Of all calls in the last %(days)s days; a step with fewer than %(least)s cases is not shown."
    ) % {"days": durations.WINDOW_DAYS, "least": durations.FEWEST_CASES}
    return Table("days", _("How long each step takes"), _("State"), columns, rows, note, Chart((0, 1)))
