"""Which typefaces papers are set in, and which characters these can show: a missing glyph never passes silently."""

import hashlib
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings

OWN = Path(__file__).resolve().parent / "fonts"
SYSTEM = (
    Path("/usr/share/fonts/opentype/noto"),
    Path("/usr/share/fonts/noto-cjk"),
    Path("/usr/share/fonts/google-noto-cjk"),
)
CHINESE = ("NotoSansHans", "NotoSansSC", "NotoSansCJK", "SourceHanSans")
FAMILIES = [
    "Noto Sans S Chinese",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
]
# Signs that turn, join or hide what stands beside them have no place in an official paper.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
ENCODINGS = ((3, 10), (0, 4), (0, 6), (3, 1), (0, 3))


class NoTypeface(RuntimeError):
    """No Chinese typeface is on this machine; no paper is issued rather than one with holes."""


def folders() -> list[Path]:
    """Where typefaces may lie, the first folder with a Chinese one wins: the setting, our own, the system's."""
    given = [Path(settings.PORTAL_FONTS)] if settings.PORTAL_FONTS else []
    return [*given, OWN, *SYSTEM]


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """The files of the Chinese typeface, regular first. Raises NoTypeface."""
    for folder in folders():
        found = [path for path in sorted(folder.glob("*.[ot]t[fc]")) if path.stem.startswith(CHINESE)]
        wanted = [path for weight in ("Regular", "Bold") for path in found if path.stem.endswith(weight)]
        if wanted:
            return tuple(wanted)
    raise NoTypeface(
        "No Chinese typeface: run bin/run once with npm at hand, install fonts-noto-cjk or set PORTAL_FONTS."
    )


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """SHA-256 over the typefaces: the same record gives the same bytes only with the same of them."""
    digest = hashlib.sha256()
    for path in files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """The code points that every one of the files can show."""
    sets = [characters(path.read_bytes()) for path in files()]
    return frozenset(set.intersection(*sets))


def showable(text: str) -> str:
    """The text with every character that cannot be shown as its number, such as 〔U+1F600〕; lines stay lines."""
    known = coverage()
    return "".join(
        sign
        if sign == "\n" or (ord(sign) in known and unicodedata.category(sign) not in UNSEEN)
        else f"〔U+{ord(sign):04X}〕"
        for sign in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    )


def unshowable(text: str) -> list[str]:
    """The characters that `showable` writes as numbers, each once."""
    return sorted({sign for sign in text if sign not in "\r\n\t" and showable(sign) != sign})


def characters(font: bytes) -> set[int]:
    """The code points in the character map of an OpenType font, or of the first one in a collection."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    tables = struct.unpack_from(">H", font, start + 4)[0]
    records = [struct.unpack_from(">4sIII", font, start + 12 + 16 * number) for number in range(tables)]
    cmap = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    count = struct.unpack_from(">H", font, cmap + 2)[0]
    maps = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        maps[(platform, encoding)] = cmap + offset
    best = next(maps[kind] for kind in ENCODINGS if kind in maps)
    return _groups(font, best) if struct.unpack_from(">H", font, best)[0] == 12 else _segments(font, best)


def _groups(font: bytes, start: int) -> set[int]:
    """Format 12: runs of 32-bit code points."""
    found: set[int] = set()
    for number in range(struct.unpack_from(">I", font, start + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", font, start + 16 + 12 * number)
        found.update(range(first + (glyph == 0), last + 1))
    return found


def _segments(font: bytes, start: int) -> set[int]:
    """Format 4: segments of 16-bit code points."""
    double = struct.unpack_from(">H", font, start + 6)[0]
    found: set[int] = set()
    for place in range(0, double, 2):
        last = struct.unpack_from(">H", font, start + 14 + place)[0]
        first = struct.unpack_from(">H", font, start + 16 + double + place)[0]
        found.update(range(first, last + 1))
    return found - {0xFFFF}
