"""A table of figures as a page shows it, a chart draws it and an export writes it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from workflow.money import plain_yuan

# Visitors are told that a small figure is withheld, never the number (voucher_portal.statistics.discretion).
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
class Chart:
    """How a table is drawn: which columns, as bars side by side, as one stacked bar, or along the months.

    Where scripts do not run the first of the columns is drawn alone, with a mark where `mark` stands.
    """

    columns: tuple[int, ...] = (0,)
    kind: str = "bars"  # bars, stack or months
    mark: int | None = None


@dataclass(frozen=True)
class Table:
    """Figures with their words; `name` is its address."""

    name: str
    title: Any
    heading: Any
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    note: Any = ""
    chart: Chart = Chart()

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
