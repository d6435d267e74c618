"""Tables as files that no spreadsheet program mistakes for formulas: CSV and XLSX, row by row, in bounded memory."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from accounts.formulas import inert

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Line = Sequence[Any]
LONGEST_CELL = 32_000
# What XML cannot hold, written out so that a workbook with it still opens.
CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0xFFFE: None, 0xFFFF: None}


def write_csv(lines: Iterable[Line], file: IO[bytes]) -> int:
    """Comma-separated, in UTF-8 with the mark by which spreadsheet programs know it; returns the number of lines."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer, count = csv.writer(text), 0
    for line in lines:
        writer.writerow([inert(cell) for cell in line])
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(lines: Iterable[Line], file: IO[bytes], sheet: str = "") -> int:
    """A workbook with one sheet, its first line fixed and filterable; returns the number of lines."""
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet(sheet[:31] or None)
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    page.freeze_panes(1, 0)
    count = 0
    for line in lines:
        for column, cell in enumerate(line):
            _write_cell(page, count, column, cell, day if count else bold)
        count += 1
    book.close()
    return count


def _write_cell(page: Any, row: int, column: int, cell: Any, shape: Any) -> None:
    match cell:
        case None | "":
            return
        case datetime():
            page.write_datetime(row, column, timezone.localtime(cell).replace(tzinfo=None), shape)
        case date():
            page.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), shape)  # noqa: DTZ001
        case int() | float() | Decimal():
            page.write_number(row, column, cell)
        case _:
            text = inert(str(cell)).translate(CONTROL)[:LONGEST_CELL]
            page.write_string(row, column, text, shape if row == 0 else None)
