"""Works out what a voucher pays: the least of face amount, share of the cost and what the yearly cap leaves."""

from dataclasses import dataclass
from fractions import Fraction

from policy.words import gettext_noop as _


@dataclass(frozen=True)
class Line:
    """One line of the explanation: its words (a msgid), its amount in fen, and whether it decides the result."""

    words: str
    amount_fen: int
    decides: bool


@dataclass(frozen=True)
class Payable:
    """The payable amount in fen with the lines that explain it."""

    amount_fen: int
    share_fen: int
    lines: tuple[Line, ...]


def payable(
    face_fen: int, ratio: Fraction, accepted_cost_fen: int, cap_left_fen: int | None = None
) -> Payable:
    """Return min(face, ratio × accepted cost rounded down to the fen, cap left); all amounts in fen, none negative."""
    share_fen = share(accepted_cost_fen, ratio)
    limits = [(_("Face amount of the voucher"), face_fen), (_("Share of the accepted cost"), share_fen)]
    if cap_left_fen is not None:
        limits.append((_("Left under the yearly cap"), max(cap_left_fen, 0)))
    amount = min(limit for _words, limit in limits)
    return Payable(amount, share_fen, tuple(Line(words, limit, limit == amount) for words, limit in limits))


def share(amount_fen: int, ratio: Fraction) -> int:
    """Return a share of an amount, rounded down to the fen."""
    return amount_fen * ratio.numerator // ratio.denominator
