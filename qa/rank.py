"""Rerank by sentence: every sentence of the passages found is read, and the passages follow their best sentence."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.matching import SentenceView, Term, Views, coverage, meeting
from qa.quantities import month_names, shown_kinds
from qa.question import NUMERIC, Question
from qa.weights import score
from vectorstore.document import Passage

_CONTEXT = 8
"""Sentences before and behind, and half as many at the article's top, that may name what a sentence leaves unsaid."""


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


def rank_sentences(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> list[Candidate]:
    """Return every sentence of the passages as a candidate, best first, each sentence once."""
    candidates: dict[tuple[str, int], Candidate] = {}
    met: dict[tuple[str, int], NDArray[np.float32]] = {}
    for passage in passages:
        document = views.of(passage.document)

        def of(
            index: int, passage: Passage = passage, document: Sequence[SentenceView] = document
        ) -> NDArray[np.float32]:
            key = (passage.document.id, index)
            if key not in met:
                met[key] = meeting(terms, document[index])
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
    of: Callable[[int], NDArray[np.float32]],
) -> Candidate:
    met = of(view.index)
    strength = met.max(axis=1)
    near = range(max(0, view.index - 1), min(sentences, view.index + 2))
    around = {
        *range(min(sentences, _CONTEXT // 2)),
        *range(max(0, view.index - _CONTEXT), min(sentences, view.index + _CONTEXT + 1)),
    }
    window = np.max([of(i).max(axis=1) for i in near], axis=0) if terms else strength
    context = np.max([of(i).max(axis=1) for i in sorted(around)], axis=0) if terms else strength
    features = {
        "sentence": coverage(terms, strength),
        "window": coverage(terms, window),
        "context": coverage(terms, context),
        "dense": mean_similarity(vector, view.vectors[0]),
        "passage": passage.score,
        **_shares(terms, strength, window),
        **_looks(question, view),
    }
    return Candidate(view, met, strength, context, features, score("sentence", features), passage)


def _shares(terms: Sequence[Term], strength: NDArray[np.float32], window: NDArray[np.float32]) -> dict[str, float]:
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
        "numbers": share(numbers, strength),
        "numbers_near": share(numbers, window),
    }


def _looks(question: Question, view: SentenceView) -> dict[str, float]:
    """Return what a sentence looks like: does it hold what is asked for, how long is it, where does it stand."""
    return {
        "kind": 1.0 if holds_kind(question, view) else 0.0,
        "length": math.log1p(len(view.tokens)) / 4,
        "early": 1.0 / (1 + view.index),
        "heading": 1.0 if len(view.tokens) < 7 else 0.0,
        "is_question": 1.0 if view.text.rstrip("\"'»”’) ").endswith(("?", "؟", "？")) else 0.0,
    }


def holds_kind(question: Question, view: SentenceView) -> bool:
    """Tell whether a sentence holds the kind of thing that a question asks for."""
    if question.kind == "count":
        return any(q.kind in ("count", "money", "weight", "length", "area") for q in view.quantities)
    if question.kind in NUMERIC:
        kinds = frozenset(shown_kinds(question.kind))
        return any(q.kind in kinds for q in view.quantities)
    if question.kind == "date":
        return any(q.kind in ("year", "date") for q in view.quantities) or any(
            t.key in month_names() for t in view.tokens
        )
    if question.kind in ("person", "place", "organization"):
        return any(token.kind == "name" for token in view.tokens)
    return False


def mean_similarity(vector: NDArray[np.float32], rows: NDArray[np.float32]) -> float:
    """Return the cosine similarity of a vector and the mean of others, at least 0; 0 where their sizes differ."""
    if not len(rows) or rows.shape[1] != vector.shape[0]:
        return 0.0
    mean = rows.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return max(0.0, float(vector @ mean) / norm) if norm else 0.0
