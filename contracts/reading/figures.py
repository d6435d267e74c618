"""Amounts and dates as contracts write them: figures, 万元, Chinese capitals, 二〇二六年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

# --- amounts in figures ----------------------------------------------------------------------------------------------
CURRENCY = r"(?:人民币|RMB|CNY|¥|Y(?=\s*\d{1,3},))"
NUMBER = r"\d{1,3}(?:\s?[,，]\s?\d{3})+(?:\s?\.\s?\d{1,4})?|\d+(?:\s?\.\s?\d{1,6})?"
UNIT = r"万\s*元|万\s*圆|万|元|圆|yuan"
AMOUNT = re.compile(
    rf"(?P<sign>{CURRENCY}\s*[:：]?\s*(?:[((](?:小写|RMB|¥|人民币)[))]\s*[:：]?\s*)?)?(?<![\d.])(?P<number>{NUMBER})"
    rf"(?!\s?[%％‰]|\d)\s*(?P<unit>{UNIT})?",
    re.IGNORECASE,
)
# The label of a cell may name the unit: 金额（元）.
HEADED = re.compile(r"[(/](?:单位[::])?(?:人民币)?\s?(万?元)[)]?\s*[\t:]\s*$")
LARGEST = Decimal(10) ** 12


@dataclass(frozen=True)
class Amount:
    """An amount in 元 and where it stands in the text; `marked` when a sign or a unit says that it is money."""

    yuan: Decimal
    start: int
    end: int
    marked: bool


def amounts(text: str, start: int = 0, end: int | None = None, unit: str = "") -> list[Amount]:
    """Every amount in a stretch of text; `unit` is what a heading such as 金额（万元） says of bare numbers."""
    found = []
    for match in AMOUNT.finditer(text, start, len(text) if end is None else end):
        own = re.sub(r"\s", "", match["unit"] or "")
        if not own and (head := HEADED.search(text, max(match.start() - 16, 0), match.start())):
            own = head[1]
        try:
            value = Decimal(re.sub(r"[\s,，]", "", match["number"]))
        except InvalidOperation:
            continue
        value *= 10_000 if (own or unit).startswith("万") else 1
        if 0 < value < LARGEST:
            found.append(Amount(value, match.start(), match.end(), bool(own or match["sign"] or unit)))
    return found


def decimal_text(yuan: Decimal) -> str:
    """`120000` → `120000.00`: the form in which amounts leave the reader."""
    return f"{yuan.quantize(Decimal('0.01')):f}"


# --- amounts in capitals ---------------------------------------------------------------------------------------------
DIGITS = "零〇○壹贰貳叁參肆伍陆陸柒捌玖"
PLAIN_DIGITS = "一二两三四五六七八九"
UNITS = "拾佰陌仟阡万萬亿億"
PLAIN_UNITS = "十百千"
CAPITALS = re.compile(
    rf"(?:(?=[{DIGITS}{PLAIN_DIGITS}拾十])[{DIGITS}{UNITS}{PLAIN_DIGITS}{PLAIN_UNITS}](?:\s?[{DIGITS}{UNITS}{PLAIN_DIGITS}{PLAIN_UNITS}])*)"
    rf"\s?[元圆圓](?:\s?[{DIGITS}{PLAIN_DIGITS}]?\s?[{DIGITS}{PLAIN_DIGITS}]\s?角)?(?:\s?[零〇○]?\s?[{DIGITS}{PLAIN_DIGITS}]\s?分)?(?:\s?[整正])?"
)
SAME = str.maketrans(
    "〇○貳參陸圓圆陌阡萬億正一二两三四五六七八九十百千", "零零贰叁陆元元佰仟万亿整壹贰贰叁肆伍陆柒捌玖拾佰仟"
)
VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}


def plain_capitals(words: str) -> str:
    """One spelling for all: no spaces, no 人民币, 元 for 圆, 整 for 正, capital digits."""
    return re.sub(r"\s|人民币", "", words).translate(SAME)


def capitals_value(words: str) -> Decimal | None:
    """The amount in 元 that capitals say, with or without 零; None when they say none."""
    plain = plain_capitals(words).removesuffix("整")
    whole, yuan, rest = plain.partition("元")
    if not yuan or not whole:
        return None
    value = _whole(whole)
    jiao = re.fullmatch(r"零?(?:([壹贰叁肆伍陆柒捌玖零])角)?零?(?:([壹贰叁肆伍陆柒捌玖零])分)?", rest)
    if value is None or jiao is None:
        return None
    cents = VALUES.get(jiao[1] or "零", 0) * 10 + VALUES.get(jiao[2] or "零", 0)
    return value + Decimal(cents) / 100


def _whole(words: str) -> Decimal | None:
    """Whole 元, with or without the inner 零. A parser of our own: cn2an takes 肆佰壹 for the colloquial 410."""
    total = section = digit = 0
    for sign in words:
        if sign in VALUES:
            digit = VALUES[sign]
        elif sign in "拾佰仟":
            section += (digit or 1) * {"拾": 10, "佰": 100, "仟": 1000}[sign]
            digit = 0
        elif sign == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        elif sign == "亿":
            total = (total + section + digit) * 10**8
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit)


# --- dates -----------------------------------------------------------------------------------------------------------
CHINESE = "零〇○OoＯ一二两三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾元"
DATE = re.compile(
    rf"""(?:
      (?P<y>20\d\s?\d)\s*[年]\s*(?P<m>\d{{1,2}}|[{CHINESE}]{{1,3}})\s*月\s*(?P<d>\d{{1,2}}|[{CHINESE}]{{1,3}})\s*[日号]?
    | (?P<cy>[二贰]\s?[{CHINESE}0]\s?[{CHINESE}0-9]\s?[{CHINESE}0-9])\s*年\s*(?P<cm>[{CHINESE}]{{1,3}}|\d{{1,2}})\s*月\s*
      (?P<cd>[{CHINESE}]{{1,3}}|\d{{1,2}})\s*[日号]?
    | (?<!\d)(?P<iy>20\d\d)\s?[-./．–]\s?(?P<im>\d{{1,2}})\s?[-./．–]\s?(?P<id>\d{{1,2}})(?!\d)
    | (?P<em>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<ey>20\d\d)
    | (?<!\d)(?P<fd>\d{{1,2}})(?:st|nd|rd|th)?\s*(?P<fm>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*,?\s*(?P<fy>20\d\d)
    )""",
    re.VERBOSE,
)
ORDINALS = {
    sign: str(value)
    for value, signs in enumerate(
        ("零〇○OoＯ0", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Day:
    """A date and where it stands in the text."""

    day: date
    start: int
    end: int


def days(text: str, start: int = 0, end: int | None = None) -> list[Day]:
    """Every complete date in a stretch of text; lines left blank for a date are none."""
    found = []
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        parts = match.groupdict()
        kind = next(prefix for prefix in ("", "c", "i", "e", "f") if parts[f"{prefix}y"])
        year, month, day = (parts[f"{kind}{part}"] for part in "ymd")
        try:
            found.append(Day(date(_year(year), _count(month), _count(day)), match.start(), match.end()))
        except ValueError:
            continue
    return found


def _year(words: str) -> int:
    return int("".join(ORDINALS.get(sign, sign) for sign in words if not sign.isspace()))


def _count(words: str) -> int:
    """A month or a day: figures, 十一, 廿三, 三十一, 初 left out, or the English name."""
    if words in MONTHS:
        return MONTHS.index(words) + 1
    if words.isdigit():
        return int(words)
    plain = words.replace("拾", "十").replace("廿", "二十").replace("卅", "三十").replace("元", "一")
    tens, ten, ones = plain.partition("十")
    if not ten:
        return int("".join(ORDINALS[sign] for sign in plain))
    return int(ORDINALS[tens[-1]] if tens else 1) * 10 + (int(ORDINALS[ones[-1]]) if ones else 0)
