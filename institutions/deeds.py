"""What an institution did for one enterprise: apps above declare what they know in their `deeds.py`, found once at start.

Each app keeps its notes where they belong: talks with an enterprise here, advice on a need at the need, recommendations
at the project. This is where they are read together.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from institutions.models import CoachingNote, EventEnterprise, RecommendingInstitution

MOST = 100


@dataclass(frozen=True)
class Deed:
    """One dated thing that was done; `by` is a person of the institution, empty where nobody is named."""

    day: date
    label: str | Promise
    words: str = ""
    by: str = ""
    url: str = ""


@dataclass(frozen=True)
class Coached:
    """How many notes of coaching there are about one enterprise."""

    uscc: str
    name: str
    notes: int


Teller = Callable[[RecommendingInstitution, str, Any], Iterable[Deed]]
Counter = Callable[[RecommendingInstitution], Iterable[Coached]]
_tellers: list[Teller] = []
_counters: list[Counter] = []


def tells_deeds(teller: Teller) -> Teller:
    """Declares deeds for an enterprise, by its credit code, that the actor may read; at most `MOST` of them."""
    _tellers.append(teller)
    return teller


def counts_coaching(counter: Counter) -> Counter:
    """Declares notes of coaching, by enterprise."""
    _counters.append(counter)
    return counter


def deeds_for(institution: RecommendingInstitution, uscc: str, actor: Any) -> list[Deed]:
    """Everything the institution did for an enterprise that the actor may read, newest first."""
    found = [deed for teller in _tellers for deed in teller(institution, uscc, actor)]
    return sorted(found, key=lambda deed: deed.day, reverse=True)


def coached(institution: RecommendingInstitution) -> list[Coached]:
    """The enterprises that were coached, those with most notes first; what several apps know of one is added up."""
    found: dict[str, Coached] = {}
    for counter in _counters:
        for row in counter(institution):
            key = row.uscc or row.name
            known = found.get(key)
            found[key] = Coached(row.uscc, row.name, row.notes + (known.notes if known else 0))
    return sorted(found.values(), key=lambda row: (-row.notes, row.name))


@tells_deeds
def talks(institution: RecommendingInstitution, uscc: str, actor: Any) -> Iterable[Deed]:
    """The notes of coaching that the institution wrote."""
    notes = CoachingNote.objects.visible_to(actor).filter(institution=institution, enterprise__uscc=uscc)
    for row in notes.select_related("by").order_by("-date", "-pk")[:MOST]:
        words = f"{row.note}\n→ {row.next_step}" if row.next_step else row.note
        yield Deed(row.date, row.get_topic_display(), words, row.by.get_short_name())


@tells_deeds
def events(institution: RecommendingInstitution, uscc: str, actor: Any) -> Iterable[Deed]:
    """The events to which the enterprise came."""
    rows = EventEnterprise.objects.visible_to(actor).filter(event__institution=institution, uscc=uscc)
    for row in rows.select_related("event__institution").order_by("-event__date", "-pk")[:MOST]:
        yield Deed(
            row.event.date, _("Took part in an event"), row.event.title, "", row.event.get_absolute_url()
        )


@counts_coaching
def notes(institution: RecommendingInstitution) -> Iterable[Coached]:
    """The institution's own notes."""
    rows = institution.coaching_notes.order_by().values_list("enterprise__uscc", "enterprise__name")
    for uscc, name, number in rows.annotate(Count("pk")):
        yield Coached(uscc, name, number)
