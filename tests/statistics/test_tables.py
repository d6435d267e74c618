"""Small cells are withheld, and an export computes nothing."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from voucher_portal.statistics.export import as_csv, as_xlsx, inert
from voucher_portal.statistics.tables import WITHHELD, Column, Row, Table, withhold_small


def table(*counts: int | None, label: str = "row") -> Table:
    rows = tuple(Row(f"{label} {number}", (count, 100)) for number, count in enumerate(counts))
    return Table("rows", "Rows", "Row", (Column("Projects"), Column("Amount (元)", "fen")), rows)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((9, 5, 3), (9, 5, 3)),
        ((9, 5, 0), (9, 5, 0)),
        ((9, 5, 2), (9, WITHHELD, WITHHELD)),
        ((9, 3, 1), (WITHHELD, WITHHELD, WITHHELD)),
        ((9, 8, 1, 1), (9, WITHHELD, WITHHELD, WITHHELD)),
        ((9, 2, 2, 2), (9, WITHHELD, WITHHELD, WITHHELD)),
        ((1,), (WITHHELD,)),
        ((None, 4), (None, 4)),
    ],
)
def test_small_cells_and_what_would_tell_them_are_withheld(counts, shown):
    assert tuple(row.cells[0] for row in withhold_small(table(*counts)).rows) == shown


def test_only_the_named_cells_are_withheld():
    rows = withhold_small(table(9, 2, 2, 2), cells=(1,)).rows

    assert [row.cells for row in rows] == [(9, 100), (2, WITHHELD), (2, WITHHELD), (2, WITHHELD)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_exports_are_inert(start):
    odd = Table("odd", "Odd", "Name", (Column("Projects"),), (Row(f"{start}1+1", (-5,)),))

    assert inert(f"{start}1+1") == f"'{start}1+1"
    rows = list(csv.reader(StringIO(as_csv(odd).content.decode("utf-8-sig"), newline="")))
    assert rows == [["Name", "Projects"], [f"'{start}1+1", "-5"]]
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(odd).content)).active
    cell = sheet.cell(row=2, column=1)
    assert (cell.data_type, cell.value[:1]) == ("s", "'")
    assert sheet.cell(row=2, column=2).value == -5


def test_amounts_are_exported_in_yuan():
    assert table(4).export() == [["Row", "Projects", "Amount (元)"], ["row 0", 4, 1.0]]
