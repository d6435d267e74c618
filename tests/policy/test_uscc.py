"""Credit codes: the values of the reference, and every single slip of a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.uscc import has_valid_check_character, is_well_formed, normalise

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SOUND = [
    "91110000101623741K",
    "911101066976941872",
    "91320114580471246H",
    "91110108MA0000001D",
    "91110105MA00000025",
    "121100004000000014",
    "52110000500000003H",
]


@pytest.mark.parametrize("code", SOUND)
def test_sound_code(code: str) -> None:
    assert is_well_formed(code)
    assert has_valid_check_character(code)


def test_genuine_code_with_wrong_check_character_is_well_formed() -> None:
    assert is_well_formed("91350211M0000XUF46")
    assert not has_valid_check_character("91350211M0000XUF46")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "91110000101623741",
        "91110000101623741KK",
        "9111000010162374IK",
        "9111000010162374OK",
        "9111000010162374SK",
        "9111000010162374VK",
        "9111000010162374ZK",
        "9111A000101623741K",
        "91110000101623741-",
        "９1110000101623741K",
    ],
)
def test_malformed_code(code: str) -> None:
    assert not is_well_formed(code)
    assert not has_valid_check_character(code)


def test_letters_are_allowed_for_department_and_kind() -> None:
    assert is_well_formed("A1110000101623741K")


def test_spaces_and_case_do_not_matter() -> None:
    assert normalise(" 9111 0000 101623741k\n") == "91110000101623741K"
    assert has_valid_check_character(" 9111 0000 101623741k\n")


def test_remainder_zero_gives_zero() -> None:
    body = next(
        f"9111010800000{number:04d}" for number in range(200) if _sum(f"9111010800000{number:04d}") % 31 == 0
    )

    assert has_valid_check_character(body + "0")


def _sum(body: str) -> int:
    return sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))


@given(st.sampled_from(SOUND), st.integers(8, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: str, place: int, letter: str) -> None:
    wrong = code[:place] + letter + code[place + 1 :]

    assert has_valid_check_character(wrong) == (wrong == code)
