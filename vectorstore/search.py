"""From a query to candidate passages: both legs, fused by rank within each language (design, the way of a question)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog
from vectorstore.document import Chunk, Document, Passage
from vectorstore.embed import Embedder
from vectorstore.errors import BadQuery, IndexDamaged
from vectorstore.fusion import by_language, reciprocal_rank_fusion
from vectorstore.generation import Generation
from vectorstore.language import detect_language
from vectorstore.lexical import LexicalQuery, query_of
from vectorstore.tokenizer import Token, tokenizer

MAX_QUERY = 4000
_PIVOT_FIELDS = ("gloss", "name", "number")
_NATIVE_FIELDS = ("native", "gram", "number")
_RRF_K = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions of a search; empty means none."""

    document_ids: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What the index is asked, analysed once."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    lexical: LexicalQuery
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Found:
    """The passages found, and which legs could not answer."""

    passages: tuple[Passage, ...]
    failed: Mapping[str, IndexDamaged] = field(default_factory=dict)


def analyse(text: str, embedder: Embedder, language: str | None = None) -> Query:
    """Read a query: its language unless given, its tokens, its terms, its vector.

    :raises BadQuery: if it is blank or longer than `MAX_QUERY`.
    """
    if not text.strip():
        raise BadQuery("The query is blank; ask for something.")
    if len(text) > MAX_QUERY:
        raise BadQuery(f"The query has {len(text):,} characters, at most {MAX_QUERY:,} are taken; shorten it.")
    language = language or detect_language(text)
    tokens = tuple(tokenizer(language).tokens(text))
    vector = embedder.embed([text], language)[0]
    return Query(text, language, tokens, query_of(text, language, tokens), vector)


def find(generation: Generation, catalog: Catalog, query: Query, k: int, filters: Filters) -> Found:
    """Return at most ``k`` passages, best first, ranks 1..n, no chunk twice, of live documents only.

    :raises BadQuery: if ``k`` < 1.
    """
    if k < 1:
        raise BadQuery(f"k is {k}; at least 1 passage must be asked for.")
    reach = max(100, 3 * k)
    legs, failed = _ask_legs(generation, query, reach, filters)
    live = catalog.live(sorted({chunk_id for ranking in legs.values() for chunk_id, _ in ranking}))
    live = {chunk_id: pair for chunk_id, pair in live.items() if _passes(pair[1], filters)}
    return Found(_fused(legs, live, k), failed)


def _ask_legs(
    generation: Generation, query: Query, reach: int, filters: Filters
) -> tuple[dict[str, list[tuple[str, float]]], dict[str, IndexDamaged]]:
    """Ask every leg; one that fails is named, and filters none of what the others find."""
    legs: dict[str, list[tuple[str, float]]] = {}
    failed: dict[str, IndexDamaged] = {}
    where = {"languages": filters.languages, "document_ids": filters.document_ids}
    dense, lexical = generation.dense, generation.lexical  # another reader may take a failed leg down meanwhile
    if dense is not None and bool(np.any(query.vector)):
        try:
            legs["dense"] = dense.search(query.vector, reach, **where)
        except IndexDamaged as error:
            failed["dense"] = error
    if lexical is not None:
        try:
            legs["lexical"] = lexical.search(query.lexical, reach, fields=_PIVOT_FIELDS, **where)
            legs["native"] = lexical.search(query.lexical, reach, fields=_NATIVE_FIELDS, **where)
        except IndexDamaged as error:
            failed["lexical"] = error
    return legs, failed


def _passes(document: Document, filters: Filters) -> bool:
    return (not filters.languages or document.language in filters.languages) and (
        not filters.document_ids or document.id in filters.document_ids
    )


def _fused(
    legs: Mapping[str, Sequence[tuple[str, float]]], live: Mapping[str, tuple[Chunk, Document]], k: int
) -> tuple[Passage, ...]:
    languages = {chunk_id: chunk.language for chunk_id, (chunk, _) in live.items()}
    rankings = [
        ranking
        for found in legs.values()
        for ranking in by_language([chunk_id for chunk_id, _ in found if chunk_id in live], languages)
    ]
    fused = reciprocal_rank_fusion(rankings, k=_RRF_K)
    most = max(len(legs), 1) / (_RRF_K + 1)
    signals = {name: dict(found) for name, found in legs.items()}
    return tuple(
        Passage(
            rank=rank,
            score=min(1.0, score / most),
            chunk=live[chunk_id][0],
            document=live[chunk_id][1],
            signals={name: scores[chunk_id] for name, scores in signals.items() if chunk_id in scores},
        )
        for rank, (chunk_id, score) in enumerate(list(fused.items())[:k], start=1)
    )
