"""Turns text into what is indexed and looked for: words of letters and digits, and pairs of Chinese characters."""

import re
import unicodedata
from collections.abc import Iterator

from labs.search.traditional import TO_SIMPLIFIED

LONGEST_GRAM = 40
HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
# A run of Chinese characters, or a word such as s-4800, gb/t or c++ whose parts are joined without a space.
RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<word>[^\W_{HAN}]+(?:[-/._+&·][^\W_{HAN}]+)*)")
PART = re.compile(rf"[^\W_{HAN}]+")
KIND = re.compile(r"\d+|[^\W\d_]+")


def normalise(text: str) -> str:
    """Full-width becomes half-width, traditional simplified, capital small; what no database stores is left out."""
    flat = unicodedata.normalize("NFKC", text.replace("\x00", " ").encode(errors="ignore").decode())
    return " ".join(flat.lower().translate(TO_SIMPLIFIED).split())


def is_han(text: str) -> bool:
    """Whether a run is one of Chinese characters."""
    return re.match(f"[{HAN}]", text) is not None


def pairs(run: str) -> list[str]:
    """The neighbouring characters of a Chinese run; a single character stands for itself."""
    return [run[start : start + 2] for start in range(len(run) - 1)] or [run]


def forms(word: str) -> Iterator[tuple[str, ...]]:
    """The ways in which a word may stand in the index, each a set of grams: `gb/t` as gb and t, or as gbt."""
    parts = PART.findall(word)
    yield tuple(part[:LONGEST_GRAM] for part in parts)
    yield ("".join(parts)[:LONGEST_GRAM],)
    split = tuple(piece[:LONGEST_GRAM] for part in parts for piece in KIND.findall(part))
    if len(split) > len(parts):
        yield split


def grams(text: str) -> set[str]:
    """What is indexed of a normalised text."""
    found: set[str] = set()
    for run in RUN.finditer(text):
        if run["han"]:
            found.update(pairs(run["han"]))
        else:
            for form in forms(run["word"]):
                found.update(form)
    return found


def padded(text: str) -> str:
    """A normalised text in which every gram stands: Latin words between spaces, in all their forms."""
    words = []
    for run in RUN.finditer(text):
        if run["han"]:
            words.append(run["han"])
        else:
            words += dict.fromkeys(gram for form in forms(run["word"]) for gram in form)
    return f" {' '.join(words)} "


def needle(gram: str) -> str:
    """What of a gram stands in a padded text that holds it."""
    return gram if is_han(gram) else f" {gram} "
