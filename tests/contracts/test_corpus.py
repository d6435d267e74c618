"""The reader on the corpus: floors for every field, on the manners it was tuned on and on those held out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.reading.reader import read
from tests.contracts.corpus.build import Contract, corpus, early
from tests.contracts.corpus.score import score_of
from tests.contracts.corpus.second_hand import later_corpus, second_corpus
from tests.contracts.corpus.third_hand import last_corpus, third_corpus

PRECISION, RECALL = 0.98, 0.95
LAST = 0.8  # nobody tuned for them: a letter that knows neither 甲方 nor 乙方 costs one paper in six


@pytest.fixture(scope="module")
def contracts() -> list[Contract]:
    return corpus()


@pytest.fixture(scope="module")
def second_hand() -> list[Contract]:
    return second_corpus()


@pytest.fixture(scope="module")
def third_hand() -> list[Contract]:
    return third_corpus()


def read_as(contract: Contract, form: str, folder: Path) -> dict:
    path = folder / f"contract.{form}"
    path.write_bytes(contract.pdf() if form == "pdf" else contract.docx())
    return read(path).fields


def misses(
    contracts: list[Contract], form: str, folder: Path, precision: float, recall: float
) -> Iterator[str]:
    pairs = [(contract.truth, read_as(contract, form, folder)) for contract in contracts]
    scores, failures = score_of(pairs)
    for name, score in scores.items():
        if score.precision < precision or score.recall < recall:
            missed = [contracts[place].name for place, field in failures if field == name]
            yield f"{name}: precision {score.precision:.3f}, recall {score.recall:.3f}: {missed}"


def test_corpus_has_its_size_and_its_ways(contracts) -> None:
    assert len(contracts) >= 60
    assert len({contract.manner.name for contract in contracts}) >= 15
    held_out = [contract for contract in contracts if contract.manner.held_out]
    assert len(held_out) * 3 == len(contracts)


def test_word_files_are_read(contracts, tmp_path) -> None:
    tuned = [contract for contract in contracts if not contract.manner.held_out]

    assert list(misses(tuned, "docx", tmp_path, PRECISION, RECALL)) == []


def test_word_files_in_other_words_are_read(contracts, tmp_path) -> None:
    held_out = [contract for contract in contracts if contract.manner.held_out]

    assert list(misses(held_out, "docx", tmp_path, PRECISION, RECALL)) == []


def test_pdf_of_every_manner_is_read(contracts, tmp_path) -> None:
    """One of each; all of them are the benchmark's."""
    one_each = [contract for contract in contracts[::4] if not contract.manner.held_out]

    assert list(misses(one_each, "pdf", tmp_path, PRECISION, RECALL)) == []


def test_second_hand_has_its_size_and_its_ways(second_hand) -> None:
    assert len(second_hand) >= 30
    assert len({contract.manner.name for contract in second_hand}) >= 15
    assert len([contract for contract in second_hand if contract.manner.held_out]) * 2 == len(second_hand)


def test_word_files_of_another_hand_are_read(second_hand, tmp_path) -> None:
    tuned = [contract for contract in second_hand if not contract.manner.held_out]

    assert list(misses(tuned, "docx", tmp_path, PRECISION, RECALL)) == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_papers_of_another_hand_that_were_held_out_are_read(second_hand, form, tmp_path) -> None:
    held_out = [contract for contract in second_hand[::2] if contract.manner.held_out]

    assert list(misses(held_out, form, tmp_path, PRECISION, RECALL)) == []


def test_papers_written_later_are_read(tmp_path) -> None:
    assert list(misses(later_corpus()[::2], "docx", tmp_path, PRECISION, RECALL)) == []


def test_third_hand_has_its_size_and_its_ways(third_hand) -> None:
    assert len(third_hand) >= 40
    assert len({contract.manner.name for contract in third_hand}) >= 20


def test_word_files_of_a_third_hand_are_read(third_hand, tmp_path) -> None:
    assert list(misses(third_hand, "docx", tmp_path, PRECISION, RECALL)) == []


def test_pdf_of_a_third_hand_is_read(third_hand, tmp_path) -> None:
    assert list(misses(third_hand[::2], "pdf", tmp_path, PRECISION, RECALL)) == []


def test_papers_nobody_tuned_for_are_mostly_read(tmp_path) -> None:
    assert list(misses(last_corpus(), "docx", tmp_path, LAST, LAST)) == []


def test_contract_from_before_the_award_shows_its_day(contracts, tmp_path) -> None:
    contract = early(contracts[0])

    assert read_as(contract, "docx", tmp_path)["sign_date"].value == contract.facts.signed_on.isoformat()
