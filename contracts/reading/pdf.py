"""Takes the text out of a PDF, page by page; pages that are pictures are handed to the recogniser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from contracts.reading.model import Page, Trouble, Unreadable
from contracts.reading.tables import text_with_tables

MOST_PAGES = 120
MOST_LETTERS = 60_000
FEW_LETTERS = 12
SCALE = 200 / 72
MOST_PIXELS = 24_000_000


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """The document. Raises Unreadable when it is broken, locked or too long."""
    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        trouble = (
            Trouble.ENCRYPTED
            if "password" in str(error).lower() or "security" in str(error).lower()
            else Trouble.BROKEN
        )
        raise Unreadable(trouble, str(error)) from error
    if pages > MOST_PAGES:
        raise Unreadable(Trouble.PAGES, str(pages))
    if pages == 0:
        raise Unreadable(Trouble.BROKEN, "no pages")
    return document


def letters(document: pypdfium2.PdfDocument, number: int, path: Path) -> str:
    """The text layer of a page, by the second library where the first finds none."""
    try:
        page = document[number]
        # The library gives a hyphen at the end of a line as U+FFFE: in a number it must not be lost.
        words = page.get_textpage()
        text = text_with_tables(page, words) or words.get_text_bounded()
        text = text[:MOST_LETTERS].replace("\ufffe", "-").replace("\x02", "-")
    except pypdfium2.PdfiumError:
        text = ""
    if len(text.strip()) >= FEW_LETTERS:
        return text
    return _second(path, number) or text


def _second(path: Path, number: int) -> str:
    try:
        return PdfReader(path).pages[number].extract_text()[:MOST_LETTERS]
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError):
        return ""


def picture(document: pypdfium2.PdfDocument, number: int) -> Any:
    """A page as a picture of bounded size, for the recogniser."""
    page = document[number]
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale).to_pil().convert("RGB")


def pages_of(path: Path, recognise: Any) -> Iterator[tuple[int, int, Page | None]]:
    """(page, of, what it says) one by one; None for a picture when nothing here can read pictures."""
    document = open_pdf(path)
    total = len(document)
    for number in range(total):
        text = letters(document, number, path)
        if len(text.strip()) >= FEW_LETTERS:
            yield number + 1, total, Page(number + 1, text)
        elif recognise is None:
            yield number + 1, total, None if _shows_something(document, number) else Page(number + 1, "")
        else:
            words, sure = recognise(picture(document, number))
            yield number + 1, total, Page(number + 1, words, sure)


def _shows_something(document: pypdfium2.PdfDocument, number: int) -> bool:
    return any(True for _item in document[number].get_objects(max_depth=2))
