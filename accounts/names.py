"""Names of parties, compared as people read them."""

import unicodedata

SHORTEST_PART = 4


def plain_name(text: str) -> str:
    """A name without spaces, in half width and without case."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, blind to spaces, full-width characters and case."""
    return bool(plain_name(one)) and plain_name(one) == plain_name(other)


def same_house(one: str, other: str) -> bool:
    """Whether one name is the other or a part of it, as a school is a part of its university."""
    shorter, longer = sorted((plain_name(one), plain_name(other)), key=len)
    return same_name(one, other) or (len(shorter) >= SHORTEST_PART and shorter in longer)
