"""A sentence read once for all that is made of it at ingest: its tokens and its numbers."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from vectorstore.digits import digits_value
from vectorstore.document import Document
from vectorstore.months import MONTHS
from vectorstore.numerals import Numeral, numerals
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import fold

_MOST_PARTS = 3
_MONTHS = frozenset(fold(month) for month in MONTHS)


class ReadSentence(NamedTuple):
    """The tokens and the numbers of a sentence, with offsets into it."""

    tokens: Sequence[Token]
    numerals: Sequence[Numeral]


class Number(NamedTuple):
    """A number that a text says: the token it stands at, its value, and what is written there before a scale word."""

    at: int
    value: Decimal
    written: Decimal


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


def numbers_said(read: ReadSentence) -> Iterator[Number]:
    """Yield the numbers that a sentence says, in order: of a date its day and its year.

    The month of a date in figures is no number but a word (`vectorstore.months`).
    """
    tokens, at = read.tokens, 0
    for numeral in read.numerals:
        while at < len(tokens) and tokens[at].end <= numeral.start:
            at += 1
        if at < len(tokens) and tokens[at].kind == "number" and tokens[at].end >= numeral.end:  # nearly all
            yield Number(at, numeral.value, numeral.written)
            continue
        parts = range(at, min(at + _MOST_PARTS, len(tokens)))
        within = [i for i in parts if tokens[i].end <= numeral.end]
        if any(tokens[i].kind == "word" and tokens[i].key in _MONTHS for i in within):
            values = ((i, digits_value(tokens[i].key)) for i in within if tokens[i].kind == "number")
            yield from (Number(i, value, value) for i, value in values)
        else:
            yield Number(at if at < len(tokens) else 0, numeral.value, numeral.written)
