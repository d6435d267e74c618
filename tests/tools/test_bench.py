"""The tables of the benchmarks: ratios to a floor, a section of the page each."""

import pytest

from benchmarks import Row
from tools import bench


def test_ratio_is_to_the_floor_of_the_same_run():
    assert Row("page", 25, "requests/s", 100, "empty view").ratio == 0.25
    assert Row("empty view", 100, "requests/s").ratio is None


def test_columns_without_anything_are_left_out():
    lines = bench.table(
        [Row("floor", 1000, "rows/s"), Row("ours", 12.34, "rows/s", 1000, "floor")]
    ).splitlines()

    assert [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])] == [
        ["What", "Figure", "Ratio", "to"],
        ["floor", "1,000 rows/s", "", ""],
        ["ours", "12.3 rows/s", "0.0123", "floor"],
    ]


def test_writing_a_section_leaves_the_others(tmp_path, monkeypatch):
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nWords.\n", "utf-8")
    monkeypatch.setattr(bench, "PAGE", page)

    for name, figure in (("first", 1), ("second", 2), ("first", 3)):
        bench.write(name, f"Title of {name}.\n\nWhy {name}.", [Row("row", figure, "s")])

    text = page.read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Title of first",
        "## Title of second",
    ]
    assert ("1.00 s" in text, "2.00 s" in text, "3.00 s" in text) == (False, True, True)
    assert text.startswith("# Benchmarks\n\nWords.\n\n<!-- first -->")


@pytest.mark.parametrize("arguments", [["nothing"], ["pages", "nothing"]])
def test_unknown_benchmarks_are_named(arguments, capsys):
    assert bench.main(arguments) == 2
    assert "No such benchmark: nothing. There are: " in capsys.readouterr().err
