"""Rerank by sentence: every sentence of the passages found is read, and the passages follow their best sentence."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from qa.looks import looks
from qa.matching import BlockKey, SentenceView, Term, Views
from qa.pool import Indices, Matrix, Pool, pool_of
from qa.question import Question
from qa.upward import BEFORE, HELD, Above, Column, before, rarity, share_met, upward
from qa.weights import logistic, weights
from vectorstore.blocks import SIZE, Block
from vectorstore.document import Passage

_CONTEXT = 8
"""Sentences before and behind, and half as many at the article's top, that may name what a sentence leaves unsaid."""

_TOP = _CONTEXT // 2
_NEIGHBOURS = 2
"""Characters between two words of a question up to which they are neighbours."""

_LIGHT = 0.25

_LOOKED_AT = 64
"""Sentences that are looked at one by one; what that costs is most of a search."""

_NONE = -1
"""The row of no sentence, where there are fewer around than elsewhere; the last of `qa.pool.Pool.strengths`."""


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
class _Places:
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


def rank_sentences(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], passages: Sequence[Passage], views: Views
) -> list[Candidate]:
    """Return the sentences of the passages that may be the best of all, or of their passage, best first, each once."""
    of_article: dict[str, set[int]] = {}
    for passage in passages:
        of_article.setdefault(passage.document.id, set()).update(_blocks_around(passage))
    documents = {passage.document.id: passage.document for passage in passages}
    blocks = views.blocks([(documents[name], number) for name, found in of_article.items() for number in sorted(found)])
    if not blocks:
        return []
    pool = pool_of(list(blocks.values()), terms, vector)
    judged = _judged(question, terms, pool, _places(passages, _first_rows(blocks)), passages, views)
    return sorted(judged, key=lambda c: (-c.score, c.passage.rank, c.view.index))


def rank_passages(candidates: Sequence[Candidate], passages: Sequence[Passage], k: int) -> tuple[Passage, ...]:
    """Return the ``k`` best passages in order of their best sentence, ranked and scored anew."""
    scores: dict[str, list[tuple[int, float]]] = {}
    for candidate in candidates:
        scores.setdefault(candidate.view.document.id, []).append((candidate.view.span.start, candidate.score))
    best: dict[str, float] = {}
    for passage in passages:
        chunk, own = passage.chunk, scores.get(passage.document.id, ())
        best[chunk.id] = max((score for start, score in own if chunk.start <= start < chunk.end), default=0.0)
    ordered = sorted(passages, key=lambda p: (-best[p.chunk.id], p.rank))
    return tuple(
        replace(p, rank=rank, score=best[p.chunk.id], signals={**p.signals, "sentence": best[p.chunk.id]})
        for rank, p in enumerate(ordered[:k], start=1)
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


def _places(passages: Sequence[Passage], first_rows: Mapping[BlockKey, int]) -> _Places:
    """Return the sentences of the passages, each once, in the first passage that holds it."""
    numbers, blocks_before = _numbered(passages)
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
    blocks = np.full(blocks_before[-1], _NONE)
    for (name, block), row in first_rows.items():
        blocks[blocks_before[numbers[name]] + block] = row
    indices = np.array([index for _, index in at], dtype=np.int64)[:, None]
    firsts = np.array([blocks_before[article] for article in articles], dtype=np.int64)[:, None]
    last = np.array(sizes, dtype=np.int64)[:, None]

    def rows(wanted: Indices, fits: NDArray[np.bool_] | bool = True) -> Indices:
        fits = fits & (wanted >= 0) & (wanted < last)
        place = np.where(fits, wanted, 0)
        return np.where(fits, blocks[firsts + place // SIZE] + place % SIZE, _NONE)

    top = np.arange(_TOP)
    around = [rows(indices + np.arange(-_CONTEXT, _CONTEXT + 1)), rows(top, top < indices - _CONTEXT)]
    steps = np.arange(1, BEFORE + 1)
    return _Places(
        at,
        rows(indices)[:, 0],
        rows(indices + np.arange(-1, 2)),
        np.concatenate(around, axis=1),
        rows(indices - steps, steps <= np.array(joined, dtype=np.int64)[:, None]),
        rows(top[:2] + 0 * indices),
    )


def _numbered(passages: Sequence[Passage]) -> tuple[dict[str, int], list[int]]:
    """Number the articles; return how many blocks those before each of them have, and how many all have."""
    documents = {passage.document.id: passage.document for passage in passages}
    blocks = [-(-len(document.sentences) // SIZE) for document in documents.values()]
    return {name: number for number, name in enumerate(documents)}, [0, *accumulate(blocks)]


def _judged(
    question: Question,
    terms: Sequence[Term],
    pool: Pool,
    places: _Places,
    passages: Sequence[Passage],
    views: Views,
) -> list[Candidate]:
    """Return the sentences with their features and scores: what depends on the question's terms at once for all."""
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
        **_shares(terms, strength, window, context),
        **_details(terms, strength, window, (around >= HELD).sum(axis=1), (places.around != _NONE).sum(axis=1)),
        "together": _together(terms, pool)[places.rows],
        **upward(terms, pool.strengths, _above(places)),
    }
    table = np.stack(list(columns.values()), axis=1)
    learned = weights("sentence")
    totals = table @ np.array([learned.get(name, 0.0) for name in columns]) + learned.get("bias", 0.0)
    found = []
    for at in _promising(places, totals):
        (number, index), row, values, total = places.at[at], places.rows[at], table[at].tolist(), float(totals[at])
        passage, start, tokens = passages[number], int(pool.starts[row]), int(pool.tokens[row])
        view, met = views.of(passage.document)[index], pool.met[:, start : start + tokens + 1]
        own = looks(question, terms, view, met)
        features = dict(zip(columns, values, strict=True)) | own
        score = logistic(total + sum(learned.get(name, 0.0) * value for name, value in own.items()))
        found.append(Candidate(view, met, strength[at], context[at], features, score, passage))
    return found


def _promising(places: _Places, totals: Column) -> list[int]:
    """Return which sentences are worth a look of their own: the likeliest by the question's terms, and a passage's."""
    order = np.argsort(-totals, kind="stable").tolist()
    first_of_passage: dict[int, int] = {}
    for at in order:
        first_of_passage.setdefault(places.at[at][0], at)
    return sorted({*order[:_LOOKED_AT], *first_of_passage.values()})


def _above(places: _Places) -> Above:
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
