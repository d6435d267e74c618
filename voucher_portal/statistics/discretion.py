"""Figures that could tell who somebody is are withheld, with those from which they could be worked out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.conf import settings

from voucher_portal.statistics.tables import WITHHELD, Row, Table

Calls = frozenset[int] | None  # keys of the calls that are counted; None is all of them
Build = Callable[[Calls], Table]


def smallest() -> int:
    """Fewer cases than this are withheld (`PORTAL_SMALLEST_FIGURE`)."""
    return settings.SMALLEST_FIGURE


def is_small(value: object) -> bool:
    """Some cases, but too few to be told."""
    return isinstance(value, int) and 0 < value < smallest()


def protect(
    build: Build, calls: Iterable[int], chosen: Calls = None, *, count: int = 0, together: int | None = None
) -> Table:
    """The table of the chosen calls without the rows that `hidden_rows` names."""
    return without(build(chosen), hidden_rows(build, calls, chosen, count=count, together=together))


def hidden_rows(
    build: Build,
    calls: Iterable[int],
    chosen: Calls = None,
    *,
    count: int = 0,
    together: int | None = None,
    also: Iterable[int] = (),
) -> set[int]:
    """The rows whose number of cases, in column `count`, could tell who they are, also by subtraction.

    The rows of `build` are the same, in the same order, for every choice. A row that is small in any single call is withheld
    from every choice but the whole, and one that the whole withholds from all: no two answers differ by a small figure.
    """
    counts = column(build(None), count)
    least = 2 * smallest() if together is None else together
    hidden = expanded({number for number, value in counts.items() if is_small(value)}, counts, least)
    if chosen is None:
        return hidden
    parts = (column(build(frozenset([call])), count) for call in calls)
    few = {number for part in parts for number, value in part.items() if is_small(value)}
    return expanded(hidden | few | set(also), counts, least)


def column(table: Table, number: int) -> dict[int, int]:
    """The cases of each row that has any."""
    found = ((index, row.cells[number]) for index, row in enumerate(table.rows))
    return {index: value for index, value in found if isinstance(value, int) and value}


def expanded(hidden: set[int], counts: dict[int, int], together: int) -> set[int]:
    """While the withheld rows are fewer than two or their sum would give one away, the next smallest goes with them."""
    gone = set(hidden)
    rest = sorted((value, number) for number, value in counts.items() if number not in gone)
    for _value, number in rest:
        if not gone or (len(gone) > 1 and sum(counts.get(index, 0) for index in gone) >= together):
            break
        gone.add(number)
    return gone


def without(table: Table, rows: Iterable[int], cells: Sequence[int] = ()) -> Table:
    """The same table with cells of some rows withheld."""
    gone, columns = set(rows), cells or range(len(table.columns))
    shown = (_withheld(row, columns) if index in gone else row for index, row in enumerate(table.rows))
    return replace(table, rows=tuple(shown))


def _withheld(row: Row, columns: Iterable[int]) -> Row:
    return replace(
        row, cells=tuple(WITHHELD if number in columns else cell for number, cell in enumerate(row.cells))
    )
