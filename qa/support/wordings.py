"""Values that a sentence gives in no figure: articles, duals, ordinals, Roman numerals, the second year of 1576-77."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex

from qa.support.meeting import is_content, meeting
from qa.support.reading import Reading
from qa.support.tables import listed, table
from qa.units import Quantity
from vectorstore.digits import digits_value
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules
from vectorstore.words import fold, words

_ARABIC_DUALS = ("ين", "ان")
_SHORTEST_DUAL = 5
_TWO = Decimal(2)
_REACH = 3
"""Tokens behind a number word within which what it counts stands."""
_YEARS = regex.compile(r"(?<!\p{Nd})(\p{Nd}{2})\p{Nd}{2}[-–/](\p{Nd}{2})(?!\p{Nd})")
_ROMAN = regex.compile(r"\b(?=[IVXL]{2})(XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def is_said_otherwise(sentence: Reading, claim: Reading, figure: Quantity) -> bool:
    """Tell whether a sentence has the value of a claim's figure, though in no figure that stands alone.

    A word that is a number only beside a noun (ba, ein, a dual) must stand beside the one that the claim counts.
    """
    if figure.value in _written(sentence.text):
        return True
    if _is_rank(claim, figure):
        return _has_ordinal(sentence, figure.value)
    counted = _counted_at(sentence, claim, figure)
    if figure.value == _TWO and any(_is_dual(sentence, at) for at in counted):
        return True
    return any(counted & set(range(at + 1, at + 1 + _REACH)) for at in _number_words(sentence, figure.value))


def _written(text: str) -> set[Decimal]:
    found = {_roman(match[0]) for match in _ROMAN.finditer(text)}
    return found | {digits_value(century + year) for century, year in _YEARS.findall(text)}


def _roman(letters: str) -> Decimal:
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    signed = (-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
    return Decimal(sum(signed))


def _is_rank(claim: Reading, figure: Quantity) -> bool:
    """Tell whether a figure ranks: the 19th century, 19वीं, thế kỷ 19."""
    behind = [fold(word.text) for word in words(claim.text[figure.number_end : figure.number_end + 24])][:1]
    before = [fold(word.text) for word in words(claim.text[max(0, figure.start - 24) : figure.start])]
    has_stop = claim.language == "de" and claim.text[figure.number_end : figure.number_end + 1] == "."
    lead = {" ".join(before[-1:]), " ".join(before[-2:])}
    return has_stop or not listed("rank_behind").isdisjoint(behind) or not listed("rank_before").isdisjoint(lead)


def _has_ordinal(sentence: Reading, value: Decimal) -> bool:
    """Tell whether an ordinal of one word or two stands in a sentence, with whatever ending."""
    named = _ordinals(sentence.language)
    if value != int(value) or not 1 <= value <= len(named):
        return False
    first, _, second = named[int(value) - 1].partition(" ")
    keys = [fold(word.text) for word in words(sentence.text)]
    if not second:
        return any(key.startswith(first) for key in keys)
    return any(one.endswith(first) and two == second for one, two in zip(keys, [*keys[1:], ""], strict=True))


def _number_words(sentence: Reading, value: Decimal) -> Iterator[int]:
    """Yield the tokens of a sentence that may say a value beside a noun."""
    articles = number_rules(sentence.language).articles
    for at, token in enumerate(sentence.tokens):
        if articles.get(token.key) == value or (value == _TWO and token.key in listed("pairs")):
            yield at


def _is_dual(sentence: Reading, at: int) -> bool:
    key = sentence.tokens[at].key
    return sentence.language == "ar" and len(key) >= _SHORTEST_DUAL and key.endswith(_ARABIC_DUALS)


def _counted_at(sentence: Reading, claim: Reading, figure: Quantity) -> set[int]:
    """Return the tokens of a sentence that what a claim counts stands at."""
    behind = (at for at, token in enumerate(claim.tokens) if token.start >= figure.number_end and is_content(token))
    counted = next(behind, None)
    return meeting(claim, counted, sentence) if counted is not None else set()


@cache
def _ordinals(language: str) -> tuple[str, ...]:
    named = table("support.toml")["ordinals"][language if language in LANGUAGES else "en"]
    return tuple(" ".join(map(fold, name.split())) for name in named)
