"""Finds the amounts of a contract in its script: total, capitals, voucher, own payment, payments, purchases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from contracts.reading import labels
from contracts.reading.figures import CAPITALS, Amount, amounts, capitals_value, decimal_text
from contracts.reading.finders import found
from contracts.reading.model import NOTHING, Found
from contracts.reading.script import Script

FAR = 110


def total(script: Script) -> tuple[Found, Found]:
    """The contract amount in figures and in capitals, each as it is written; capitals never replace figures."""
    text = script.text
    best: tuple[float, Amount] | None = None
    words: tuple[float, re.Match[str]] | None = None
    for sure, start, end, unit in _windows(text):
        inside = [
            amount for amount in amounts(text, start, end, unit) if amount.marked or amount.yuan >= 1000
        ]
        spelled = next(
            (match for match in CAPITALS.finditer(text, start, end) if capitals_value(match[0])), None
        )
        if inside:
            rank = sure + (0.02 if spelled else 0) - (0 if inside[0].marked else 0.25)
            if best is None or rank > best[0]:
                best = (rank, inside[0])
        if spelled and (words is None or sure + (0.02 if inside else 0) > words[0]):
            words = (sure + (0.02 if inside else 0), spelled)
    figures = (
        found(script, decimal_text(best[1].yuan), best[1].start, best[1].end, min(best[0], 0.97))
        if best
        else NOTHING
    )
    words = words or _lone_words(text)
    if not words:
        return figures, NOTHING
    sure, spelled = words
    plain = re.sub(r"\s", "", spelled[0])
    return figures, found(script, plain, spelled.start(), spelled.end(), min(sure, 0.97))


def _windows(text: str) -> Iterator[tuple[float, int, int, str]]:
    """The stretches that may hold the total: after a label, up to where something else is spoken of."""
    for pattern, sure in ((labels.TOTAL_LABEL, 0.95), (labels.WEAK_TOTAL, 0.7), (labels.CELL_TOTAL, 0.6)):
        for match in pattern.finditer(text):
            if pattern is labels.CELL_TOTAL and labels.NOT_TOTAL.search(match[0]):
                continue
            before = text[max(match.start() - 16, 0) : match.start()]
            if re.search(r"[的由]\s?$", before) or labels.NOT_TOTAL.search(
                before.rsplit("\n", 1)[-1].rsplit("。", 1)[-1]
            ):
                sure_here = sure - 0.4
            else:
                sure_here = sure
            end = min(match.end() + FAR, len(text))
            if stop := re.search(r"。|\n(?=[^\n]{0,3}[^\n]*。)", text[match.end() : end]):
                end = match.end() + max(stop.start(), 0)
            if other := labels.NOT_TOTAL.search(text, match.end(), end):
                end = other.start()
            unit = re.match(
                r"[^\n::]{0,4}[(](?:单位[::])?(?:人民币)?\s?(万?元)[)]", text[match.end() : match.end() + 16]
            )
            yield sure_here, match.end(), end, unit[1] if unit else ""


def _lone_words(text: str) -> tuple[float, re.Match[str]] | None:
    """Capitals that are announced as such although no total is named."""
    for match in labels.IN_WORDS.finditer(text):
        for spelled in CAPITALS.finditer(text, match.end(), match.end() + 50):
            before = re.split(r"[。;\n]", text[max(match.start() - 20, 0) : match.start()])[-1]
            if capitals_value(spelled[0]) and not labels.NOT_TOTAL.search(before):
                return 0.6, spelled
    return None


# --- the voucher -----------------------------------------------------------------------------------------------------
def vouchers(script: Script, place: tuple[int, int] | None) -> list[tuple[Found, Found]]:
    """Each voucher of the clause: number and amount, in the order of the paper."""
    if place is None:
        return []
    start, end = place
    text = script.text
    numbers = [(match, value) for match, value in _numbers(text, start, end)]
    if not numbers:
        amount = _voucher_amount(script, start, end)
        return [(NOTHING, amount)] if amount.value else []
    pairs = []
    for index, (match, value) in enumerate(numbers):
        stop = numbers[index + 1][0].start() if index + 1 < len(numbers) else end
        amount = _said_of_voucher(script, start, end) if len(numbers) == 1 else NOTHING
        amount = amount if amount.value else _voucher_amount(script, match.start(), stop)
        if not amount.value and index == 0:
            amount = _voucher_amount(script, start, match.start(), nearest=True)
        number = re.sub(r"[\s::为是]", "", value[0]).strip("-/").upper()
        pairs.append((found(script, number, value.start(), value.end(), 0.95), amount))
    return pairs


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    taken: set[int] = set()
    for match in labels.VOUCHER_NUMBER.finditer(text, start, end):
        value = labels.VOUCHER_VALUE.match(text, match.end(), end)
        if value and re.search(r"\d", value[0]) and value.start() not in taken:
            if re.match(r"\s*(?:万?元|,\d{3})", text[value.end() : value.end() + 6]):
                continue
            taken.add(value.start())
            yield match, value
    if taken:
        return
    for value in labels.VOUCHER_TOKEN.finditer(text, start, end):
        if re.search(r"\d", value[0]) and not labels.OF_ANOTHER.search(
            text, max(value.start() - 16, 0), value.start()
        ):
            yield value, value


def _said_of_voucher(script: Script, start: int, end: int) -> Found:
    """The first amount that stands between two commas with the voucher and with nothing of one's own."""
    text = script.text
    for amount in amounts(text, start, end):
        left = re.split(r"[,;。\n](?!\d{3})", text[start : amount.start])[-1]
        right = re.split(r"[,;。\n](?!\d{3})", text[amount.end : end])[0]
        own = labels.OWN.search(left) or labels.OWN.search(right)
        if (
            amount.marked
            and not own
            and not re.search(r"总[额价]", left)
            and labels.BY_VOUCHER.search(left + right)
        ):
            return found(script, decimal_text(amount.yuan), amount.start, amount.end, 0.92)
    return NOTHING


def _voucher_amount(script: Script, start: int, end: int, *, nearest: bool = False) -> Found:
    """The first amount of the stretch that is not what the applicant pays itself; with `nearest` the last one."""
    text = script.text
    for amount in sorted(amounts(text, start, end), key=lambda item: -item.start if nearest else item.start):
        if not amount.marked and not _fills_cell(text, amount):
            continue
        lead = re.split(r"[,;。\n]", text[max(start, amount.start - 40) : amount.start])[-1]
        if labels.OWN.search(lead) or re.search(r"总[额价]|合同(?:金额|价款)\s?(?:为|:)", lead):
            continue
        return found(script, decimal_text(amount.yuan), amount.start, amount.end, 0.9)
    for spelled in CAPITALS.finditer(text, start, end):
        value = capitals_value(spelled[0])
        if value and not labels.OWN.search(text[max(start, spelled.start() - 16) : spelled.start()]):
            return found(script, decimal_text(value), spelled.start(), spelled.end(), 0.7)
    return NOTHING


def _fills_cell(text: str, amount: Amount) -> bool:
    """Whether a bare amount in 元 and fen is a cell of its own, as below a head that names the unit."""
    left, right = text[amount.start - 1 : amount.start], text[amount.end : amount.end + 1]
    return (
        left == "\t"
        and right in {"\t", "\n", ""}
        and re.search(r"\.\d\d$", text[amount.start : amount.end]) is not None
    )


def own_payment(script: Script, place: tuple[int, int] | None) -> Found:
    """What the applicant pays itself, where the voucher clause says it."""
    if place is None:
        return NOTHING
    for match in labels.OWN.finditer(script.text, *place):
        for amount in amounts(script.text, match.end(), min(match.end() + 30, place[1])):
            if amount.marked:
                return found(script, decimal_text(amount.yuan), amount.start, amount.end, 0.85)
    return NOTHING


# --- the rest --------------------------------------------------------------------------------------------------------
def payments(script: Script) -> Found:
    """The sum of all instalments, where at least two are given in 元 or all in percent of the whole."""
    text = script.text
    seen: dict[int, Decimal] = {}
    first = last = 0
    for match in labels.INSTALMENT.finditer(text):
        end = min(match.end() + 60, len(text))
        if stop := re.search(r"[。;\n]", text[match.end() : end]):
            end = match.end() + stop.start()
        marked = [amount for amount in amounts(text, match.end(), end) if amount.marked]
        if marked and marked[-1].start not in seen:
            seen[marked[-1].start] = marked[-1].yuan
            first, last = first or match.start(), marked[-1].end
    if len(seen) < 2:
        return NOTHING
    return found(script, decimal_text(sum(seen.values(), Decimal(0))), first, last, 0.75)


def new_tech(script: Script) -> Found:
    """The sum of purchases of new technology that the contract names."""
    text = script.text
    sums = Decimal(0)
    first = last = -1
    for match in labels.NEW_TECH.finditer(text):
        if match.start() < last:
            continue
        start, end = script.clause_around(match.start(), match.end())
        marked = [amount for amount in amounts(text, max(start, match.end()), end) if amount.marked]
        for amount in marked:
            sums += amount.yuan
        if marked:
            first, last = (match.start() if first < 0 else first), marked[-1].end
    return found(script, decimal_text(sums), first, last, 0.6) if first >= 0 else NOTHING
