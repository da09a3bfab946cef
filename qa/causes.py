"""Whether a sentence tells a cause, by the words that lead to one in its own language (``data/causes.toml``)."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

_BETWEEN = r"(?: \S+){0,10}?"
"""What stands for «…» in a phrase."""


@lru_cache(maxsize=20_000)
def tells_cause(text: str, language: str) -> bool:
    """Tell whether a sentence says why: «weil», «के कारण», «وعزت … إلى»; read as English where we know no other."""
    said = " ".join(fold(word.text) for word in words(text))
    return _pattern(language if language in LANGUAGES else "en").search(f" {said} ") is not None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = tomllib.loads((files("qa") / "data" / "causes.toml").read_text("utf-8"))
    return re.compile("|".join(sorted({_phrase(phrase) for phrase in table[language]})))


def _phrase(phrase: str) -> str:
    parts = []
    for piece in phrase.split():
        if piece == "…":
            parts.append(_BETWEEN)
        else:
            own = " ".join(fold(word.text) for word in words(piece.rstrip("*")))
            parts.append(" " + re.escape(own) + r"\S*" * piece.endswith("*"))
    return "".join(parts) + "(?= )"
