"""The gloss a reader sees under a citation: its words in English, one by one, names romanised (design D2)."""

from functools import lru_cache

from anyascii import anyascii

from qa.answer import Gloss
from qa.compose import format_number
from vectorstore.numerals import numerals
from vectorstore.tokenizer import Token, tokenizer

_LONGEST = 1200


def gloss_of(text: str, language: str, reader: str) -> Gloss | None:
    """Return a word-by-word gloss of a sentence, or None if it is in English or in the reader's language."""
    if language in ("en", reader):
        return None
    return Gloss(_gloss(text[:_LONGEST], language))


@lru_cache(maxsize=2048)
def _gloss(text: str, language: str) -> str:
    values = {n.start: format_number(n.written, "en") for n in numerals(text, language)}
    parts: list[str] = []
    end = 0
    for token in tokenizer(language).tokens(text):
        parts += _marks_between(text[end : token.start])
        is_ending = token.start == end and end > 0 and text[end - 1].isdecimal()  # ৮টি: a classifier, not a word
        end = max(end, token.end)
        if is_ending:
            continue
        word = values.get(token.start) if token.kind == "number" else _word(token, text)
        if word:
            parts.append(word)
    return " ".join(parts).replace(" ,", ",").replace(" ;", ";").replace(" :", ":").strip(" ,;")


def _word(token: Token, text: str) -> str:
    if token.glosses:
        return token.glosses[0]
    surface = text[token.start : token.end]
    roman: str = surface if surface.isascii() else anyascii(surface)
    return roman[:1].upper() + roman[1:] if token.kind == "name" else roman


def _marks_between(gap: str) -> list[str]:
    """Keep commas and semicolons of any script, so that a list still reads as one."""
    return [{"،": ",", ",": ",", ";": ";", "؛": ";", ":": ":"}[c] for c in gap if c in "،,;؛:"][:1]
