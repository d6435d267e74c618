"""The editions that come with the portal, read from its fixture files without a database."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from policy.parameters import Parameters

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "policy"


@dataclass(frozen=True)
class ShippedEdition:
    """One edition as it stands in a fixture file."""

    code: str
    title: str
    valid_from: date
    published_at: str
    parameters: Parameters
    notes: dict[str, str]


@cache
def shipped_editions() -> tuple[ShippedEdition, ...]:
    """Return all shipped editions, the earliest first."""
    rows = (
        row["fields"] for path in sorted(FOLDER.glob("*.json")) for row in json.loads(path.read_text("utf-8"))
    )
    return tuple(sorted(map(_edition, rows), key=lambda edition: edition.valid_from))


def shipped(code: str) -> ShippedEdition | None:
    """Return a shipped edition by its code."""
    return next((edition for edition in shipped_editions() if edition.code == code), None)


def shipped_in_force(day: date) -> ShippedEdition | None:
    """Return the shipped edition that holds on a day, or None before the first one."""
    return next((edition for edition in reversed(shipped_editions()) if edition.valid_from <= day), None)


def _edition(fields: dict[str, Any]) -> ShippedEdition:
    return ShippedEdition(
        code=fields["code"],
        title=fields["title"],
        valid_from=date.fromisoformat(fields["valid_from"]),
        published_at=fields["published_at"],
        parameters=Parameters.from_json(fields["parameters"]),
        notes=fields["notes"],
    )
