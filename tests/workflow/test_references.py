"""Public references: unguessable, legible, and a slip of the pen is noticed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.references import ALPHABET, check_character, is_well_formed, new_reference

BODIES = st.text(ALPHABET, min_size=7, max_size=7)


def test_reference_is_prefix_body_and_check_character():
    reference = new_reference("P")

    assert re.fullmatch(r"P-[2-9A-HJ-NP-Z]{8}", reference)
    assert is_well_formed(reference)


def test_references_do_not_repeat():
    assert len({new_reference("P") for _ in range(5000)}) == 5000


def test_alphabet_has_no_look_alikes():
    assert len(set(ALPHABET)) == 32
    assert set("01IO") & set(ALPHABET) == set()


@given(BODIES, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(body, place, other):
    reference = body + check_character(body)
    wrong = reference[:place] + other + reference[place + 1 :]

    assert is_well_formed(f"P-{wrong}") == (wrong == reference)


def test_nearly_every_swap_of_neighbours_is_found():
    """Luhn misses one pair of characters (the first and the last of the alphabet)."""
    missed = set()
    for one in ALPHABET:
        for other in ALPHABET:
            body, swapped = f"ABC{one}{other}FG", f"ABC{other}{one}FG"
            if one != other and check_character(body) == check_character(swapped):
                missed.add(frozenset((one, other)))

    assert missed == {frozenset((ALPHABET[0], ALPHABET[-1]))}


@given(BODIES)
def test_reading_is_blind_to_case_spaces_and_dashes(body):
    reference = body + check_character(body)

    assert is_well_formed(f"p-{reference.lower()}")
    assert is_well_formed(f"P - {reference[:4]} {reference[4:]}")
    assert is_well_formed(f"P-{reference[:4]}-{reference[4:]}")


@pytest.mark.parametrize(
    "nonsense", ["", "-", "P-", "P-A", "P", "ABCDEFGH", "P-0OI1", "P-" + "é" * 8, "P-\x00\x00"]
)
def test_nonsense_is_not_well_formed(nonsense):
    assert not is_well_formed(nonsense)
