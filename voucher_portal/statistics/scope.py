"""What part of the programme is counted: a call, the calls of a year and, for the office, a period of submission."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from applications.enums import State
from applications.models import Call, Project

CallRow = tuple[int, str, str, int]  # key, code, title, year in which it opened


@dataclass(frozen=True)
class Scope:
    """A choice; nothing chosen is everything. The year is the one in which a call opened."""

    call: str = ""
    year: int | None = None
    since: date | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        return self == EVERYTHING

    @property
    def key(self) -> str:
        return f"{self.call}.{self.year or ''}.{self.since or ''}.{self.until or ''}"

    def chooses(self, call: CallRow) -> bool:
        """Whether a call belongs to it."""
        _pk, code, _title, opened = call
        return self.call in {"", code} and self.year in {None, opened}

    def calls(self) -> QuerySet[Call]:
        """The calls that belong to it."""
        found = Call.objects.filter(code=self.call) if self.call else Call.objects.all()
        return found.filter(opens_on__year=self.year) if self.year else found

    def projects(self) -> QuerySet[Project]:
        """Handed-in projects of its calls, first submitted within its period; in no order, for counting."""
        found = Project.objects.exclude(state=State.DRAFT).order_by()
        if self.call or self.year:
            found = found.filter(call__in=self.calls().values("pk"))
        if self.since:
            found = found.filter(submitted_at__date__gte=self.since)
        return found.filter(submitted_at__date__lte=self.until) if self.until else found


EVERYTHING = Scope()


def call_rows(found: Iterable[Any] | None = None) -> list[CallRow]:
    """Every call, the newest first, unless they were read before."""
    if found is None:
        found = Call.objects.order_by("-opens_on", "-pk").values("pk", "code", "title", "opens_on")
    return [(row["pk"], row["code"], row["title"], row["opens_on"].year) for row in found]


class ScopeForm(forms.Form):
    """What visitors choose: whole calls, since narrow periods could be subtracted from one another."""

    call = forms.ChoiceField(label=_("Call"), required=False)
    year = forms.TypedChoiceField(label=_("Year of the call"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, calls: Iterable[CallRow]) -> None:
        super().__init__(data)
        rows = list(calls)
        years = sorted({opened for *_rest, opened in rows}, reverse=True)
        self.fields["call"].choices = [
            ("", _("All calls")),
            *((code, title) for _pk, code, title, _year in rows),
        ]
        self.fields["year"].choices = [("", _("All years")), *((str(year), str(year)) for year in years)]

    def scope(self) -> Scope | None:
        """The choice, or nothing when it makes no sense."""
        return Scope(**self.cleaned_data) if self.is_valid() else None


class PeriodForm(ScopeForm):
    """What the office chooses besides: days of the first submission."""

    since = forms.DateField(
        label=_("Submitted from"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Submitted until"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("The period ends on or after the day it begins."))
        return told
