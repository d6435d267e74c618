"""Unified social credit codes (GB 32100-2015): a wrong format stops, a wrong check character only warns.

A genuine code with a wrong check character has been reported (91350211M0000XUF46), so nobody is refused for it.
"""

import re

from stdnum.cn import uscc as standard

# The first two characters may be letters by amendment, which the standard library for such numbers does not know.
FORMAT = re.compile(r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$")


def normalise(code: str) -> str:
    """Return the code in upper case without spaces."""
    return "".join(code.split()).upper()


def is_well_formed(code: str) -> bool:
    """Whether the code has 18 characters of the alphabet (no I, O, S, V, Z) and digits in the region code."""
    return FORMAT.match(normalise(code)) is not None


def has_valid_check_character(code: str) -> bool:
    """Whether the last character of a well-formed code agrees with the other seventeen."""
    code = normalise(code)
    return is_well_formed(code) and standard.calc_check_digit(code[:17]) == code[-1]
