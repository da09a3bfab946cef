"""A question or query as it was meant: many type without the diacritics of their language."""

from collections.abc import Mapping

from vectorstore.lexicon import load_lexicon
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.tones import with_tones
from vectorstore.umlauts import with_umlauts

_OWN, _GLOSSES = 2, 3
"""How many glosses of the likeliest reading come first, and how many a token has at most."""


def tokens_as_meant(text: str, language: str) -> tuple[str, list[Token]]:
    """Return a text with the diacritics that were not typed, in Vietnamese and German, and its tokens.

    A Vietnamese syllable of which nothing tells what it is may be met as its other readings too.
    """
    if language == "vi":
        meant = with_tones(text)
        return meant.text, [_with_others(token, meant.others) for token in tokenizer("vi").tokens(meant.text)]
    text = with_umlauts(text) if language == "de" else text
    return text, tokenizer(language).tokens(text)


def _with_others(token: Token, others: Mapping[int, tuple[str, ...]]) -> Token:
    """Let a word mean what its other readings do as well, less likely."""
    readings = others.get(token.start, ())
    if not readings or token.pos in "fdp" or " " in token.key:
        return token
    lexicon = load_lexicon("vi")
    found = [entry.glosses[0] for one in readings if (entry := lexicon.lookup(one)) is not None and entry.pos in "nva"]
    return token._replace(glosses=tuple(dict.fromkeys([*token.glosses[:_OWN], *found]))[:_GLOSSES])
