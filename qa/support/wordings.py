"""Values that a sentence gives in no figure: articles, duals, ordinals, Roman numerals, the second year of 1576-77."""

from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from qa.support.reading import Reading
from qa.support.tables import listed, table
from vectorstore.lexicon import LANGUAGES
from vectorstore.numerals import digits_value, number_rules
from vectorstore.words import fold, words

_ARABIC_DUALS = ("ين", "ان")
_SHORTEST_DUAL = 5
_YEARS = regex.compile(r"(?<!\p{Nd})(\p{Nd}{2})\p{Nd}{2}[-–/](\p{Nd}{2})(?!\p{Nd})")
_ROMAN = regex.compile(r"\b(?=[IVXL]{2})(XL|L?X{0,3})(IX|IV|V?I{0,3})\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def said_otherwise(sentence: Reading) -> frozenset[Decimal]:
    """Return what a sentence counts, ranks or dates by no figure of its own; a claim may give it in one."""
    keys = [fold(word.text) for word in words(sentence.text) if not word.is_number]
    rules = number_rules(sentence.language)
    found = {rules.articles[key] for key in keys if key in rules.articles}
    if not listed("pairs").isdisjoint(keys) or (sentence.language == "ar" and any(map(_is_dual, keys))):
        found.add(Decimal(2))
    found.update(value for stem, value in _ordinals(sentence.language).items() if _is_said(stem, keys))
    found.update(_roman(match[0]) for match in _ROMAN.finditer(sentence.text))
    found.update(digits_value(century + year) for century, year in _YEARS.findall(sentence.text))
    return frozenset(found)


def _is_dual(key: str) -> bool:
    return len(key) >= _SHORTEST_DUAL and key.endswith(_ARABIC_DUALS)


def _is_said(stem: str, keys: list[str]) -> bool:
    """Tell whether an ordinal of one word or two stands among folded words, with whatever ending."""
    first, _, second = stem.partition(" ")
    if not second:
        return any(key.startswith(stem) for key in keys)
    return any(one.endswith(first) and two == second for one, two in pairwise(keys))


def _roman(letters: str) -> Decimal:
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    signed = (-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))
    return Decimal(sum(signed))


@cache
def _ordinals(language: str) -> dict[str, Decimal]:
    named = table("support.toml")["ordinals"][language if language in LANGUAGES else "en"]
    return {" ".join(map(fold, name.split())): Decimal(rank) for rank, name in enumerate(named, start=1)}
