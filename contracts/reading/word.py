"""Takes the text out of a Word file: paragraphs, tables, text boxes, heads and feet, in their order."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

from contracts.reading.model import Page, Trouble, Unreadable

MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 3000
MOST_RATIO = 300
MOST_LETTERS = 600_000
MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A line broken by hand inside a cell: Chinese words go on without a gap.
WRAPPED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n|\n(?=[\u3000-\u9fff\uff00-\uffef])")
OLE = b"\xd0\xcf\x11\xe0"


def check_archive(path: Path) -> None:
    """Raises Unreadable for what is no Word file, is locked, or is made to burst when it is unpacked."""
    with path.open("rb") as head:
        if head.read(4) == OLE:  # a locked DOCX is an OLE container
            raise Unreadable(Trouble.ENCRYPTED, "OLE container")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise Unreadable(Trouble.LARGE, "unpacked")
            for info in infos:
                if info.flag_bits & 1:
                    raise Unreadable(Trouble.ENCRYPTED, info.filename)
                if info.file_size > 2**20 and info.file_size > MOST_RATIO * max(info.compress_size, 1):
                    raise Unreadable(Trouble.HOSTILE, "packed too tightly")
                if info.filename.endswith((".xml", ".rels")):
                    _check_part(archive, info)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(Trouble.BROKEN, str(error)) from error


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """A part that declares its own entities is made to read other files or to swell: no office program writes one."""
    content = archive.open(info).read(MOST_UNPACKED)
    plain = content.replace(b"\x00", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Unreadable(Trouble.HOSTILE, "declares entities")


def pages_of(path: Path) -> list[Page]:
    """The document, divided where it says that a page ends. Raises Unreadable."""
    check_archive(path)
    try:
        document = docx.Document(str(path))
        lines = [*_heads(document), *_blocks(document.element.body)]
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, AttributeError) as error:
        raise Unreadable(Trouble.BROKEN, str(error)) from error
    text = "\n".join(lines)[:MOST_LETTERS]
    return [Page(number, part, wrapped=False) for number, part in enumerate(text.split("\f"), 1)]


def _heads(document: Any) -> Iterator[str]:
    for section in document.sections[:20]:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield from _blocks(part._element)  # noqa: SLF001 - python-docx gives no other way to the text boxes


def _blocks(parent: Any) -> Iterator[str]:
    """Paragraphs and tables in their order, also those inside content controls."""
    for child in parent.iterchildren():
        match str(child.tag).removeprefix(MAIN):
            case "p":
                yield from _paragraph(child)
            case "tbl":
                for row in child.iter(f"{MAIN}tr"):
                    if row.getparent() is child or str(row.getparent().tag).endswith("sdtContent"):
                        yield from _row(row)
            case "sdt" | "sdtContent" | "ins" | "smartTag":
                yield from _blocks(child)


def _row(row: Any) -> Iterator[str]:
    """The cells of a row, a tab between them; a merged cell once. A table inside a cell keeps its own rows."""
    inside = [cell for cell in row.iter(f"{MAIN}tc") if cell.getparent() is row]
    if any(True for cell in inside for _table in cell.iterchildren(f"{MAIN}tbl")):
        for cell in inside:
            yield from _blocks(cell)
        return
    cells = [" ".join(WRAPPED.sub("", block) for block in _blocks(cell)).replace("\f", "") for cell in inside]
    yield "\t".join(text for text in (re.sub(r"\s+", " ", cell).strip() for cell in cells) if text)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """The text of a paragraph, then that of the boxes that float beside it."""
    text = ""
    for item in paragraph.iter():
        name = str(item.tag).removeprefix(MAIN)
        if _inside_box(item, paragraph):
            continue
        if name == "t":
            text += item.text or ""
        elif name in {"tab", "ptab"} and str(item.getparent().tag) == f"{MAIN}r":
            text += "\t"
        elif (name == "br" and item.get(f"{MAIN}type") == "page") or name == "lastRenderedPageBreak":
            text += "" if text.endswith("\f") else "\f"
        elif name in {"br", "cr"}:
            text += "\n"
    yield text
    seen = set()
    for box in paragraph.iter(f"{MAIN}txbxContent"):
        words = "\n".join(_blocks(box))
        if words not in seen:  # every box is written twice, for new and for old programs
            seen.add(words)
            yield words


def _inside_box(item: Any, paragraph: Any) -> bool:
    parent = item.getparent()
    while parent is not None and parent is not paragraph:
        if str(parent.tag) == f"{MAIN}txbxContent":
            return True
        parent = parent.getparent()
    return False
