"""The own sentences of a contract, as digests, to find the same text in another project under other names and figures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

SHORTEST = 12  # letters of a sentence that says something
FEWEST = 3  # own sentences of a text that can be compared
MOST = 400
LEAST_LETTERS = 120
ALIKE = 0.6  # share of sentences in common from which two texts are nearly the same
FIGURES = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正年月日"
# Lines about who the parties are stand in every contract of the same parties.
WHO = re.compile(
    r"^(?:甲方|乙方|委托方|受托方|统一社会|法定代表|住所|地址|联系|电话|开户|账号|承担实验室|签订|合同编号|Party|Unified|USCC)\W"
)


def bare(text: str) -> str:
    """Letters only: figures, dates, capitals, marks and spaces differ in every contract."""
    return re.sub(rf"[\W\d_{FIGURES}]+", "", text).casefold()


def digest(text: str) -> str:
    """SHA-256 of the whole text without spaces: equal only for identical contracts; nothing for a few words."""
    plain = re.sub(r"\s+", "", text)
    return hashlib.sha256(plain.encode()).hexdigest() if len(plain) >= LEAST_LETTERS else ""


def own_sentences(text: str, common: Iterable[str] = ()) -> list[str]:
    """Digests of the sentences that are not those which everybody copies, sorted, each once."""
    usual = set().union(*(_sentences(words) for words in common), set())
    own = _sentences(text) - usual
    return sorted(hashlib.blake2b(one.encode(), digest_size=6).hexdigest() for one in own)[:MOST]


def _sentences(text: str) -> set[str]:
    lines = (line for line in re.split(r"[。;；!?！？\n]", text) if not WHO.match(line.strip()))
    return {letters for line in lines if len(letters := bare(line)) >= SHORTEST}


def bands(sentences: Sequence[str]) -> list[int]:
    """Four numbers of which texts with many sentences in common share at least one: the least of four shuffles."""
    if len(sentences) < FEWEST:
        return []
    return [min(_shuffled(one, turn) for one in sentences) for turn in range(4)]


def _shuffled(one: str, turn: int) -> int:
    return int.from_bytes(hashlib.blake2b(f"{turn}{one}".encode(), digest_size=4).digest(), "big") >> 1


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of sentences that two texts have in common, 0 to 1; too few sentences say nothing."""
    if min(len(one), len(other)) < FEWEST:
        return 0.0
    both, all_of_them = set(one) & set(other), set(one) | set(other)
    return len(both) / len(all_of_them)
