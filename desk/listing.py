"""One list for everybody: tab, filter, order, columns and page of the queue, read from its address."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import QueryDict
from django.utils import timezone

from accounts.enums import OFFICE_ROLES
from applications.models import Call, Project
from desk.columns import Column, chosen_columns
from desk.counting import bounded_counts
from desk.filters import QueueFilter
from desk.models import Claim, SavedView
from desk.order import Order, cut
from desk.selection import narrow, tab_name
from desk.tabs import in_tab, tabs_of
from institutions.models import RecommendingInstitution
from review.models import Assignment
from workflow.paging import KeysetPage

MOST_OPTIONS = 200
MOST_VIEWS = 8
USUAL_ORDER = {"take": "since", "overdue": "since", "mine": "since"}


class Listing:
    """The queue as one actor reads it under one address. Every part is asked for at most once."""

    def __init__(self, actor: Any, data: QueryDict, habits: list[str] | None = None):
        self.actor, self.data, self.now = actor, data, timezone.now()
        self.habits = habits or []
        self.tab = tab_name(data, actor)

    @cached_property
    def form(self) -> QueueFilter:
        return QueueFilter(self.data, actor=self.actor, now=self.now)

    @cached_property
    def filtered(self) -> QuerySet[Project]:
        """What the filter leaves of everything the actor may see, in whichever tab."""
        return self.form.apply(Project.objects.visible_to(self.actor))

    @property
    def selected(self) -> QuerySet[Project]:
        """The projects of the list, without an order."""
        return in_tab(self.filtered, self.tab, self.actor, self.now)

    @property
    def order(self) -> Order:
        return Order.read(self.data.get("sort", ""), USUAL_ORDER.get(self.tab, "-age"))

    @property
    def columns(self) -> list[Column]:
        """Those of the address, else those that the person keeps, else the usual ones."""
        return chosen_columns(self.actor, self.data.getlist("col"), self.habits)

    def rows(self) -> QuerySet[Project]:
        """The projects of the list in its order, with what the columns show."""
        return self.order.sort(for_queue(self.selected, self.actor, self.now))

    def page(self) -> KeysetPage:
        return cut(for_queue(self.selected, self.actor, self.now), self.order, self.data)

    def neighbours(self, project: Project) -> tuple[Project | None, Project | None]:
        """The files before and after one in the list, at the cost of two short reads."""
        position = self.order.position(project)
        narrow_row = self.selected.select_related("applicant").only(
            "reference", "title", "applicant__name_key"
        )
        before = self.order.reversed().after(narrow_row, position)[:1]
        after = self.order.after(narrow_row, position)[:1]
        return next(iter(before), None), next(iter(after), None)

    def counts(self, views: list[SavedView]) -> tuple[dict[str, int], dict[int, int]]:
        """How many files are in each tab and in the first saved views, in one question."""
        asked = {
            tab.name: in_tab(self.filtered, tab.name, self.actor, self.now) for tab in tabs_of(self.actor)
        }
        visible = Project.objects.visible_to(self.actor)
        for view in views[:MOST_VIEWS]:
            asked[f"view {view.pk}"], _form = narrow(visible, QueryDict(view.query), self.actor, self.now)
        counted = bounded_counts(asked)
        return counted, {view.pk: counted[f"view {view.pk}"] for view in views[:MOST_VIEWS]}


def for_queue(queryset: QuerySet[Project], actor: Any, now: datetime) -> QuerySet[Project]:
    """The narrow row of the queue: what any column shows, in one query."""
    found = (
        queryset.for_list()
        .select_related("call")
        .only(
            *FIELDS,
        )
        .with_days_to_keep()
        .with_news_for(actor)
    )
    if actor.role not in OFFICE_ROLES:
        return found
    live = Claim.objects.live(now).of_party(actor.organisation_id).filter(project=OuterRef("pk"))
    name = Coalesce(NullIf("person__name", Value("")), "person__email", output_field=CharField())
    given, asked = Assignment.objects.all().opinions_of_project()
    return found.annotate(
        opinions_given=given,
        opinions_asked=asked,
        holder_id=Subquery(live.values("person_id")[:1]),
        holder_name=Subquery(live.values_list(name)[:1]),
        held_since=Subquery(live.values("taken_at")[:1]),
    )


FIELDS = (
    "reference",
    "title",
    "state",
    "state_since",
    "submitted_at",
    "created_at",
    "requested_amount",
    "award_amount",
    "use_by",
    "redeem_by",
    "activity_type",
    "returns",
    "applicant__name",
    "applicant__name_key",
    "applicant__district",
    "call__title",
    "call__closes_on",
    "laboratory__state",
    "laboratory__organisation__name",
    "recommender__state",
    "recommender__organisation__name",
)


def options() -> dict[str, list[tuple[str, str]]]:
    """The calls and institutions to choose from, in one query."""
    columns = ("kind", "code", "label")
    calls = Call.objects.annotate(kind=Value("call"), label=_text("title")).values_list(
        "kind", "code", "label"
    )
    institutions = RecommendingInstitution.objects.annotate(
        kind=Value("institution"), code=_text("reference"), label=_text("organisation__name")
    ).values_list(*columns)
    found: dict[str, list[tuple[str, str]]] = {"call": [], "institution": []}
    for kind, code, label in calls.union(institutions, all=True).order_by("kind", "label", "code")[
        :MOST_OPTIONS
    ]:
        found[kind].append((code, label))
    return found


def _text(name: str) -> Coalesce:
    return Coalesce(name, Value(""), output_field=CharField())
