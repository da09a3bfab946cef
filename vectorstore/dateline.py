"""Which year an article was written in, and which years its «last year» and «this year» stand for."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from vectorstore.digits import canonical, digits_value
from vectorstore.document import Document
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.months import MONTHS, YEARS
from vectorstore.numerals import Numeral, numerals
from vectorstore.tokenizer import Token
from vectorstore.words import Word, fold, words, words_of

_OPENING = 600
"""Characters in which an article says what day it is; a later date is of something it tells of."""

_BEFORE = 4
"""Words before a year that may name its month, at most."""

_PUBLISHED = regex.compile(r"\d{4}")
_LAST_MONTH = 12
_MONTH = "tháng"
_OF = ("of", "سنه", "عام", "năm")
"""Words between a month and its year, folded: «tháng 5 năm 2024», «أبريل عام 2025»."""


_LETTERS = 2
_WRITTEN_ON = ("و", "ب", "ل")
"""What Arabic writes on to the front of a word."""


class _Phrase(NamedTuple):
    """Words that tell a year by another: ``step`` years from it, which is the one named last where ``is_named``."""

    words: tuple[str, ...]
    step: int
    is_named: bool


@cache
def month_names() -> frozenset[str]:
    """Return the folded names of the months in every supported language; «قد» and «dürfen» are no May."""
    return frozenset(
        key
        for language in LANGUAGES
        for key, entry in load_lexicon(language).entries.items()
        if entry.glosses and (entry.glosses[0] in MONTHS or key.capitalize() in MONTHS)
    )


def year_of(document: Document) -> int | None:
    """Return the year an article was written in: when it was published, else the first full date at its beginning."""
    told = _PUBLISHED.match(document.published or "")
    return int(told[0]) if told else _dated(document.text[:_OPENING], document.language)


@lru_cache(maxsize=4096)
def _dated(opening: str, language: str) -> int | None:
    """Return the year of the first date in a text that has its month too."""
    found = list(words(opening))
    places = {word.start: at for at, word in enumerate(found)}
    for numeral in numerals(opening, language):
        at = places.get(numeral.start, 0)
        if _is_year(numeral) and (
            numeral.is_date or _has_month([fold(w.text) for w in found[max(0, at - _BEFORE) : at]])
        ):
            return int(numeral.value)
    return None


def _is_year(numeral: Numeral) -> bool:
    return numeral.value == int(numeral.value) and int(numeral.value) in YEARS


def _has_month(before: Sequence[str]) -> bool:
    """Tell whether words right before a year name its month, in words or as a number: «tháng 5 năm», «18/5/»."""
    own = [word for word in before if word not in _OF]
    if not own:
        return False
    if own[-1] in month_names() or " ".join(own[-2:]) in month_names():  # تشرين الأول
        return True
    is_number = own[-1].isdecimal() and 1 <= digits_value(own[-1]) <= _LAST_MONTH
    return is_number and len(own) > 1 and (own[-2] == _MONTH or own[-2].isdecimal())


def years_told(
    document: Document, text: str, tokens: Sequence[Token], found: Sequence[Numeral]
) -> Iterator[tuple[str, int]]:
    """Yield the years that a sentence of a document tells by another, as `canonical` writes them, with their token.

    «Last year» of an article of 2025 is 2024; «the year before» goes by the year that the sentence ``text`` names
    before it. ``found`` are its numbers.
    """
    spoken, beginning_with = words_of(text), _beginnings(document.language)
    for at, word in enumerate(spoken):
        if not (possible := beginning_with(word.text)):
            continue
        phrase = next((p for p in possible if _fits(p.words, spoken[at : at + len(p.words)])), None)
        if phrase is None:
            continue
        start = word.start
        named = [int(n.value) for n in found if _is_year(n) and n.end <= start] if phrase.is_named else []
        if named and named[-1] + 1 in named:  # «in 2024 …, down from 2023, …, nine the year before»
            named.append(named[-1] + 1)
        base = named[-1] if named else year_of(document)
        if base is not None:
            token = next((i for i, one in enumerate(tokens) if one.end > start), 0)
            yield canonical(digits_value(str(base + phrase.step))), token


@cache
def _beginnings(language: str) -> Callable[[str], tuple[_Phrase, ...]]:
    """Return what tells the phrases of a language that begin with a word as it is written; of nearly all, none do."""

    @lru_cache(maxsize=200_000)
    def beginning_with(word: str) -> tuple[_Phrase, ...]:
        key = fold(word)
        return tuple(phrase for phrase in _phrases(language).get(key[:_LETTERS], ()) if _is_like(phrase.words[0], key))

    return beginning_with


def _fits(pattern: Sequence[str], found: Sequence[Word]) -> bool:
    if len(pattern) != len(found):
        return False
    return all(_is_like(own, fold(word.text)) for own, word in zip(pattern, found, strict=True))


def _is_like(own: str, key: str) -> bool:
    return key == own or (own[-1] == "*" and key.startswith(own[:-1]))


@cache
def _phrases(language: str) -> Mapping[str, tuple[_Phrase, ...]]:
    """Return the phrases of a language by their first letters."""
    table = tomllib.loads((files("vectorstore") / "lexicon" / "years.toml").read_text("utf-8"))
    found: dict[str, tuple[_Phrase, ...]] = {}
    for name, step in (("last", -1), ("this", 0), ("earlier", -1)):
        for text in table.get(language, {}).get(name, ()):
            own = tuple(fold(w.strip("*")) + ("*" if w.endswith("*") else "") for w in text.split())
            for first in (own[0], *(f"{p}{own[0]}" for p in _WRITTEN_ON if language == "ar")):
                lead = first[:_LETTERS]
                phrase = _Phrase((first, *own[1:]), step, is_named=name == "earlier")
                found[lead] = (*found.get(lead, ()), phrase)
    return found
