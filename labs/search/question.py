"""Reads what somebody typed: synonyms first, then words that say something, each with the ways it may be written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q

from labs.models import CatalogueGram, SynonymGroup
from labs.search.silent import PLAIN, SILENT_ENGLISH
from labs.search.sounds import heard
from labs.search.words import HAN, KIND, RUN, forms, is_han, normalise, pairs

LONGEST, MOST_TERMS = 200, 16
# The row of CatalogueGram that counts all lines, as of the last count.
ALL_LINES = ""
MOST_COMPLETIONS, MOST_GUESSES = 40, 3


@dataclass(frozen=True)
class Term:
    """One thing that was asked for; each alternative is a set of grams that say it."""

    words: str
    alternatives: tuple[tuple[str, ...], ...]
    # Any one gram is enough: a single character, or the beginning of a word.
    loose: bool = False


@dataclass
class Question:
    """What was asked, in terms; `missing` are words that the catalogue does not know, `corrected` those it guessed."""

    text: str
    terms: list[Term] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)
    # In how many lines each known gram occurs, and how many lines there are.
    counts: dict[str, int] = field(default_factory=dict)
    lines: int = 0

    @property
    def grams(self) -> set[str]:
        return {gram for term in self.terms for way in term.alternatives for gram in way}


def read(text: str) -> Question:
    """Understands a text of any kind and length; three small queries at most for what is short."""
    question = Question(normalise(text[: LONGEST * 2])[:LONGEST])
    if not question.text:
        return question
    groups = list(_synonyms())
    terms = _terms(question.text, groups)[:MOST_TERMS]
    wanted = {gram for term in terms for way in term.alternatives for gram in way}
    question.counts = _counts(Q(gram__in={*wanted, ALL_LINES}))
    question.lines = question.counts.pop(ALL_LINES, 0) or 100
    for term in terms:
        found = _known(term, question) or _misspelt(term, groups, question)
        if found:
            question.terms.append(found)
        else:
            question.missing.append(term.words)
    return question


def _counts(condition: Q, most: int = 2000) -> dict[str, int]:
    return dict(CatalogueGram.objects.filter(condition).values_list("gram", "entries")[:most])


def _synonyms() -> Iterable[list[str]]:
    for words in SynonymGroup.objects.filter(is_active=True).values_list("words", flat=True):
        yield [normalise(word) for word in SynonymGroup(words=words).list_of_words]


def _terms(text: str, groups: list[list[str]]) -> list[Term]:
    """Synonyms are cut out, longest first; the rest is freed of words without meaning and cut into runs."""
    terms: list[tuple[int, Term]] = []
    members = [(word, group) for group in groups for word in group if word and word in text]
    for word, group in sorted(members, key=lambda pair: -len(pair[0])):
        for hit in _occurrences(word, text):
            ways = dict.fromkeys(way for name in (word, *group) for way in ways_of(name))
            terms.append((hit.start(), Term(word, tuple(ways))))
            text = text[: hit.start()] + "\n" * len(word) + text[hit.end() :]
            break
    for run in RUN.finditer(PLAIN.sub(_blank, text)):
        words = run.group()
        if words not in SILENT_ENGLISH:
            terms.append((run.start(), Term(words, tuple(ways_of(words)))))
    unique = {term.words: term for _place, term in sorted(terms, key=lambda pair: pair[0])}
    # A character left over between silent words says nothing beside whole words.
    longer = [term for term in unique.values() if len(term.words) > 1 or not is_han(term.words)]
    return longer or list(unique.values())


def _blank(hit: re.Match) -> str:
    return hit.group() if hit[1] else " " * len(hit.group())


def _occurrences(word: str, text: str) -> Iterable[re.Match]:
    """Where a word stands by itself: Chinese anywhere, Latin not inside another word."""
    edges = [f"(?<![^\\W_{HAN}])", f"(?![^\\W_{HAN}])"]
    before, after = ("" if is_han(word[0]) else edges[0]), ("" if is_han(word[-1]) else edges[1])
    return re.finditer(before + re.escape(word) + after, text)


def ways_of(words: str) -> list[tuple[str, ...]]:
    """The sets of grams that say some words; words of several runs need all of them in one way."""
    ways: list[tuple[str, ...]] = [()]
    for run in RUN.finditer(words):
        more = [tuple(pairs(run["han"]))] if run["han"] else list(dict.fromkeys(forms(run["word"])))
        ways = [(*way, *one) for way in ways for one in more][:8]
    return list(dict.fromkeys(tuple(dict.fromkeys(way)) for way in ways if way))


def _known(term: Term, question: Question) -> Term | None:
    """The term as the catalogue can answer it; None when it knows no part of it."""
    counts = question.counts
    ways = [way for way in term.alternatives if any(gram in counts for gram in way)]
    # A word alone is its own way; a split such as xrd + 9 would find every 9.
    whole = [way for way in ways if all(gram in counts for gram in way)]
    if whole or (ways and is_han(term.words)):
        return Term(term.words, tuple(whole or ways))
    if len(term.words) == 1 and is_han(term.words):
        return _loosely(term, question, Q(gram__contains=term.words))
    if not is_han(term.words) and len(term.words) > 1:
        completed = _loosely(term, question, Q(gram__startswith=term.words))
        return completed or _heard(term, question) or _corrected(term, question)
    return Term(term.words, tuple(ways)) if ways else None


def _misspelt(term: Term, groups: list[list[str]], question: Question) -> Term | None:
    """A Chinese word that looks nearly like one of the synonyms, such as 扫瞄电镜."""
    if not is_han(term.words) or len(term.words) < 3:
        return None
    members = {word: group for group in groups for word in group}
    for word in get_close_matches(term.words, members, n=1, cutoff=0.7):
        ways = dict.fromkeys(way for name in members[word] for way in ways_of(name))
        counts = _counts(Q(gram__in={gram for way in ways for gram in way}))
        whole = tuple(way for way in ways if all(gram in counts for gram in way))
        if whole:
            question.counts |= counts
            question.corrected[term.words] = word
            return Term(term.words, whole)
    return None


def _loosely(term: Term, question: Question, condition: Q) -> Term | None:
    """Whatever contains a character or begins with some letters."""
    found = _counts(condition, MOST_COMPLETIONS)
    question.counts |= found
    return Term(term.words, tuple((gram,) for gram in found), loose=True) if found else None


def _heard(term: Term, question: Question) -> Term | None:
    """A Chinese word that was typed by its sound or its first letters."""
    words = heard(term.words)
    if not words:
        return None
    ways = [tuple(pairs(word)) for word in words]
    question.counts |= _counts(Q(gram__in={gram for way in ways for gram in way}))
    question.corrected[term.words] = words[0]
    return Term(term.words, tuple(ways))


def _corrected(term: Term, question: Question) -> Term | None:
    """Words of the catalogue that look nearly the same; numbers are never guessed."""
    word = term.words
    letters = "".join(KIND.findall(word))
    if len(word) < 4 or word.isdigit() or sum(letter.isdigit() for letter in letters) > len(letters) / 2:
        return None
    around = Q(gram__startswith=word[:2]) | Q(gram__endswith=word[-2:])
    found = _counts(around)
    near = get_close_matches(word, found, n=MOST_GUESSES, cutoff=0.78)
    question.counts |= {name: found[name] for name in near}
    if near:
        question.corrected[word] = near[0]
    return Term(word, tuple((name,) for name in near), loose=True) if near else None
