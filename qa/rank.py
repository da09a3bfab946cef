"""Rerank by sentence: every sentence of the passages found is judged, and the passages follow their best sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from qa.home import at_home
from qa.likeness import behind_likest
from qa.looks import looks, most_by_looks, shapes
from qa.matching import Term
from qa.places import NONE, Places, blocks_wanted, places_of
from qa.pool import Indices, Matrix, Pool, pool_of
from qa.question import Question
from qa.upward import HELD, Above, Column, rarity, share_met, upward
from qa.views import SentenceView, Views
from qa.weights import log_odds, logistic, weights
from vectorstore.document import Passage

_NEIGHBOURS = 2
"""Characters between two words of a question up to which they are neighbours."""

_LIGHT = 0.25

_LOOKED_AT = 32
"""Sentences that are looked at one by one; what that costs is most of a search."""


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


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Sentences to be judged as rows, with what their features and their surroundings amount to before a closer look.

    ``names`` are those of the columns of ``values``; ``totals`` are their weighted sums.
    """

    pool: Pool
    places: Places
    names: tuple[str, ...]
    values: NDArray[np.float64]
    totals: Column
    strength: Matrix
    context: Matrix


def rank_sentences(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> list[Candidate]:
    """Return the sentences of the passages that may be the best of all, or of their passage, best first, each once."""
    table = _tabled(question, terms, vector, passages, views)
    if table is None:
        return []
    judged = [_judged(question, terms, table, at, passages, views) for at in sorted(_promising(table))]
    return sorted(judged, key=_best_first)


def likely_sentences(
    question: Question,
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    passages: Sequence[Passage],
    views: Views,
    k: int,
) -> list[Candidate]:
    """Return those of `rank_sentences` that `rank_passages` needs for the ``k`` best passages, looking at fewer.

    A sentence is left out where it is not among the ``k`` best and could not move a passage among them, whatever it
    looks like.
    """
    table = _tabled(question, terms, vector, passages, views)
    if table is None:
        return []
    judged: list[Candidate] = []
    most = most_by_looks(question, weights("sentence"))
    best: dict[str, float] = {}
    behind = behind_likest(passages, question.language)
    for at in _promising(table):
        reached = nlargest(k, best.values())
        within, passage = float(table.totals[at]) + most, passages[table.places.at[at][0]]
        if len(reached) == k and logistic(within) < reached[-1]:
            break
        if len(reached) == k and logistic(within + behind[passage.document.id]) < reached[-1]:
            known = nlargest(k, (candidate.score for candidate in judged))
            if logistic(within) < known[-1]:
                continue
        found = _judged(question, terms, table, at, passages, views)
        judged.append(found)
        score = logistic(log_odds(found.score) + behind[found.view.document.id])
        best[found.passage.chunk.id] = max(score, best.get(found.passage.chunk.id, 0.0))
    return sorted(judged, key=_best_first)


def rank_passages(
    candidates: Sequence[Candidate], passages: Sequence[Passage], k: int, language: str
) -> tuple[Passage, ...]:
    """Return the ``k`` best passages by their best sentence and their article's topic, ranked and scored anew.

    ``language`` is the question's.
    """
    behind = behind_likest(passages, language)
    scores: dict[str, list[tuple[int, float]]] = {}
    for candidate in candidates:
        document_id = candidate.view.document.id
        score = logistic(log_odds(candidate.score) + behind[document_id])
        scores.setdefault(document_id, []).append((candidate.view.span.start, score))
    best: dict[str, float] = {}
    for passage in passages:
        chunk, own = passage.chunk, scores.get(passage.document.id, ())
        best[chunk.id] = max((score for start, score in own if chunk.start <= start < chunk.end), default=0.0)
    ordered = sorted(passages, key=lambda p: (-best[p.chunk.id], p.rank))
    return tuple(
        replace(p, rank=rank, score=best[p.chunk.id], signals={**p.signals, "sentence": best[p.chunk.id]})
        for rank, p in enumerate(ordered[:k], start=1)
    )


def _tabled(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> _Table | None:
    """Return what depends on the question's terms, at once for all sentences; None where there are none."""
    blocks = views.blocks(blocks_wanted(passages))
    if not blocks:
        return None
    pool, places = pool_of(list(blocks.values()), terms, vector), places_of(passages, blocks)
    documents = {passage.document.id: passage.document for passage in passages}
    pool = replace(pool, strengths=at_home(terms, pool.strengths, documents, blocks))
    strength = pool.strengths[places.rows]
    window = pool.strengths[places.near].max(axis=1)
    around = pool.strengths[places.around]
    context = around.max(axis=1)
    columns = {
        "sentence": _coverage(terms, strength),
        "window": _coverage(terms, window),
        "context": _coverage(terms, context),
        "dense": pool.similarities[places.rows],
        "passage": np.array([passages[number].score for number, _ in places.at]),
        "own_language": _in_language(question.language, passages)[[number for number, _ in places.at]],
        **_shares(terms, strength, window, context),
        **_details(terms, strength, window, (around >= HELD).sum(axis=1), (places.around != NONE).sum(axis=1)),
        "together": _together(terms, pool)[places.rows],
        **upward(terms, pool.strengths, _above(places)),
        **shapes(pool.tokens[places.rows], np.array([index for _, index in places.at]), pool.unasked[places.rows]),
    }
    values, learned = np.stack(list(columns.values()), axis=1), weights("sentence")
    totals = values @ np.array([learned.get(name, 0.0) for name in columns]) + learned.get("bias", 0.0)
    return _Table(pool, places, tuple(columns), values, totals, strength, context)


def _judged(
    question: Question, terms: Sequence[Term], table: _Table, at: int, passages: Sequence[Passage], views: Views
) -> Candidate:
    """Look at a sentence of its own: return it with all its features and its score."""
    number, index = table.places.at[at]
    row, passage = table.places.rows[at], passages[number]
    start, tokens = int(table.pool.starts[row]), int(table.pool.tokens[row])
    view, met = views.of(passage.document)[index], table.pool.met[:, start : start + tokens + 1]
    above = table.pool.strengths[table.places.before[at, 0]]
    own, learned = looks(question, terms, view, met, above), weights("sentence")
    features = dict(zip(table.names, table.values[at].tolist(), strict=True)) | own
    score = logistic(float(table.totals[at]) + sum(learned.get(name, 0.0) * value for name, value in own.items()))
    return Candidate(view, met, table.strength[at], table.context[at], features, score, passage)


def _promising(table: _Table) -> list[int]:
    """Return which sentences are worth a look of their own, the likeliest by their totals and each passage's, in order.

    The likeliest come first.
    """
    order = np.argsort(-table.totals, kind="stable").tolist()
    first_of_passage: dict[int, int] = {}
    for at in order:
        first_of_passage.setdefault(table.places.at[at][0], at)
    firsts = frozenset(first_of_passage.values())
    return [*order[:_LOOKED_AT], *(at for at in order[_LOOKED_AT:] if at in firsts)]


def _best_first(candidate: Candidate) -> tuple[float, int, int]:
    return -candidate.score, candidate.passage.rank, candidate.view.index


def _in_language(language: str, passages: Sequence[Passage]) -> Column:
    """Return 1 for every passage in the question's own language: there words meet by themselves, and more by chance."""
    return np.array([float(passage.document.language == language) for passage in passages])


def _above(places: Places) -> Above:
    """Return what stands above each of the sentences; the rows of an article lie together, its first row first."""
    starts, articles = np.unique(places.top[:, 0], return_inverse=True)
    return Above(places.rows, places.before, places.top, articles, starts)


def _coverage(terms: Sequence[Term], strength: Matrix) -> Column:
    """Return `qa.matching.coverage` of every row."""
    own = np.array([term.weight for term in terms])
    found: Column = strength @ own / own.sum() if own.sum() else np.zeros(len(strength))
    return found


def _shares(terms: Sequence[Term], strength: Matrix, window: Matrix, context: Matrix) -> dict[str, Column]:
    """Return the shares of focus, names and numbers that are met; 0.5 where the question has none of them."""

    def share(chosen: list[int], met: Matrix) -> Column:
        return met[:, chosen].mean(axis=1, dtype=np.float64) if chosen else np.full(len(met), 0.5)

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
    terms: Sequence[Term], strength: Matrix, window: Matrix, holding: Indices, sizes: Indices
) -> dict[str, Column]:
    """Return how well a sentence meets what a question asks of its topic, apart from the topic itself.

    ``holding``: how many of the sentences around hold a term, ``sizes`` how many there are.
    ``detail``: the terms that are no names or numbers; ``local``: terms weighted by how few of the sentences around
    hold them, those that none holds left out; ``rarest``: the weightiest detail. 0.5 where a question has none.
    """
    weight = np.array([term.weight for term in terms])
    own = weight * np.array([not term.is_scope for term in terms], dtype=bool)
    half = np.full(len(strength), 0.5)
    found = {"detail": half, "detail_near": half, "rarest": half}
    if own.any():
        found["detail"] = strength @ own / own.sum()
        found["detail_near"] = window @ own / own.sum()
        found["rarest"] = strength[:, int(own.argmax())].astype(np.float64)
    local = rarity(weight, holding, sizes[:, None])
    for name, met in (("local", strength), ("local_near", window)):
        found[name] = share_met(met, local, 0.0)
    return found


def _together(terms: Sequence[Term], pool: Pool) -> Column:
    """Return for every row of a pool the share of neighbours in the question that are near neighbours in the sentence.

    0.5 where the question has none.
    """
    pairs = [
        (i, i + 1)
        for i in range(len(terms) - 1)
        if terms[i + 1].token.start - terms[i].token.end <= _NEIGHBOURS
        and min(terms[i].weight, terms[i + 1].weight) > _LIGHT
    ]
    if not pairs:
        return np.full(len(pool.starts), 0.5)
    found: Column = np.mean([pool.near(first, second) for first, second in pairs], axis=0, dtype=np.float64)
    return found


def mean_similarity(vector: NDArray[np.float32], rows: NDArray[np.float32]) -> float:
    """Return the cosine similarity of a vector and the mean of others, at least 0; 0 where their sizes differ."""
    if not len(rows) or rows.shape[1] != vector.shape[0]:
        return 0.0
    mean = rows.mean(axis=0)
    norm = float(np.linalg.norm(mean))
    return max(0.0, float(vector @ mean) / norm) if norm else 0.0
