"""Files that are not what they seem: each is refused with a reason, quickly and without filling the memory."""

import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from accounts.formulas import inert, is_formula, original
from accounts.spreadsheets import TableRefused, limits
from accounts.spreadsheets.columns import Column, DayWidget, TextWidget, WholeWidget, YesNoWidget, normal
from accounts.spreadsheets.problems import CellRefused, letter
from accounts.spreadsheets.reading import read
from tests.factories.tables import workbook

GOOD = workbook(table=[["number", "name"], ["N-1", "仪器"]])


def changed(part: str, content: bytes | None, base: bytes = GOOD) -> bytes:
    """A workbook with one part replaced, added, or left out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(base)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != part:
                new.writestr(info, old.read(info))
        if content is not None:
            new.writestr(part, content)
    return stream.getvalue()


def sheet(cells: str, prolog: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = (
        f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    )
    return changed("xl/worksheets/sheet1.xml", text.encode())


def cell(reference: str) -> str:
    number = "".join(character for character in reference if character.isdigit())
    return f'<row r="{number}"><c r="{reference}"><v>1</v></c></row>'


LAUGHS = '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "a billion laughs": (sheet(cell("A1"), LAUGHS), "entities"),
    "an external entity": (sheet(cell("A1"), OUTSIDE), "entities"),
    "entities in the shared strings": (
        changed("xl/sharedStrings.xml", f"{OUTSIDE}<sst><si><t>&x;</t></si></sst>".encode()),
        "entities",
    ),
    "macros": (changed("xl/vbaProject.bin", b"x"), "macros"),
    "macros by their type": (
        changed(
            "[Content_Types].xml", b'<Types><Default ContentType="x.sheet.macroEnabled.main+xml"/></Types>'
        ),
        "macros",
    ),
    "other workbooks": (changed("xl/externalLinks/externalLink1.xml", b"<a/>"), "other workbooks"),
    "a last row far away": (sheet(cell("A1") + cell("B1048576")), "rows"),
    "a last column far away": (sheet(cell("A1") + cell("XFD2")), "far outside"),
    "a bomb": (changed("xl/media/x.bin", b"\0" * (limits.MOST_UNPACKED + 1)), "unpacked"),
    "half a file": (GOOD[: len(GOOD) // 2], "cannot be read"),
    "no workbook": (b"PK\x03\x04 nothing", "cannot be read"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Only .xlsx and .csv"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_are_refused_in_bounds(name):
    content, words = HOSTILE[name]
    file = "table.xls" if name == "an old workbook" else "table.xlsx"
    tracemalloc.start()
    start = time.monotonic()
    try:
        with pytest.raises(TableRefused, match=words):
            read(content, file)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.monotonic() - start < 10
    assert peak < 60 * 1024 * 1024


def test_a_part_that_is_larger_than_it_says_is_refused():
    bomb = changed("xl/sharedStrings.xml", b"<sst>" + b" " * 3_000_000 + b"</sst>")
    with zipfile.ZipFile(BytesIO(bomb)) as archive:
        real = archive.getinfo("xl/sharedStrings.xml").file_size
    lying = bomb.replace(real.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(TableRefused, match="cannot be read"):
        read(lying, "table.xlsx")


@pytest.mark.parametrize("rows", [limits.MOST_ROWS, limits.MOST_ROWS + 1])
def test_the_limit_of_rows_is_exact(rows):
    table = ("number\n" + "1\n" * rows).encode()
    if rows > limits.MOST_ROWS:
        with pytest.raises(TableRefused, match="more than"):
            read(table, "table.csv")
    else:
        assert len(read(table, "table.csv")[0].rows) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_people_have(encoding, separator):
    text = f"编号{separator}名称\r\nN-1{separator}扫描电镜\r\n\r\nN-2{separator}质谱仪\r\n"
    table = read(text.encode(encoding), "表.csv")[0]
    assert table.headings == ["编号", "名称"]
    assert table.rows == [(2, ["N-1", "扫描电镜"]), (4, ["N-2", "质谱仪"])]


def test_formulas_are_found_where_they_stand():
    table = read(workbook(table=[["a", "b"], ["x", "{=1+1"]]), "table.xlsx")[0]
    assert table.formulas == {(1, 1)}


@pytest.mark.parametrize(
    ("text", "dangerous"),
    [("=1", True), ("@SUM(A1)", True), ("+cmd|' /C'", True), ("-2+3+cmd", True), ("\tx", True), ("\r=1", True),
     ("-5", False), ("+86 10 6000-0000", False), ("-12,000.50", False), ("a=b", False)],
)  # fmt: skip
def test_what_begins_like_a_formula(text, dangerous):
    assert is_formula(text) is dangerous


@pytest.mark.parametrize("value", ["2026-01-31", "2026/1/31", "2026年1月31日", "20260131", "２０２６-01-31"])
def test_days_as_people_write_them(value):
    assert DayWidget().clean(value).isoformat() == "2026-01-31"


@pytest.mark.parametrize("value", ["31.01.26", "2026-02-30", "1899-12-31", "soon", "99999-1-1"])
def test_days_that_are_none(value):
    with pytest.raises(CellRefused):
        DayWidget().clean(value)


def test_yes_and_no_in_both_languages():
    assert [YesNoWidget().clean(word) for word in ("是", "Yes", 1, "否", "", "NO")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("value", "fits"), [(0, True), (10, True), ("10", True), (11, False), (-1, False), (1.5, False)]
)
def test_whole_numbers_within_their_bounds(value, fits):
    widget = WholeWidget(0, 10)
    if fits:
        assert widget.clean(value) == int(value)
    else:
        with pytest.raises(CellRefused):
            widget.clean(value)


def test_text_that_was_quoted_on_the_way_out_comes_back_as_it_was():
    assert TextWidget().clean("'=1+1") == "=1+1"
    assert TextWidget().clean("'quoted'") == "'quoted'"


def test_headings_are_known_whatever_people_do_to_them():
    assert {normal(words) for words in ("购置价格（元）*", " 购置价格 (元)", "购置价格")} == {"购置价格"}
    assert Column("x", label="y").widget.allowed() == []


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@SUM", "\t=1", "\r", "\n", "'=1", "'", "", "plain"])
def test_inert_text_is_no_formula_and_comes_back_as_it_was(text):
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert original(inert(text)) == (text if text != "'=1" else "=1")
