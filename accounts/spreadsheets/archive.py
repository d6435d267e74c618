"""Looks through a workbook before anything unpacks it into memory: bombs, entities, macros and endless sheets stop here."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser
from django.utils.translation import gettext as _

from accounts.spreadsheets import limits
from accounts.spreadsheets.problems import TableRefused

CHUNK = 256 * 1024
REFERENCE = re.compile(r"^([A-Z]{1,3})([1-9][0-9]{0,6})$")
VALUES = frozenset({"v", "is"})


def column_number(letters: str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number - 1


class Extent(ContentHandler):
    """How far a sheet's values reach, and which of its cells are formulas."""

    def __init__(self) -> None:
        super().__init__()
        self.row = self.column = -1
        self.most_row = self.most_column = -1
        self.cells = 0
        self.formulas: set[tuple[int, int]] = set()

    def startElement(self, name, attrs):  # noqa: N802 - the parser's name
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attrs["r"]) - 1 if "r" in attrs else self.row + 1
            self.column = -1
        elif name == "c":
            found = REFERENCE.match(attrs["r"]) if "r" in attrs else None
            self.column = column_number(found[1]) if found else self.column + 1
            self.row = int(found[2]) - 1 if found else max(self.row, 0)
        elif name == "f":
            self._value()
            self.formulas.add((self.row, self.column))
        elif name in VALUES:
            self._value()

    def _value(self) -> None:
        self.cells += 1
        self.most_row = max(self.most_row, self.row)
        self.most_column = max(self.most_column, self.column)
        if self.most_row > limits.MOST_ROWS:
            raise TableRefused(
                _("The table has more than %(most)s rows. Split it and import the parts.")
                % {"most": f"{limits.MOST_ROWS:,}"}
            )
        width, height = self.most_column + 1, self.most_row + 1
        if (
            width > limits.MOST_COLUMNS
            or width * height > limits.MOST_CELLS
            or self.cells > limits.MOST_CELLS
        ):
            raise TableRefused(
                _(
                    "Values stand far outside the table (%(cell)s). Copy the table into a new workbook and import that."
                )
                % {"cell": f"{self.most_column + 1} × {self.most_row + 1}"}
            )


def unreadable() -> TableRefused:
    return TableRefused(
        _("The file cannot be read as a workbook. Open it in your spreadsheet program and save it as .xlsx.")
    )


def inspect(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """The formulas of every sheet by its part's name. Raises TableRefused for what a workbook should not hold."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_list(archive.infolist())
            found = {}
            for info in archive.infolist():
                extent = _drain(archive, info)
                if extent is not None:
                    found[info.filename] = extent.formulas
            return found
    except TableRefused:
        raise
    except DefusedXmlException as error:
        raise TableRefused(
            _("The workbook declares entities, which a spreadsheet program never does. It was not opened.")
        ) from error
    except (
        zipfile.BadZipFile,
        SAXException,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise unreadable() from error


def _check_list(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.lower().replace("\\", "/") for info in infos]
    if len(infos) > limits.MOST_PARTS or sum(info.file_size for info in infos) > limits.MOST_UNPACKED:
        raise TableRefused(
            _("The workbook is too large when unpacked. Copy the table into a new workbook and import that.")
        )
    if any(info.flag_bits & 1 for info in infos):
        raise TableRefused(_("The workbook is protected by a password. Save it without one."))
    if any("vbaproject" in name or "/activex/" in name for name in names):
        raise TableRefused(_("The workbook holds macros. Save it as .xlsx, without macros."))
    if any("externallink" in name for name in names):
        raise TableRefused(
            _("The workbook refers to other workbooks. Paste its values into a new one and import that.")
        )
    if len(set(names)) != len(names) or "xl/workbook.xml" not in names:
        raise unreadable()


def _drain(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Extent | None:
    """Unpacks one part piece by piece, which also proves its announced size; a sheet is measured on the way."""
    is_sheet = info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml")
    is_xml = info.filename.endswith((".xml", ".rels"))
    extent = Extent()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(extent if is_sheet else ContentHandler())
    for chunk in _chunks(archive, info):
        if info.filename == "[Content_Types].xml" and b"macroEnabled" in chunk:
            raise TableRefused(_("The workbook holds macros. Save it as .xlsx, without macros."))
        if is_xml:
            parser.feed(chunk)
    if is_xml:
        parser.close()
    return extent if is_sheet else None


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as part:
        while chunk := part.read(CHUNK):
            yield chunk
