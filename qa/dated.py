"""Numbers that count nothing because they tell when, or which of a row: «15 tháng 8», «9.30 Uhr», «১৫ বৈশাখ», «14th»."""

from collections.abc import Sequence
from functools import cache

import regex

from qa.units import Quantity, key_of, table
from vectorstore.months import figured_dates
from vectorstore.numerals import Numeral
from vectorstore.words import Word, fold, words

_CLOCK = regex.compile(r"(?<![\p{Nd}:.,/-])\p{Nd}{1,2}(?::\p{Nd}{2}|[hH](?:\p{Nd}{2})?)(?![\p{L}\p{Nd}:])")
_FIRST_YEAR, _LAST_YEAR = 1000, 2150
_MONTHS = 12
_DAYS = 31
_HOURS = 24
_NEAR = 3
"""Characters between a number and the word before it that tells what it is, at most."""

_FAR = 16
"""Characters between a number and the second word behind it, at most."""


def kind_of_time(
    text: str,
    language: str,
    tokens: Sequence[Word],
    keys: Sequence[str],
    numeral: Numeral,
    before: Sequence[int],
    after: Sequence[int],
) -> str | None:
    """Return ``label`` for the time of day, ``date`` for a month or a day (of any calendar), else None."""
    if any(at <= numeral.start < end for at, end in clocks(text)):
        return "label"
    if any(date.start <= numeral.start < date.end for date in figured_dates(text, language)):
        return None if _FIRST_YEAR <= numeral.value <= _LAST_YEAR else "date"
    behind = [keys[i] for i in after[:2] if tokens[i].start - numeral.end <= _FAR]
    is_led = bool(before) and numeral.start - tokens[before[-1]].end <= _NEAR
    ahead, rows = keys[before[-1]] if is_led else "", _rows()
    if numeral.value <= _HOURS and (_starts(behind, rows["clock_after"]) or ahead in rows["clock_before"]):
        return "label"
    if numeral.value <= _DAYS and (_starts(behind, rows["months"]) or ahead in rows["months"]):
        return "date"
    beyond = tokens[after[1]].text if len(after) > 1 else ""
    if not behind or not beyond.isdecimal():
        return None
    if behind[0] in rows["month"] and numeral.value <= _DAYS and int(beyond) <= _MONTHS:
        return "date"
    return "date" if behind[0] in rows["year"] and ahead in rows["before_year"] else None


def is_past(text: str, figure: Quantity) -> bool:
    """Tell whether a time that something takes only says how long ago it was: «vor zwei Jahren», «दो साल पहले»."""
    if figure.kind != "duration":
        return False
    ahead, behind = (
        list(words(part)) for part in (text[max(0, figure.start - _FAR) : figure.start], text[figure.end :])
    )
    is_led = bool(ahead) and fold(ahead[-1].text) in _rows()["past_before"] and not text[: figure.start].endswith(",")
    is_told = bool(behind) and behind[0].start <= 1 and fold(behind[0].text) in _rows()["past_behind"]
    return is_led or is_told


def ranks(tokens: Sequence[Word], keys: Sequence[str], numeral: Numeral, after: Sequence[int]) -> bool:
    """Tell whether a number says which of a row something is, by the ending written on to its digits: 14th, ৩য়."""
    return bool(after) and tokens[after[0]].start == numeral.end and keys[after[0]] in _rows()["ordinals"]


def clocks(text: str) -> list[tuple[int, int]]:
    """Return where times of day and times run stand in a text: 18:30, 8h30, 28:41."""
    return [match.span() for match in _CLOCK.finditer(text)] if ":" in text or "h" in text.lower() else []


def _starts(keys: Sequence[str], names: frozenset[str]) -> bool:
    return any(" ".join(keys[:count]) in names for count in (1, 2))


@cache
def _rows() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(key_of, row)) for name, row in table("labels.toml")["when"].items()}
