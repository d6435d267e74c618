"""What a voucher pays: never more than any of its limits, never a fen less than the least of them."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from policy.conditions.purchases import within_share
from policy.payable import payable, share
from tests.policy.cases import CAPITAL, PURCHASE, changed

FEN = st.integers(0, 10**13)
RATIO = st.fractions(0, 1, max_denominator=10_000)


def test_face_amount_decides() -> None:
    result = payable(50_000, Fraction(1, 2), 200_000)

    assert result.amount_fen == 50_000
    assert [(line.amount_fen, line.decides) for line in result.lines] == [(50_000, True), (100_000, False)]


def test_share_is_rounded_down_to_the_fen() -> None:
    assert payable(50_000, Fraction(1, 3), 100).amount_fen == 33


def test_cap_left_decides() -> None:
    assert payable(50_000, Fraction(1), 200_000, cap_left_fen=7).amount_fen == 7


def test_overdrawn_cap_leaves_nothing() -> None:
    assert payable(50_000, Fraction(1), 200_000, cap_left_fen=-1).amount_fen == 0


@given(FEN, RATIO, FEN, st.none() | FEN)
def test_payable_is_the_least_of_its_limits(face: int, ratio: Fraction, cost: int, cap: int | None) -> None:
    result = payable(face, ratio, cost, cap)

    assert result.amount_fen <= face
    assert result.amount_fen <= cost * ratio
    assert cap is None or result.amount_fen <= cap
    assert result.amount_fen in {line.amount_fen for line in result.lines if line.decides}


@given(FEN, RATIO)
def test_share_is_exact_to_the_fen(amount: int, ratio: Fraction) -> None:
    assert share(amount, ratio) <= amount * ratio < share(amount, ratio) + 1


@given(st.lists(st.integers(0, 10**10), min_size=1, max_size=5), st.integers(0, 10**11))
def test_thirty_percent_is_compared_exactly(amounts: list[int], contract: int) -> None:
    lines = [changed(PURCHASE, amount_fen=amount) for amount in amounts]

    verdict = within_share(lines, contract, CAPITAL)

    assert (verdict.outcome == "block") == (sum(amounts) * 10 > contract * 3)
