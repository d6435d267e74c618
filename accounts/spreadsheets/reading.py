"""Reads XLSX and CSV into sheets of plain values, with the numbers that the rows have in the file."""

import csv
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from accounts.formulas import STARTS_FORMULA
from accounts.spreadsheets import archive, limits
from accounts.spreadsheets.problems import TableRefused

ENCODINGS = ("utf-8-sig", "gb18030")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass
class Sheet:
    """A sheet: the headings as written, and the filled rows with their numbers."""

    name: str
    headings: list[str]
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    heading_row: int = 1


def read(data: bytes, name: str) -> list[Sheet]:
    """The filled sheets of a file. Raises TableRefused with what to do."""
    if not data:
        raise TableRefused(_("The file is empty. Choose another one."))
    if len(data) > limits.MOST_BYTES:
        raise TableRefused(_("The file is larger than 20 MB. Split the table and import the parts."))
    ending = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        if ending != ".xlsx":
            raise TableRefused(_("Only .xlsx and .csv can be imported. Save the workbook as .xlsx."))
        sheets = _workbook(data)
    elif ending in {".csv", ".txt"}:
        sheets = [_text(data, PurePath(name).stem)]
    else:
        raise TableRefused(_("Only .xlsx and .csv can be imported. Save the table as one of the two."))
    filled = [sheet for sheet in sheets if sheet.headings]
    if not filled:
        raise TableRefused(_("The file holds no table. The first row must hold the headings."))
    return filled


def _workbook(data: bytes) -> list[Sheet]:
    formulas = archive.inspect(data)
    try:
        parts = _parts(data)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = []
        for name in book.sheet_names:
            if name in parts:
                sheet = book.get_sheet_by_name(name)
                lines = sheet.to_python(skip_empty_area=False)
                found.append(_sheet(name, lines, formulas.get(parts[name], set())))
    except (CalamineError, ParseError, OSError, ValueError, KeyError) as error:
        raise archive.unreadable() from error
    return found


def _parts(data: bytes) -> dict[str, str]:
    """Which part of the archive each sheet is."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        workbook = fromstring(book.read("xl/workbook.xml"), forbid_dtd=True)
        links = fromstring(book.read("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for element in workbook.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(RELATION), "").removeprefix("/")
            found[element.get("name", "")] = target if target.startswith("xl/") else f"xl/{target}"
    return {name: target for name, target in found.items() if target.startswith("xl/worksheets/")}


def _text(data: bytes, name: str) -> Sheet:
    text = _decoded(data)
    if text.startswith("sep="):
        text = text.partition("\n")[2]
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines = []
    try:
        for line in csv.reader(StringIO(text, newline=""), delimiter=separator):
            lines.append(line)
            if len(lines) > limits.MOST_ROWS + 1:
                raise TableRefused(
                    _("The table has more than %(most)s rows. Split it and import the parts.")
                    % {"most": f"{limits.MOST_ROWS:,}"}
                )
            if len(line) > limits.MOST_COLUMNS:
                raise TableRefused(_("The table has too many columns. Use the template."))
    except csv.Error as error:
        raise TableRefused(
            _("The file cannot be read as a table. A quotation mark may be missing near row %(row)s.")
            % {"row": len(lines) + 1}
        ) from error
    return _sheet(name, lines, set())


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused(_("The characters of the file cannot be read. Save it as CSV UTF-8."))


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TableRefused(_("The characters of the file cannot be read. Save it as CSV UTF-8.")) from error


def _sheet(name: str, lines: list[list[Any]], formulas: set[tuple[int, int]]) -> Sheet:
    """Headings are the first filled line; empty lines in between are passed over, and keep their numbers."""
    sheet = Sheet(name, [], formulas=formulas)
    for number, line in enumerate(lines, 1):
        values = [plain(value) for value in line]
        if not any(value != "" for value in values):
            continue
        if not sheet.headings:
            while values and values[-1] == "":
                values.pop()
            sheet.headings = [str(value) for value in values]
            sheet.heading_row = number
        else:
            sheet.rows.append((number, values))
    return sheet


def plain(value: Any) -> Any:
    """Text without blanks around it, whole numbers as such, days without a time of day."""
    if isinstance(value, str):
        return value if value.startswith(STARTS_FORMULA) else value.strip()
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    return "" if value is None else value


def as_text(value: Any) -> str:
    """A value as a text column takes it."""
    if isinstance(value, (date, datetime, time, timedelta)):
        return str(value)
    return str(value)
