"""What a run of digits is worth, whatever its script and its separators: ``12,287``, ``১২,২৮৭``, ``7'700``."""

import unicodedata
from decimal import Decimal
from functools import lru_cache

import regex

_GROUPING = regex.compile(r"[٬'’\u00a0\u202f]")
_MARKS = ".,٫"
_NO_MARKS = dict.fromkeys(map(ord, _MARKS))
# The digits of `regex` are of a newer Unicode than Python's own: it finds some that `str.isdecimal` does not know.
_DIGITS = tuple(regex.compile(rf"\p{{nv={digit}}}") for digit in range(10))


@lru_cache(maxsize=20_000)
def digits_value(digits: str, decimal: str = ".", *, point_groups: bool = False) -> Decimal:
    """Return the value of a run of digits with separators, digits of any script.

    ``decimal`` is the language's decimal character. A single ``.`` or ``,`` before exactly three digits groups
    thousands unless it is that character (a point does even then where ``point_groups``, as in the Maghreb); several
    groups (also Indian ``2,46,000``) are always thousands; the Arabic ``٫`` always parts the decimals.

    :raises ValueError: if there is no digit.
    """
    ascii_digits = "".join(map(_ascii_digit, digits))
    if not any(c.isdecimal() for c in ascii_digits):
        raise ValueError(f"{digits!r} holds no digit.")
    plain = _GROUPING.sub("", ascii_digits)
    marks = [c for c in plain if c in _MARKS]
    if not marks:
        return Decimal(plain)
    whole, tail = plain.rsplit(marks[-1], 1)
    may_group = marks[-1] != decimal or (point_groups and decimal == ".")
    is_group = len(marks) > 1 or (may_group and len(tail) == 3 and not plain.startswith("0"))
    is_whole = is_group and len(set(marks)) == 1 and marks[-1] != "٫"
    whole = whole.translate(_NO_MARKS)
    return Decimal(whole + tail if is_whole else f"{whole}.{tail}")


def canonical(value: Decimal) -> str:
    """Return the one way to write a value in ASCII: no separators, no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ascii_digit(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isascii() or character in "٫٬’\u00a0\u202f":
        return character
    return next((str(digit) for digit, pattern in enumerate(_DIGITS) if pattern.match(character)), character)
