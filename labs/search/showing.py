"""What a page shows of a search: why a laboratory was found, with the found words marked, and the facets with counts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from labs.models import Source
from labs.search.find import Found
from labs.search.question import Question
from labs.search.ranking import Reason
from labs.search.selection import FACETS, Facet, Selection
from labs.search.words import is_han, normalise

SOURCES = {
    Source.NAME: _("Laboratory"),
    Source.INSTRUMENT: _("Instrument"),
    Source.SERVICE: _("Service"),
    Source.DESCRIPTION: _("Introduction"),
}
LONGEST_EXCERPT = 90
Segment = dict[str, Any]


def marked(label: str, question: Question) -> list[Segment]:
    """A label in pieces, each with whether it is what was looked for; of a long one the part around the first hit."""
    flat = "".join(letter if len(letter) == 1 else "\ufffd" for letter in map(_letter, label))
    hit = [False] * len(label)
    for gram in question.counts:
        start = flat.find(gram)
        while start >= 0:
            end = start + len(gram)
            if is_han(gram) or _stands_alone(flat, start, end):
                hit[start:end] = [True] * len(gram)
            start = flat.find(gram, start + 1)
    first = hit.index(True) if True in hit else 0
    begin = max(0, first - LONGEST_EXCERPT // 3) if len(label) > LONGEST_EXCERPT else 0
    end = begin + LONGEST_EXCERPT
    pieces = _pieces(label[begin:end], hit[begin:end])
    lead = [{"text": "…", "hit": False}] if begin else []
    return [*lead, *pieces, *([{"text": "…", "hit": False}] if end < len(label) else [])]


def _letter(letter: str) -> str:
    return normalise(letter) or letter


def _stands_alone(flat: str, start: int, end: int) -> bool:
    """A Latin word is not marked inside another word; model numbers such as s-4800 are made of such words."""
    before, after = flat[start - 1 : start], flat[end : end + 1]
    return not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha())


def _pieces(label: str, hit: list[bool]) -> list[Segment]:
    found: list[Segment] = []
    for letter, is_hit in zip(label, hit, strict=True):
        if found and found[-1]["hit"] == is_hit:
            found[-1]["text"] += letter
        else:
            found.append({"text": letter, "hit": is_hit})
    return found


def reason_rows(reasons: list[Reason], question: Question) -> list[dict[str, Any]]:
    """Reasons for the eye: what kind of line, its words in pieces."""
    return [
        {
            "source": reason.source,
            "label": SOURCES[Source(reason.source)],
            "pieces": marked(reason.label, question),
        }
        for reason in reasons
    ]


def facet_rows(found: Found, selection: Selection) -> list[dict[str, Any]]:
    """The facets with the values that would show something, or are chosen."""
    counts = selection.counts(found.rows)
    return [row for facet in FACETS if (row := _facet_row(facet, counts[facet.name], selection))["options"]]


def _facet_row(facet: Facet, counts, selection: Selection) -> dict[str, Any]:
    chosen = selection.chosen.get(facet.name, frozenset())
    shown = {code for code, count in counts.items() if count} | chosen
    options = [
        {"value": code, "label": label, "count": counts[code], "checked": code in chosen}
        for code, label in facet.options(shown)
    ]
    return {"name": facet.name, "label": facet.label, "options": options, "chosen": len(chosen)}
