"""Turns a finding into a sentence: money in 元, ratios in percent, codes in words, everything else as it is.

The ending of a figure's name says what it is: `_fen` money, `_ratio` a share of one, `_code` and `_codes` words of
`policy.codes`; lists are joined with the reader's comma.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Protocol

from policy.codes import label
from policy.words import gettext_noop as _
from policy.words import translate

NO_LIMIT = _("no limit")
LIST_SEPARATOR = _(", ")


class Sayable(Protocol):
    """Anything with a message and figures."""

    @property
    def message(self) -> str: ...

    @property
    def figures(self) -> Mapping[str, Any]: ...


def yuan(fen: int) -> str:
    """Show integer fen as an amount in 元, for example 12,345.00 元."""
    return f"{Decimal(fen) / 100:,.2f} 元"


def percent(ratio: str | int | Fraction) -> str:
    """Show a share of one as percent with two decimals, for example 30.00%."""
    exact = Fraction(ratio) * 100
    shown = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{shown}%"


def figure(name: str, value: Any) -> str:
    """Show one figure according to the ending of its name."""
    if value is None:
        return translate(NO_LIMIT)
    if name.endswith("_fen"):
        return yuan(value)
    if name.endswith("_ratio"):
        return percent(value)
    if name.endswith("_code"):
        return translate(label(value))
    if isinstance(value, list | tuple):
        words = [translate(label(item)) if name.endswith("_codes") else str(item) for item in value]
        return translate(LIST_SEPARATOR).join(words)
    return str(value)


def sentence(msgid: str, figures: Mapping[str, Any]) -> str:
    """Translate a sentence and fill in its figures."""
    return translate(msgid) % {name: figure(name, value) for name, value in figures.items()}


def render(finding: Sayable) -> str:
    """Return the words of a finding in the reader's language."""
    return sentence(finding.message, finding.figures)


def render_stored(stored: Mapping[str, Any]) -> str:
    """Return the words of a finding read back from an event."""
    return sentence(stored["msgid"], stored["figures"])
