"""Precision and recall per field: what was found is right, and what is there was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from contracts.reading.figures import capitals_value
from contracts.reading.model import NOTHING, PUBLIC, Found
from contracts.reading.script import plain

CLAUSES = {"voucher_clause", "failure_clause"}
LIKE = 0.85


@dataclass
class Score:
    """Counts of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def score_of(
    pairs: Iterable[tuple[Mapping[str, str | None], Mapping[str, Found]]],
) -> tuple[dict[str, Score], list[tuple[int, str]]]:
    """The score of each field, and which contract failed in which field. A wrong value is also a missed one."""
    scores = {name: Score() for name in PUBLIC}
    failures = []
    for place, (truth, fields) in enumerate(pairs):
        for name, score in scores.items():
            wanted, got = truth[name], fields.get(name, NOTHING).value
            right = wanted is not None and got is not None and agrees(name, wanted, got)
            score.right += right
            score.wrong += got is not None and not right
            score.missed += wanted is not None and not right
            if (wanted or got) and not right:
                failures.append((place, name))
    return scores, failures


def agrees(name: str, wanted: str, got: str) -> bool:
    """Equal after spaces, width and case; clauses are allowed a heading, capitals their spelling."""
    if name == "total_amount_capitals":
        return capitals_value(wanted) == capitals_value(got)
    one, other = ("".join(plain(text).split()).casefold() for text in (wanted, got))
    if name in CLAUSES:
        return (one in other and len(other) <= len(one) * 1.8 + 20) or SequenceMatcher(
            None, one, other, autojunk=False
        ).ratio() >= LIKE
    return one == other
