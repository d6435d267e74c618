"""The words of a contract in one piece: half width, without ornament, with a way back to the page."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from contracts.reading.model import Page

HAN = r"\u3007\u3400-\u9fff"
MARKS = r"、。,;:!?()《》〈〉“”‘’【】〔〕·…—"
INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0b\x0e-\x1f]"
)
PAGE_NUMBER = re.compile(
    r"^\W*(?:第?\s*\d{1,3}\s*页?(?:\s*[,/共]\s*(?:共)?\s*\d{1,3}\s*页?)?|page\s*\d+(?:\s*of\s*\d+)?)\W*$",
    re.IGNORECASE,
)
# A line that opens something new is never the rest of the line before.
OPENS = re.compile(
    r"^(?:第\s?[一二三四五六七八九十百\d]+\s?[条章节款]|[一二三四五六七八九十]+\s?[、..]|[((]\s?[一二三四五六七八九十\d]+\s?[))]"
    r"|\d{1,2}(?:\.\d{1,2})*\s?[、.)]\s?(?!\d)|\d{1,2}\.\d{1,2}(?!\d)|(?:甲\s?方|乙\s?方|委\s?托\s?方|受\s?托\s?方)\s?(?:[(:\t]|$)|Party\s[AB]\s?[(:]|Article\s|\t)",
    re.IGNORECASE,
)
# A label opens something new too, unless the line before it is so full that it merely went on.
LABEL = re.compile(r"^[^:。,;]{2,14}[:\t]")
NUMBERED = re.compile(r"第[一二三四五六七八九十百]+[条章节款]")
ENDS = "。;!?；！？"
SENTENCE = re.compile(r"(?:[a-z]{4}|\))\.$")
# Words on a line to be filled in: the line is no part of them.
FILLED_IN = re.compile(r"(?:_{2,}|(?<=:)[ ]?_)[ ]?([^_\n]{2,80}?)[ ]?(?:_{2,}|_(?=$|[ \t]))")
HALF = str.maketrans("：，；（）‐‑‒–−", ":,;()-----")
UNBROKEN = re.compile(r"(?=[!-~]*\d)[¥A-Z0-9][!-~]{3,}[万元]*")
AROUND = 24
NARROW = 52  # the least width of a full line, in half signs
EDGE = 2  # lines from the upper and the lower edge of a page that may be a running head


@dataclass(frozen=True)
class Script:
    """The text with line ends only where something ends, and where each page begins in it."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]
    sure: tuple[float, ...]

    def page_at(self, offset: int) -> int:
        return self.numbers[self._index(offset)]

    def sure_at(self, offset: int) -> float:
        return self.sure[self._index(offset)]

    def _index(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)

    def excerpt(self, start: int, end: int) -> str:
        """The place with a few words around it, on one line."""
        around = self.text[max(start - AROUND, 0) : min(end + AROUND, start + 400)]
        return re.sub(r"\s+", " ", around).strip()

    def clause_around(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the paragraph that holds a place."""
        left = self.text.rfind("\n", 0, start) + 1
        right = self.text.find("\n", end)
        return left, len(self.text) if right < 0 else right


class Original:
    """The text as it came off the pages, searched by its plain form."""

    def __init__(self, text: str):
        self.text = text
        self.signs: list[str] = []
        self.places: list[int] = []
        for place, sign in enumerate(text):
            for plain_sign in unicodedata.normalize("NFKC", sign).translate(HALF):
                if not plain_sign.isspace() and not INVISIBLE.match(plain_sign):
                    self.signs.append(plain_sign)
                    self.places.append(place)
        self.stream = "".join(self.signs)

    def printed(self, value: str) -> str:
        """The same words as they are printed, on one line; the plain ones where heads or numbers of pages part them."""
        plain_value = re.sub(r"\s+", "", value)
        start = self.stream.find(plain_value)
        if start < 0 or not plain_value:
            return value
        text = self.text[self.places[start] : self.places[start + len(plain_value) - 1] + 1]
        text = text.replace("\x00", "")  # no database keeps it
        if re.search(r"[Ａ-Ｚａ-ｚ０-９]", text):
            return value
        text = re.sub(rf"(?<=[{HAN}{MARKS}，。；：（）\d\-/])\s+|\s+(?=[{HAN}{MARKS}，。；：（）])", "", text)
        return re.sub(r"\s+", " ", text).strip()


def script_of(pages: Sequence[Page]) -> Script:
    """All pages as one script: running heads once, page numbers never, wrapped lines joined again."""
    lined = [(page, _lines(page.text)) for page in pages]
    often = _running_heads([lines for page, lines in lined if page.wrapped])
    parts: list[str] = []
    starts: list[int] = []
    length, shown = 0, set[str]()
    for page, lines in lined:
        kept = []
        for line in lines:
            if PAGE_NUMBER.match(line) or (line in often and line in shown):
                continue
            shown.add(line)
            kept.append(line)
        text = _joined(kept) if page.wrapped else "\n".join(kept)
        glue = (
            ""
            if not parts
            else ("" if _goes_on(parts[-1].rsplit("\n", 1)[-1], text.split("\n", 1)[0], 20) else "\n")
        )
        starts.append(length + len(glue))
        parts.append(glue + text)
        length += len(glue) + len(text)
    sure = tuple(page.sure for page in pages)
    return Script("".join(parts), tuple(starts), tuple(page.number for page in pages), sure)


def plain(line: str) -> str:
    """One line in half width, without invisible signs and without the spaces that Chinese does not use."""
    line = INVISIBLE.sub("", unicodedata.normalize("NFKC", line.replace("\u3000", " ")))
    line = line.replace("\xa0", " ").replace("﹕", ":")
    line = line.translate(HALF)
    line = FILLED_IN.sub(r"\1", line)
    line = re.sub(r" *\t[ \t]*| {3,}", "\t", line)
    line = re.sub(rf"((?:^|\t)[{HAN}]{{2,10}}\([^()\t]{{1,12}}\)) +(?=[{HAN}¥\d])", r"\1\t", line)
    line = _columns(line)
    line = re.sub(rf"(?<=[{HAN}{MARKS}]) +(?=[{HAN}{MARKS}])", "", line)
    line = re.sub(rf"(?<=[{HAN}]) +(?=\d)|(?<=\d) +(?=[{HAN}])", "", line)
    return re.sub(r" {2,}", " ", line).strip()


def _columns(line: str) -> str:
    """A gap between Chinese words is the border of a cell; between single characters it is only letter-spacing."""

    def border(match: re.Match[str]) -> str:
        before, after = match[1], match[2]
        if NUMBERED.fullmatch(before) and not match.start():
            return before
        return f"{before}\t" if len(before) > 1 or len(after) > 1 else before

    return re.sub(rf"([{HAN}]+) +(?=([{HAN}]+))", border, line)


def _lines(text: str) -> list[str]:
    found = (plain(line) for line in re.split(r"\r\n|[\r\n\x0c\x0b]", text))
    return [line for line in found if line]


def _running_heads(pages: list[list[str]]) -> set[str]:
    """Lines that come back on most pages: heads, feet and watermarks."""
    if len(pages) < 2:
        return set()
    tops = Counter(line for lines in pages for line in set(lines[:EDGE]))
    feet = Counter(line for lines in pages for line in set(lines[-EDGE:]))
    enough = max(2, len(pages) * 0.6)
    return {line for seen in (tops, feet) for line, times in seen.items() if times >= enough}


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def _goes_on(line: str, following: str, usual: int) -> bool:
    """Whether the next line is the rest of this one: the line is full and nothing new begins."""
    if not line or not following:
        return False
    if line[-1] in ENDS and (line[-1] != ";" or _width(line) < usual * 0.94 or opens(following)):
        return False
    full = _width(line) >= usual * 0.82 and "\t" not in line
    cut = full and following[0].isdigit() and re.search(r"\d[\d,.]*$", line)
    if cut or _did_not_fit(line, following, usual):
        return True
    if re.search(r"[A-Za-z0-9]-$", line) and re.match(r"[A-Z0-9]", following):
        return True  # nor did this
    brim = _width(line) >= usual * 0.94 and "\t" not in line
    if OPENS.match(following) or (LABEL.match(following) and not brim):
        return False
    if SENTENCE.search(line) and not following[0].islower():
        return False
    if line[-1] in ",、(" or following[0] in ",、。;)":
        return True
    return full


def _did_not_fit(line: str, following: str, usual: int) -> bool:
    """Whether the line ends because the amount or the number that follows would have been too long for it."""
    word = UNBROKEN.match(following)
    if word is None or line[-1] == "." or OPENS.match(following):
        return False
    return _width(line) + _width(word[0]) >= usual * 0.94


def opens(line: str) -> bool:
    """Whether something new begins with a line."""
    return bool(OPENS.match(line) or LABEL.match(line))


def _joined(lines: list[str]) -> str:
    if not lines:
        return ""
    widths = sorted(_width(line) for line in lines)
    usual = max(widths[int(len(widths) * 0.9) - 1] if len(widths) > 4 else widths[-1], NARROW)
    text = lines[0]
    for before, line in pairwise(lines):
        if not _goes_on(before, line, usual):
            text += "\n" + line
        elif (
            before[-1].isascii()
            and line[0].isascii()
            and before[-1].isalnum()
            and not (before[-1].isdigit() and line[0].isdigit())
        ):
            text += " " + line
        else:
            text += line
    return text
