"""Rerank by sentence: every sentence of the passages found is read, and the passages follow their best sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.looks import looks
from qa.matching import SentenceView, Term, Views, coverage, meeting
from qa.question import Question
from qa.weights import score
from vectorstore.document import Passage

_CONTEXT = 8
"""Sentences before and behind, and half as many at the article's top, that may name what a sentence leaves unsaid."""

_HELD = 0.5
_NEIGHBOURS = 2
"""Characters between two words of a question up to which they are neighbours."""

_LIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as evidence: how strongly it meets each term, alone and with its surroundings.

    ``meeting`` is that of `qa.matching.meeting`, ``strength`` its best a term; ``score`` is in (0, 1).
    """

    view: SentenceView
    meeting: NDArray[np.float32]
    strength: NDArray[np.float32]
    context: NDArray[np.float32]
    features: dict[str, float]
    score: float
    passage: Passage


class Met(NamedTuple):
    """How a sentence meets the terms: `qa.matching.meeting`, and its best a term."""

    matrix: NDArray[np.float32]
    strength: NDArray[np.float32]


def rank_sentences(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> list[Candidate]:
    """Return every sentence of the passages as a candidate, best first, each sentence once."""
    candidates: dict[tuple[str, int], Candidate] = {}
    met: dict[tuple[str, int], Met] = {}
    for passage in passages:
        document = views.of(passage.document)

        def of(index: int, passage: Passage = passage, document: Sequence[SentenceView] = document) -> Met:
            key = (passage.document.id, index)
            if key not in met:
                matrix = meeting(terms, document[index])
                met[key] = Met(matrix, matrix.max(axis=1))
            return met[key]

        for view in document:
            inside = view.span.start >= passage.chunk.start and view.span.end <= passage.chunk.end
            key = (passage.document.id, view.index)
            if inside and key not in candidates:
                candidates[key] = _candidate(question, terms, vector, passage, view, len(document), of)
    return sorted(candidates.values(), key=lambda c: (-c.score, c.passage.rank, c.view.index))


def rank_passages(candidates: Sequence[Candidate], passages: Sequence[Passage], k: int) -> tuple[Passage, ...]:
    """Return the ``k`` best passages in order of their best sentence, ranked and scored anew."""
    scores: dict[tuple[str, int], float] = {(c.view.document.id, c.view.span.start): c.score for c in candidates}
    best: dict[str, float] = {}
    for passage in passages:
        inside = [
            scores.get((passage.document.id, span.start), 0.0)
            for span in passage.document.sentences
            if passage.chunk.start <= span.start < passage.chunk.end
        ]
        best[passage.chunk.id] = max(inside, default=0.0)
    ordered = sorted(passages, key=lambda p: (-best[p.chunk.id], p.rank))
    return tuple(
        replace(p, rank=rank, score=best[p.chunk.id], signals={**p.signals, "sentence": best[p.chunk.id]})
        for rank, p in enumerate(ordered[:k], start=1)
    )


def _candidate(
    question: Question,
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    passage: Passage,
    view: SentenceView,
    sentences: int,
    of: Callable[[int], Met],
) -> Candidate:
    met, strength = of(view.index)
    near = range(max(0, view.index - 1), min(sentences, view.index + 2))
    around = {
        *range(min(sentences, _CONTEXT // 2)),
        *range(max(0, view.index - _CONTEXT), min(sentences, view.index + _CONTEXT + 1)),
    }
    window = np.max([of(i).strength for i in near], axis=0) if terms else strength
    surroundings = np.stack([of(i).strength for i in sorted(around)])
    context = surroundings.max(axis=0) if terms else strength
    features = {
        "sentence": coverage(terms, strength),
        "window": coverage(terms, window),
        "context": coverage(terms, context),
        "dense": mean_similarity(vector, view.vectors[0]),
        "passage": passage.score,
        **_shares(terms, strength, window, context),
        **_details(terms, strength, window, surroundings),
        "together": _together(terms, met),
        **looks(question, terms, view),
    }
    return Candidate(view, met, strength, context, features, score("sentence", features), passage)


def _shares(
    terms: Sequence[Term], strength: NDArray[np.float32], window: NDArray[np.float32], context: NDArray[np.float32]
) -> dict[str, float]:
    """Return the shares of focus, names and numbers that are met; 0.5 where the question has none of them."""

    def share(chosen: list[int], met: NDArray[np.float32]) -> float:
        return float(met[chosen].mean()) if chosen else 0.5

    focus = [i for i, term in enumerate(terms) if term.is_focus]
    names = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    numbers = [i for i, term in enumerate(terms) if term.number is not None]
    return {
        "focus": share(focus, strength),
        "names": share(names, strength),
        "names_near": share(names, window),
        "names_around": share(names, context),
        "numbers": share(numbers, strength),
        "numbers_near": share(numbers, window),
    }


def _details(
    terms: Sequence[Term], strength: NDArray[np.float32], window: NDArray[np.float32], around: NDArray[np.float32]
) -> dict[str, float]:
    """Return how well a sentence meets what a question asks of its topic, apart from the topic itself.

    ``detail``: the terms that are no names or numbers; ``local``: terms weighted by how few of the sentences around
    hold them, those that none holds left out; ``rarest``: the weightiest detail. 0.5 where a question has none.
    """
    weights = np.array([term.weight for term in terms])
    inner = np.array([not term.is_scope for term in terms], dtype=bool)
    found = {"detail": 0.5, "detail_near": 0.5, "local": 0.0, "local_near": 0.0, "rarest": 0.5}
    if inner.any():
        own = weights * inner
        found["detail"] = float(own @ strength / own.sum())
        found["detail_near"] = float(own @ window / own.sum())
        found["rarest"] = float(strength[int(own.argmax())])
    holding = (around >= _HELD).sum(axis=0)
    own = weights * np.log1p((len(around) - holding + 0.5) / (holding + 0.5)) * (holding > 0)
    if own.sum():
        found["local"] = float(own @ strength / own.sum())
        found["local_near"] = float(own @ window / own.sum())
    return found


def _together(terms: Sequence[Term], met: NDArray[np.float32]) -> float:
    """Return the share of neighbours in the question that are near neighbours in the sentence; 0.5 if it has none."""
    pairs = [
        (i, i + 1)
        for i in range(len(terms) - 1)
        if terms[i + 1].token.start - terms[i].token.end <= _NEIGHBOURS
        and min(terms[i].weight, terms[i + 1].weight) > _LIGHT
    ]
    if not pairs:
        return 0.5
    total = 0.0
    for one, other in pairs:
        first, second = met[one], met[other]
        shifted = [
            np.minimum(first[max(0, d) : len(first) + min(0, d)], second[max(0, -d) : len(second) + min(0, -d)])
            for d in range(-2, 3)
        ]
        total += max((float(s.max()) for s in shifted if len(s)), default=0.0)
    return total / len(pairs)


def mean_similarity(vector: NDArray[np.float32], rows: NDArray[np.float32]) -> float:
    """Return the cosine similarity of a vector and the mean of others, at least 0; 0 where their sizes differ."""
    if not len(rows) or rows.shape[1] != vector.shape[0]:
        return 0.0
    mean = rows.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return max(0.0, float(vector @ mean) / norm) if norm else 0.0
