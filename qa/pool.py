"""All sentences of some passages at once: how each of their tokens meets each term of a question, in few large steps.

The sentences lie in blocks (`vectorstore.blocks`), end to end in one table with a column a token. What `meeting` of
`qa.matching` says of one sentence, a `Pool` says of all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.matching import NEAR_FROM, NEAR_WEIGHT, Term
from vectorstore.blocks import GAP, Block
from vectorstore.embed import meanings
from vectorstore.marks import mark_id

Matrix = NDArray[np.float32]
Indices = NDArray[np.int64]

_LOW_BITS = 1 << 16
_MET = 0.4
"""Strength below which a word is about something that a question does not name."""

_SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS works alone; two threads that wait for each other took twice as long."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """Sentences as rows, tokens as columns, in the order of the blocks.

    ``met``: how strongly each token meets each term, in [0, 1], shape (terms, columns); a sentence's columns begin at
    its ``starts``, ``tokens`` of them are tokens, the rest empty. ``strengths``: the best a sentence and a term, shape
    (sentences + 1, terms); the last row stands for no sentence. ``similarities``: of each sentence's mean meaning and
    the question's vector, at least 0. ``unasked``: how many words with a meaning each sentence has that meet no term.
    """

    met: Matrix
    starts: Indices
    tokens: Indices
    strengths: Matrix
    similarities: NDArray[np.float64]
    unasked: Indices

    def near(self, first: int, second: int) -> Matrix:
        """Return for each sentence how strongly it holds two terms at most two tokens apart."""
        wide = self.met[second].copy()
        for step in range(1, GAP + 1):
            np.maximum(wide[step:], self.met[second][:-step], out=wide[step:])
            np.maximum(wide[:-step], self.met[second][step:], out=wide[:-step])
        found: Matrix = np.maximum.reduceat(np.minimum(self.met[first], wide), self.starts)
        return found


def pool_of(blocks: Sequence[Block], terms: Sequence[Term], vector: NDArray[np.float32]) -> Pool:
    """Let the terms of a question, and its vector, meet the sentences of some blocks, one at least."""
    tokens = np.concatenate([block.tokens for block in blocks]).astype(np.int64)
    wide = tokens + GAP
    starts = np.cumsum(wide) - wide
    met = np.zeros((len(terms), int(wide.sum())), dtype=np.float32)
    _meet(met, blocks, terms)
    rows = np.concatenate([block.rows for block in blocks])
    likeness = _meet_softly(met, rows, terms, vector)
    strengths = np.zeros((len(tokens) + 1, len(terms)), dtype=np.float32)
    if terms:
        strengths[:-1] = np.maximum.reduceat(met, starts, axis=1).T
    lengths = np.concatenate([block.lengths for block in blocks])
    counts = np.add.reduceat(rows >= 0, starts, dtype=np.int64)
    sums = np.add.reduceat(likeness, starts, dtype=np.float64)
    known = (lengths > 0) & (counts > 0)
    unasked = np.add.reduceat((rows >= 0) & (met.max(axis=0, initial=0.0) < _MET), starts, dtype=np.int64)
    similarities = np.divide(sums, counts * lengths, out=np.zeros(len(tokens)), where=known)
    return Pool(met, starts, tokens, strengths, np.maximum(similarities, 0.0), unasked)


def _meet(met: Matrix, blocks: Sequence[Block], terms: Sequence[Term]) -> None:
    """Note every meeting of a term's mark and a token that has it, the strongest of several."""
    asked, term_of, own = _asked(terms)
    if not len(asked):
        return
    keys = np.concatenate([block.keys for block in blocks])
    counts = np.concatenate([block.counts for block in blocks]).astype(np.int64)
    seen = np.zeros(_LOW_BITS, dtype=bool)
    seen[asked.astype(np.uint16)] = True
    maybe = np.flatnonzero(seen[keys.astype(np.uint16)])  # nearly all others are left out by these bits alone
    low, high = (np.searchsorted(asked, keys[maybe], side) for side in ("left", "right"))
    keys_met, pairs = np.repeat(maybe, high - low), _ranges(low, high - low)
    places = _places(blocks)
    firsts = np.cumsum(counts) - counts
    entries = _ranges(firsts[keys_met], counts[keys_met])
    pairs = np.repeat(pairs, counts[keys_met])
    strengths = np.concatenate([block.strengths for block in blocks])
    values = (own[pairs] * strengths[entries].astype(np.float64)).astype(np.float32)
    np.maximum.at(met.reshape(-1), term_of[pairs] * met.shape[1] + places[entries], values)


def _asked(terms: Sequence[Term]) -> tuple[NDArray[np.uint64], Indices, NDArray[np.float64]]:
    """Return the marks that the terms can be met by, in order, each with its term and its strength."""
    found = [(mark_id(mark), i, strength) for i, term in enumerate(terms) for mark, strength in term.asked()]
    found.sort()
    ids, term_of, own = zip(*found, strict=True) if found else ((), (), ())
    return np.array(ids, dtype=np.uint64), np.array(term_of, dtype=np.int64), np.array(own, dtype=np.float64)


def _places(blocks: Sequence[Block]) -> Indices:
    """Return the columns at which marks stand, counted over all blocks."""
    widths = np.array([len(block.rows) for block in blocks])
    moved = np.repeat(np.cumsum(widths) - widths, [len(block.places) for block in blocks])
    found: Indices = np.concatenate([block.places for block in blocks]) + moved
    return found


def _ranges(firsts: Indices, counts: Indices) -> Indices:
    """Return the numbers from each first on, as many as its count, one range behind the other."""
    before = np.cumsum(counts) - counts
    found: Indices = np.repeat(firsts - before, counts) + np.arange(int(counts.sum()))
    return found


def _meet_softly(met: Matrix, rows: NDArray[np.int32], terms: Sequence[Term], vector: Matrix) -> Matrix:
    """Let terms meet what is near in meaning; return each column's likeness to the question's vector."""
    table = meanings().vectors
    likeness = np.zeros(len(rows), dtype=np.float32)
    if len(vector) != table.shape[1]:
        return likeness
    columns = np.flatnonzero(rows >= 0)
    used = np.zeros(len(table), dtype=bool)
    used[rows[columns]] = True
    words = np.flatnonzero(used)
    numbers = np.cumsum(used) - 1
    word_of: Indices = numbers[rows[columns]]
    soft = [i for i, term in enumerate(terms) if term.vector is not None]
    asked = np.stack([vector, *(term.vector for i in soft if (term := terms[i]).vector is not None)])
    found = _products(asked, table, words)
    likeness[columns] = found[0][word_of]
    if not soft:
        return likeness
    near = NEAR_WEIGHT * (found[1:] - NEAR_FROM) / (1 - NEAR_FROM)
    nearest: NDArray[np.float32] = near.max(axis=0)
    met_softly = nearest[word_of] > 0
    columns, word_of = columns[met_softly], word_of[met_softly]
    for row, i in enumerate(soft):
        met[i, columns] = np.maximum(met[i, columns], near[row, word_of])
    return likeness


def _products(asked: Matrix, table: Matrix, rows: Indices) -> Matrix:
    """Return ``asked @ table[rows].T``, in parts so small that no thread is woken for them."""
    found = np.empty((len(asked), len(rows)), dtype=np.float32)
    size = max(1, _SMALL_PRODUCT // asked.size)
    for at in range(0, len(rows), size):
        np.matmul(asked, table[rows[at : at + size]].T, out=found[:, at : at + size])
    return found
