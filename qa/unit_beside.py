"""The unit of a figure: the word or sign right behind it, or before it."""

from collections.abc import Sequence

from qa.unit_signs import SIGNS, SIGNS_BEFORE
from qa.units import first_words, unit_names, unit_within, units, units_written_before
from vectorstore.digits import digits_value
from vectorstore.words import Word

_LONGEST_NAME = 4
_PASSED = (".", "/-")
"""What may stand between a figure and its unit: «5 Mio. Euro», «500/- रुपये»."""

_GOES_ON = frozenset("0123456789.,")
"""What stands behind the first digit of a sum with capitals before it: K330, but no K2."""

_REACH = 3
"""Words between a figure and its unit, at most: «25.3 billion Vietnamese dong»."""


def unit_right_behind(
    text: str, tokens: list[Word], keys: list[str], after: Sequence[int], end: int, beyond: int
) -> tuple[str | None, int]:
    """Find the unit right behind a figure, with few words between (a case ending, an adjective)."""
    rest = text[end : end + 3].removeprefix(".").lstrip()  # 3,5 Mio. €
    if rest[:1] in SIGNS:
        return SIGNS[rest[0]], text.index(rest[0], end) + 1
    names = unit_names()
    for skipped, index in enumerate(after[:_REACH]):
        gap = text[end : tokens[index].start]
        if tokens[index].start >= beyond or (_breaks(gap) and not (skipped == 0 and gap.strip() in _PASSED)):
            return None, end
        if text[end : tokens[index].start] == "-" and (within := unit_within(keys[index])) is not None:  # 12-wöchig
            return within, tokens[index].end
        for count in range(_LONGEST_NAME if keys[index] in first_words() else 0, 0, -1):
            name = " ".join(keys[index : index + count])
            unit = names.get(name)
            if unit == "year" and not text[end - 1].isdigit() and _is_dated(text, tokens, index + count):
                continue  # «1,4 triệu năm 2019»: so many, in 2019; but «kế hoạch 5 năm 2021-2025»
            if unit is not None and (skipped == 0 or units()[unit].kind == "money") and (skipped == 0 or len(name) > 2):
                return unit, tokens[min(index + count, len(tokens)) - 1].end
    return None, end


def _is_dated(text: str, tokens: list[Word], at: int) -> bool:
    """Tell whether the number of a year stands at a token, right behind the word for it."""
    if at >= len(tokens) or text[tokens[at - 1].end : tokens[at].start].strip():
        return False
    word = tokens[at].text
    return len(word) == 4 and word.isdecimal() and 1900 <= digits_value(word) <= 2100


def unit_right_before(
    text: str, tokens: list[Word], keys: list[str], before: Sequence[int], start: int
) -> tuple[str | None, int]:
    """Find the unit right before a figure, and where it starts: a sign, capitals or the name of a currency."""
    sign = text[:start].rstrip()[-1:]
    if sign in SIGNS_BEFORE:
        at = text.rindex(sign, 0, start)
        if sign == "£" and text[at - 1 : at] == "E":
            return "EGP", at - 1
        return ("dollar" if sign == "$" and _is_foreign(text[:at]) else SIGNS_BEFORE[sign]), at
    if before and tokens[before[-1]].end == start and start + 1 < len(text) and text[start + 1] in _GOES_ON:
        word = tokens[before[-1]]
        if word.text in units_written_before():
            return units_written_before()[word.text], word.start
    if before and not text[tokens[before[-1]].end : start].strip(" .\u00a0"):
        unit = unit_names().get(keys[before[-1]])
        if unit is not None and units()[unit].kind == "money":
            return unit, tokens[before[-1]].start
    return None, start


def _is_foreign(before: str) -> bool:
    """Tell a dollar that is not the American one by the letter before its sign: A$, S$, but US$."""
    return before[-1:].isascii() and before[-1:].isalpha() and not before.upper().endswith("US")


def _breaks(gap: str) -> bool:
    return any(c in ",;:()।.،؛/" for c in gap)
