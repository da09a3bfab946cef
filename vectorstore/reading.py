"""A sentence read once for all that is made of it at ingest: its tokens and its numbers."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from vectorstore.document import Document
from vectorstore.numerals import Numeral, numerals
from vectorstore.tokenizer import Token, tokenizer


class ReadSentence(NamedTuple):
    """The tokens and the numbers of a sentence, with offsets into it."""

    tokens: Sequence[Token]
    numerals: Sequence[Numeral]


@lru_cache(maxsize=2048)
def tokens_of(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of a sentence; kept for a while, since whether it is told to readers is asked just before."""
    return tuple(tokenizer(language).tokens(text))


def read_sentence(text: str, language: str) -> ReadSentence:
    """Read the text of a sentence, or of several at once."""
    return ReadSentence(tokens_of(text, language), numerals(text, language))


def read_sentences(document: Document, first: int = 0, last: int | None = None) -> list[ReadSentence]:
    """Read the sentences of a document from ``first`` up to ``last``, exclusive; by default all."""
    spans = document.sentences[first:last]
    return [read_sentence(document.text[span.start : span.end], document.language) for span in spans]
