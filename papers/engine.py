"""Sets a paper: `render(layout, data, at=…)` gives the bytes of a PDF, the same for the same input.

The layout is a trusted Typst file of an app; the data are foreign and travel as JSON, never inside code.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from papers import press, typefaces

ROOT = Path(__file__).resolve().parent.parent
PRESS = Path(press.__file__)
# PDF/A-2b for keeping, PDF/UA-1 for reading aloud. Both refuse a character without a glyph.
STANDARDS = ("a-2b", "ua-1")
MOST_DATA = 4 * 1024 * 1024
PATIENCE = press.SECONDS + 10


class PaperError(RuntimeError):
    """The paper could not be set; the text says why."""


def render(
    layout: Path,
    data: Mapping[str, Any],
    *,
    at: datetime | None = None,
    standards: tuple[str, ...] = STANDARDS,
) -> bytes:
    """The PDF of a layout with these data, dated `at` (default: the epoch, so that equal input gives equal bytes).

    Runs in a process of its own with a limit of time and memory. Characters that the typeface lacks are written as their
    number. Raises PaperError (mistake of the layout, too much data, too slow) and NoTypeface.
    """
    if not layout.resolve().is_relative_to(ROOT):
        raise PaperError(f"{layout.name} is no layout of the portal.")
    order = {
        "layout": str(layout),
        "root": str(layout.parent),
        "fonts": str(typefaces.files()[0].parent),
        "families": typefaces.FAMILIES,
        "data": shown(data),
        "timestamp": int((at or datetime(1970, 1, 1, tzinfo=UTC)).timestamp()),
        "standards": list(standards),
    }
    sent = json.dumps(order, ensure_ascii=False).encode()
    if len(sent) > MOST_DATA:
        raise PaperError("The paper has more words than can be set.")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PRESS)], input=sent, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise PaperError("Setting the paper took too long.") from slow
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        words = done.stderr.decode(errors="replace").strip()
        raise PaperError(words or f"The press stopped ({done.returncode}).")
    return done.stdout


def shown(value: Any) -> Any:
    """The same data with every text as the typeface can show it."""
    if isinstance(value, str):
        return typefaces.showable(value)
    if isinstance(value, Mapping):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [shown(item) for item in value]
    return value
