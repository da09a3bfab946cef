"""Words of a question that say nothing of its topic: «actually», «not last year», «a year» of «a year before»."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa.cues import FALLBACK, is_asking, said_words
from qa.signs import means
from qa.units import unit_names, units
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token
from vectorstore.words import Word, fold, words

_COMMAS = ",،;؛()–—"
_LONGEST = 4
"""Words of the longest contrast: «not last year»."""

_REACH = 2
"""Tokens between a time unit and the word that makes it relative: «a year | before», «قبل | ثلاث سنوات»."""


def set_aside(text: str, language: str, found: Sequence[Word], tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens of a question that evidence need not hold.

    Phrases that only stress («exactly», «in numbers»), what it is set against («not last year»), how far from a time it
    does not name («three years» of «three years before»), and «one» in letters («one of the trains», «one serving»).
    """
    own = language if language in LANGUAGES else FALLBACK
    keys = [fold(word.text) for word in found]
    idle = set(said_words(own, keys, "aside"))
    idle.update(i for first, last in _contrasts(text, own, found, keys) for i in range(first, last))
    kept = [word for i, word in enumerate(found) if i not in idle]
    heard = [found[i] for i in idle]
    said = [t for t in tokens if _overlaps(t, heard) and not _overlaps(t, kept)]
    return said + [token for token in (*_distances(tokens), *_ones(tokens)) if token not in said]


def _ones(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield «one» in letters, but that of a rate: «bao nhiêu một năm» asks for so much a year."""
    for at, token in enumerate(tokens):
        is_one = token.kind == "word" and token.pos == "d" and token.glosses[:1] == ("1",)
        if is_one and not any(map(is_time_unit, tokens[at + 1 : at + 2])):
            yield token


def contrasted(text: str, language: str) -> list[tuple[int, int]]:
    """Return the places of a text between whose commas only what is not meant is said: «…, not last year»."""
    own, found = (language if language in LANGUAGES else FALLBACK), list(words(text))
    keys = [fold(word.text) for word in found]
    return [(found[first].start, found[last - 1].end) for first, last in _contrasts(text, own, found, keys)]


def _overlaps(token: Token, found: Sequence[Word]) -> bool:
    return any(word.start < token.end and token.start < word.end for word in found)


def _contrasts(text: str, language: str, found: Sequence[Word], keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where words between commas only say what is not meant, as the first and behind the last of them."""
    edges = [i for i in range(1, len(found)) if _has_comma(text, found[i - 1].end, found[i].start)]
    for first, last in [*pairwise([*edges, len(found)])][:1]:  # behind the second comma goes on what was said
        inside = keys[first:last]
        is_short = 1 < len(inside) <= _LONGEST and not any(is_asking(key, language) for key in inside)
        denied = said_words(language, inside, "contrast")
        if is_short and denied and (0 in denied or len(inside) - 1 in denied):
            yield first, last


def _has_comma(text: str, start: int, end: int) -> bool:
    return any(c in _COMMAS for c in text[start:end])


def _distances(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the time units, and the numbers before them, that stand beside «before», «ago» or «later»."""
    for at, token in enumerate(tokens):
        if not is_time_unit(token) or (at and is_year(tokens[at - 1])):
            continue
        ahead = tokens[at - 1] if at else None
        is_counted = ahead is not None and (ahead.kind == "number" or ahead.pos == "d" or "a" in ahead.glosses)
        first = at - is_counted
        beside = [*tokens[max(0, first - 1) : first], *tokens[at + 1 : at + 1 + _REACH]]
        follows_year = at + 1 < len(tokens) and tokens[at + 1].kind == "number"
        if not follows_year and any(means(t, "elsewhen") for t in beside):
            yield token
            if is_counted and ahead is not None:
                yield ahead


def is_time_unit(token: Token) -> bool:
    """Tell whether a token names a unit of time: a year, a month, a day."""
    unit = unit_names().get(token.key)
    return unit is not None and units()[unit].kind == "duration"


def is_year(token: Token) -> bool:
    """Tell whether a token is written as a year is."""
    return token.kind == "number" and token.end - token.start == 4
