"""What the spine can count of the work of institutions: vouchers, closings, days, satisfaction, recommendations."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.enums import State
from applications.models import Project, Satisfaction
from institutions.figures import Values, panel, source
from institutions.models import RecommendingInstitution, ServiceInstitution
from labs.models import Laboratory
from workflow.models import Event

INSTITUTION = "laboratory__reported_by"
CLOSED = (State.CLOSED, State.REDEMPTION_REQUESTED, State.REDEEMED, State.PAID, State.CLAWED_BACK)
FAILED = (State.NOT_CLOSED, State.TERMINATED, State.REVOKED, State.EXPIRED)
CENT = Decimal("0.01")


def share(part: int, whole: int) -> Decimal:
    """Percent to two places."""
    return (Decimal(part * 100) / whole).quantize(CENT, ROUND_HALF_UP)


def closed_on(institutions: Iterable[int], year: int) -> dict[int, list[tuple[date, date]]]:
    """Institution → (award, closing) of every project that was closed in the year and still counts as closed."""
    projects = Project.objects.filter(
        **{f"{INSTITUTION}__in": list(institutions)}, state__in=CLOSED, awarded_on__isnull=False
    )
    known = {pk: (house, day) for pk, house, day in projects.values_list("pk", INSTITUTION, "awarded_on")}
    closings = Event.objects.filter(
        subject_label=Project.subject_label(), transition="close", at__year=year, subject_pk__in=list(known)
    )
    last = {pk: timezone.localdate(at) for pk, at in closings.order_by("at").values_list("subject_pk", "at")}
    found = defaultdict(list)
    for pk, day in last.items():
        house, awarded = known[pk]
        found[house].append((awarded, day))
    return found


@source("vouchers_served", gettext_lazy("Vouchers served"))
def vouchers_served(institutions: Iterable[int], year: int) -> Values:
    """Vouchers that were awarded in the year for work in laboratories of the institution."""
    wanted = list(institutions)
    rows = Project.objects.filter(**{f"{INSTITUTION}__in": wanted}, awarded_on__year=year)
    counts = dict(rows.order_by().values_list(INSTITUTION).annotate(Count("pk")))
    return {pk: Decimal(counts.get(pk, 0)) for pk in wanted}


@source("closing_rate", gettext_lazy("Share of projects that were closed (%)"))
def closing_rate(institutions: Iterable[int], year: int) -> Values:
    """Of the funded projects that came to an end in the year, the percentage that passed the closing."""
    wanted = list(institutions)
    closed = {pk: len(rows) for pk, rows in closed_on(wanted, year).items()}
    failed = Project.objects.filter(
        **{f"{INSTITUTION}__in": wanted}, state__in=FAILED, awarded_on__isnull=False, state_since__year=year
    )
    lost = dict(failed.order_by().values_list(INSTITUTION).annotate(Count("pk")))
    ended = {pk: closed.get(pk, 0) + lost.get(pk, 0) for pk in wanted}
    return {pk: share(closed.get(pk, 0), number) for pk, number in ended.items() if number}


@source("median_days", gettext_lazy("Days from award to closing (median)"))
def median_days(institutions: Iterable[int], year: int) -> Values:
    """The median of the calendar days from the award to the closing, of projects closed in the year."""
    return {
        house: Decimal(str(median((day - awarded).days for awarded, day in rows))).quantize(CENT)
        for house, rows in closed_on(institutions, year).items()
    }


@source("satisfaction", gettext_lazy("Satisfaction of applicants (1 to 5)"))
def satisfaction(institutions: Iterable[int], year: int) -> Values:
    """The average of what applicants said of the institution in the year, from three answers on."""
    found = Satisfaction.objects.filter(at__year=year).averages("institution", list(institutions))
    return {pk: Decimal(str(average)).quantize(CENT, ROUND_HALF_UP) for pk, average in found.items()}


def fate(projects) -> dict[str, Any]:
    """How far projects came, each counted in every stage that it reached."""
    return projects.handed_in().aggregate(
        handed_in=Count("pk"),
        endorsed=Count("pk", filter=~Q(endorsement="")),
        approved=Count("pk", filter=Q(awarded_on__isnull=False) | Q(recommended_amount__isnull=False)),
        awarded=Count("pk", filter=Q(awarded_on__isnull=False)),
        closed=Count("pk", filter=Q(state__in=CLOSED)),
        paid=Count("pk", filter=Q(paid_on__isnull=False)),
        money=Sum("paid_amount", filter=Q(paid_on__isnull=False)),
    )


def stat(label: str, number: int, whole: int, hint: str) -> dict[str, Any]:
    """A figure with its share of the whole."""
    return {"label": label, "value": number, "hint": hint % {"share": share(number, whole)} if whole else ""}


def stars(party: str, pk: int) -> list[dict[str, Any]]:
    """The average of all years, where enough applicants answered."""
    average = Satisfaction.objects.averages(party, [pk]).get(pk)
    if average is None:
        return []
    value = Decimal(str(average)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return [{"label": _("Satisfaction"), "value": value, "unit": "/ 5", "hint": _("average of applicants")}]


@panel(RecommendingInstitution)
def recommendations(institution: RecommendingInstitution) -> list[dict[str, Any]]:
    """What became of the recommendations of an institution."""
    known = fate(Project.objects.filter(recommender=institution))
    sent, endorsed = known["handed_in"], known["endorsed"]
    of_sent, of_endorsed = _("%(share)s%% of the applications"), _("%(share)s%% of the recommendations")
    return [
        {"label": _("Applications received"), "value": sent},
        stat(_("Recommended"), endorsed, sent, of_sent),
        stat(_("Approved"), known["approved"], endorsed, of_endorsed),
        stat(_("Closed"), known["closed"], endorsed, of_endorsed),
        stat(_("Paid"), known["paid"], endorsed, of_endorsed),
        *stars("recommender", institution.pk),
    ]


@panel(Laboratory)
def work(laboratory: Laboratory) -> list[dict[str, Any]]:
    """What became of the vouchers that a laboratory served, once it was listed."""
    if laboratory.listed_from is None:
        return []
    return served(Project.objects.filter(laboratory=laboratory), "laboratory", laboratory.pk)


@panel(ServiceInstitution)
def vouchers(institution: ServiceInstitution) -> list[dict[str, Any]]:
    """What became of the vouchers in the laboratories of an institution."""
    return served(Project.objects.filter(**{INSTITUTION: institution}), "institution", institution.pk)


def served(projects, party: str, pk: int) -> list[dict[str, Any]]:
    """Vouchers with what became of them, and what applicants say of the house."""
    known = fate(projects)
    awarded, hint = known["awarded"], _("%(share)s%% of the vouchers")
    return [
        {"label": _("Vouchers"), "value": awarded},
        stat(_("Closed"), known["closed"], awarded, hint),
        stat(_("Paid"), known["paid"], awarded, hint),
        *stars(party, pk),
    ]
