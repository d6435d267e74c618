"""Text that a spreadsheet program would compute: recognised when a table comes in, made inert when one goes out."""

import re
from typing import Any

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Written before a dangerous first character when a table leaves the portal; taken off when it comes back.
QUOTE = "'"
HARMLESS = re.compile(r"^[+-][\d\s().,-]*$")


def inert(value: Any) -> Any:
    """The value as text that is never computed; what is no text (numbers, dates) stays what it is."""
    if not isinstance(value, str):
        return value
    return f"{QUOTE}{value}" if value.startswith(STARTS_FORMULA) else value


def original(text: str) -> str:
    """The text as it was before `inert`."""
    return text[1:] if text.startswith(QUOTE) and text[1:].startswith(STARTS_FORMULA) else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program would compute this text; phone numbers and negative amounts are harmless."""
    return text.startswith(STARTS_FORMULA) and not HARMLESS.match(text)
