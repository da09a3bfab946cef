"""Roman numerals, which name and never count: Super Bowl XLIX, thế kỷ XIX, the XIII Congress."""

import re
from functools import lru_cache

_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50}

# Below 90, in capitals, two letters at least: a single one, or one with C, D or M, is mostly something else (DC, CD).
_ROMAN = re.compile(r"(?=[IVXL]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_OTHERS = frozenset({"XL", "LI", "VI"})
"""Words in capitals that are mostly no numeral: a size, a name, «VI PHẠM» in a Vietnamese headline."""


@lru_cache(maxsize=10_000)
def roman_value(word: str) -> int | None:
    """Return what a Roman numeral is worth, None for every other word."""
    if _ROMAN.fullmatch(word) is None or word in _OTHERS:
        return None
    values = [_LETTERS[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-one if one < then else one for one, then in zip(values, following, strict=True))
