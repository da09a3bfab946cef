"""Rerank by sentence: every sentence of the passages found is read, and the passages follow their best sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.matching import SentenceView, Term, Views, coverage, meetings
from vectorstore.document import Passage

_NEIGHBOURS = 1
_CONTEXT = 8
"""Sentences before and behind, and at the top of the article, that may name what a sentence takes for granted."""

# Weights of the evidence for a sentence; how they were found stands in docs/experiments.md.
_WEIGHTS = {"sentence": 0.50, "window": 0.18, "context": 0.14, "dense": 0.12, "passage": 0.06}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as evidence: how strongly it meets each term, alone and in its surroundings.

    ``where`` is the position of the sentence's token that meets each term, -1 for none; ``score`` is in [0, 1].
    """

    view: SentenceView
    strength: NDArray[np.float32]
    where: tuple[int, ...]
    context: NDArray[np.float32]
    features: dict[str, float]
    score: float
    passage: Passage


def rank_sentences(
    terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> list[Candidate]:
    """Return every sentence of the passages as a candidate, best first, each sentence once."""
    candidates: dict[tuple[str, int], Candidate] = {}
    met: dict[tuple[str, int], tuple[NDArray[np.float32], tuple[int, ...]]] = {}
    for passage in passages:
        document = views.of(passage.document)
        for view in document:
            inside = view.span.start >= passage.chunk.start and view.span.end <= passage.chunk.end
            key = (passage.document.id, view.index)
            if inside and key not in candidates:
                candidates[key] = _candidate(terms, vector, passage, document, view, met)
    return sorted(candidates.values(), key=lambda c: (-c.score, c.passage.rank, c.view.index))


def rank_passages(candidates: Sequence[Candidate], passages: Sequence[Passage], k: int) -> tuple[Passage, ...]:
    """Return the ``k`` best passages in order of their best sentence, ranked and scored anew."""
    best: dict[str, float] = {}
    for candidate in candidates:
        for passage in passages:
            chunk = passage.chunk
            if chunk.document_id == candidate.view.document.id and chunk.start <= candidate.view.span.start < chunk.end:
                best[chunk.id] = max(best.get(chunk.id, 0.0), candidate.score)
    ordered = sorted(passages, key=lambda p: (-best.get(p.chunk.id, 0.0), p.rank))
    return tuple(
        replace(
            p,
            rank=rank,
            score=min(1.0, best.get(p.chunk.id, 0.0)),
            signals={**p.signals, "sentence": best.get(p.chunk.id, 0.0)},
        )
        for rank, p in enumerate(ordered[:k], start=1)
    )


def _candidate(
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    passage: Passage,
    document: Sequence[SentenceView],
    view: SentenceView,
    met: dict[tuple[str, int], tuple[NDArray[np.float32], tuple[int, ...]]],
) -> Candidate:
    def of(index: int) -> tuple[NDArray[np.float32], tuple[int, ...]]:
        key = (passage.document.id, index)
        if key not in met:
            met[key] = meetings(terms, document[index])
        return met[key]

    strength, where = of(view.index)
    near = range(max(0, view.index - _NEIGHBOURS), min(len(document), view.index + _NEIGHBOURS + 1))
    around = {
        *range(min(len(document), _CONTEXT // 2)),
        *range(max(0, view.index - _CONTEXT), min(len(document), view.index + _CONTEXT + 1)),
    }
    window = np.max([of(i)[0] for i in near], axis=0) if terms else strength
    context = np.max([of(i)[0] for i in sorted(around)], axis=0) if terms else strength
    features = {
        "sentence": coverage(terms, strength),
        "window": coverage(terms, window),
        "context": coverage(terms, context),
        "dense": _similarity(vector, view),
        "passage": passage.score,
    }
    score = sum(_WEIGHTS[name] * value for name, value in features.items())
    return Candidate(view, strength, where, context, features, score, passage)


def _similarity(vector: NDArray[np.float32], view: SentenceView) -> float:
    matrix, positions = view.vectors
    if not positions or matrix.shape[1] != vector.shape[0]:
        return 0.0
    mean = matrix.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return max(0.0, float(vector @ mean) / norm) if norm else 0.0
