"""What is known of a laboratory's work with vouchers; higher apps say it, because they know the projects."""

from collections.abc import Callable
from typing import Any

from labs.models import Laboratory

Record = Callable[[Laboratory], list[dict[str, Any]]]
RECORDS: list[Record] = []


def tells_record(read: Record) -> Record:
    """Registers a reader: rows of label and value for the public page, from one query at most."""
    RECORDS.append(read)
    return read


def record_rows(laboratory: Laboratory) -> list[dict[str, Any]]:
    """Everything that was registered, in one list."""
    return [row for read in RECORDS for row in read(laboratory)]
