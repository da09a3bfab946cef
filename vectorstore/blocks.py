"""Blocks: what the sentences of a document can be met by, read once, as arrays that lie ready for a question.

A block is a run of `SIZE` sentences. Every sentence has a column a token and `GAP` empty ones behind them, so that what
is moved by a word or two never reaches the next sentence.
"""

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog
from vectorstore.dateline import years_told
from vectorstore.digits import canonical
from vectorstore.document import Document
from vectorstore.embed import embedded_model, meaning_word, meanings
from vectorstore.fingerprint import ANALYSIS, lexicon_digest
from vectorstore.marks import mark_id, stored_marks
from vectorstore.reading import ReadSentence, numbers_said, read_sentences
from vectorstore.readings import pack_readings

SIZE = 32
"""Sentences; so few that a question about a book reads little of it, and that 16 bits count their columns."""

GAP = 2

_FORM = 4
"""Raised by hand when the code here, or that of marks and numbers, changes what a block holds."""

_TOLD = 0.8
"""Strength of a year that a sentence tells by another: one that names it goes before."""

_HEAD = struct.Struct("<8I")
_KINDS = tuple(map(np.dtype, ("<u8", "<f4", "<u2", "<u2", "<u2", "<u2", "<u1")))
_STRENGTHS = (np.arange(101) / 100).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some sentences' marks, numbers and meanings.

    ``keys`` are mark ids, rising; ``counts`` says for each in how many of ``places`` (columns of the block) it stands,
    and ``strengths`` how strongly. ``tokens`` is the number of tokens a sentence. ``rows`` is for each column the row
    of its word in the table of meanings, -1 for none; ``lengths`` is for each sentence the length of their mean.
    ``readings`` are those of `vectorstore.readings`, packed.
    """

    keys: NDArray[np.uint64]
    counts: NDArray[np.uint16]
    places: NDArray[np.uint16]
    strengths: NDArray[np.float32]
    tokens: NDArray[np.uint16]
    rows: NDArray[np.int32]
    lengths: NDArray[np.float32]
    readings: bytes


def blocks_of(document: Document, sentences: Sequence[ReadSentence]) -> tuple[bytes, ...]:
    """Return the blocks of all sentences of a document, packed; `unpack` opens one."""
    return tuple(_packed(document, at, sentences[at : at + SIZE]) for at in range(0, len(sentences), SIZE))


def read_blocks(wanted: Sequence[tuple[Document, int]]) -> list[Block]:
    """Read blocks of documents by number."""
    return [unpack(pack(document, number)) for document, number in wanted]


def stored_blocks(catalog: Catalog, wanted: Sequence[tuple[Document, int]]) -> list[Block]:
    """Return blocks of documents by number, as they were read at ingest; what is not there is read now."""
    made = {document.id: made_with(document) for document, _ in wanted}
    numbers = {number for _, number in wanted}
    packed = {
        (document_id, number): body
        for document_id, number, own, body in catalog.blocks(list(made), numbers)
        if own == made[document_id]
    }
    return [unpack(packed.get((document.id, number)) or pack(document, number)) for document, number in wanted]


def made_with(document: Document) -> str:
    """Return what a packed block must have been made with to be true of a document now."""
    made = f"form={_FORM} analysis={ANALYSIS} lexicon={lexicon_digest()} meanings={embedded_model().name}"
    return f"{document.version} {made}"


def pack(document: Document, number: int) -> bytes:
    """Read the block of a document that begins at sentence ``number * SIZE``; the same bytes for the same document."""
    first = number * SIZE
    return _packed(document, first, read_sentences(document, first, first + SIZE))


def _packed(document: Document, first: int, sentences: Sequence[ReadSentence]) -> bytes:
    texts = [document.text[span.start : span.end] for span in document.sentences[first : first + len(sentences)]]
    read = [_sentence(document, text, one) for text, one in zip(texts, sentences, strict=True)]
    tokens = np.array([len(one.words) for one in read], dtype=np.int64)
    starts = np.cumsum(tokens + GAP) - (tokens + GAP)
    keys = np.array([key for one in read for key in one.keys], dtype=np.uint64)
    places = np.array([at + start for one, start in zip(read, starts.tolist(), strict=True) for at in one.places])
    hundredths = np.rint(np.array([strength for one in read for strength in one.strengths]) * 100)
    order = np.argsort(keys, kind="stable")
    unique, counts = np.unique(keys[order], return_counts=True)
    word_of: dict[str, int] = {}
    columns = np.array([word_of.setdefault(word, len(word_of)) for one in read for word in (*one.words, *("",) * GAP)])
    words = list(word_of)
    parts = (
        unique.astype("<u8"),
        _lengths(meanings().rows(words)[columns], starts.tolist()).astype("<f4"),
        tokens.astype("<u2"),
        counts.astype("<u2"),
        places[order].astype("<u2"),
        columns.astype("<u2"),
        hundredths[order].astype("<u1"),
    )
    named = "\n".join(words).encode()
    head = _HEAD.pack(*map(len, parts), len(named))
    return head + b"".join(part.tobytes() for part in parts) + named + pack_readings(sentences, texts)


def unpack(packed: bytes) -> Block:
    """Open a block."""
    *sizes, named = _HEAD.unpack_from(packed)
    at = _HEAD.size
    parts = []
    for size, kind in zip(sizes, _KINDS, strict=True):
        parts.append(np.frombuffer(packed, kind, size, at))
        at += size * kind.itemsize
    keys, lengths, tokens, counts, places, word_of, hundredths = parts
    rows = meanings().rows(packed[at : at + named].decode().split("\n"))
    return Block(keys, counts, places, _STRENGTHS[hundredths], tokens, rows[word_of], lengths, packed[at + named :])


class _Sentence(NamedTuple):
    """The marks of a sentence, where they stand and how strong they are; the words that stand for its tokens."""

    keys: list[int]
    places: list[int]
    strengths: list[float]
    words: list[str]


def _sentence(document: Document, text: str, sentence: ReadSentence) -> _Sentence:
    keys: list[int] = []
    places: list[int] = []
    strengths: list[float] = []
    tokens, language = sentence.tokens, document.language
    for at, (_, _, key, kind, pos, glosses) in enumerate(tokens):
        if pos != "f" and kind != "number":
            ids, own = stored_marks(key, kind, glosses, language)
            keys += ids
            strengths += own
            places += (at,) * len(ids)
    for at, *values in numbers_said(sentence):
        for value in set(values):
            keys.append(mark_id(f"#{canonical(value)}"))
            strengths.append(1.0)
            places.append(at)
    for year, at in years_told(document, text, tokens, sentence.numerals):
        keys.append(mark_id(f"#{year}"))
        strengths.append(_TOLD)
        places.append(at)
    return _Sentence(keys, places, strengths, [meaning_word(token) for token in tokens])


def _lengths(rows: NDArray[np.int32], starts: Sequence[int]) -> NDArray[np.float32]:
    ends = [*starts[1:], len(rows)]
    return np.array([_length(rows[start:end]) for start, end in zip(starts, ends, strict=True)], dtype=np.float32)


def _length(rows: NDArray[np.int32]) -> float:
    """Return how long the mean of the words in some rows is; 0 if nothing is known of any."""
    known = rows[rows >= 0]
    if not len(known):
        return 0.0
    mean = np.add.reduce(meanings().vectors.take(known, axis=0), axis=0) / np.float32(len(known))
    return math.sqrt(mean.dot(mean))  # several times as quick as NumPy's own mean and norm of so few
