"""Dates in a text, full or partial, in whatever way a language writes them: 18.09.2023, 18 सितंबर, ngày 18/9."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from qa.support.tables import listed
from vectorstore.digits import digits_value
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.months import MONTHS
from vectorstore.number_rules import number_rules
from vectorstore.words import Word, fold, words

_NUMERIC = regex.compile(
    r"(?<![\p{Nd}./-])(?:"
    r"(?P<day>\p{Nd}{1,2})(?P<sep>[./-])(?P<month>\p{Nd}{1,2})(?P=sep)(?P<year>\p{Nd}{4}|\p{Nd}{2})"
    r"|(?P<year>\p{Nd}{4})-(?P<month>\p{Nd}{1,2})-(?P<day>\p{Nd}{1,2})"
    r"|(?P<month>\p{Nd}{1,2})/(?P<year>\p{Nd}{4})"
    r"|(?P<day>\p{Nd}{1,2})\.(?P<month>\p{Nd}{1,2})\."
    r"|(?P<day>\p{Nd}{1,2})[/-](?P<month>\p{Nd}{1,2})"
    r")(?!\p{Nd})(?![./-]\p{Nd})"
)
_FIRST_YEAR, _LAST_YEAR = 1000, 2150
_FILLERS_BETWEEN = 2


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as a text gives it: ``text[start:end]``; at least a month.

    ``is_sure``: it can be read as nothing else (27/12 may be a fraction, "may" a verb).
    """

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    is_sure: bool = True


def written_dates(text: str, language: str) -> Iterator[WrittenDate]:
    """Yield the dates of a text; a numeric one that can be read month first is yielded both ways in English."""
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    end = 0
    for date in _numeric(text, language):
        end = max(end, date.end)
        yield date
    for position in range(len(found)):
        month, behind = _month(text, found, keys, position, language)
        if month:
            yield _worded(text, found, keys, position, behind, month)


def _numeric(text: str, language: str) -> Iterator[WrittenDate]:
    for match in _NUMERIC.finditer(text):
        day, month, year = (
            int(digits_value(match[part])) if match[part] else None for part in ("day", "month", "year")
        )
        if year is not None and year < 100:
            year += 2000 if year < 50 else 1900
        before = [fold(word.text) for word in words(text[max(0, match.start() - 16) : match.start()])][-1:]
        is_said = bool(before) and before[0] in listed("day_words") | listed("month_words")
        is_sure = year is not None or is_said
        for one, other in ((day, month), *([(month, day)] if language == "en" and day else ())):
            if other and _is_valid(one, other, year):
                yield WrittenDate(match.start(), match.end(), year, other, one, is_sure)


def _is_valid(day: int | None, month: int, year: int | None) -> bool:
    is_year = year is None or _FIRST_YEAR <= year <= _LAST_YEAR
    return is_year and 1 <= month <= 12 and (day is None or 1 <= day <= 31)


def _month(text: str, found: Sequence[Word], keys: Sequence[str], position: int, language: str) -> tuple[int, int]:
    """Return the number of the month that is named here and the position behind its name; 0 where none is."""
    if keys[position] in listed("month_words"):  # tháng 12, tháng tư
        if position + 1 < len(found):
            value = _number(found[position + 1], keys[position + 1], "vi", 12)
            following = text[found[position + 1].end : found[position + 1].end + 1]
            if value and following != "/":
                return value, position + 2
        return 0, position
    for count in (2, 1):
        month = months().get(" ".join(keys[position : position + count]))
        if month and position + count <= len(found):
            is_written_small = found[position].text.isascii() and found[position].text.islower()
            return (0, position) if is_written_small and language in ("en", "de") else (month, position + count)
    return 0, position


def _worded(
    text: str, found: Sequence[Word], keys: Sequence[str], position: int, behind: int, month: int
) -> WrittenDate:
    """Return the date around the name of a month: the day before or behind it, the year behind."""
    start, end = found[position].start, found[behind - 1].end
    day = year = None
    at = _beside(keys, position - 1, -1)
    if at >= 0 and (day := _number(found[at], keys[at], None, 31)):
        start = found[at].start
    else:
        day = None
    at = _beside(keys, behind, 1)
    if at < len(found) and day is None and (day := _number(found[at], keys[at], None, 31)):
        end, at = found[at].end, _beside(keys, at + 1, 1)
    if at < len(found) and found[at].is_number and found[at].start - end < 12:
        value = _number(found[at], keys[at], None, _LAST_YEAR)
        if value and value >= _FIRST_YEAR:
            year, end = value, found[at].end
    is_led = position > 0 and keys[position - 1] in listed("month_leads")
    is_alone = day is None and year is None
    is_sure = not is_alone or is_led or keys[position] not in listed("ambiguous_months")
    return WrittenDate(start, end, year, month, day or None, is_sure)


def _beside(keys: Sequence[str], position: int, step: int) -> int:
    """Return the position beside a month's name, fillers passed over."""
    for _ in range(_FILLERS_BETWEEN):
        if 0 <= position < len(keys) and keys[position] in listed("date_fillers"):
            position += step
    return position


def _number(word: Word, key: str, language: str | None, most: int) -> int | None:
    """Return the value of digits, or of a number word of a language, from 1 to ``most``; else None."""
    if word.is_number:
        value = digits_value(word.text) if len(word.text) <= 4 else 0
    elif language is not None:
        rules = number_rules(language)
        value = rules.words.get(key, rules.articles.get(key, 0))
    else:
        return None
    return int(value) if value == int(value) and 1 <= value <= most else None


@cache
def months() -> dict[str, int]:
    """Return the number of the month that each folded name stands for, in every supported language."""
    return {
        key: MONTHS.index(gloss) + 1
        for language in LANGUAGES
        for key, entry in load_lexicon(language).entries.items()
        for gloss in (entry.glosses if language == "en" else entry.glosses[:1])
        if gloss in MONTHS
    }
