"""Finds listed laboratories: those that answer everything first, then those that answer part of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from labs.models import CatalogueCard, CatalogueEntry, Laboratory
from labs.search.question import Question, read
from labs.search.ranking import Hit, Line, Reason, Scale
from labs.search.selection import COLUMNS, SORTS, Row

# With fewer laboratories that answer everything, those that answer part of it are shown behind them.
FEW = 10
MOST_PARTIAL = 60
# How many lines are read to rank by; what occurs more often ranks nothing.
MOST_LINES = 2000
MOST_DRIVING = 24
# A laboratory that answers less than this, or much less than the best one, answers something else.
LEAST_SCORE, LEAST_OF_BEST = 0.16, 0.3


@dataclass
class Found:
    """Laboratories in the order of relevance; the first `complete` ones answer everything that was asked."""

    question: Question
    rows: list[Row]
    complete: int
    hits: dict[int, Hit]

    def sorted_by(self, sort: str, rows: Iterable[Row] | None = None) -> list[Row]:
        """The rows, or some of them, in another order; an unknown one is relevance."""
        kept = self.rows if rows is None else list(rows)
        return sorted(kept, key=SORTS[sort]) if sort in SORTS else kept

    def reasons(self, laboratory: int) -> list[Reason]:
        """Why a laboratory was found."""
        hit = self.hits.get(laboratory)
        return hit.reasons if hit else []


def listed_cards(today: date) -> QuerySet:
    """The cards of the laboratories that are in the directory on a day (clause Q7)."""
    return CatalogueCard.objects.filter(laboratory__in=Laboratory.objects.listed(today))


def find(text: str, today: date) -> Found:
    """What a text finds among the listed laboratories; everything by name without one. Any text is safe."""
    question = read(text)
    if not question.text:
        return Found(question, sorted(_rows(listed_cards(today)), key=SORTS["name"]), 0, {})
    if not question.terms:
        return Found(question, [], 0, {})
    complete = [] if question.missing else _rows(listed_cards(today).filter(_everything(question)))
    hits = {hit.laboratory: hit for hit in Scale(question).of_lines(lines(question, today))}
    order = {laboratory: place for place, laboratory in enumerate(hits)}
    complete.sort(key=lambda row: (order.get(row.laboratory, len(order)), row.name))
    partial = (
        _partial(question, hits, {row.laboratory for row in complete}, today) if len(complete) < FEW else []
    )
    partial.sort(key=lambda row: order[row.laboratory])
    return Found(question, complete + partial, len(complete), hits)


def _rows(cards: QuerySet) -> list[Row]:
    return [Row(*values) for values in cards.values_list(*COLUMNS)]


def _everything(question: Question) -> Q:
    """Cards that hold every term in one of its ways."""
    asked = Q()
    for term in question.terms:
        ways = [way for way in term.alternatives if all(gram in question.counts for gram in way)]
        if not ways:
            return Q(pk__in=[])
        single = [way[0] for way in ways if len(way) == 1]
        either = Q(grams__holds_any=single) if single else Q()
        for way in ways:
            if len(way) > 1:
                either |= Q(grams__holds_all=list(way))
        asked &= either
    return asked


def lines(question: Question, today: date) -> list[Line]:
    """The lines of listed laboratories to rank by: those with the rarest grams, so many as one page is worth."""
    rare = sorted(question.counts, key=lambda gram: (question.counts[gram], gram))
    driving: list[str] = []
    expected = 0
    for gram in rare[:MOST_DRIVING]:
        if driving and expected + question.counts[gram] > MOST_LINES:
            break
        driving.append(gram)
        expected += question.counts[gram]
    if not driving:
        return []
    listed = CatalogueEntry.objects.filter(laboratory__in=Laboratory.objects.listed(today))
    columns = ("laboratory_id", "source", "label", "text")
    return list(listed.filter(grams__holds_any=driving).values_list(*columns)[:MOST_LINES])


def _partial(question: Question, hits: dict[int, Hit], known: set[int], today: date) -> list[Row]:
    best = max((hit.score for hit in hits.values()), default=0.0)
    least = max(LEAST_SCORE, best * LEAST_OF_BEST)
    wanted = [hit.laboratory for hit in hits.values() if hit.score >= least and hit.laboratory not in known]
    return _rows(listed_cards(today).filter(laboratory__in=wanted[:MOST_PARTIAL])) if wanted else []
