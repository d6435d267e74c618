"""Public references and voucher numbers: random, without look-alike letters, with a check character."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def check_character(body: str) -> str:
    """The check character over a body of ALPHABET; finds every single wrong character and nearly every neighbouring swap.

    Luhn mod N (ISO/IEC 7812 generalised) with N = 32.
    """
    total, factor, size = 0, 2, len(ALPHABET)
    for character in reversed(body):
        addend = factor * ALPHABET.index(character)
        total += addend // size + addend % size
        factor = 3 - factor
    return ALPHABET[-total % size]


def new_reference(prefix: str, length: int = 7) -> str:
    """A fresh reference such as `P-7K3MQ2X5`; 32^length possibilities, not guessable from another one."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return f"{prefix}-{body}{check_character(body)}"


def is_well_formed(reference: str) -> bool:
    """Whether prefix, characters and check character fit; says nothing about whether it was ever issued."""
    _prefix, _dash, body = reference.replace(" ", "").upper().partition("-")
    body = body.replace("-", "")
    if len(body) < 2 or any(character not in ALPHABET for character in body):
        return False
    return check_character(body[:-1]) == body[-1]
