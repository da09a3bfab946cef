"""Whether a question asks for one thing or for several («which province», «which provinces»)."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from qa.cues import FALLBACK, is_asking, phrases_of
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import Token
from vectorstore.words import fold

_YEAR = 4
_NUMBER_FIRST = ("vi",)
"""Languages in which a number stands before the noun and the asking word behind it."""

_HEAD_LAST = ("en",)
"""Languages in which an adjective or a noun before the noun asked for is read as part of it."""


class _Signs(NamedTuple):
    """Words that show, as patterns, of how many things a question is, and the ends of nouns that do."""

    words: tuple[str, ...]
    ends: tuple[str, ...]


def asks_several(own: Sequence[Token], focus: Sequence[Token], others: Sequence[Token], language: str) -> bool | None:
    """Tell whether a question asks for several things, or for one; None where its words do not show which.

    ``own`` are the tokens of its cue, ``focus`` what it asks for, ``others`` all that are not of the cue. The words of
    ``several`` and ``single`` in ``questions.toml`` decide, and a number beside them: «which two districts».
    """
    known = language if language in LANGUAGES else FALLBACK
    named = [t for t in own if t.pos == "n" and not is_asking(t.key, known)]
    focus = () if named else focus
    asked = sorted({*own, *focus}, key=lambda t: t.start)
    if not asked:
        return None
    every = sorted({*own, *others}, key=lambda t: t.start)
    first, last = every.index(asked[0]), every.index(asked[-1])
    frame = every[max(0, first - 1) : last + 2]
    if any(_is_number(token) for token in every[max(0, first - (language in _NUMBER_FIRST)) : last + 1]):
        return True
    nouns = named or [t for t in focus if t.pos in "nx"]
    several, single = (_listed(name, known) for name in ("several", "single"))
    if _has(frame, several.words):
        return True
    if not nouns:
        return None
    noun = nouns[-1 if known in _HEAD_LAST else 0].key  # behind the noun an English verb may stand: «sells tea»
    if noun.endswith(single.ends):
        return False
    if noun.endswith(several.ends):
        return True
    return False if _has(frame, single.words) else None


def _is_number(token: Token) -> bool:
    """Tell a number of things, «two» or «4», from a year and from «one»."""
    if token.kind == "number":
        return token.end - token.start < _YEAR and token.key not in ("1", "১", "१", "١")
    return token.pos == "d" and any(gloss.isdecimal() and gloss != "1" for gloss in token.glosses[:1])


def _has(frame: Sequence[Token], listed: Sequence[str]) -> bool:
    said = f" {' '.join(token.key for token in frame)} "
    return any(re.search(word, said) for word in listed)


@cache
def _listed(name: str, language: str) -> _Signs:
    """Return the words of a list as patterns, and the ends of nouns, which it has with ``*`` before them."""
    phrases = phrases_of(name, language)
    return _Signs(
        tuple(f" {' '.join(map(_pattern, phrase.split()))} " for phrase in phrases if phrase[0] != "*"),
        tuple(fold(phrase[1:]) for phrase in phrases if phrase[0] == "*"),
    )


def _pattern(word: str) -> str:
    return r"\S*" + re.escape(fold(word[1:])) if word[0] == "*" else re.escape(fold(word))
