"""Chinese words typed by their sound: `xianweijing`, or its first letters `xwj`, for 显微镜."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from labs.models import CatalogueEntry, CatalogueGram
from labs.search.words import is_han

SYLLABLE = re.compile(
    r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ve|ui|un|uo|[aeiouv])"
)
LONGEST_SYLLABLE, MOST_SYLLABLES = 6, 8
LETTERS = re.compile(r"[a-z]{3,40}")
FEWEST_INITIALS, MOST_INITIALS = 3, 6
MOST_GRAMS, MOST_READINGS, BEAM, MOST_WORDS = 400, 12, 40, 3
Pairs = tuple[str, ...]


def sound(gram: str) -> tuple[str, str]:
    """How a pair of Chinese characters is spoken, and its first letters; nothing of anything else."""
    if len(gram) != 2 or not is_han(gram):
        return "", ""
    spoken = lazy_pinyin(gram)
    return "".join(spoken), "".join(part[0] for part in spoken)


def heard(word: str) -> list[str]:
    """Words of the catalogue that sound as it is written, else those that begin with its letters; each stands in a line."""
    if not LETTERS.fullmatch(word):
        return []
    full = [pairs for parts in readings(word) if len(parts) > 1 if (pairs := _pairs(parts))]
    if found := _spoken("pinyin", full):
        return found
    is_short = FEWEST_INITIALS <= len(word) <= MOST_INITIALS
    return _spoken("initials", [_pairs(tuple(word))]) if is_short else []


def readings(word: str) -> list[tuple[str, ...]]:
    """The ways to cut a word into syllables: `xian` is one, or xi and an."""
    return [
        tuple(parts) for parts, _number in zip(_cut(word, MOST_SYLLABLES), range(MOST_READINGS), strict=False)
    ]


def _cut(word: str, most: int) -> Iterator[list[str]]:
    if not word:
        yield []
    elif most:
        for end in range(min(LONGEST_SYLLABLE, len(word)), 0, -1):
            if SYLLABLE.fullmatch(word[:end]):
                yield from ([word[:end], *rest] for rest in _cut(word[end:], most - 1))


def _pairs(parts: tuple[str, ...]) -> Pairs:
    return tuple(one + two for one, two in itertools.pairwise(parts))


def _spoken(column: str, ways: list[Pairs]) -> list[str]:
    """The words of which each neighbouring pair of characters sounds as it should, most frequent first."""
    wanted = {pair for way in ways for pair in way}
    if not wanted:
        return []
    known = CatalogueGram.objects.filter(**{f"{column}__in": wanted}).order_by("-entries", "gram")
    grams: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for gram, sounds, count in known.values_list("gram", column, "entries")[:MOST_GRAMS]:
        grams[sounds].append((gram, count))
    words = {word: count for way in ways for word, count in _chains([grams[pair] for pair in way])}
    ranked = sorted(words, key=lambda word: (-words[word], word))[:BEAM]
    return [word for word in ranked if _stands(word)][:MOST_WORDS]


def _chains(links: list[list[tuple[str, int]]]) -> list[tuple[str, int]]:
    """Words whose pairs overlap; the number of a word is that of its rarest pair."""
    found = list(links[0])
    for link in links[1:]:
        begins = defaultdict(list)
        for gram, count in link:
            begins[gram[0]].append((gram[1], count))
        longer = [
            (word + letter, min(count, more)) for word, count in found for letter, more in begins[word[-1]]
        ]
        found = sorted(longer, key=lambda pair: (-pair[1], pair[0]))[:BEAM]
    return found


def _stands(word: str) -> bool:
    """Whether the word itself stands in some line: pairs that overlap may come from different ones."""
    pairs = [word[start : start + 2] for start in range(len(word) - 1)]
    if len(pairs) == 1:
        return True
    return CatalogueEntry.objects.filter(grams__holds_all=pairs, text__contains=word).exists()
