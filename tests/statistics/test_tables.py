"""Small cells are withheld, and an export computes nothing."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from accounts.formulas import inert
from voucher_portal.statistics.discretion import expanded, protect
from voucher_portal.statistics.export import as_csv, as_xlsx
from voucher_portal.statistics.tables import WITHHELD, Column, Row, Table


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
    assert tuple(row.cells[0] for row in protect(lambda _calls: table(*counts), []).rows) == shown


CALLS = {1: (9, 6, 4, 0), 2: (8, 1, 5, 7), 3: (0, 5, 3, 9)}


def of_calls(calls) -> Table:
    """Cases of four rows in three calls."""
    chosen = [counts for call, counts in CALLS.items() if calls is None or call in calls]
    return table(*(sum(column) for column in zip(*chosen, strict=True)))


def counts_of(*calls: int) -> tuple:
    chosen = frozenset(calls) or None
    return tuple(row.cells[0] for row in protect(of_calls, CALLS, chosen).rows)


def test_a_row_that_is_small_in_one_call_is_told_of_the_whole_only():
    assert counts_of() == (17, 12, 12, 16)
    for calls in [(1,), (2,), (3,), (1, 2), (1, 3)]:
        expected = of_calls(frozenset(calls)).rows
        assert counts_of(*calls) == (
            expected[0].cells[0],
            WITHHELD,
            WITHHELD,
            expected[3].cells[0],
        )


def test_no_small_figure_is_the_difference_of_two_answers():
    whole = counts_of()
    pieces = [counts_of(call) for call in CALLS]
    for row, total in enumerate(whole):
        told = [piece[row] for piece in pieces if piece[row] != WITHHELD]
        small = [counts[row] for counts in CALLS.values() if 0 < counts[row] < 3]
        assert not small or len(told) == 0, total


def test_expansion_ends_when_the_sum_tells_nobody():
    assert expanded({2}, {0: 9, 1: 5, 2: 1}, 6) == {1, 2}
    assert expanded({2}, {0: 9, 1: 4, 2: 1}, 6) == {0, 1, 2}
    assert expanded(set(), {0: 1}, 6) == set()


@pytest.mark.parametrize(("limit", "shown"), [(5, (9, 5)), (6, (WITHHELD, WITHHELD)), (1, (9, 5))])
def test_the_smallest_figure_is_a_setting(settings, limit, shown):
    settings.SMALLEST_FIGURE = limit

    assert tuple(row.cells[0] for row in protect(lambda _calls: table(9, 5), []).rows) == shown


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
