"""Words that show what a sentence or a question is about, by their English gloss (``data/signs.toml``)."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.tokenizer import Token


def has_sign(token: Token, sign: str) -> bool:
    """Tell whether one of the two likeliest glosses of a token, or its last word, is among the words of a sign."""
    return sign in _shown(token.glosses)


@lru_cache(maxsize=50_000)
def _shown(glosses: tuple[str, ...]) -> frozenset[str]:
    forms = {form for gloss in glosses[:2] for form in (gloss.lower(), gloss.lower().split()[-1])}
    return frozenset(sign for sign, known in _signs().items() if not known.isdisjoint(forms))


@cache
def _signs() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("qa") / "data" / "signs.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
