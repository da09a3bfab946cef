"""Numbers as values, whatever their digits, separators, scale words or language.

``12,287``, ``১২,২৮৭``, ``12.287`` in German and ``2 مليار و295 مليون`` are read as what they are worth.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import regex

from vectorstore.words import Word, fold, words

_SEPARATOR = regex.compile(r"[.,٫٬'’\u00a0\u202f]")
_GROUPING = regex.compile(r"[٬'’\u00a0\u202f]")
_DATE = regex.compile(r"\p{Nd}{1,2}([./])\p{Nd}{1,2}\1\p{Nd}{4}|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}")
_GAP = regex.compile(r"[\s\-‑–]{0,2}")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: ``text[start:end]`` is worth ``value``.

    ``written`` is the value of the digits alone, before a scale word (25.3 of "25.3 billion"); ``is_date`` marks a
    numeric date such as 18.09.2023, whose ``value`` is its year.
    """

    start: int
    end: int
    value: Decimal
    written: Decimal
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class NumberRules:
    """How one language writes numbers; all words are folded."""

    decimal: str
    point_groups: bool
    scales: Mapping[str, Decimal]
    words: Mapping[str, Decimal]
    articles: Mapping[str, Decimal]
    joiners: frozenset[str]


@cache
def number_rules(language: str) -> NumberRules:
    """Return the rules of a language, those of English where there are none."""
    tables = _tables()
    table = tables.get(language, tables["en"])
    scales = _values(table["scales"])
    if language != "en":
        scales = {**_values(tables["en"]["scales"]), **scales}
    return NumberRules(
        decimal=str(table["decimal"]),
        point_groups=bool(table.get("point_groups", False)),
        scales=scales,
        words=_values(table["words"]),
        articles=_values(table["articles"]),
        joiners=frozenset(fold(word) for word in table["joiners"]),
    )


def numerals(text: str, language: str) -> list[Numeral]:
    """Return the numbers of a text in order, none overlapping; a fraction like ``170/430`` is two numbers."""
    return list(_numerals(text, number_rules(language)))


def digits_value(digits: str, decimal: str = ".", *, point_groups: bool = False) -> Decimal:
    """Return the value of a run of digits with separators, digits of any script.

    ``decimal`` is the language's decimal character. A single ``.`` or ``,`` before exactly three digits groups
    thousands unless it is that character (a point does even then where ``point_groups``, as in the Maghreb); several groups (also Indian ``2,46,000``) are always thousands.

    :raises ValueError: if there is no digit.
    """
    ascii_digits = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in digits)
    plain = _GROUPING.sub("", ascii_digits).replace("٫", "." if decimal == "." else ",")
    marks = [c for c in plain if c in ".,"]
    if not marks:
        return Decimal(plain)
    if len(set(marks)) == 2:
        last = marks[-1]
        other = "," if last == "." else "."
        return Decimal(plain.replace(other, "").replace(last, "."))
    mark, tail = marks[0], plain.rsplit(marks[0], 1)[1]
    if len(marks) > 1 or (len(tail) == 3 and (mark != decimal or (point_groups and mark == ".")) and not plain.startswith("0")):
        return Decimal(plain.replace(mark, ""))
    return Decimal(plain.replace(mark, "."))


def canonical(value: Decimal) -> str:
    """Return the one way to write a value in ASCII: no separators, no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def _tables() -> dict[str, dict[str, dict[str, float]]]:
    return tomllib.loads((files("vectorstore") / "lexicon" / "numbers.toml").read_text("utf-8"))  # type: ignore[return-value]


def _values(table: Mapping[str, float]) -> dict[str, Decimal]:
    return {fold(word): Decimal(str(value)) for word, value in table.items()}


def _numerals(text: str, rules: NumberRules) -> Iterator[Numeral]:
    tokens = list(words(text))
    dates = {match.start(): match.end() for match in _DATE.finditer(text)}
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.start in dates:
            end = dates[token.start]
            yield _date(text, token.start, end)
            while position < len(tokens) and tokens[position].start < end:
                position += 1
            continue
        found = _one_number(text, tokens, position, rules)
        if found is None:
            position += 1
        else:
            numeral, position = found
            yield numeral


def _date(text: str, start: int, end: int) -> Numeral:
    parts = [int(part) for part in regex.findall(r"\p{Nd}+", text[start:end])]
    year = Decimal(max(parts))
    return Numeral(start, end, year, year, is_date=True)


def _one_number(text: str, tokens: list[Word], position: int, rules: NumberRules) -> tuple[Numeral, int] | None:
    """Read the longest number that starts at a token: parts of falling scale, summed (2 مليار و295 مليون)."""
    first = tokens[position]
    total: Decimal | None = None
    written: Decimal | None = None
    limit: Decimal | None = None
    end, was_joined = first.start, False
    while (part := _part(text, tokens, position, rules, is_first=total is None)) is not None:
        value, scale, base, after = part
        unit_before_ten = was_joined and total is not None and total < 10 and 20 <= value < 100 and value % 10 == 0
        if total is not None and not unit_before_ten and not _continues(scale, limit, value):
            break
        if total is not None and not was_joined and scale == 1 and tokens[position].is_number:
            break
        total = value if total is None else total + value
        written = base if written is None else written
        limit, end, position = scale, tokens[after - 1].end, after
        if scale == 1 and first.is_number:
            break
        joined = _skip_joiner(text, tokens, position, rules)
        if joined is None:
            break
        position, was_joined = joined
    if total is None or written is None:
        return None
    while position > 0 and tokens[position - 1].end > end:
        position -= 1
    return Numeral(first.start, end, total, written), position


def _continues(scale: Decimal, limit: Decimal | None, value: Decimal) -> bool:
    """A further part belongs to the number if it is smaller than the scale of the part before."""
    return limit is not None and limit > 1 and scale < limit and value < limit


def _part(
    text: str, tokens: list[Word], position: int, rules: NumberRules, *, is_first: bool
) -> tuple[Decimal, Decimal, Decimal, int] | None:
    """Read digits or number words with the scale words behind them: value, scale, written value, next position."""
    if position >= len(tokens):
        return None
    token, key = tokens[position], _key(tokens[position].text, rules, is_first=is_first)
    after = position + 1
    if token.is_number:
        base = digits_value(token.text, rules.decimal, point_groups=rules.point_groups)
    elif key in rules.words:
        base = rules.words[key]
        while after < len(tokens) and base % 10 == 0 and 0 < base < 100 and _adjacent(text, tokens, after):
            unit = rules.words.get(fold(tokens[after].text))
            if unit is None or not 0 < unit < 10:
                break
            base, after = base + unit, after + 1
    elif key in rules.articles and after < len(tokens) and fold(tokens[after].text) in rules.scales:
        base = rules.articles[key]
    elif not is_first and key in rules.articles:
        base = rules.articles[key]
    elif not is_first and key in rules.scales:
        base, after = Decimal(1), position
    else:
        return None
    scale = Decimal(1)
    while after < len(tokens) and _adjacent(text, tokens, after):
        factor = rules.scales.get(fold(tokens[after].text))
        if factor is None or (token.is_number and factor < _HUNDRED):
            break
        scale, after = scale * factor, after + 1
    return base * scale, scale, base, after


def _key(word: str, rules: NumberRules, *, is_first: bool) -> str:
    """Return the folded word, without a joiner written on to it (وعشرون) where it continues a number."""
    key = fold(word)
    if not is_first and key not in rules.words:
        for joiner in rules.joiners:
            if key.startswith(joiner) and key[len(joiner) :] in {*rules.words, *rules.scales}:
                return key[len(joiner) :]
    return key


def _adjacent(text: str, tokens: list[Word], position: int) -> bool:
    gap = text[tokens[position - 1].end : tokens[position].start]
    return _GAP.fullmatch(gap.replace(".", "", 1)) is not None


def _skip_joiner(text: str, tokens: list[Word], position: int, rules: NumberRules) -> tuple[int, bool] | None:
    if position >= len(tokens) or not _adjacent(text, tokens, position):
        return None
    if fold(tokens[position].text) in rules.joiners:
        if position + 1 >= len(tokens) or not _adjacent(text, tokens, position + 1):
            return None
        return position + 1, True
    return position, False
