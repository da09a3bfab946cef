"""What a sentence tells by the words of its own language: a cause, a meaning, the future (``data/telling.toml``)."""

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from qa.units import table
from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

_START = 120
"""Characters of a text that are looked at for how it begins."""

_BETWEEN = r"(?: \S+){0,10}?"
"""What stands for «…» in a phrase."""


@lru_cache(maxsize=5_000)
def tells(what: str, text: str, language: str) -> bool:
    """Tell whether a text says a ``cause`` («weil», «के कारण»), ``means``, or is of the ``future``.

    Read as English where we do not know the language.
    """
    said = " ".join(fold(word.text) for word in words(text))
    return _pattern(what, language if language in LANGUAGES else "en").search(f" {said} ") is not None


@lru_cache(maxsize=5_000)
def told_at(what: str, text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return where in a text the phrases of ``what`` stand, as offsets, in order."""
    found = list(words(text))
    said, ends = " ", []
    for word in found:
        said += f"{fold(word.text)} "
        ends.append(len(said) - 1)
    places = []
    for match in _pattern(what, language if language in LANGUAGES else "en").finditer(said):
        first, last = bisect_right(ends, match.start()), bisect_left(ends, match.end())
        places.append((found[first].start, found[last].end))
    return tuple(places)


@lru_cache(maxsize=5_000)
def begins(what: str, text: str, language: str) -> bool:
    """Tell whether a text begins as one that is ``continued`` from the sentence before («Both …», «Deshalb …»)."""
    said = " ".join(fold(word.text) for word in words(text[:_START]))
    return _pattern(what, language if language in LANGUAGES else "en").match(f" {said} ") is not None


@cache
def _pattern(what: str, language: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted({_phrase(phrase) for phrase in table("telling.toml")[what][language]})))


def _phrase(phrase: str) -> str:
    parts = []
    for piece in phrase.split():
        if piece == "…":
            parts.append(_BETWEEN)
            continue
        own = re.escape(" ".join(fold(word.text) for word in words(piece.strip("*"))))
        parts.append(" " + r"\S*" * piece.startswith("*") + own + r"\S*" * piece.endswith("*"))
    return "".join(parts) + "(?= )"
