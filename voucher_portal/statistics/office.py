"""The numbers for the office: who drops out where, how the budget burns, what lies too long, institutions compared."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.enums import ENDED, State
from applications.models import Project
from funds.enums import BOUND, Account
from funds.models import Budget, Entry
from voucher_portal.statistics.tables import Column, Row, Table
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


def tables() -> list[Table]:
    """Every table of the office's page, as things are now."""
    return [funnel(), burn(), calls(), ageing(), institutions()]


def funnel() -> Table:
    """How many projects ever reached a step, went on from it, or ended there and are still ended."""
    events = Event.objects.filter(subject_label=Project.subject_label()).order_by()
    reached = dict(events.values_list("target").annotate(Count("subject_pk", distinct=True)))
    left: defaultdict[str, int] = defaultdict(int)
    ended = Project.objects.in_state(*(state for state in ENDED if state != State.PAID)).values("pk")
    leaving = events.filter(target__in=ENDED, subject_pk__in=ended).exclude(target=State.PAID)
    for source, count in leaving.values_list("source").annotate(Count("subject_pk", distinct=True)):
        left[source] += count
    steps = list(FUNNEL)
    rows = []
    for number, step in enumerate(steps):
        count = reached.get(step, 0)
        onward = reached.get(steps[number + 1], 0) if number + 1 < len(steps) else None
        share = None if onward is None or not count else 100 * onward / count
        rows.append(Row(step.label, (count, onward, share, sum(left[state] for state in FUNNEL[step]))))
    columns = (
        Column(_("Reached")),
        Column(_("Went on")),
        Column(_("Share that went on"), "percent"),
        Column(_("Ended here")),
    )
    note = _("What neither went on nor ended is still there.")
    return Table("funnel", _("From application to payment"), _("Step"), columns, tuple(rows), note)


def burn() -> Table:
    """Money month by month: bound to projects, returned to the budget, redeemed, and what was in use at the end."""
    months: defaultdict[date, dict[str, int]] = defaultdict(
        lambda: {"bound": 0, "redeemed": 0, "returned": 0}
    )
    booked = (
        Entry.objects.order_by().annotate(month=TruncMonth("at")).values_list("month", "source", "target")
    )
    for month, source, target, amount in booked.annotate(Sum("amount")):
        sums = months[timezone.localdate(month)]
        if source == Account.AVAILABLE and target in BOUND:
            sums["bound"] += amount
        if target == Account.AVAILABLE and source in BOUND:
            sums["returned"] += amount
        if target == Account.REDEEMED:
            sums["redeemed"] += amount
    rows, used = [], 0
    for month, sums in sorted(months.items()):
        used += sums["bound"] - sums["returned"]
        rows.append(Row(f"{month:%Y-%m}", (used, sums["bound"], sums["redeemed"], sums["returned"])))
    columns = (
        Column(_("In use at the end of the month (元)"), "fen"),
        Column(_("Bound (元)"), "fen"),
        Column(_("Redeemed (元)"), "fen"),
        Column(_("Returned (元)"), "fen"),
    )
    return Table("burn", _("The budget over time"), _("Month"), columns, tuple(rows[-MOST_ROWS:]))


def calls() -> Table:
    """Each call: its money in use against the time that has passed."""
    today = timezone.localdate()
    rows = []
    for budget in Budget.objects.for_list()[:MOST_ROWS]:
        used = budget.total - budget.available
        share = 100 * used / budget.total if budget.total else None
        rows.append(
            Row(budget.call.title, (share, _elapsed(budget.call, today), budget.total, used, budget.redeemed))
        )
    columns = (
        Column(_("Budget in use"), "percent"),
        Column(_("Time passed"), "percent"),
        Column(_("Budget (元)"), "fen"),
        Column(_("In use (元)"), "fen"),
        Column(_("Redeemed (元)"), "fen"),
    )
    note = _("The line in the chart is the time that has passed.")
    return Table("calls", _("Budget against time, by call"), _("Call"), columns, tuple(rows), note, mark=1)


def _elapsed(call: Any, today: date) -> float:
    whole = (call.closes_on - call.opens_on).days + 1
    passed = (today - call.opens_on).days + 1
    return 100 * min(max(passed, 0), whole) / whole


def ageing() -> Table:
    """How long the open files have been in their state, and since when the oldest."""
    now = timezone.now()
    edges = [now - timedelta(days=days) for days in AGES]
    counts = Project.objects.exclude(state__in=(*ENDED, State.DRAFT)).order_by().values("state")
    found = {
        row["state"]: row
        for row in counts.annotate(
            oldest=Min("state_since"),
            all=Count("pk"),
            week=Count("pk", filter=Q(state_since__gt=edges[0])),
            month=Count("pk", filter=Q(state_since__lte=edges[0], state_since__gt=edges[1])),
            quarter=Count("pk", filter=Q(state_since__lte=edges[1], state_since__gt=edges[2])),
            older=Count("pk", filter=Q(state_since__lte=edges[2])),
        )
    }
    names = ("all", "week", "month", "quarter", "older")
    rows = (
        Row(state.label, ((now - found[state]["oldest"]).days, *(found[state][name] for name in names)))
        for state in State
        if state in found
    )
    columns = (
        Column(_("Oldest, days"), "days"),
        Column(_("Files")),
        Column(_("Up to 7 days")),
        Column(_("8 to 30 days")),
        Column(_("31 to 90 days")),
        Column(_("More than 90 days")),
    )
    return Table("ageing", _("Open files by time in their state"), _("State"), columns, tuple(rows))


def institutions() -> Table:
    """Recommending institutions with what became of the projects they were asked to recommend."""
    found = Project.objects.exclude(state=State.DRAFT).filter(recommender__isnull=False).order_by()
    rows = found.values_list("recommender", "recommender__organisation__name").annotate(
        projects=Count("pk"),
        declined=Count("pk", filter=Q(state=State.DECLINED)),
        rejected=Count("pk", filter=Q(state=State.REJECTED)),
        awarded=Count("pk", filter=Q(awarded_on__isnull=False)),
        paid=Count("pk", filter=Q(state=State.PAID)),
        amount=Sum("award_amount", default=0),
    )
    columns = (
        Column(_("Projects")),
        Column(_("Declined")),
        Column(_("Rejected by the office")),
        Column(_("Awarded")),
        Column(_("Paid")),
        Column(_("Awarded (元)"), "fen"),
    )
    ranked = rows.order_by("-projects", "recommender__organisation__name", "recommender")[:MOST_ROWS]
    return Table(
        "institutions",
        _("Recommending institutions compared"),
        _("Institution"),
        columns,
        tuple(Row(name, tuple(figures)) for _pk, name, *figures in ranked),
    )
