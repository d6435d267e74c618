"""What is wrong with a table, in the words of the person who made it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

LONGEST_SHOWN = 60


class TableRefused(Exception):
    """The file as a whole cannot be taken; the text says why and what to do."""


class CellRefused(ValueError):
    """One value cannot be taken: why, and what to do."""

    def __init__(self, reason: Any, advice: Any = "") -> None:
        super().__init__(str(reason))
        self.reason, self.advice = reason, advice


@dataclass(frozen=True)
class Problem:
    """One thing to correct: where it stands, what stands there, why it cannot be taken and what to do."""

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    reason: str
    advice: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def shown(value: Any) -> str:
    """A value as the report repeats it: short, on one line."""
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def letter(index: int) -> str:
    """The spreadsheet's name of a column: 0 → A, 26 → AA."""
    name, index = "", index + 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


# What the codes of Django's validators ask for.
ADVICE = {
    "blank": _("Fill this cell in."),
    "null": _("Fill this cell in."),
    "max_length": _("Shorten the text."),
    "invalid_choice": _("Choose one of the values in the template."),
    "min_value": _("Enter a larger number."),
    "max_value": _("Enter a smaller number."),
    "decimals": _("Round the amount to two decimals."),
    "large": _("Check that the amount is in 元."),
}
EMPTY = _("The cell is empty, but this value is needed.")
