"""Chroma alone, with nothing of ours around it: what our figures are held against."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from numpy.typing import NDArray

_BATCH = 500


def bare_chroma(
    folder: Path,
    vectors: NDArray[np.float32],
    queries: NDArray[np.float32],
    *,
    graph: CreateHNSWConfiguration | None = None,
    k: int = 10,
) -> tuple[float, list[float]]:
    """Add vectors, then ask queries one by one; return vectors a second, and seconds a query."""
    client = cast("Client", chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False)))
    try:
        collection = client.create_collection(
            "bare", embedding_function=None, configuration={"hnsw": graph or {"space": "cosine"}}
        )
        started = time.perf_counter()
        for at in range(0, len(vectors), _BATCH):
            some = vectors[at : at + _BATCH]
            collection.add(ids=[str(at + n) for n in range(len(some))], embeddings=some)
        rate = len(vectors) / (time.perf_counter() - started)
        return rate, _timed(collection, queries, k)
    finally:
        client.close()


def texts_in_chroma(
    folder: Path, texts: Sequence[str], vectors: NDArray[np.float32], queries: NDArray[np.float32], k: int
) -> tuple[list[list[int]], list[float]]:
    """Index texts as the usual recipe does; return the positions found for each query, and seconds a query."""
    client = cast("Client", chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False)))
    try:
        collection = client.create_collection("usual", embedding_function=None)
        collection.add(ids=[str(n) for n in range(len(texts))], embeddings=vectors, documents=list(texts))
        found = collection.query(query_embeddings=queries, n_results=k, include=[])["ids"]
        return [[int(one) for one in row] for row in found], _timed(collection, queries, k)
    finally:
        client.close()


def _timed(collection: chromadb.Collection, queries: NDArray[np.float32], k: int) -> list[float]:
    seconds = []
    for query in queries:
        started = time.perf_counter()
        collection.query(query_embeddings=query.reshape(1, -1), n_results=k, include=["distances"])
        seconds.append(time.perf_counter() - started)
    return seconds
