"""The numbers for the office: who drops out where, how the budget burns, what lies too long, institutions compared."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.enums import ENDED, State
from applications.models import Project
from funds.enums import BOUND, Account
from funds.models import Budget, Entry
from voucher_portal.statistics import earlier
from voucher_portal.statistics.kept import counted
from voucher_portal.statistics.scope import EVERYTHING, Scope
from voucher_portal.statistics.tables import Chart, Column, Row, Table
from workflow.models import Event

MOST_ROWS = 50
# The funnel, each step with the states from which a file that ends has left it there.
FUNNEL = {
    State.SUBMITTED: (State.DRAFT, State.SUBMITTED, State.RETURNED),
    State.ENDORSED: (State.ENDORSED,),
    State.APPROVED: (State.APPROVED, State.NOTICED, State.OBJECTED),
    State.AWARDED: (State.AWARDED, State.CONTRACT_SUBMITTED, State.CONTRACT_RETURNED),
    State.CONTRACTED: (State.CONTRACTED, State.CLOSING_SUBMITTED, State.IN_REVIEW, State.NOT_CLOSED),
    State.CLOSED: (State.CLOSED, State.REDEMPTION_REQUESTED),
    State.REDEEMED: (State.REDEEMED,),
    State.PAID: (State.PAID,),
}
AGES = (7, 30, 90)


Figures = dict[str, Any]


def figures(scope: Scope = EVERYTHING) -> tuple[Figures, datetime]:
    """The numbers of a scope and when they were counted: at most ten minutes ago while people ask."""
    return counted(f"office-{scope.key}", lambda: read(scope))


def read(scope: Scope) -> Figures:
    """The numbers as the database has them now."""
    return {
        "funnel": _read_funnel(scope),
        "burn": _read_burn(scope),
        "calls": _read_calls(scope),
        "ageing": _read_ageing(scope),
        "institutions": _read_institutions(scope),
        "earlier": earlier.read() if scope.is_everything else [],
    }


def tables(scope: Scope = EVERYTHING) -> list[Table]:
    """Every table of the office's page."""
    return tables_of(figures(scope)[0])


def tables_of(known: Figures) -> list[Table]:
    return [
        funnel(known["funnel"]),
        burn(known["burn"]),
        calls(known["calls"]),
        ageing(known["ageing"]),
        institutions(known["institutions"]),
        *earlier.tables(known.get("earlier", []), for_visitors=False),
    ]


# --- drop-out per step ------------------------------------------------------------------------------------------------


def _read_funnel(scope: Scope) -> tuple[dict[str, int], dict[str, int]]:
    """How many projects ever came to each state, and from which state those left that are ended now."""
    events = Event.objects.filter(subject_label=Project.subject_label()).order_by()
    if not scope.is_everything:
        events = events.filter(subject_pk__in=scope.projects().values("pk"))
    reached = dict(events.values_list("target").annotate(Count("subject_pk", distinct=True)))
    ended = Project.objects.in_state(*(state for state in ENDED if state != State.PAID)).values("pk")
    leaving = events.filter(target__in=ENDED, subject_pk__in=ended).exclude(target=State.PAID)
    return reached, dict(leaving.values_list("source").annotate(Count("subject_pk", distinct=True)))


def funnel(known: tuple[dict[str, int], dict[str, int]]) -> Table:
    """How many projects ever reached a step, went on from it, ended there for good, or are still there."""
    reached, left = known
    steps = list(FUNNEL)
    rows = []
    for number, step in enumerate(steps):
        count = reached.get(step, 0)
        onward = reached.get(steps[number + 1], 0) if number + 1 < len(steps) else None
        share = None if onward is None or not count else 100 * onward / count
        gone = sum(left.get(state, 0) for state in FUNNEL[step])
        rows.append(Row(step.label, (count, onward, share, gone, max(count - (onward or 0) - gone, 0))))
    columns = (
        Column(_("Reached")),
        Column(_("Went on")),
        Column(_("Share that went on"), "percent"),
        Column(_("Ended here")),
        Column(_("Still here")),
    )
    return Table(
        "funnel",
        _("From application to payment"),
        _("Step"),
        columns,
        tuple(rows),
        chart=Chart((1, 4, 3), "stack"),
    )


# --- money against time -----------------------------------------------------------------------------------------------


def _read_burn(scope: Scope) -> list[tuple[str, tuple[int, ...]]]:
    """For each month what was in use at its end, bound, redeemed and returned in it; months outside the period go last."""
    months: defaultdict[date, dict[str, int]] = defaultdict(
        lambda: {"bound": 0, "redeemed": 0, "returned": 0}
    )
    entries = Entry.objects.filter(budget__call__in=scope.calls()).order_by()
    booked = entries.annotate(month=TruncMonth("at")).values_list("month", "source", "target")
    for month, source, target, amount in booked.annotate(Sum("amount")):
        sums = months[timezone.localdate(month)]
        if source == Account.AVAILABLE and target in BOUND:
            sums["bound"] += amount
        if target == Account.AVAILABLE and source in BOUND:
            sums["returned"] += amount
        if target == Account.REDEEMED:
            sums["redeemed"] += amount
    rows: list[tuple[str, tuple[int, ...]]] = []
    used = 0
    for month, sums in sorted(months.items()):
        used += sums["bound"] - sums["returned"]
        if _touches(scope, month):
            rows.append((f"{month:%Y-%m}", (used, sums["bound"], sums["redeemed"], sums["returned"])))
    return rows[-MOST_ROWS:]


def _touches(scope: Scope, month: date) -> bool:
    """Whether a month, given by its first day, has a day in the period."""
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (scope.since is None or last >= scope.since) and (scope.until is None or month <= scope.until)


def burn(known: list[tuple[str, tuple[int, ...]]]) -> Table:
    """Money month by month: bound to projects, returned to the budget, redeemed, and what was in use at the end."""
    columns = (
        Column(_("In use at the end of the month (元)"), "fen"),
        Column(_("Bound (元)"), "fen"),
        Column(_("Redeemed (元)"), "fen"),
        Column(_("Returned (元)"), "fen"),
    )
    rows = tuple(Row(month, amounts) for month, amounts in known)
    return Table(
        "burn", _("The budget over time"), _("Month"), columns, rows, chart=Chart((0, 1, 2), "months")
    )


def _read_calls(scope: Scope) -> list[tuple[str, tuple[Any, ...]]]:
    today = timezone.localdate()
    rows = []
    for budget in Budget.objects.for_list().filter(call__in=scope.calls())[:MOST_ROWS]:
        used = budget.total - budget.available
        share = 100 * used / budget.total if budget.total else None
        rows.append(
            (budget.call.title, (share, _elapsed(budget.call, today), budget.total, used, budget.redeemed))
        )
    return rows


def _elapsed(call: Any, today: date) -> float:
    whole = (call.closes_on - call.opens_on).days + 1
    passed = (today - call.opens_on).days + 1
    return 100 * min(max(passed, 0), whole) / whole


def calls(known: list[tuple[str, tuple[Any, ...]]]) -> Table:
    """Each call: its money in use against the time that has passed."""
    columns = (
        Column(_("Budget in use"), "percent"),
        Column(_("Time passed"), "percent"),
        Column(_("Budget (元)"), "fen"),
        Column(_("In use (元)"), "fen"),
        Column(_("Redeemed (元)"), "fen"),
    )
    rows = tuple(Row(title, cells) for title, cells in known)
    return Table(
        "calls",
        _("Budget against time, by call"),
        _("Call"),
        columns,
        rows,
        chart=Chart((0, 1), mark=1),
    )


# --- files and institutions -------------------------------------------------------------------------------------------


def _read_ageing(scope: Scope) -> dict[str, tuple[int, ...]]:
    """For each state of open files: days of the oldest, all, and how many have been there how long."""
    now = timezone.now()
    edges = [now - timedelta(days=days) for days in AGES]
    counts = scope.projects().exclude(state__in=ENDED).values("state")
    found = counts.annotate(
        oldest=Min("state_since"),
        all=Count("pk"),
        week=Count("pk", filter=Q(state_since__gt=edges[0])),
        month=Count("pk", filter=Q(state_since__lte=edges[0], state_since__gt=edges[1])),
        quarter=Count("pk", filter=Q(state_since__lte=edges[1], state_since__gt=edges[2])),
        older=Count("pk", filter=Q(state_since__lte=edges[2])),
    )
    lines = found.values_list("state", "oldest", "all", "week", "month", "quarter", "older")
    return {state: ((now - oldest).days, *numbers) for state, oldest, *numbers in lines}


def ageing(known: dict[str, tuple[int, ...]]) -> Table:
    """How long the open files have been in their state, and since when the oldest."""
    columns = (
        Column(_("Oldest, days"), "days"),
        Column(_("Files")),
        Column(_("Up to 7 days")),
        Column(_("8 to 30 days")),
        Column(_("31 to 90 days")),
        Column(_("More than 90 days")),
    )
    rows = tuple(Row(state.label, known[state]) for state in State if state in known)
    return Table(
        "ageing",
        _("Open files by time in their state"),
        _("State"),
        columns,
        rows,
        chart=Chart((2, 3, 4, 5), "stack"),
    )


def _read_institutions(scope: Scope) -> list[tuple[Any, ...]]:
    found = scope.projects().filter(recommender__isnull=False)
    rows = found.values_list("recommender", "recommender__organisation__name").annotate(
        projects=Count("pk"),
        declined=Count("pk", filter=Q(state=State.DECLINED)),
        rejected=Count("pk", filter=Q(state=State.REJECTED)),
        awarded=Count("pk", filter=Q(awarded_on__isnull=False)),
        paid=Count("pk", filter=Q(state=State.PAID)),
        amount=Sum("award_amount", default=0),
    )
    return list(rows.order_by("-projects", "recommender__organisation__name", "recommender")[:MOST_ROWS])


def institutions(known: list[tuple[Any, ...]]) -> Table:
    """Recommending institutions with what became of the projects they were asked to recommend."""
    columns = (
        Column(_("Projects")),
        Column(_("Declined")),
        Column(_("Rejected by the office")),
        Column(_("Awarded")),
        Column(_("Paid")),
        Column(_("Awarded (元)"), "fen"),
    )
    return Table(
        "institutions",
        _("Recommending institutions compared"),
        _("Institution"),
        columns,
        tuple(Row(name, tuple(cells)) for _pk, name, *cells in known),
        chart=Chart((0, 3, 4)),
    )
