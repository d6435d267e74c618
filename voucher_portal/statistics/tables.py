"""A table of figures as a page shows it, a chart draws it and an export writes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from workflow.money import plain_yuan

# Fewer cases than this could tell who they are: visitors are told that the figure is withheld, never the number.
SMALL = 3
WITHHELD = "withheld"
Cell = int | float | str | None


@dataclass(frozen=True)
class Column:
    """One column of figures; `unit` is count, fen, days or percent."""

    label: Any
    unit: str = "count"


@dataclass(frozen=True)
class Row:
    """One line: its words, and its figures in the order of the columns; a small one is `WITHHELD`."""

    label: Any
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Figures with their words; `name` is its address, and the chart draws the first column, with a mark where `mark` stands."""

    name: str
    title: Any
    heading: Any
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    note: Any = ""
    mark: int | None = None

    @property
    def is_empty(self) -> bool:
        return not any(any(row.cells) for row in self.rows)

    def shown(self) -> list[dict[str, Any]]:
        """The rows with their figures as words."""
        return [
            {
                "label": row.label,
                "cells": [
                    {"label": column.label, "value": worded(value, column.unit)}
                    for column, value in zip(self.columns, row.cells, strict=True)
                ],
            }
            for row in self.rows
        ]

    def export(self) -> list[list[Any]]:
        """Heading and rows for a file: amounts in 元, numbers as numbers."""
        head = [str(self.heading), *(str(column.label) for column in self.columns)]
        return [
            head,
            *(
                [
                    str(row.label),
                    *(
                        exported(value, column.unit)
                        for column, value in zip(self.columns, row.cells, strict=True)
                    ),
                ]
                for row in self.rows
            ),
        ]


def worded(value: Cell, unit: str) -> str:
    """A figure as people read it."""
    if value == WITHHELD:
        return _("withheld")
    if value is None:
        return "–"
    if unit == "fen" and isinstance(value, int):
        return plain_yuan(value)
    if unit == "percent" and isinstance(value, int | float):
        return f"{value:.0f} %"
    return f"{value:,}" if isinstance(value, int) else str(value)


def exported(value: Cell, unit: str) -> Any:
    """A figure as a spreadsheet takes it."""
    if value == WITHHELD:
        return _("withheld")
    if value is None:
        return ""
    return value / 100 if unit == "fen" and isinstance(value, int) else value


def withhold_small(
    table: Table, count: int = 0, cells: tuple[int, ...] = (), together: int = 2 * SMALL
) -> Table:
    """The same table without small cells, and without what would tell them by subtraction from a total.

    `count` is the column that counts cases, `cells` are the columns to be withheld with it (default: the whole row).
    While the withheld rows are fewer than two, or have fewer than `together` cases, so that their sum would give one
    of them away, the next smallest row goes with them.
    """
    cases = ((row.cells[count], number) for number, row in enumerate(table.rows))
    counted = sorted((value, number) for value, number in cases if isinstance(value, int) and value)
    hidden = [pair for pair in counted if pair[0] < SMALL]
    for pair in counted[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(value for value, _number in hidden) >= together):
            break
        hidden.append(pair)
    gone, columns = {number for _value, number in hidden}, cells or range(len(table.columns))
    rows = (_without(row, columns) if number in gone else row for number, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows))


def _without(row: Row, columns: Iterable[int]) -> Row:
    return replace(
        row, cells=tuple(WITHHELD if number in columns else cell for number, cell in enumerate(row.cells))
    )
