"""A selection of files: those that were ticked, or everything that a filter finds; never more than the actor sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Project
from desk.filters import QueueFilter
from desk.tabs import in_tab, tabs_of, usual_tab
from workflow.errors import Unfit

MOST_TICKED = 500
MOST_QUERY = 2000
REFERENCE = re.compile(r"[A-Z0-9-]{3,20}")
# What stands in the address of a list but does not say which files are in it.
PRESENTATION = ("sort", "col", "after", "before", "doc", "page", "csrfmiddlewaretoken")


@dataclass(frozen=True)
class Selection:
    """Files chosen in the queue. Exactly one of the two holds: `everything` with its `query`, or `references`."""

    references: tuple[str, ...] = ()
    query: str = ""
    everything: bool = False

    @classmethod
    def from_post(cls, data: QueryDict) -> Selection:
        """Reads `selected` (several) or `everything` with `query`. Raises Unfit for nothing, too much or nonsense."""
        if data.get("everything"):
            query = data.get("query", "").lstrip("?")
            if len(query) > MOST_QUERY:
                raise Unfit(_("This filter is too long. Choose fewer values."))
            return cls(query=without_presentation(query), everything=True)
        references = tuple(dict.fromkeys(data.getlist("selected")))
        if not references:
            raise Unfit(_("Tick at least one file."))
        if len(references) > MOST_TICKED or not all(REFERENCE.fullmatch(item) for item in references):
            raise Unfit(_("Some of the files were not understood. Go back to the list and tick them again."))
        return cls(references=references)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Selection:
        """What `as_json` stored."""
        return cls(tuple(data["references"]), data["query"], data["everything"])

    def as_json(self) -> dict[str, Any]:
        return {"references": list(self.references), "query": self.query, "everything": self.everything}

    def hidden_fields(self) -> list[tuple[str, str]]:
        """Name and value of each hidden input that carries the selection through a form."""
        if self.everything:
            return [("everything", "1"), ("query", self.query)]
        return [("selected", reference) for reference in self.references]

    def resolve(self, actor, now: datetime | None = None) -> QuerySet[Project]:
        """The projects, without an order. Raises Unfit when the filter is not understood in full.

        A filter that is half understood would mean more files than the person has seen, so it is refused here.
        """
        visible = Project.objects.visible_to(actor)
        if not self.everything:
            return visible.filter(reference__in=self.references)
        found, form = narrow(visible, QueryDict(self.query), actor, now or timezone.now())
        if form.ignored:
            raise Unfit(
                _("This part of the filter was not understood: %(names)s.")
                % {"names": ", ".join(form.ignored)}
            )
        return found


def narrow(
    visible: QuerySet[Project], data: QueryDict, actor, now: datetime
) -> tuple[QuerySet[Project], QueueFilter]:
    """What a tab and a filter leave of the visible projects, with the form that says what was ignored."""
    form = QueueFilter(data, actor=actor, now=now)
    return in_tab(form.apply(visible), tab_name(data, actor), actor, now), form


def tab_name(data: QueryDict, actor) -> str:
    """The tab that the address asks for; an unknown one or none is the usual one of the role."""
    asked = data.get("tab", "")
    return asked if asked in {tab.name for tab in tabs_of(actor)} else usual_tab(actor)


def without_presentation(query: str) -> str:
    """A query string without order, columns and page."""
    data = QueryDict(query, mutable=True)
    for name in PRESENTATION:
        data.pop(name, None)
    return data.urlencode()
