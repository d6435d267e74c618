"""Empty tables to fill in: headings in one language, lists to choose from, and a sheet that explains every column."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.spreadsheets.columns import Column
from accounts.spreadsheets.limits import MOST_ROWS

NOTES = gettext_lazy("How to fill it in")
HIDDEN = "_"
LONGEST_SHEET_NAME = 31


def heading(column: Column) -> str:
    """The words of a column; a star marks what must be filled in."""
    return f"{capfirst(str(column.label))}{' *' if column.needed else ''}"


def sheet_name(resource) -> str:
    words = resource.sheet or resource._meta.model._meta.verbose_name_plural
    return capfirst(str(words))[:LONGEST_SHEET_NAME]


def as_csv(resource) -> bytes:
    """The headings alone."""
    return csv_bytes([heading(column) for column in resource.columns()], [])


def csv_bytes(headings: list[str], rows: Iterable[list[Any]]) -> bytes:
    """Rows as CSV with a mark by which spreadsheet programs know the encoding."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(book) -> bytes:
    """A sheet for every table of the book, with lists to choose from, and the explanations."""
    stream = BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    bold = workbook.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "valign": "top"})
    text, wrapped = workbook.add_format({"num_format": "@"}), workbook.add_format({"text_wrap": True})
    sheets = [(resource, workbook.add_worksheet(sheet_name(resource))) for resource in book.resources]
    notes = workbook.add_worksheet(str(NOTES))
    lists = workbook.add_worksheet(f"{HIDDEN}lists")
    lists.hide()
    place = 0
    for resource, sheet in sheets:
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(resource.columns()):
            sheet.set_column(index, index, 20, text)
            sheet.write_string(0, index, heading(column), bold)
            if column.allowed:
                lists.write_column(0, place, column.allowed)
                last = xlsxwriter.utility.xl_rowcol_to_cell(
                    len(column.allowed) - 1, place, row_abs=True, col_abs=True
                )
                first = xlsxwriter.utility.xl_rowcol_to_cell(0, place, row_abs=True, col_abs=True)
                source = f"='{HIDDEN}lists'!{first}:{last}"
                sheet.data_validation(1, index, MOST_ROWS, index, {"validate": "list", "source": source})
                place += 1
    _explain(notes, book, bold, wrapped)
    workbook.close()
    return stream.getvalue()


def explained(book) -> list[dict[str, Any]]:
    """Every table with its columns, as the page and the workbook explain them."""
    return [
        {
            "name": sheet_name(resource),
            "columns": [
                {
                    "heading": heading(column),
                    "needed": column.needed,
                    "allowed": column.allowed,
                    "example": str(column.example or (column.allowed or [""])[0]),
                    "hint": str(column.hint),
                }
                for column in resource.columns()
            ],
        }
        for resource in book.resources
    ]


def _explain(notes, book, bold, wrapped) -> None:
    notes.set_column(0, 1, 24)
    notes.set_column(2, 2, 18)
    notes.set_column(3, 5, 40, wrapped)
    headings = [
        _("Sheet"),
        _("Column"),
        _("Must be filled in"),
        _("Allowed values"),
        _("Example"),
        _("Remark"),
    ]
    for index, words in enumerate(headings):
        notes.write_string(0, index, words, bold)
    line = 1
    for table in explained(book):
        for column in table["columns"]:
            cells = [
                table["name"],
                column["heading"],
                _("yes") if column["needed"] else _("no"),
                " / ".join(column["allowed"]),
                column["example"],
                column["hint"],
            ]
            for index, words in enumerate(cells):
                notes.write_string(line, index, words)
            line += 1
