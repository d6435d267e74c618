"""Finds number, day of signature and period of a contract in its script."""

from __future__ import annotations

import re
from itertools import pairwise

from contracts.reading import labels
from contracts.reading.figures import Day, days
from contracts.reading.finders import found
from contracts.reading.model import NOTHING, Found
from contracts.reading.script import Script


def contract_number(script: Script) -> Found:
    """The number of the contract; a registration or a voucher number is another one."""
    best: tuple[float, str, int] | None = None
    for match in labels.NUMBER_LABEL.finditer(script.text):
        head = match[0]
        value = labels.NUMBER_VALUE.match(script.text, match.end())
        if value is None or re.search("登记|备案", head) or not re.search(r"\d", value[0]):
            continue
        line = script.text.rfind("\n", 0, match.start()) + 1
        before = re.split(r"[。;]", script.text[line : match.start()])[-1]
        if re.search(r"券|voucher", before, re.IGNORECASE) and not re.search("[合协]", head):
            continue
        number = _trimmed(value[0])
        if labels.ORGANISATION.search(number) or len(number) < 3:
            continue
        sure = 0.95 if re.search(r"[合协]|Contract|Agreement", head, re.IGNORECASE) else 0.75
        sure = 0.55 if re.match("课题|项目|任务|确认|意向|订单|业务", head) else sure
        if best is None or sure > best[0]:
            best = (sure, number, match.end())
    return found(script, best[1], best[2], best[2] + len(best[1]), best[0]) if best else NOTHING


def _trimmed(number: str) -> str:
    number = re.sub(r"^[为是](?=[\u4e00-\u9fff])", "", number)
    number = re.split(r"(?:甲方|乙方|委托|签[订署]|本合同|日期|项目)", number)[0]
    for opening, closing in ("()", "〔〕", "[]"):
        if number.count(closing) > number.count(opening):
            number = number[: number.rfind(closing)]
    return number.strip("._-/(〔[ ")


# --- dates -----------------------------------------------------------------------------------------------------------
def sign_date(script: Script) -> Found:
    """The day on which the contract was signed; of two signatures the later counts."""
    candidates: list[tuple[float, Day]] = []
    text = script.text
    for match in labels.SIGN_LABEL.finditer(text):
        candidates += [
            (0.95, day)
            for day in days(text, match.end(), match.end() + 30)[:1]
            if day.start - match.end() < 6
        ]
    for day in days(text):
        if labels.SIGN_AFTER.match(text[day.end : day.end + 40]) and re.search(
            r"[于自]\s?$|on\s?$|^$", text[max(day.start - 3, 0) : day.start]
        ):
            candidates.append((0.9, day))
    for match in labels.SIGN_PLAIN.finditer(text):
        candidates += [
            (0.75, day)
            for day in days(text, match.end(), match.end() + 24)[:1]
            if day.start - match.end() < 4
        ]
    if not candidates:
        candidates = [(0.5, day) for day in days(text, int(len(text) * 0.8))[-1:] if _alone(text, day)]
    if not candidates:
        return NOTHING
    best = max(sure for sure, _day in candidates)
    day = max((day for sure, day in candidates if sure == best), key=lambda item: item.day)
    return found(script, day.day.isoformat(), day.start, day.end, best)


def _alone(text: str, day: Day) -> bool:
    """Whether a date stands in a line of its own, as below signatures."""
    left, right = text.rfind("\n", 0, day.start) + 1, text.find("\n", day.end)
    line = text[left : right if right >= 0 else len(text)]
    return len(line) <= (day.end - day.start) * 2 + 6


def period(script: Script) -> tuple[Found, Found]:
    """From when to when the work is done: two dates in one sentence that speaks of a period, or 自 … 至 …."""
    text = script.text
    all_days = days(text)
    for first, second in pairwise(all_days):
        between = text[first.end : second.start]
        lead = text[max(first.start - 40, 0) : first.start]
        joined = re.fullmatch(r"\s*(?:起|开始)?\s*[,]?\s*(?:至|到|止|-|—|~|–|to|until)+\s*", between)
        if (
            joined
            and first.day <= second.day
            and (labels.PERIOD.search(lead) or re.search(r"自\s?$|从\s?$|from\s?$", lead))
        ):
            return (
                found(script, first.day.isoformat(), first.start, second.end, 0.9),
                found(script, second.day.isoformat(), first.start, second.end, 0.9),
            )
    return NOTHING, NOTHING
