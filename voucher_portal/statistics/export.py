"""Writes a table of figures to a file that no spreadsheet program mistakes for a formula."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from voucher_portal.statistics.tables import Table

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def inert(value: Any) -> Any:
    """The value as text that is never computed; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(STARTS_FORMULA) else value


def lines(table: Table) -> Iterator[list[Any]]:
    """Heading and rows, every cell inert."""
    for row in table.export():
        yield [inert(cell) for cell in row]


def as_csv(table: Table) -> HttpResponse:
    """Comma-separated, in UTF-8 with the mark by which spreadsheet programs know it."""
    text = StringIO()
    csv.writer(text).writerows(lines(table))
    return _file(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{table.name}.csv")


def as_xlsx(table: Table) -> HttpResponse:
    """A workbook with one sheet."""
    book, content = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet(table.name)
    for row in lines(table):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell for cell in row])
    book.save(content)
    return _file(content.getvalue(), XLSX, f"{table.name}.xlsx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}
