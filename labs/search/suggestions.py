"""Laboratories for a need: what matching proposes, with the reasons to tell."""

from datetime import date

from django.utils import timezone

from labs.search.find import find
from labs.search.ranking import Reason
from labs.search.selection import Selection


def suggest(
    text: str,
    *,
    activity: str | None = None,
    industrial_design: bool | None = None,
    limit: int = 10,
    today: date | None = None,
) -> list[tuple[int, float, list[Reason]]]:
    """The laboratories listed today that answer a need best: (laboratory, score, reasons), best first.

    A score of 1 and more answers everything. `activity` is a code of the programme that a laboratory must offer,
    `industrial_design` wants only those that offer it. Without words that say something, nothing is found.
    """
    found = find(text, today or timezone.localdate())
    if not found.question.text:
        return []
    chosen = {
        "activity": [activity] if activity else [],
        "capability": ["design"] if industrial_design else [],
    }
    rows = Selection.of(lambda name: chosen.get(name, [])).keep(found.rows)
    answers = [(row.laboratory, found.hits.get(row.laboratory)) for row in rows[:limit]]
    return [
        (laboratory, hit.score, hit.reasons) if hit else (laboratory, 0.0, []) for laboratory, hit in answers
    ]
