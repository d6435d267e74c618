"""Reading contracts

How well the portal reads contracts of the corpus in `tests/contracts/corpus`: precision (what was found is right) and recall
(what is there was found), for PDF and Word files of three hands; for twelve papers that were written when the reader was done
and tuned for little (the forecast for a paper nobody has seen); and for scans of ten papers of the first hand and ten of the
other two, when the extra `ocr` is installed. The worst field of each stands in the table with its name; each field's own
figures are printed while it runs, for scans they stand in the table too. The figures beside them are the floors the portal
promises: text 0.98 and 0.95, scan 0.95 and 0.85. Time is per contract, in one process; the floor is the bare text of the PDF.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import Row
from contracts.reading import pdf
from contracts.reading.reader import read
from contracts.reading.scan import is_installed
from tests.contracts.corpus.build import Contract, corpus
from tests.contracts.corpus.score import Score, score_of
from tests.contracts.corpus.second_hand import later_corpus, second_corpus
from tests.contracts.corpus.third_hand import last_corpus, third_corpus

TEXT, SCAN = (0.98, 0.95), (0.95, 0.85)
SCANS = 10


def run(say: Callable[[str], None]) -> Iterator[Row]:
    hands = {
        "first hand": corpus(),
        "second hand": [*second_corpus(), *later_corpus()],
        "third hand": third_corpus(),
        "written last": last_corpus(),
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for form in ("pdf", "docx"):
            for hand, made in hands.items():
                written = [(contract, write(contract, form, folder)) for contract in made]
                scores, seconds = measure(written, say)
                yield from rows(f"{form}, {hand}, {len(written)} contracts", scores, TEXT, say)
                if form == "pdf" and hand == "first hand":
                    floor = bare(written)
                    yield Row("pdf, one contract", 1 / seconds, "contracts/s", 1 / floor, "bare text")
        if is_installed():
            yield from scans(hands, folder, say)
        else:
            say(
                "The extra ocr is not installed: scans were NOT measured (pip install -r requirements/ocr.txt)."
            )


def write(contract: Contract, form: str, folder: Path) -> Path:
    path = folder / f"{contract.name}.{form}".replace(" ", "-")
    path.write_bytes(contract.pdf() if form == "pdf" else contract.docx())
    return path


def measure(pairs: list[tuple[Contract, Path]], say: Callable[[str], None]) -> tuple[dict[str, Score], float]:
    """Scores per field and seconds per contract."""
    begun = time.perf_counter()
    papers = [read(path) for _contract, path in pairs]
    seconds = (time.perf_counter() - begun) / len(pairs)
    scores, failures = score_of(
        [(pair[0].truth, paper.fields) for pair, paper in zip(pairs, papers, strict=True)]
    )
    for place, name in failures:
        say(f"  {pairs[place][0].name}: {name}")
    return scores, seconds


def rows(
    words: str, scores: dict[str, Score], floors: tuple[float, float], say: Callable[[str], None]
) -> Iterator[Row]:
    """The worst field of each measure; every field to the screen."""
    for name, score in scores.items():
        say(f"  {words}: {name} precision {score.precision:.3f}, recall {score.recall:.3f}")
    for label, floor, value in (
        ("precision", floors[0], lambda score: score.precision),
        ("recall", floors[1], lambda score: score.recall),
    ):
        worst = min(scores, key=lambda name: value(scores[name]))
        yield Row(
            f"{words}: {label}", value(scores[worst]), "of 1", floor, "promised", note=f"worst field: {worst}"
        )


def bare(written: list[tuple[Contract, Path]]) -> float:
    begun = time.perf_counter()
    for _contract, path in written:
        for _page in pdf.pages_of(path, None):
            pass
    return (time.perf_counter() - begun) / len(written)


def scans(hands: dict[str, list[Contract]], folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Ten papers of the first hand and ten of the other two as pictures."""
    first = hands["first hand"]
    tuned = [one for one in first if not one.manner.held_out][::7][:7]
    held_out = [one for one in first if one.manner.held_out][::8]
    others = [*hands["second hand"][::10][:5], *hands["third hand"][::8][:5]]
    for hand, chosen in (("first hand", [*tuned, *held_out][:SCANS]), ("other hands", others)):
        pairs = []
        for seed, contract in enumerate(chosen):
            path = folder / f"scan-{seed}.pdf"
            path.write_bytes(contract.scan(seed))
            pairs.append((contract, path))
        scores, seconds = measure(pairs, say)
        yield from rows(f"scan, {hand}, {len(pairs)} contracts", scores, SCAN, say)
        for name, score in scores.items():
            yield Row(
                f"scan, {hand}: {name}, recall",
                score.recall,
                "of 1",
                SCAN[1],
                "promised",
                note=f"precision {score.precision:.3f}",
            )
        yield Row(f"scan, {hand}, one contract", seconds, "s")
