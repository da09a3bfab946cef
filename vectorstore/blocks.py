"""Blocks: what the sentences of a document can be met by, read once, as arrays that lie ready for a question.

A block is a run of `SIZE` sentences. Every sentence has a column a token and `GAP` empty ones behind them, so that what
is moved by a word or two never reaches the next sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.document import Document
from vectorstore.embed import meaning_word, meanings
from vectorstore.marks import loans, mark_id, marks
from vectorstore.numerals import canonical, numerals
from vectorstore.tokenizer import Token, tokenizer

SIZE = 32
"""Sentences; so few that a question about a book reads little of it."""

GAP = 2
LOAN = 0.65
"""Strength of a word nobody listed that sounds like a listed one, or like its gloss."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some sentences' marks, numbers and meanings.

    ``keys`` are mark ids, rising; ``counts`` says for each in how many of ``places`` (columns of the block) it stands,
    and ``strengths`` how strongly. ``tokens`` is the number of tokens a sentence. ``rows`` is for each column the row
    of its word in the table of meanings, -1 for none; ``lengths`` is for each sentence the length of their mean.
    """

    keys: NDArray[np.uint64]
    counts: NDArray[np.uint32]
    places: NDArray[np.uint32]
    strengths: NDArray[np.float32]
    tokens: NDArray[np.uint32]
    rows: NDArray[np.int32]
    lengths: NDArray[np.float32]


def block_of(document: Document, number: int) -> Block:
    """Read the block of a document that begins at sentence ``number * SIZE``."""
    cut = tokenizer(document.language)
    spans = document.sentences[number * SIZE : (number + 1) * SIZE]
    texts = [document.text[span.start : span.end] for span in spans]
    read = [_sentence(text, cut.tokens(text), document.language) for text in texts]
    tokens = np.array([len(one.words) for one in read], dtype=np.uint32)
    starts = np.cumsum(tokens + GAP) - (tokens + GAP)
    keys = np.fromiter(chain.from_iterable(one.keys for one in read), np.uint64)
    strengths = np.fromiter(chain.from_iterable(one.strengths for one in read), np.float32)
    moved = (at + start for one, start in zip(read, starts.tolist(), strict=True) for at in one.places)
    places = np.fromiter(moved, np.uint32)
    order = np.argsort(keys, kind="stable")
    unique, counts = np.unique(keys[order], return_counts=True)
    rows = meanings().rows([word for one in read for word in (*one.words, *("",) * GAP)])
    return Block(
        keys=unique,
        counts=counts.astype(np.uint32),
        places=places[order],
        strengths=strengths[order],
        tokens=tokens,
        rows=rows,
        lengths=_lengths(rows, starts.tolist()),
    )


class _Sentence(NamedTuple):
    """The marks of a sentence, where they stand and how strong they are; the words that stand for its tokens."""

    keys: list[int]
    places: list[int]
    strengths: list[float]
    words: list[str]


def _sentence(text: str, tokens: Sequence[Token], language: str) -> _Sentence:
    keys: list[int] = []
    places: list[int] = []
    strengths: list[float] = []
    for at, mark, strength in _marked(text, tokens, language):
        keys.append(mark_id(mark))
        places.append(at)
        strengths.append(strength)
    return _Sentence(keys, places, strengths, [meaning_word(token) for token in tokens])


def _marked(text: str, tokens: Sequence[Token], language: str) -> Iterator[tuple[int, str, float]]:
    """Yield every mark with its token: of words, ``?`` and the sound of what may be a loan, ``#`` and a value."""
    for at, token in enumerate(tokens):
        if token.pos != "f" and token.kind != "number":
            for mark, strength in marks(token, language).by_key.items():
                yield at, mark, strength
            for sound in loans(token, language):
                yield at, f"?{sound}", LOAN
    for numeral in numerals(text, language):
        at = next((i for i, token in enumerate(tokens) if token.end > numeral.start), 0)
        for value in {canonical(numeral.value), canonical(numeral.written)}:
            yield at, f"#{value}", 1.0


def _lengths(rows: NDArray[np.int32], starts: Sequence[int]) -> NDArray[np.float32]:
    table = meanings().vectors
    own = [part[part >= 0] for part in np.split(rows, starts[1:])]
    return np.array([np.linalg.norm(table[part].mean(axis=0)) if len(part) else 0.0 for part in own], dtype=np.float32)
