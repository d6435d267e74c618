"""Reading contracts

How well the portal reads contracts of the corpus in `tests/contracts/corpus`: precision (what was found is right) and recall
(what is there was found) of the worst field, for PDF and Word files, for the manners the reader was tuned on and for those
held out, of two hands (the second wrote whole papers without knowing the reader), and for ten scans when the extra `ocr` is
installed. The figures beside them are the floors the portal promises: text 0.98 and 0.95, scan 0.95 and 0.85. Each field's
own figures are printed while it runs. Time is per contract, in one process; the floor is the bare text of the same PDF.
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

TEXT, SCAN = (0.98, 0.95), (0.95, 0.85)
SCANS = 10


def run(say: Callable[[str], None]) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        contracts = corpus()
        for form in ("pdf", "docx"):
            for hand, made in (("", contracts), ("second hand, ", second_corpus())):
                written = [(contract, write(contract, form, folder)) for contract in made]
                for held_out, words in ((False, "tuned"), (True, "held out")):
                    chosen = [pair for pair in written if pair[0].manner.held_out is held_out]
                    scores, seconds = measure(chosen, say)
                    yield from rows(f"{form}, {hand}{words}, {len(chosen)} contracts", scores, TEXT, say)
            if form == "pdf":
                floor = bare(written)
                yield Row("pdf, one contract", 1 / seconds, "contracts/s", 1 / floor, "bare text")
        written = [(contract, write(contract, "pdf", folder)) for contract in later_corpus()]
        scores, _seconds = measure(written, say)
        yield from rows(f"pdf, written last, {len(written)} contracts", scores, TEXT, say)
        if is_installed():
            yield from scans(contracts, folder, say)
        else:
            say("The extra ocr is not installed: scans were NOT measured (requirements/ocr.txt).")


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


def scans(contracts: list[Contract], folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Ten contracts as pictures: seven of the tuned manners, three of those held out."""
    chosen = [
        *[one for one in contracts if not one.manner.held_out][::7][:7],
        *[one for one in contracts if one.manner.held_out][::8],
    ]
    pairs = []
    for seed, contract in enumerate(chosen[:SCANS]):
        path = folder / f"scan-{seed}.pdf"
        path.write_bytes(contract.scan(seed))
        pairs.append((contract, path))
    scores, seconds = measure(pairs, say)
    yield from rows(f"scan, {len(pairs)} contracts", scores, SCAN, say)
    yield Row("scan, one contract", seconds, "s")
