"""Where the sentences of the passages found lie in the table of sentences, and which others lie around them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from qa.pool import Indices
from qa.upward import BEFORE, before
from qa.views import BlockKey
from vectorstore.blocks import SIZE, Block
from vectorstore.document import Document, Passage

_CONTEXT = 8
"""Sentences before and behind, and half as many at the article's top, that may name what a sentence leaves unsaid."""

_TOP = _CONTEXT // 2

NONE = -1
"""The row of no sentence, where there are fewer around than elsewhere; the last of `qa.pool.Pool.strengths`."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Sentences to be judged, each as a row of the table of sentences, with those around it.

    ``at`` is for each the number of the passage it stands in, and its index in the document. ``around`` are those that
    may name what it leaves unsaid, itself among them; ``near`` its neighbours and itself; ``before`` those of its
    paragraph that it may lean on, nearest first; ``top`` the first two of its article.
    """

    at: list[tuple[int, int]]
    rows: Indices
    near: Indices
    around: Indices
    before: Indices
    top: Indices


def blocks_wanted(passages: Sequence[Passage]) -> list[tuple[Document, int]]:
    """Return the blocks that hold the sentences of passages, those around them and their articles' tops, in order."""
    of_article: dict[str, set[int]] = {}
    for passage in passages:
        of_article.setdefault(passage.document.id, set()).update(_blocks_around(passage))
    documents = {passage.document.id: passage.document for passage in passages}
    return [(documents[name], number) for name, found in of_article.items() for number in sorted(found)]


def places_of(passages: Sequence[Passage], blocks: Mapping[BlockKey, Block]) -> Places:
    """Return the sentences of the passages, each once, in the first passage that holds it."""
    numbers, blocks_before = _numbered(passages)
    rows_of = np.full(blocks_before[-1], NONE)
    for (name, block), row in _first_rows(blocks).items():
        rows_of[blocks_before[numbers[name]] + block] = row
    seen: set[tuple[str, int]] = set()
    at, articles, sizes, joined = [], [], [], []
    for number, passage in enumerate(passages):
        document, inside = passage.document, _inside(passage)
        new = [index for index in inside if (document.id, index) not in seen]
        seen.update((document.id, index) for index in new)
        at += [(number, index) for index in new]
        articles += [numbers[document.id]] * len(new)
        sizes += [len(document.sentences)] * len(new)
        joined += [len(before(document, index)) for index in new]
    indices = np.array([index for _, index in at], dtype=np.int64)[:, None]
    firsts = np.array([blocks_before[article] for article in articles], dtype=np.int64)[:, None]
    last = np.array(sizes, dtype=np.int64)[:, None]

    def rows(wanted: Indices, fits: NDArray[np.bool_] | bool = True) -> Indices:
        fits = fits & (wanted >= 0) & (wanted < last)
        place = np.where(fits, wanted, 0)
        return np.where(fits, rows_of[firsts + place // SIZE] + place % SIZE, NONE)

    top = np.arange(_TOP)
    around = [rows(indices + np.arange(-_CONTEXT, _CONTEXT + 1)), rows(top, top < indices - _CONTEXT)]
    steps = np.arange(1, BEFORE + 1)
    return Places(
        at,
        rows(indices)[:, 0],
        rows(indices + np.arange(-1, 2)),
        np.concatenate(around, axis=1),
        rows(indices - steps, steps <= np.array(joined, dtype=np.int64)[:, None]),
        rows(top[:2] + 0 * indices),
    )


def _inside(passage: Passage) -> range:
    """Return the sentences of a document that stand in a passage whole."""
    sentences, chunk = passage.document.sentences, passage.chunk
    first = last = bisect_left(sentences, (chunk.start,))
    while last < len(sentences) and sentences[last].end <= chunk.end:
        last += 1
    return range(first, last)


def _around(inside: range, sentences: int) -> range:
    return range(max(0, inside.start - _CONTEXT), min(sentences, inside.stop + _CONTEXT))


def _blocks_around(passage: Passage) -> set[int]:
    """Return the numbers of the blocks that hold a passage's sentences, those around them and the article's top."""
    inside = _inside(passage)
    if not inside:
        return set()
    around = _around(inside, len(passage.document.sentences))
    return {0, *range(around.start // SIZE, (around.stop - 1) // SIZE + 1)}


def _first_rows(blocks: Mapping[BlockKey, Block]) -> dict[BlockKey, int]:
    """Return for each block the row of its first sentence in the pool."""
    rows, row = {}, 0
    for key, block in blocks.items():
        rows[key] = row
        row += len(block.tokens)
    return rows


def _numbered(passages: Sequence[Passage]) -> tuple[dict[str, int], list[int]]:
    """Number the articles; return how many blocks those before each of them have, and how many all have."""
    documents = {passage.document.id: passage.document for passage in passages}
    blocks = [-(-len(document.sentences) // SIZE) for document in documents.values()]
    return {name: number for number, name in enumerate(documents)}, [0, *accumulate(blocks)]
