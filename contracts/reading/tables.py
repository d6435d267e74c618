"""Finds ruled tables on a page of a PDF, so that the words of a cell stay together however narrow it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MOST_OBJECTS = 6000
MOST_LINES = 400
THIN = 2.5  # a rectangle as thin as this is a line
SHORT = 8.0
NEAR = 2.0  # lines closer than this are one
HAN = r"\u3000-\u9fff\uff00-\uffef“”‘’…—"


@dataclass(frozen=True)
class Rule:
    """A straight line: where it stands, and from where to where it runs."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - NEAR <= place <= self.end + NEAR


@dataclass
class Cell:
    """A cell in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Table:
    """Rows of cells, with the upper and the lower edge of the whole."""

    top: float
    bottom: float
    rows: list[list[Cell]]


def text_with_tables(page: pypdfium2.PdfPage, words: pypdfium2.PdfTextPage) -> str:
    """The text of a page, each row of a ruled table in a line of its own with tabs between the cells; "" without tables."""
    found = list(tables_of(page))
    if not found:
        return ""
    width, edge = page.get_size()
    parts = []
    for table in found:
        parts.append(words.get_text_bounded(0, table.top, width, edge))
        parts += [_row(words, row) for row in table.rows]
        edge = table.bottom
    parts.append(words.get_text_bounded(0, 0, width, edge))
    return "\r\n".join(part for part in parts if part.strip())


def _row(words: pypdfium2.PdfTextPage, row: list[Cell]) -> str:
    texts = [words.get_text_bounded(cell.left, cell.bottom, cell.right, cell.top) for cell in row]
    if len(row) == 1:
        return texts[0]
    joined = (re.sub(rf"(?<=[{HAN}])\s*[\r\n]+\s*|\s*[\r\n]+\s*(?=[{HAN}])", "", text) for text in texts)
    return "\t".join(text for text in (re.sub(r"\s+", " ", one).strip() for one in joined) if text)


def tables_of(page: pypdfium2.PdfPage) -> Iterator[Table]:
    """Every ruled table from top to bottom; frames and single lines are none."""
    level, upright = _rules(page)
    if len(level) > MOST_LINES or len(upright) > MOST_LINES:
        return
    for bottom, top in _regions(upright):
        heights = _apart([rule.at for rule in level if bottom - NEAR <= rule.at <= top + NEAR])[::-1]
        inside = [rule for rule in upright if rule.start >= bottom - NEAR and rule.end <= top + NEAR]
        rows = list(_rows(heights, level, inside))
        if any(len(row) > 1 for row in rows):
            yield Table(heights[0], heights[-1], rows)


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    level: list[Rule] = []
    upright: list[Rule] = []
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)
    for item in islice(paths, MOST_OBJECTS):
        left, bottom, right, top = _bounds(item)
        if top - bottom <= THIN:
            level.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN:
            upright.append(Rule((left + right) / 2, bottom, top))
        else:
            level += [Rule(bottom, left, right), Rule(top, left, right)]
            upright += [Rule(left, bottom, top), Rule(right, bottom, top)]
    return (
        [rule for rule in level if rule.end - rule.start >= SHORT],
        [rule for rule in upright if rule.end - rule.start >= SHORT],
    )


def _bounds(item: Any) -> tuple[float, float, float, float]:
    return item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()


def _regions(upright: list[Rule]) -> list[tuple[float, float]]:
    """Where upright lines overlap or touch: from bottom to top of each table, the highest first."""
    regions: list[tuple[float, float]] = []
    for rule in sorted(upright, key=lambda one: -one.end):
        if regions and rule.end >= regions[-1][0] - NEAR:
            regions[-1] = (min(regions[-1][0], rule.start), regions[-1][1])
        else:
            regions.append((rule.start, rule.end))
    return regions


def _apart(places: list[float]) -> list[float]:
    """Places in order, those that are one only once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _rows(heights: list[float], level: list[Rule], upright: list[Rule]) -> Iterator[list[Cell]]:
    """The cells between two heights; one without a line above it goes on with the cell there."""
    above: list[Cell] = []
    for top, bottom in pairwise(heights):
        middle = (top + bottom) / 2
        edges = _apart([rule.at for rule in upright if rule.covers(middle)])
        row: list[Cell] = []
        seen: list[Cell] = []
        for left, right in pairwise(edges):
            centre = (left + right) / 2
            closed = any(abs(rule.at - top) <= NEAR and rule.covers(centre) for rule in level)
            upper = next((cell for cell in above if cell.left - NEAR <= centre <= cell.right + NEAR), None)
            if upper and not closed:
                upper.bottom = bottom
                seen.append(upper)
            else:
                row.append(Cell(left, bottom, right, top))
        above = seen + row
        if row:
            yield row
