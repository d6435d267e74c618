"""Finds the clauses of a contract: how the voucher is used, and what follows when the closing review is not passed."""

from __future__ import annotations

import re

from contracts.reading import labels
from contracts.reading.finders import found
from contracts.reading.model import NOTHING, Found
from contracts.reading.script import Script, opens

LABEL = 14  # letters of a label in a cell
ROW = 60  # letters of a row in a form


def voucher_clause(script: Script) -> tuple[Found, tuple[int, int] | None]:
    """The paragraph that says how the voucher is used, and where it stands; a bare mention is no clause."""
    best: tuple[float, int, int] | None = None
    for match in labels.VOUCHER.finditer(script.text):
        start, end = script.clause_around(match.start(), match.end())
        start, end = _with_its_rows(script.text, start, end)
        if "\t" in script.text[start:end] and labels.FAILS.search(script.text, start, end):
            start, end = _pair(script.text, match.start())
        words = script.text[start:end]
        if labels.REFUSES.search(words) or not labels.USES.search(words):
            continue
        if labels.CLOSING.search(words) and labels.FAILS.search(words):
            continue
        numbered = labels.VOUCHER_NUMBER.search(words) is not None
        near = re.search(
            r"创\s?新\s?券.{0,60}\d|\d.{0,30}创\s?新\s?券|voucher.{0,90}\d|\d.{0,60}voucher",
            words,
            re.IGNORECASE | re.DOTALL,
        )
        sure = 0.6 + (0.2 if numbered else 0) + (0.15 if near else 0)
        if not (numbered or near or re.search(r"(?:使\s?用|[用以持凭]).{0,20}创\s?新\s?券", words)):
            continue
        if best is None or sure > best[0]:
            best = (sure, start, end)
    if best is None:
        return NOTHING, None
    sure, start, end = best
    start, end = _with_its_like(script.text, start, end)
    words = re.sub(r"\s*\n\s*", "\n", script.text[start:end]).strip()
    return found(script, words, start, end, sure), (start, end)


def _with_its_rows(text: str, start: int, end: int) -> tuple[int, int]:
    """A clause goes on in the next lines until a sentence ends, as under a heading or in a narrow cell."""
    line = text[start:end]
    while end < len(text) and not re.search(r"[。;.]$", line) and len(line) < 300:
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        if re.search(r"\d{3}", line) and opens(text[end + 1 : following]):
            break
        end, line = following, text[start:following]
    return start, end


def _pair(text: str, place: int) -> tuple[int, int]:
    """Of a row with several things in it: the cell at a place with its label, or the label with its cell."""
    line, stop = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    cells = [
        (match.start(), match.end())
        for match in re.compile(r"[^\t\n]+").finditer(text, line, stop if stop >= 0 else len(text))
    ]
    at = next(index for index, (_start, end) in enumerate(cells) if place < end)
    if _is_label(text, cells[at]) and at + 1 < len(cells):
        return cells[at][0], cells[at + 1][1]
    if at and _is_label(text, cells[at - 1]):
        return cells[at - 1][0], cells[at][1]
    return cells[at]


def _is_label(text: str, cell: tuple[int, int]) -> bool:
    return cell[1] - cell[0] <= LABEL and not re.search(r"\d|[。,;]", text[slice(*cell)])


def _with_its_like(text: str, start: int, end: int) -> tuple[int, int]:
    """A row of a form that speaks of the voucher belongs to the rows beside it that do too."""
    if not _is_row(text[start:end]):
        return start, end
    rows = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    at = next(index for index, row in enumerate(rows) if row[0] <= start < row[1])
    first = last = at
    for step in (-1, 1):
        index, apart = at + step, 0
        while 0 <= index < len(rows) and apart <= 1:
            line = text[slice(*rows[index])]
            if _is_row(line):
                first, last, apart = min(first, index), max(last, index), 0
            elif _is_own_row(line):
                apart += 1
            else:
                break
            index += step
    return rows[first][0], max(rows[last][1], end)


def _is_row(line: str) -> bool:
    return (
        len(line) < ROW
        and "\n" not in line
        and re.search(r"\t| (?=[¥\dA-Z])", line) is not None
        and labels.VOUCHER.search(line) is not None
        and not labels.FAILS.search(line)
        and "。" not in line
    )


def _is_own_row(line: str) -> bool:
    """What the applicant pays itself, between two rows on the voucher."""
    return len(line) < ROW and "\t" in line and labels.OWN.search(line) is not None and "。" not in line


def failure_clause(script: Script) -> Found:
    """What the parties agreed for a closing review that is not passed; acceptance by the client is another matter."""
    best: tuple[float, int, int] | None = None
    for match in labels.CLOSING.finditer(script.text):
        start, end = script.clause_around(match.start(), match.end())
        words = script.text[start:end]
        if words.count("\t") > 1:
            start, end = _pair(script.text, match.start())
        elif len(words) < 30 and not words.endswith("。") and labels.FAILED_CLOSING.search(words):
            start, end = script.clause_around(start, min(end + 1, len(script.text)))
        words = script.text[start:end]
        fails = labels.FAILS.search(words)
        if (
            fails
            and (len(words) >= 15 or words.endswith("。"))
            and (best is None or len(words) > best[2] - best[1] + 10)
        ):
            best = (0.9, start, end)
    if best is None:
        return NOTHING
    return found(script, script.text[best[1] : best[2]].strip(), best[1], best[2], best[0])
