"""What the reader hands on: pages, the values found on them, and why a file could not be read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

# The fields that people outside see, in the order of the paper; amounts are decimal text in 元, dates ISO.
PUBLIC = (
    "party_a",
    "party_b",
    "party_a_uscc",
    "party_b_uscc",
    "contract_number",
    "sign_date",
    "total_amount",
    "total_amount_capitals",
    "voucher_number",
    "voucher_amount",
    "voucher_clause",
    "failure_clause",
)
# What is found beside them and only compared: sums are decimal text in 元.
INNER = ("period_from", "period_to", "own_payment", "payments", "new_tech")


class Trouble(StrEnum):
    """Why a file could not be read; the words for people stand in `contracts.enums`."""

    MISSING = "missing"
    KIND = "kind"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    LARGE = "large"
    PAGES = "pages"
    SLOW = "slow"
    MEMORY = "memory"
    HOSTILE = "hostile"
    SCAN = "scan"
    EMPTY = "empty"


class Unreadable(Exception):
    """The file cannot be read; `trouble` says why, the text what was seen."""

    def __init__(self, trouble: Trouble, detail: str = ""):
        super().__init__(f"{trouble.value}: {detail}" if detail else trouble.value)
        self.trouble = trouble
        self.detail = detail


@dataclass(frozen=True)
class Page:
    """The text of one page; `sure` is below one when it was recognised from a picture, `wrapped` when lines end where the
    paper ends and not where a paragraph does.
    """

    number: int
    text: str
    sure: float = 1.0
    wrapped: bool = True


@dataclass(frozen=True)
class Found:
    """One value with the place it was read from; without a value the paper does not say."""

    value: str | None = None
    page: int | None = None
    excerpt: str | None = None
    confidence: float = 0.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


NOTHING = Found()


@dataclass(frozen=True)
class Paper:
    """Everything that was read off one file."""

    pages: int
    scanned: int
    fields: dict[str, Found] = field(default_factory=dict)
    vouchers: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def __getitem__(self, name: str) -> Found:
        return self.fields.get(name, NOTHING)

    def as_json(self) -> dict[str, Any]:
        names = (*PUBLIC, *INNER)
        return {
            "pages": self.pages,
            "scanned": self.scanned,
            "fields": {name: self[name].as_json() for name in names},
            "vouchers": [list(pair) for pair in self.vouchers],
            "text": self.text,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Paper:
        return cls(
            pages=data["pages"],
            scanned=data["scanned"],
            fields={name: Found(**found) for name, found in data["fields"].items()},
            vouchers=tuple((number, amount) for number, amount in data.get("vouchers", ())),
            text=data.get("text", ""),
        )
