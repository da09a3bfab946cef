"""From a query to candidate passages: both legs, fused by rank within each language (design, the way of a question)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalog import Catalog
from vectorstore.document import Chunk, Document, Passage
from vectorstore.embed import Embedder, embedded_model, gloss_text
from vectorstore.errors import BadQuery, EmbeddingError, IndexDamaged, VectorstoreError
from vectorstore.fusion import by_language, evened, reciprocal_rank_fusion
from vectorstore.generation import Generation
from vectorstore.language import detect_language
from vectorstore.lexical import LexicalQuery, query_of
from vectorstore.meant import tokens_as_meant
from vectorstore.tokenizer import Token

MAX_QUERY = 4000
_BESIDE = 8
"""Passages of a document before and behind its best one that are taken along."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions of a search; empty means none."""

    document_ids: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """What each leg weighs in the fusion (0 leaves it out, unasked), and the fields that a leg of words looks in."""

    dense: float = 1.0
    lexical: float = 1.0
    native: float = 1.0
    pivot_fields: tuple[str, ...] = ("gloss", "name", "number")
    native_fields: tuple[str, ...] = ("native", "gram", "number")


EVEN = Weights()
"""What the service searches with."""


@dataclass(frozen=True, slots=True)
class Query:
    """What the index is asked, as it was meant (see `tokens_as_meant`), analysed once."""

    text: str
    language: str
    tokens: tuple[Token, ...]
    lexical: LexicalQuery
    vector: NDArray[np.float32]
    """The embedded model's: what sentences are compared with, whatever model the index has."""
    dense: NDArray[np.float32]
    """The index's model's; zero where it knows nothing of the query or could not be asked."""
    unembedded: EmbeddingError | None = None
    """Why the index's model could not be asked."""


@dataclass(frozen=True, slots=True)
class Found:
    """The passages found, and which legs could not answer (``embedding``: the index's model could not be asked)."""

    passages: tuple[Passage, ...]
    failed: Mapping[str, VectorstoreError] = field(default_factory=dict)


def analyse(text: str, embedder: Embedder, language: str | None = None) -> Query:
    """Read a query: its language unless given, its tokens, its terms, its vectors.

    An embedder that fails leaves the query to the words; see `Query.unembedded`.

    :raises BadQuery: if it is blank or longer than `MAX_QUERY`.
    """
    if not text.strip():
        raise BadQuery("The query is blank; ask for something.")
    if len(text) > MAX_QUERY:
        raise BadQuery(f"The query has {len(text):,} characters, at most {MAX_QUERY:,} are taken; shorten it.")
    language = language or detect_language(text)
    text, found = tokens_as_meant(text, language)
    tokens = tuple(found)
    terms = query_of(text, language, tokens)
    vector = embedded_model().embed_glosses([gloss_text(tokens)])[0]
    if embedder is embedded_model():
        return Query(text, language, tokens, terms, vector, vector)
    try:
        return Query(text, language, tokens, terms, vector, embedder.embed([text], language, is_query=True)[0])
    except EmbeddingError as error:
        return Query(text, language, tokens, terms, vector, np.zeros(0, dtype=np.float32), error)


def find(
    generation: Generation,
    catalog: Catalog,
    query: Query,
    k: int,
    filters: Filters,
    weights: Weights = EVEN,
    whole: int = 0,
) -> Found:
    """Return at most ``k`` passages, best first, ranks 1..n, no chunk twice, of live documents only.

    Behind them come the other passages around the best one of each of ``whole`` documents: where the topic is found,
    the answer may stand in a passage that shares no word with the question. Which they are, the words of all languages
    tell together: fusion puts the best of each language first, whether it is on the topic or not.

    :raises BadQuery: if ``k`` < 1.
    """
    if k < 1:
        raise BadQuery(f"k is {k}; at least 1 passage must be asked for.")
    reach = max(100, 3 * k)
    legs, failed = _ask_legs(generation, query, reach, filters, weights)
    with catalog.snapshot() as held:
        live = held.live(sorted({chunk_id for ranking in legs.values() for chunk_id, _ in ranking}))
        live = {chunk_id: chunk for chunk_id, chunk in live.items() if _passes(chunk, filters)}
        best = _fused(legs, live, k, weights)
        on_topic = [chunk_id for chunk_id, _ in legs.get("lexical", ()) if chunk_id in live]
        for chunk_id in _best_of_documents([*on_topic, *best], live)[:whole]:
            beside = held.beside(live[chunk_id], _BESIDE)
            live |= beside
            best |= dict.fromkeys(sorted(beside.keys() - best.keys(), key=lambda name: live[name].index), 0.0)
        documents = held.documents(sorted({live[chunk_id].document_id for chunk_id in best}))
    return Found(_passages(best, live, documents, legs), failed)


def _ask_legs(
    generation: Generation, query: Query, reach: int, filters: Filters, weights: Weights
) -> tuple[dict[str, list[tuple[str, float]]], dict[str, VectorstoreError]]:
    """Ask every leg; one that fails is named, and filters none of what the others find."""
    legs: dict[str, list[tuple[str, float]]] = {}
    failed: dict[str, VectorstoreError] = {} if query.unembedded is None else {"embedding": query.unembedded}
    where = {"languages": filters.languages, "document_ids": filters.document_ids}
    dense, lexical = generation.dense, generation.lexical  # another reader may take a failed leg down meanwhile
    if dense is not None and weights.dense and bool(np.any(query.dense)):
        try:
            legs["dense"] = dense.search(query.dense, reach, **where)
        except IndexDamaged as error:
            failed["dense"] = error
    if lexical is not None:
        try:
            if weights.lexical:
                legs["lexical"] = lexical.search(query.lexical, reach, fields=weights.pivot_fields, **where)
            if weights.native:
                legs["native"] = lexical.search(query.lexical, reach, fields=weights.native_fields, **where)
        except IndexDamaged as error:
            failed["lexical"] = error
    return legs, failed


def _passes(chunk: Chunk, filters: Filters) -> bool:
    return (not filters.languages or chunk.language in filters.languages) and (
        not filters.document_ids or chunk.document_id in filters.document_ids
    )


def _fused(
    legs: Mapping[str, Sequence[tuple[str, float]]], live: Mapping[str, Chunk], k: int, weights: Weights
) -> dict[str, float]:
    """Return the ``k`` best chunks with their scores, at most 1, best first."""
    languages = {chunk_id: chunk.language for chunk_id, chunk in live.items()}
    rankings = [
        (ranking, getattr(weights, name))
        for name, found in legs.items()
        for ranking in by_language([chunk_id for chunk_id, _ in found if chunk_id in live], languages)
    ]
    fused = reciprocal_rank_fusion([ranking for ranking, _ in rankings], [weight for _, weight in rankings])
    return dict(islice(evened(list(fused), languages).items(), k))


def _best_of_documents(ranking: Sequence[str], live: Mapping[str, Chunk]) -> list[str]:
    """Return the best passage of each document, of passages that stand best first."""
    first: dict[str, str] = {}
    for chunk_id in ranking:
        first.setdefault(live[chunk_id].document_id, chunk_id)
    return list(first.values())


def _passages(
    best: Mapping[str, float],
    live: Mapping[str, Chunk],
    documents: Mapping[str, Document],
    legs: Mapping[str, Sequence[tuple[str, float]]],
) -> tuple[Passage, ...]:
    signals = {name: dict(found) for name, found in legs.items()}
    return tuple(
        Passage(
            rank=rank,
            score=score,
            chunk=live[chunk_id],
            document=documents[live[chunk_id].document_id],
            signals={name: scores[chunk_id] for name, scores in signals.items() if chunk_id in scores},
        )
        for rank, (chunk_id, score) in enumerate(best.items(), start=1)
    )
