"""A table that leaves the portal computes nothing in the program that opens it."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.labs import make_instrument

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1"]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_exported_cells_start_no_formula(people, as_, kind):
    laboratory = people.open_laboratory
    for place, formula in enumerate(FORMULAS):
        make_instrument(laboratory, f"N-{place}", name=formula)
    browser = as_(people.laboratory)

    answer = browser.post(reverse("admin:labs_instrument_export"), {"format": kind})

    if kind == "xlsx":
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    else:
        table = StringIO(answer.content.decode("utf-8-sig"), newline="")
        cells = [cell for row in csv.reader(table) for cell in row]
    assert len(cells) > len(FORMULAS)
    assert not [cell for cell in cells if cell.startswith(STARTS)]
