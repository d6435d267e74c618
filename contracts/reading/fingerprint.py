"""Digest and fingerprint of a contract's own words, to find the same text in another project."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

BITS = 64
SHINGLE = 6
LEAST = 120  # shingles; fewer words say too little
NEAR = 3  # differing bits that still count as the same text


def bare(text: str) -> str:
    """Letters only: figures, dates, marks and spaces differ in every contract."""
    return re.sub(r"[\W\d_]+", "", text).casefold()


def digest(text: str) -> str:
    """SHA-256 of the whole text without spaces: equal only for identical contracts."""
    plain = re.sub(r"\s+", "", text)
    return hashlib.sha256(plain.encode()).hexdigest() if len(plain) >= LEAST else ""


def fingerprint(text: str, common: Iterable[str] = ()) -> str:
    """64 bits that differ little for texts that differ little; sentences that everybody copies do not count.

    Empty when too few words of its own are left.
    """
    own = bare(text)
    usual = set().union(*(_shingles(bare(sentence)) for sentence in common), set())
    pieces = _shingles(own) - usual
    if len(pieces) < LEAST:
        return ""
    weights = [0] * BITS
    for piece in pieces:
        value = int.from_bytes(hashlib.blake2b(piece.encode(), digest_size=8).digest(), "big")
        for bit in range(BITS):
            weights[bit] += 1 if value >> bit & 1 else -1
    bits = sum(1 << bit for bit, weight in enumerate(weights) if weight > 0)
    return f"{bits:016x}"


def _shingles(text: str) -> set[str]:
    return {text[place : place + SHINGLE] for place in range(len(text) - SHINGLE + 1)}


def bands(mark: str) -> list[int]:
    """Four parts: texts within three bits of each other share at least one."""
    return [int(mark[place : place + 4], 16) for place in range(0, 16, 4)] if mark else []


def is_near(one: str, other: str) -> bool:
    """Whether two fingerprints are of nearly the same text."""
    return bool(one and other) and (int(one, 16) ^ int(other, 16)).bit_count() <= NEAR
