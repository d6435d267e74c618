"""Every list that somebody takes away as a file is recorded; the app that keeps the record says how."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from accounts.actor import Actor

Keep = Callable[..., Any]
KEEPERS: list[Keep] = []


def keeps_exports(keep: Keep) -> Keep:
    """Registers who writes the record: `keep(actor, form=…, query=…, columns=…, rows=…)`."""
    KEEPERS.append(keep)
    return keep


def record(actor: Actor, *, form: str, query: str, columns: Iterable[str], rows: int) -> None:
    """Notes who took which list away: `query` is its address with the filter, `rows` how many lines it had."""
    for keep in KEEPERS:
        keep(actor, form=form, query=query, columns=list(columns), rows=rows)


class Counted:
    """Passes lines on and knows how many there were."""

    def __init__(self, lines: Iterable[Any]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[Any]:
        for line in self.lines:
            self.count += 1
            yield line
