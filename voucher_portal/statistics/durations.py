"""How long files stay in a state: percentiles of what happened lately, told only when there is enough of it."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cache

from django.core.cache import cache as kept
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Project
from policy.working_days import is_working_day
from workflow.models import Event

WINDOW_DAYS = 90
FEWEST_CASES = 10
MOST_EVENTS = 20_000
KEPT_SECONDS = 3600
KEY = "statistics-usual-days"
Days = tuple[int, int]


def usual_days(state: str) -> Days | None:
    """Median and 80th percentile of the working days in a state, of the last 90 days; None below ten cases."""
    known: dict[str, Days] | None = kept.get(KEY)
    if known is None:
        known = {
            name: (median, most)
            for name, (cases, median, most) in measured().items()
            if cases >= FEWEST_CASES
        }
        kept.set(KEY, known, KEPT_SECONDS)
    return known.get(state)


def usual_words(state: str) -> str:
    """The sentence of the project page, or nothing."""
    days = usual_days(state)
    if days is None:
        return ""
    median, most = days
    if most == 0:
        return _("This is usually done on the same day.")
    if most == median:
        return ngettext(
            "This usually takes %(days)s working day.", "This usually takes %(days)s working days.", most
        ) % {"days": most}
    return _("This usually takes %(least)s–%(most)s working days.") % {"least": median, "most": most}


def measured() -> dict[str, tuple[int, int, int]]:
    """For every state that files left lately: number of cases, median and 80th percentile of working days."""
    stays: defaultdict[str, list[int]] = defaultdict(list)
    for state, came, left in stays_since(timezone.now() - timedelta(days=WINDOW_DAYS)):
        stays[state].append(working_days(timezone.localdate(came), timezone.localdate(left)))
    return {state: (len(days), percentile(days, 50), percentile(days, 80)) for state, days in stays.items()}


def stays_since(start: datetime) -> list[tuple[str, datetime, datetime]]:
    """Each completed stay of a project in a state that ended after `start`: state, from when, until when.

    Reads a bounded number of the latest events. A stay whose beginning lies before `start` is found by one more query
    over the projects concerned.
    """
    ours = Event.objects.filter(subject_label=Project.subject_label())
    names = ("subject_pk", "sequence", "source", "target", "at")
    latest = list(ours.filter(at__gte=start).order_by("-at", "-pk").values_list(*names)[:MOST_EVENTS])
    moved = ours.filter(at__gte=start).values("subject_pk")
    before = ours.filter(at__lt=start, subject_pk__in=moved)
    rows = sorted([*before.order_by("-at", "-pk").values_list(*names)[:MOST_EVENTS], *latest])
    found: list[tuple[str, datetime, datetime]] = []
    came: dict[int, datetime] = {}
    for subject, _sequence, source, target, at in rows:
        if source == target:
            continue
        if at >= start and subject in came:
            found.append((source, came[subject], at))
        came[subject] = at
    return found


def working_days(first: date, last: date) -> int:
    """Working days after the first day up to the last; whatever is done on the same day takes none."""
    whole_days = range(1, (last - first).days + 1)
    return sum(_works(first + timedelta(days=number)) for number in whole_days)


_works = cache(is_working_day)


def percentile(values: list[int], percent: int) -> int:
    """The smallest value that at least `percent` of all values do not exceed (nearest rank)."""
    ranked = sorted(values)
    rank = -(-len(ranked) * percent // 100)
    return ranked[max(rank, 1) - 1]
