"""Dates in figures: where the day, the month and the year of «21/10», «1.6.», «12/5/2025» stand.

A month written as a number means what its name does, and no number.
"""

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from vectorstore.words import fold, words

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)  # fmt: skip

_DATE = regex.compile(
    r"(?<![\p{Nd}./,:-])(?:"
    r"(?P<day>\p{Nd}{1,2})(?P<mark>[./-])(?P<month>\p{Nd}{1,2})(?P=mark)(?P<year>\p{Nd}{4})(?![\p{Nd}/-])"
    r"|(?P<year>\p{Nd}{4})-(?P<month>\p{Nd}{2})-(?P<day>\p{Nd}{2})(?![\p{Nd}/-])"
    r"|(?P<month>\p{Nd}{1,2})/(?P<year>\p{Nd}{4})(?![\p{Nd}/-])"
    r"|(?P<day>\p{Nd}{1,2})/(?P<month>\p{Nd}{1,2})(?![\p{Nd}/%])(?![.,]\p{Nd})"
    r"|(?P<day>\p{Nd}{1,2})\.(?P<month>\p{Nd}{1,2})\.(?!\p{Nd})"
    r")"
)
_SPOKEN_LEAD = regex.compile(r"(?i)\bth[áa]ng\s$")
YEARS = range(1900, 2100)
"""Whole numbers of four digits that are taken for years."""

_LAST_DAY, _LAST_MONTH = 31, 12
_ALWAYS = (24, 7)
"""Around the clock, and no day of July."""

_CHAIN = 12
"""Characters between a date and the next at most, for one to show that the other is one: «từ 1/6 đến 15/6»."""

_WORDS = 24
"""Characters before and behind figures in which the words beside them are looked for."""

_LABELS = frozenset(("no", "nr", "số", "so", "नंबर", "সংখ্যা", "رقم", "নং"))
"""Words before a number that make it a name: «Nghị định số 5/2024»."""


class FiguredDate(NamedTuple):
    """A date in figures: ``text[start:end]``; ``numbers`` are where its day and its year stand, ``month`` its month.

    ``number`` is the number of the month, from 1.
    """

    start: int
    end: int
    month: tuple[int, int]
    number: int
    numbers: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def figured_dates(text: str, language: str) -> tuple[FiguredDate, ...]:
    """Return the dates in figures of a text in order, none overlapping."""
    if not any(mark in text for mark in "/.-"):
        return ()
    found = [(match, date) for match in _DATE.finditer(text) if (date := _read(text, match, language)) is not None]
    told = [_is_told(text, match, language, date) for match, date in found]
    for at in (*range(1, len(found)), *range(len(found) - 1, 0, -1)):
        if told[at - 1] != told[at] and found[at][1].start - found[at - 1][1].end <= _CHAIN:
            told[at - 1] = told[at] = True
    return tuple(date for is_told, (_, date) in zip(told, found, strict=True) if is_told)


def _read(text: str, match: regex.Match[str], language: str) -> FiguredDate | None:
    """Return figures as the date that they are if they are one, None where no day or month has such a number."""
    places = {name: match.span(name) for name in ("day", "month", "year") if match[name]}
    day, month = int(match["day"] or 1), int(match["month"])
    if language == "en" and "day" in places:
        if day <= _LAST_MONTH < month:  # the month first, as in America
            day, month = month, day
            places["day"], places["month"] = places["month"], places["day"]
        elif month <= _LAST_MONTH and day <= _LAST_MONTH and day != month and "year" not in places:
            return None
    is_year = "year" not in places or int(match["year"]) in YEARS
    if not (is_year and 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY):
        return None
    if match[0].endswith(".") and language != "de":
        return None
    (start, end), at = match.span(), places["month"]
    if "day" not in places and (lead := _SPOKEN_LEAD.search(text, 0, start)):
        start = lead.start()  # «tháng 5/2024»
        at = (start, at[1])
    numbers = tuple(sorted(place for name, place in places.items() if name != "month"))
    return FiguredDate(start, end, at, month, numbers)


def _is_told(text: str, match: regex.Match[str], language: str, date: FiguredDate) -> bool:
    """Tell whether figures are surely a date: with a year, with a word beside them that says so."""
    before, behind = text[: match.start()], text[match.end() : match.end() + _WORDS]
    ahead = [fold(word.text) for word in words(before[-_WORDS:])][-2:]
    if match["year"]:
        return match["day"] is not None or not ahead or ahead[-1] not in _LABELS
    day = int(text[slice(*date.numbers[0])])
    is_far = day > _LAST_MONTH and (day, date.number) != _ALWAYS
    if is_far and (language == "vi" or (before.endswith("(") and behind.startswith(")"))):
        return True
    leads, following = _rows(language), [fold(word.text) for word in words(behind)][:2]
    is_led = before[-1:] in (" ", "\u00a0") and not leads["lead"].isdisjoint((" ".join(ahead), *ahead[-1:]))
    return is_led or not leads["behind"].isdisjoint((" ".join(following), *following[:1]))


@cache
def _rows(language: str) -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("vectorstore") / "lexicon" / "dates.toml").read_text("utf-8"))
    rows: dict[str, Sequence[str]] = table.get(language, {"lead": (), "behind": ()})
    return {name: frozenset(" ".join(map(fold, phrase.split())) for phrase in row) for name, row in rows.items()}
