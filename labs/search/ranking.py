"""Weighs lines against a question: rare words count more, and a name more than an instrument, a service, a description."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from labs.models import Source
from labs.search.question import Question, Term
from labs.search.words import needle

WEIGHTS = {Source.NAME: 1.0, Source.INSTRUMENT: 0.9, Source.SERVICE: 0.85, Source.DESCRIPTION: 0.6}
# A line that says everything at once is worth half as much again.
TOGETHER = 0.5
SHOWN = 3
Line = tuple[int, str, str, str]  # laboratory, source, label, text


@dataclass(frozen=True)
class Reason:
    """One line of a laboratory that answers the question, and which of the words it answers."""

    source: str
    label: str
    words: tuple[str, ...]


@dataclass
class Hit:
    """A laboratory that answers: how well (1 and more is everything), and why."""

    laboratory: int
    score: float
    reasons: list[Reason]


class Scale:
    """The weights of a question."""

    def __init__(self, question: Question):
        self.terms = question.terms
        lines = max(question.lines, 2 * max(question.counts.values(), default=1))
        self.weights = {gram: log(1 + lines / (1 + count)) for gram, count in question.counts.items()}
        self.heavy = {term.words: self._weight(term) for term in self.terms}
        # What the catalogue does not know at all lowers every score alike and decides nothing.
        self.known: dict[tuple[frozenset[tuple[str, float]], float], tuple[float, tuple[str, ...]]] = {}
        self.total = sum(self.heavy.values()) or 1.0

    def _weight(self, term: Term) -> float:
        return max((self._sum(way) for way in term.alternatives), default=0.0)

    def _sum(self, way: Iterable[str]) -> float:
        return sum(self.weights.get(gram, 0.0) for gram in way)

    def of_lines(self, lines: Iterable[Line]) -> list[Hit]:
        """Every laboratory with a line that answers something, best first."""
        by_laboratory: dict[int, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
        asked = [(gram, needle(gram)) for gram, weight in self.weights.items() if weight]
        for laboratory, source, label, text in lines:
            held = frozenset(gram for gram, written in asked if written in text)
            if held:
                by_laboratory[laboratory].append((source, label, held))
        hits = [self._hit(laboratory, found) for laboratory, found in by_laboratory.items()]
        return sorted(
            (hit for hit in hits if hit.score > 0), key=lambda hit: (-round(hit.score, 4), hit.laboratory)
        )

    def _hit(self, laboratory: int, lines: list[tuple[str, str, frozenset[str]]]) -> Hit:
        best: dict[str, float] = {}
        rated = []
        for source, label, held in lines:
            worth = WEIGHTS[Source(source)]
            for gram in held:
                best[gram] = max(best.get(gram, 0.0), worth)
            value, answered = self._worth(frozenset((gram, worth) for gram in held), worth)
            rated.append((value, Reason(source, label, answered)))
        rated.sort(key=lambda pair: -pair[0])
        whole, _answered = self._worth(frozenset(best.items()), 1.0)
        score = (whole + TOGETHER * rated[0][0]) / self.total
        return Hit(laboratory, score, [reason for value, reason in rated[:SHOWN] if value])

    def _worth(self, held: frozenset[tuple[str, float]], worth: float) -> tuple[float, tuple[str, ...]]:
        """What some grams are worth together, and which terms they answer; many lines hold the same ones."""
        if (held, worth) not in self.known:
            grams = dict(held)
            shares = {term.words: self._share(term, grams) for term in self.terms}
            value = sum(share * self.heavy[words] for words, share in shares.items())
            answered = tuple(words for words, share in shares.items() if share > worth * 0.3)
            self.known[held, worth] = value, answered
        return self.known[held, worth]

    def _share(self, term: Term, worth: dict[str, float]) -> float:
        """How much of a term is answered, by its best alternative; half of the pairs are less than half of the word."""
        shares = [0.0]
        for way in term.alternatives:
            total = self._sum(way)
            if total:
                answered = sum(self.weights.get(gram, 0.0) * worth.get(gram, 0.0) for gram in way)
                held = sum(self.weights.get(gram, 0.0) for gram in way if gram in worth)
                shares.append(answered / total * (held / total) ** 0.5)
        return max(shares)
