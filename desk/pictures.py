"""Documents as pictures: pages of a PDF drawn by a process of their own, photographs as they are."""

from __future__ import annotations

import subprocess
import sys

from django.conf import settings
from django.core.cache import cache

from workflow.models import Document

PDF = "application/pdf"
PHOTOGRAPHS = {"image/png", "image/jpeg"}
PATIENCE = 20
KEPT_SECONDS = 86_400
TRIED_SECONDS = 60  # a machine that was too busy is asked again soon


def is_picture(document: Document) -> bool:
    return document.content_type in PHOTOGRAPHS


def page_count(document: Document) -> int:
    """How many pages can be shown; 0 for what is neither a readable PDF nor a photograph. Kept, for a file never changes."""
    if is_picture(document):
        return 1
    if document.content_type != PDF:
        return 0
    key = f"desk:pages:{document.uuid}"
    known = cache.get(key)
    if known is None:
        told = _ask(document, 0)
        known = int(told) if told else 0
        cache.set(key, known, KEPT_SECONDS if told is not None else TRIED_SECONDS)
    return known


def draw(document: Document, page: int) -> tuple[bytes, str] | None:
    """A page as a picture with its content type, or nothing when it cannot be shown."""
    if is_picture(document):
        with document.file.open("rb") as file:
            return file.read(), document.content_type
    if document.content_type != PDF or page < 1:
        return None
    told = _ask(document, page)
    return (told, "image/png") if told else None


def _ask(document: Document, page: int) -> bytes | None:
    """What the process drew or counted, nothing for a file that cannot be read, None when it was not done in time."""
    with document.file.open("rb") as file:
        content = file.read()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "desk.glass", str(page)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=settings.ROOT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else b""
