"""Numbers as values, whatever their digits, separators, scale words or language.

``12,287``, ``১২,২৮৭``, ``12.287`` in German and ``2 مليار و295 مليون`` are read as what they are worth.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from vectorstore.digits import digits_value
from vectorstore.months import YEARS
from vectorstore.number_parts import Part, Parts
from vectorstore.number_rules import starts
from vectorstore.roman import roman_value
from vectorstore.words import Word, words_of

_DATE = regex.compile(r"(?<!\p{Nd})(?:\p{Nd}{1,2}([./])\p{Nd}{1,2}\1\p{Nd}{4}|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2})(?!\p{Nd})")
_YEAR_LENGTH, _SHORT = 4, 2
_YEAR_TO = ("/", "-", "–", "‑")
_CRORE = Decimal(10) ** 7
_RESTS = (Decimal(10) ** 3, Decimal(10) ** 5)
"""Scales that bare digits may add to: of a million they do not, «2 million 17 …»."""


class Numeral(NamedTuple):
    """A number in a text: ``text[start:end]`` is worth ``value``.

    ``written`` is the value of the digits alone, before a scale word (25.3 of "25.3 billion"); ``is_date`` marks a
    numeric date such as 18.09.2023, whose ``value`` is its year; ``is_roman`` one that names and counts nothing. The 24
    of "2023/24" is worth 2024.
    """

    start: int
    end: int
    value: Decimal
    written: Decimal
    is_date: bool = False
    is_roman: bool = False


def numerals(text: str, language: str) -> list[Numeral]:
    """Return the numbers of a text in order, none overlapping; a fraction like ``170/430`` is two numbers."""
    return list(_numerals(text, language))


def _numerals(text: str, language: str) -> Iterator[Numeral]:
    tokens, may_start = words_of(text), starts(language)
    possible = [at for at, token in enumerate(tokens) if may_start(token.text)]
    if not possible:
        return
    reader = _Reader(text, tokens, language)
    dates = {match.start(): match.end() for match in _DATE.finditer(text)}
    behind, year = 0, Decimal(0)
    for position in possible:
        token = tokens[position]
        if token.start < behind:
            continue
        if year and (ends := _season_end(text, behind, year, token)) is not None:
            behind, year = token.end, Decimal(0)
            yield ends
            continue
        if token.start in dates:
            behind = dates[token.start]
            yield _date(text, token.start, behind)
        elif (numeral := reader.number(position)) is not None:
            behind = numeral.end
            is_year = behind - numeral.start == _YEAR_LENGTH and YEARS.start <= numeral.value < YEARS.stop
            year = numeral.value if is_year else Decimal(0)
            yield numeral


def _season_end(text: str, behind: int, year: Decimal, token: Word) -> Numeral | None:
    """Return the year that two digits right behind another stand for, 2024 for the 24 of «2023/24»; else None."""
    if text[behind : token.start] not in _YEAR_TO or len(token.text) != _SHORT or not token.text.isdecimal():
        return None
    value = year - year % 100 + digits_value(token.text)
    return Numeral(token.start, token.end, value, value) if value > year else None


def _date(text: str, start: int, end: int) -> Numeral:
    year = max(digits_value(part) for part in regex.findall(r"\p{Nd}+", text[start:end]))
    return Numeral(start, end, year, year, is_date=True)


class _Sum:
    """A number as it is read: finished groups of falling scale, and an open group that a scale may still multiply."""

    def __init__(self, first: Part) -> None:
        self._finished = self._group = Decimal(0)
        self._limit: Decimal | None = None
        self._has_digits = first.is_digits
        self.add(first)

    @property
    def value(self) -> Decimal:
        return self._finished + self._group

    def takes(self, part: Part) -> bool:
        """Tell whether a further part belongs to the number."""
        if self._is_counted_in(part):
            return True
        if self._limit is not None and part.value * part.scale >= self._limit:
            return False
        if not self._is_open:
            is_bare = part.scale == 1 and (part.is_digits or self._has_digits)  # 2 million and 17 cows
            is_filler = part.step == 100  # một nghìn KHÔNG TRĂM linh hai
            return (part.value > 0 or is_filler) and (part.is_joined or not is_bare)
        return not part.is_digits and (0 < part.value < self._step or self._is_ten_behind_unit(part))

    def add(self, part: Part) -> None:
        """Add a part to the open group, and close the group if the part names a scale."""
        if self._is_counted_in(part):
            self._group, self._finished = self._group + self._finished, Decimal(0)
        self._group += part.value
        self._last, self._step, self._is_open = part.value, part.step, part.scale == 1
        if not self._is_open:
            self._finished += self._group * part.scale
            self._group, self._limit = Decimal(0), part.scale

    def _is_counted_in(self, part: Part) -> bool:
        """Tell whether a part is the crore that thousands before it count: ৩৮ হাজার ৫২ কোটি is 38,052 crore."""
        is_below = self._limit is not None and part.value < self._limit < part.scale
        return is_below and not self._is_open and part.scale == _CRORE and part.value > 0

    def _is_ten_behind_unit(self, part: Part) -> bool:
        """Tell whether a part is the twenty of five-and-twenty (خمسة وعشرون)."""
        return part.is_joined and 0 < self._last < 10 and 20 <= part.value < 100 and part.value % 10 == 0


class _Reader:
    """Reads the numbers of one text, part by part."""

    def __init__(self, text: str, tokens: Sequence[Word], language: str) -> None:
        self._text, self._tokens = text, tokens
        self._parts = Parts(text, tokens, language)

    def number(self, position: int) -> Numeral | None:
        """Return the longest number that starts at a token."""
        token = self._tokens[position]
        if token.is_number and not self._parts.may_go_on(position + 1):
            alone = self._parts.digits(position)
            return None if alone is None else Numeral(token.start, token.end, alone[0], alone[0])
        roman = roman_value(token.text)
        if roman is not None:
            return Numeral(token.start, token.end, Decimal(roman), Decimal(roman), is_roman=True)
        if self._is_repeated(position):
            return None
        first = part = self._parts.part(position, is_first=True)
        if first is None or part is None:
            return None
        read = _Sum(first)
        while (further := self._further(part.after)) is not None and read.takes(further):
            read.add(further)
            part = further
        if part is first and first.is_article:
            return None
        return Numeral(first.start, self._tokens[part.after - 1].end, read.value, first.written)

    def _is_repeated(self, position: int) -> bool:
        """Tell whether a scale word stands twice without a number, which is only many: শত শত, হাজার হাজার."""
        keys = self._parts.keys
        if keys[position] not in self._parts.rules.scales:
            return False
        beside = [at for at in (position, position + 1) if self._parts.is_adjacent(at)]
        return any(keys[at - 1] == keys[at] for at in beside)

    def _further(self, position: int) -> Part | None:
        """Return the part right behind another, with or without a joiner between."""
        parts = self._parts
        if not parts.may_go_on(position):
            return None
        part = parts.part(position)
        if part is None and parts.keys[position] in parts.rules.joiners and parts.is_adjacent(position + 1):
            part = parts.part(position + 1)
            is_written_on = self._tokens[position].end == self._tokens[position + 1].start  # ألف و500
            return part._replace(is_joined=part.is_digits and is_written_on) if part is not None else None
        if part is not None and self._goes_on(position, part):
            return part._replace(is_joined=True)
        return part

    def _goes_on(self, position: int, part: Part) -> bool:
        """Tell whether digits behind a thousand or a lakh are its rest: ৯ হাজার ৬৪০ is 9,640."""
        is_rest = part.is_digits and part.scale == 1 and part.value < 1000 and part.value == int(part.value)
        gap = self._text[self._tokens[position - 1].end : self._tokens[position].start]
        return is_rest and not gap.strip() and self._parts.rules.scales.get(self._parts.keys[position - 1]) in _RESTS
