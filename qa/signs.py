"""Words that show what a sentence or a question is about, by their English gloss (``data/signs.toml``)."""

import tomllib
from functools import cache
from importlib.resources import files

from vectorstore.tokenizer import Token


def has_sign(token: Token, sign: str) -> bool:
    """Tell whether one of the two likeliest glosses of a token, or its last word, is among the words of a sign."""
    known = _signs()[sign]
    return any(form in known for gloss in token.glosses[:2] for form in (gloss.lower(), gloss.lower().split()[-1]))


@cache
def _signs() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("qa") / "data" / "signs.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
