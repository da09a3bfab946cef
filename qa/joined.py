"""Figures written as several numbers, or as none: «19 hours 20 minutes», «between 5 and 10», شهرين («two months»)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from qa.units import NAMING, Quantity, duals, unit_names, units
from vectorstore.words import Word, fold

_PARTS = {
    "year": ("month", 12),
    "month": ("day", 31),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "foot": ("inch", 12),
    "kg": ("g", 1000),
    "tonne": ("kg", 1000),
    "quintal": ("kg", 100),
    "km": ("m", 1000),
    "m": ("cm", 100),
    "BDT": ("paisa", 100),
    "INR": ("paisa", 100),
    "USD": ("cent", 100),
    "EUR": ("cent", 100),
    "EGP": ("piastre", 100),
    "GBP": ("penny", 100),
    "SAR": ("halala", 100),
    "dinar": ("fils", 1000),
}
"""The smaller unit in which the rest of a figure is said, and how many of it make one of the larger."""

_AND = ("", "and", "und", "और", "ও", "و", "và", "एवं", "এবং")
_CLOCKED = ("hour", "minute")
"""Units behind which a comma may stand before the smaller one: «2 hours, 8 minutes and 16 seconds»."""

_BETWEEN = ("between", "zwischen", "بين", "giữa")
_BETWEEN_BEHIND = ("बीच", "মধ্যে", "মাঝামাঝি", "तक")
_FROM = "से"
_BECOMES = ("हो", "हु", "पहुं", "पहुँ", "बढ़", "घट", "कर", "आ", "रह", "गिर", "चढ़", "उठ", "लौट", "जा", "गय", "गई", "बन")
"""Beginnings of words behind two figures that may say that one became the other: «40 से 60 रुपये हो गई»."""

_BEHIND = 6
"""Words behind two figures among which one may say so."""

_HALVES = ("rưỡi", "ونصف")
"""Words for a half right behind a unit: «2 giờ rưỡi», «سنة ونصف»."""

_LEADS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
"""What Arabic writes on to the front of a word."""

_ONE = ("واحد", "واحدة", "واحدا")
_NEAR = 12
"""Characters between the second of two ends and the word behind it that makes them a range, at most."""


def with_joined(text: str, tokens: Sequence[Word], figures: Sequence[Quantity]) -> list[Quantity]:
    """Return figures in order, those that are one figure together as one."""
    found: list[Quantity] = []
    for figure in figures:
        last = found[-1] if found else None
        if last is not None and (one := _together(text, tokens, last, figure)) is not None:
            found[-1] = one
        else:
            found.append(_with_half(text, tokens, figure))
    return found


def said_by_units(tokens: Sequence[Word], figures: Sequence[Quantity]) -> list[Quantity]:
    """Return figures in order, and with them those that Arabic units say: شهرين is two months, دينار واحد one dinar."""
    inside = [(figure.start, figure.end) for figure in figures]
    said = [one for one in _said(tokens) if not any(a < one.end and one.start < b for a, b in inside)]
    return sorted([*figures, *said], key=lambda figure: figure.start) if said else list(figures)


def _said(tokens: Sequence[Word]) -> Iterator[Quantity]:
    keys = [fold(token.text) for token in tokens]
    for at, key in enumerate(keys):
        lead = next((lead for lead in _LEADS if key.startswith(lead) and key[len(lead) :] in duals()), "")
        unit, count, end = duals().get(key[len(lead) :]), 2, tokens[at].end
        if unit is None and keys[at + 1 : at + 2] and keys[at + 1] in _keys(_ONE):
            unit, count, end = unit_names().get(key), 1, tokens[at + 1].end
        if unit is not None:
            start = tokens[at].start + len(lead)
            kind = units()[unit].kind
            yield Quantity(start, end, start, end, Decimal(count), None, unit, kind, None, end)


def _together(text: str, tokens: Sequence[Word], one: Quantity, other: Quantity) -> Quantity | None:
    """Return two figures that stand side by side as the one that they make, None if they are two."""
    between = fold(text[one.end : other.start].strip())
    if one.upper is not None or other.upper is not None or one.kind in NAMING:
        return None
    last = one.rest[-1] if one.rest else (one.value, one.unit)
    smaller, most = _PARTS.get(last[1] or "", (None, 0))
    if (
        smaller is not None
        and other.unit == smaller
        and other.value < most
        and (between in _keys(_AND) or (last[1] in _CLOCKED and between.removeprefix(",").strip() in _keys(_AND)))
        and last[0] == int(last[0])
    ):
        return replace(one, end=other.end, tail=other.tail, rest=(*one.rest, (other.value, smaller)))
    if one.rest:
        return None
    if smaller is not None and one.kind == "money" and _is_small_change(text, one, other, between):
        return replace(one, end=other.end, tail=other.tail, rest=((other.value, smaller),))
    if (
        (one.kind, one.unit) != (other.kind, other.unit)
        or one.value >= other.value
        or not _is_range(text, tokens, one, other, between)
    ):
        return None
    whole = replace(one, upper=other.value, scale=other.scale, is_taken_over=False)
    return replace(whole, end=other.end, number_end=other.number_end, tail=other.tail)


def _is_small_change(text: str, one: Quantity, other: Quantity, between: str) -> bool:
    """Tell whether two digits right behind a sum and before a stop are its cents: «3 Euro 50»."""
    digits = text[other.start : other.end]
    is_bare = (other.unit is None or other.is_taken_over) and len(digits) == 2 and digits.isdecimal()
    is_last = not text[other.end :].lstrip() or text[other.end :].lstrip()[0] in ".,;:!?)"
    return is_bare and is_last and not between and one.value == int(one.value) and one.value < 1000


def _is_range(text: str, tokens: Sequence[Word], one: Quantity, other: Quantity, between: str) -> bool:
    ahead = next((fold(token.text) for token in reversed(tokens) if token.end <= one.start), "")
    behind = {fold(t.text) for t in tokens if other.end <= t.start <= other.end + _NEAR}
    is_behind = not behind.isdisjoint(_keys(_BETWEEN_BEHIND))
    if between == fold(_FROM):
        return is_behind or not _becomes(text, tokens, other)
    return between in _keys(_AND[1:]) and (ahead in _keys(_BETWEEN) or is_behind)


def _becomes(text: str, tokens: Sequence[Word], other: Quantity) -> bool:
    """Tell whether «N से M» may be a change, no range: «60 से 90 हजार रुपये में खरीदता था» says of none."""
    behind = [fold(t.text) for t in tokens if t.start >= other.end and "।" not in text[other.end : t.start]][:_BEHIND]
    return any(key.startswith(tuple(_keys(_BECOMES))) for key in behind)


def _with_half(text: str, tokens: Sequence[Word], figure: Quantity) -> Quantity:
    behind = next((token for token in tokens if token.start >= figure.end), None)
    if figure.unit is None or behind is None or text[figure.end : behind.start].strip():
        return figure
    if fold(behind.text) not in _keys(_HALVES):
        return figure
    return replace(figure, value=figure.value + Decimal("0.5"), end=behind.end, tail=behind.end)


@cache
def _keys(listed: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, listed))
