"""Finds parties, codes, number and dates of a contract in its script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from contracts.reading import labels
from contracts.reading.model import NOTHING, Found
from contracts.reading.script import Script

LONGEST_NAME = 90
FAR = 260
TABLE = 8  # rows below the heads of a table with a column for each party
# Where the description of an English party begins.
DESCRIBED = re.compile(
    r",\s*(?:(?:an?|with|whose|having|registered|organi[sz]ed|incorporated|located|established)\b|一[家所个]|系|统一社会|住所|注册|依法)",
    re.IGNORECASE,
)
ALPHABET = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$")
# What a recogniser takes for one another; the codes know no I, O, S, V, Z.
MISREAD = str.maketrans("IOSZVLl", "1052VL1")


def found(script: Script, value: str, start: int, end: int, confidence: float) -> Found:
    """A value with page, excerpt, and how sure; never surer than the eyes that read the page."""
    sure = min(confidence, max(script.sure_at(start), 0.3))
    return Found(value, script.page_at(start), script.excerpt(start, end), round(sure, 2))


# --- parties ---------------------------------------------------------------------------------------------------------
def party(script: Script, side: str) -> Found:
    """The name of Party A or B: after its label, before “hereinafter Party A”, or in the block of signatures."""
    best = max(_names(script, side), key=lambda item: (item[0], -item[2]), default=None)
    if best is None:
        return NOTHING
    confidence, name, start, end = best
    return found(script, name, start, end, confidence)


def _names(script: Script, side: str) -> Iterator[tuple[float, str, int, int]]:
    text = script.text
    for pattern, sure in ((labels.PARTY[side], 0.95), (labels.BARE_PARTY[side], 0.7)):
        for match in pattern.finditer(text):
            aside = re.search("[签盖]", match[0])
            sure_of_label = sure > 0.9 and not aside
            if name := name_from(text, match.end(), any_name=sure_of_label):
                known = 0.0 if labels.ORGANISATION.search(name) else 0.3
                yield (
                    round(sure - known - (0.1 if aside else 0), 2),
                    name,
                    match.end(),
                    match.end() + len(name),
                )
    for match in labels.IS_PARTY[side].finditer(text):
        name = re.split(r"[,。;\n]", text[match.end() : match.end() + LONGEST_NAME])[0].strip()
        if labels.ORGANISATION.search(name) and _is_name(name):
            yield 0.8, name, match.end(), match.end() + len(name)
    if (head := labels.ADDRESSED.search(text)) and labels.ADDRESSED_AS[side].search(text):
        yield 0.8, head[1].strip(" :"), head.start(1), head.end(1)
    called = [*labels.CALLED[side].finditer(text), *labels.BRACKETED[side].finditer(text)]
    for match in called:
        before = text[max(match.start() - FAR, 0) : match.start()]
        name = DESCRIBED.split(
            re.split(
                r"[\n\t。;:“”]|(?<=[)])(?:与|和|及)|(?:^|(?<=[,)]))(?:与|和|由|及|兹有|经)|\band\b|\bbetween\b",
                before,
            )[-1].split("(统一")[0]
        )[0]
        name = re.sub(r"^\s*\(?\w{1,2}[).]\s*", "", name).strip(" ,(")
        if len(name) <= LONGEST_NAME and labels.ORGANISATION.search(name):
            start = text.rfind(name, 0, match.start())
            yield 0.9, name, start, start + len(name)
    yield from _columned(text, side)


def _columned(text: str, side: str) -> Iterator[tuple[float, str, int, int]]:
    """Names below the heads of a table that has a column for each party."""
    lines = text.split("\n")
    offset = 0
    for place, line in enumerate(lines):
        cells = line.split("\t")
        heads = [
            next((one for one, role in labels.ROLE_CELL.items() if role.fullmatch(cell.strip())), "")
            for cell in cells
        ]
        if sorted(filter(None, heads)) == ["a", "b"]:
            column = [head for head in heads if head].index(side)
            start = offset + len(line) + 1
            for row in lines[place + 1 : place + 1 + TABLE]:
                names = [labels.NAME_CELL.sub("", cell).strip() for cell in row.split("\t")]
                names = [name for name in names if name and labels.ORGANISATION.search(name)]
                if len(names) == 2 and _is_name(names[column]):
                    at = start + row.rfind(names[column])
                    yield 0.85, names[column], at, at + len(names[column])
                    break
                start += len(row) + 1
        offset += len(line) + 1


def name_from(text: str, start: int, *, any_name: bool = False) -> str:
    """The name that begins at a place: up to the next label, over a line end where the name is not whole yet.

    With `any_name` it need not end like the name of an organisation, as long as it is no sentence.
    """
    if label := labels.NAME_CELL.match(text[start : start + 20]):
        start += label.end()
    end_of_line = text.find("\n", start)
    end_of_line = len(text) if end_of_line < 0 else end_of_line
    name = _until_label(text[start:end_of_line])
    if name and not labels.ORGANISATION.search(name) and start + len(name) >= end_of_line - 1:
        following = _until_label(
            text[end_of_line + 1 : end_of_line + 1 + LONGEST_NAME].split("\n", maxsplit=1)[0]
        )
        glue = " " if name[-1].isascii() else ""
        if (
            1 < len(following) < 40
            and labels.ORGANISATION.search(name + glue + following)
            and ":" not in following
        ):
            name += glue + following
    return name if _is_name(name) or (any_name and _may_be_name(name)) else ""


def _may_be_name(name: str) -> bool:
    """A name without any of the usual endings: Chinese words and brackets only, and nothing that somebody does."""
    return (
        re.fullmatch(r"[\u4e00-\u9fff·()]{5,40}", name) is not None
        and not labels.NO_NAME.match(name)
        and not labels.DOES.search(name)
    )


def _until_label(line: str) -> str:
    stop = labels.NAME_ENDS.search(line)
    return (line[: stop.start()] if stop else line)[:LONGEST_NAME].strip(' ,.、:_()“”"') + _closing(
        line, stop
    )


def _closing(line: str, stop: re.Match[str] | None) -> str:
    """Gives back the bracket or the dot that belongs to the name."""
    name = (line[: stop.start()] if stop else line)[:LONGEST_NAME].strip(' ,、:_“”"')
    if name.endswith(")") and name.count("(") == name.count(")"):
        return ")"
    return "." if re.search(r"(?:Ltd|Inc|Co|Corp)\.$", name) else ""


def _is_name(name: str) -> bool:
    if len(name) < 2 or re.search(r"[。;?]|[_]{2}|\d{5}", name):
        return False
    if labels.ORGANISATION.search(name):
        return not re.match(r"(?:应|须|将|有权|负责|委托|提供|按照|如|为)", name)
    return (
        re.fullmatch(r"[\u4e00-\u9fff·]{2,4}", name) is not None
        and not labels.NO_NAME.match(name)
        and not re.search(r"应当|负责|代表|盖章|签字", name)
    )


# --- credit codes ----------------------------------------------------------------------------------------------------
def codes(script: Script) -> tuple[Found, Found]:
    """The credit codes of A and B: each belongs to the party last spoken of; side by side they stand in order."""
    hits: list[tuple[str, re.Match[str]]] = []
    for match in labels.CODE.finditer(script.text):
        code = code_of(match[0])
        if code and code not in [known for known, _match in hits]:
            hits.append((code, match))
    sides: dict[str, Found] = {}
    for place, (code, match) in enumerate(hits):
        side = _side_of(script.text, match.start(), place, len(hits))
        labelled = labels.CODE_LABEL.search(script.text, max(match.start() - 40, 0), match.start())
        if side not in sides:
            sure = (0.95 if labelled else 0.8) if _is_sound(code) else 0.6
            sides[side] = found(script, code, match.start(), match.end(), sure)
    return sides.get("a", NOTHING), sides.get("b", NOTHING)


def code_of(written: str) -> str:
    """The code as the standard has it, or nothing when it is none; misread letters are put right."""
    code = re.sub(r"[ \-]", "", written).upper()
    if not ALPHABET.match(code):
        code = code.translate(MISREAD)
    return code if ALPHABET.match(code) and not code.isalpha() and re.search(r"[1-9]", code[:2]) else ""


def _is_sound(code: str) -> bool:
    return uscc.calc_check_digit(code[:17]) == code[-1]


def _side_of(text: str, start: int, place: int, total: int) -> str:
    """Whose code it is: the party it is called after, else the nearest one named before it."""
    following = labels.CODE.search(text, start + 18)
    stops = [stop for stop in (text.find("\n", start), following.start() if following else -1) if stop >= 0]
    end = min([*stops, start + 90])
    closing = text.find(")", start, end)
    for side in ("a", "b"):
        stop = closing if closing >= 0 else end
        if labels.CALLED[side].search(text, start, stop) or labels.BRACKETED[side].search(text, start, end):
            return side
    line = text.rfind("\n", 0, start) + 1
    last = {side: _last(pattern, text, line, start) for side, pattern in labels.SPEAKS.items()}
    if max(last.values()) < 0:
        last = {side: _last(pattern, text, 0, start) for side, pattern in labels.SPEAKS.items()}
        before = text.rfind("\n", 0, max(0, *last.values())) + 1
        together = min(last.values()) >= before  # both parties stand in one line: two columns
        if together and total >= 2:
            return "a" if place == 0 else "b"
    if max(last.values()) < 0:
        return "a" if place == 0 else "b"
    if total >= 2 and place == 0 and last["b"] > last["a"] >= 0 and _both_columns(text, start):
        return "a"
    return "a" if last["a"] > last["b"] else "b"


def _both_columns(text: str, start: int) -> bool:
    """Whether another code follows in the same line."""
    end = text.find("\n", start)
    return len(labels.CODE.findall(text[start : end if end >= 0 else len(text)])) > 1


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.start() for match in pattern.finditer(text, start, end)), default=-1)
