"""The words for codes of an edition, translated when shown."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from policy.codes import label


def choice(code: str) -> str:
    """A code's words with a capital first letter in the present language."""
    words = gettext(label(code))
    return words[:1].upper() + words[1:]


def choices(codes: Iterable[str], empty: Any = None) -> list[tuple[str, Any]]:
    """Codes as form choices, with an optional empty one first."""
    first = [("", empty)] if empty is not None else []
    return [*first, *((code, choice(code)) for code in codes)]
