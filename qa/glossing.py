"""The gloss a reader sees under a citation: its words in English, one by one, names romanised (design D2)."""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from qa.answer import Gloss
from qa.compose import format_number
from vectorstore.digits import digits_value
from vectorstore.number_rules import number_rules
from vectorstore.numerals import numerals
from vectorstore.tokenizer import Token, tokenizer

_LONGEST = 1200
_SCALES = {
    "100": "hundred",
    "1000": "thousand",
    "100000": "hundred thousand",
    "1000000": "million",
    "10000000": "ten million",
    "1000000000": "billion",
    "1000000000000": "trillion",
}


def gloss_of(text: str, language: str, reader: str) -> Gloss | None:
    """Return a word-by-word gloss of a sentence, or None if it is in English or in the reader's language."""
    if language in ("en", reader):
        return None
    return Gloss(english_of(text, language))


def english_of(text: str, language: str) -> str:
    """Return a text in English, word by word and of one line; English as it is."""
    text = text[:_LONGEST]
    return " ".join(text.split()) if language == "en" else _gloss(text, language)


@lru_cache(maxsize=2048)
def _gloss(text: str, language: str) -> str:
    dates = {n.start for n in numerals(text, language) if n.is_date}
    parts: list[str] = []
    end = 0
    for token in tokenizer(language).tokens(text):
        parts += _marks_between(text[end : token.start])
        is_ending = token.start == end and end > 0 and text[end - 1].isdecimal()  # ৮টি: a classifier, not a word
        end = max(end, token.end)
        if is_ending:
            continue
        surface = text[token.start : token.end]
        if token.kind == "number":
            word = _digits(surface, language, is_plain=token.start in dates)
        else:
            word = _word(token, surface)
        if word:
            parts.append(word)
    return " ".join(parts).replace(" ,", ",").replace(" ;", ";").replace(" :", ":").strip(" ,;")


def _digits(surface: str, language: str, *, is_plain: bool) -> str:
    """Return digits in English: ASCII, its separators where there were any; a date or a bare run as it is."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in surface)
    if is_plain or plain.isdecimal() or not any(map(str.isdecimal, plain)):  # «III» is a number without a digit
        return plain
    rules = number_rules(language)
    return format_number(digits_value(surface, rules.decimal, point_groups=rules.point_groups), "en")


def _word(token: Token, surface: str) -> str:
    if token.pos == "d" and token.glosses:
        return _SCALES.get(token.glosses[0], token.glosses[0])
    if token.glosses:
        return token.glosses[0]
    roman: str = surface if surface.isascii() else anyascii(surface)
    return roman[:1].upper() + roman[1:] if token.kind == "name" else roman


def _marks_between(gap: str) -> list[str]:
    """Keep commas and semicolons of any script, so that a list still reads as one."""
    return [{"،": ",", ",": ",", ";": ";", "؛": ";", ":": ":"}[c] for c in gap if c in "،,;؛:"][:1]
