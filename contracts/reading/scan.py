"""Recognises the text of a picture with the offline models of the extra `ocr`; without the extra there is no recogniser."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import fmean, median
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from contracts.reading.model import Trouble, Unreadable

ENGINE = "rapidocr_onnxruntime"
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2600
Recognise = Callable[[Any], tuple[str, float]]


def is_installed() -> bool:
    """Whether the extra is there; asked without loading it."""
    return importlib.util.find_spec(ENGINE) is not None


def recogniser() -> Recognise | None:
    """Picture → (text, how sure), or None without the extra."""
    if not is_installed():
        return None
    numpy = importlib.import_module("numpy")
    engine = importlib.import_module(ENGINE).RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)

    def recognise(image: Any) -> tuple[str, float]:
        found, _times = engine(numpy.array(image)[:, :, ::-1])
        pieces = [(box, text, float(score)) for box, text, score in found or []]
        return in_lines(pieces), fmean(score for *_rest, score in pieces) if pieces else 0.0

    return recognise


def as_printed(text: str) -> str:
    """Official numbers stand in 〔2026〕; the models know only square brackets."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[\[〔【(\{](20\d\d)[\]〕】)\}](?=第?\s*\d+\s*号)", r"〔\1〕", text)


def in_lines(pieces: list[tuple[Any, str, float]]) -> str:
    """Boxes to lines: what stands at one height is one line, a wide gap is a tab."""
    if not pieces:
        return ""
    placed = [
        (
            sum(point[1] for point in box) / 4,
            min(point[0] for point in box),
            max(point[0] for point in box),
            max(point[1] for point in box) - min(point[1] for point in box),
            text,
        )
        for box, text, _score in pieces
    ]
    height = median(piece[3] for piece in placed)
    placed.sort()
    rows: list[list[tuple[float, float, float, float, str]]] = []
    for piece in placed:
        if rows and piece[0] - rows[-1][-1][0] < height * 0.55:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return as_printed("\n".join(_row(sorted(row, key=lambda piece: piece[1]), height) for row in rows))


def _row(row: list[tuple[float, float, float, float, str]], height: float) -> str:
    text = row[0][4]
    for before, piece in pairwise(row):
        text += ("\t" if piece[1] - before[2] > height * 1.2 else "") + piece[4]
    return text


def picture_of(path: Path) -> Any:
    """A photo or a scan, turned upright and of bounded size. Raises Unreadable before a bomb is unpacked."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image: Any = Image.open(path)
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Unreadable(Trouble.LARGE, f"{width} × {height}")
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        bomb = not isinstance(error, UnidentifiedImageError)
        raise Unreadable(Trouble.LARGE if bomb else Trouble.BROKEN, str(error)) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unreadable(Trouble.BROKEN, str(error)) from error
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return image
