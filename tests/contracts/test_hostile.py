"""Files that are broken, locked, huge or built to harm: a clear answer in bounded time, and the worker lives on."""

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image

from contracts.reading.guard import read_safely
from contracts.reading.model import Trouble, Unreadable
from contracts.reading.scan import is_installed
from contracts.reading.script import Original
from tests.contracts.corpus.build import contract_of
from tests.contracts.corpus.manners import MANNERS

BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def word(replaced: dict[str, bytes] | None = None) -> bytes:
    """A Word file with parts of our own."""
    paper = docx.Document()
    paper.add_paragraph("甲方：北京启明传感技术有限公司")
    made = io.BytesIO()
    paper.save(made)
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info.filename, (replaced or {}).get(info.filename, source.read(info)))
    return changed.getvalue()


def plain_pdf(pages: int = 1) -> bytes:
    writer = pypdf.PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def circular_pdf() -> bytes:
    """A page tree whose child is its own parent, and a page count from a fable."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def flate_bomb() -> bytes:
    """A page whose content swells to fifty megabytes."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b"q Q " * 12_000_000)
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def picture_bomb() -> bytes:
    """A PNG that says it is 50,000 points wide and high."""
    head = b"IHDR" + struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    parts = (
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (head, data, b"IEND")
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def cut_picture() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((600, 600), 90).save(made, "PNG")
    return made.getvalue()[:2000]


FILES = {
    "empty": (lambda: b"", {Trouble.EMPTY}),
    "text": (lambda: b"<html>", {Trouble.KIND}),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj", {Trouble.BROKEN}),
    "locked.pdf": (locked_pdf, {Trouble.ENCRYPTED}),
    "circular.pdf": (circular_pdf, {Trouble.BROKEN, Trouble.PAGES, Trouble.EMPTY, Trouble.SLOW}),
    "long.pdf": (lambda: plain_pdf(121), {Trouble.PAGES}),
    "blank.pdf": (plain_pdf, {Trouble.EMPTY}),
    "flate.pdf": (flate_bomb, {Trouble.EMPTY, Trouble.MEMORY, Trouble.SLOW, Trouble.SCAN, Trouble.BROKEN}),
    "cut.docx": (lambda: word()[:900], {Trouble.BROKEN}),
    "locked.docx": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, {Trouble.ENCRYPTED}),
    "bomb.docx": (lambda: word({"word/document.xml": b" " * 90_000_000}), {Trouble.LARGE}),
    "tight.docx": (lambda: word({"word/document.xml": b" " * 40_000_000}), {Trouble.HOSTILE}),
    "laughs.docx": (lambda: word({"word/document.xml": BOMB}), {Trouble.HOSTILE}),
    "xxe.docx": (lambda: word({"word/styles.xml": XXE}), {Trouble.HOSTILE}),
    "nested.docx": (lambda: word({"word/document.xml": b"<a>" * 200_000}), {Trouble.BROKEN, Trouble.HOSTILE}),
    "bomb.png": (picture_bomb, {Trouble.LARGE}),
    "cut.png": (cut_picture, {Trouble.BROKEN}),
}


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_gets_a_clear_answer(name: str, tmp_path: Path) -> None:
    make, expected = FILES[name]
    path = tmp_path / name
    path.write_bytes(make())
    begun = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read_safely(path, seconds=10)

    assert refusal.value.trouble in expected, refusal.value
    assert time.monotonic() - begun < 30


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_safely(tmp_path / "nothing.pdf")

    assert refusal.value.trouble is Trouble.MISSING


def test_time_that_is_up_stops_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "contract.docx"
    path.write_bytes(word())
    begun = time.monotonic()

    with pytest.raises(Unreadable) as refusal:
        read_safely(path, seconds=0.05)  # type: ignore[arg-type]

    assert refusal.value.trouble in {Trouble.SLOW, Trouble.BROKEN}
    assert time.monotonic() - begun < 10


def test_word_file_of_many_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "contract.docx"
    breaks = "甲方</w:t></w:r></w:p>" + '<w:p><w:r><w:br w:type="page"/><w:t>x</w:t></w:r></w:p>' * 120
    path.write_bytes(word({"word/document.xml": word_body(f"{breaks}<w:p><w:r><w:t>乙方")}))

    with pytest.raises(Unreadable) as refusal:
        read_safely(path)

    assert refusal.value.trouble is Trouble.PAGES


def test_words_as_printed_hold_no_character_that_cannot_be_kept() -> None:
    assert Original("甲方：北京\x00启明公司").printed("北京启明公司") == "北京启明公司"


@pytest.mark.skipif(is_installed(), reason="the extra ocr reads scans")
def test_scan_without_the_extra_asks_for_a_person(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(contract_of(MANNERS[0], 1).scan())

    with pytest.raises(Unreadable) as refusal:
        read_safely(path)

    assert refusal.value.trouble is Trouble.SCAN


def test_child_sees_no_secrets(monkeypatch, tmp_path: Path) -> None:
    """What the reader is started with holds neither keys nor addresses."""
    for name in ("PORTAL_SECRET_KEY", "DATABASE_URL", "EMAIL_URL"):
        monkeypatch.setenv(name, "a secret")
    path = tmp_path / "contract.docx"
    path.write_bytes(word({"word/document.xml": word_body("甲方：北京启明传感技术有限公司")}))

    assert read_safely(path)["party_a"].value == "北京启明传感技术有限公司"


def word_body(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'.encode()
