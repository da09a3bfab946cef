"""The dense index: Chroma's home file. Vectors, ids and two metadata fields; never the text (design D4)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.api.types import Where
from chromadb.config import Settings
from numpy.typing import NDArray

from vectorstore.document import Chunk
from vectorstore.errors import IndexDamaged

_COLLECTION = "passages"
_BATCH = 500
GRAPH: CreateHNSWConfiguration = {
    "space": "cosine",
    # Chroma's defaults (100, 16, 100) leave one vector of a hundred where no search meets it (9,000 passages: 90 not
    # found by their own vector, recall@10 .957; with these 1 and .997, for a quarter of the speed of adding).
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
}


class DenseIndex:
    """Finds chunks by the cosine similarity of their vectors."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index in a folder, or make it.

        :raises IndexDamaged: if there is none, or Chroma cannot read it.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with _guarded():
            self._client = _client(folder)
            try:
                self._collection: Collection = self._open(create=create)
            except BaseException:
                self._client.close()  # Chroma keeps what is open by its path, and would hand it to whoever builds there
                raise

    def _open(self, *, create: bool) -> Collection:
        if create:
            return self._client.create_collection(_COLLECTION, embedding_function=None, configuration={"hnsw": GRAPH})
        return self._client.get_collection(_COLLECTION, embedding_function=None)

    def add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        """Add chunks with their vectors; an id that is there is overwritten; zero vectors are left out."""
        if not chunks:
            return
        known = np.flatnonzero(np.any(vectors != 0, axis=1))
        for at in range(0, len(known), _BATCH):
            some = known[at : at + _BATCH]
            self._guarded_add([chunks[i] for i in some], vectors[some])

    def _guarded_add(self, chunks: Sequence[Chunk], vectors: NDArray[np.float32]) -> None:
        with _guarded():
            self._collection.upsert(
                ids=[chunk.id for chunk in chunks],
                embeddings=vectors,
                metadatas=[{"document_id": chunk.document_id, "language": chunk.language} for chunk in chunks],
            )

    def remove(self, chunk_ids: Sequence[str]) -> None:
        """Remove chunks; ids that are not there are ignored."""
        with _guarded():
            for at in range(0, len(chunk_ids), _BATCH):
                self._collection.delete(ids=list(chunk_ids[at : at + _BATCH]))

    def search(
        self,
        vector: NDArray[np.float32],
        limit: int,
        *,
        languages: Sequence[str] = (),
        document_ids: Sequence[str] = (),
    ) -> list[tuple[str, float]]:
        """Return at most ``limit`` chunk ids with their cosine similarity in [-1, 1], best first."""
        conditions: list[Where] = [
            cast("Where", {name: {"$in": list(values)}})
            for name, values in (("language", languages), ("document_id", document_ids))
            if values
        ]
        where: Where | None = {"$and": conditions} if len(conditions) == 2 else next(iter(conditions), None)
        with _guarded():
            found = self._collection.query(
                query_embeddings=vector.reshape(1, -1),
                n_results=limit,
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [(chunk_id, 1.0 - distance) for chunk_id, distance in zip(found["ids"][0], distances, strict=True)]

    def count(self) -> int:
        """Return how many vectors the index holds."""
        with _guarded():
            return self._collection.count()

    def ids(self) -> set[str]:
        """Return every chunk id in the index."""
        with _guarded():
            return set(self._collection.get(include=[])["ids"])

    def close(self) -> None:
        """Let go of the files; the folder may then be removed."""
        with _guarded():
            self._client.close()


def _client(folder: Path) -> Client:
    settings = Settings(anonymized_telemetry=False)
    return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever Chroma raises over damaged files into `IndexDamaged`.

    Its Rust core panics with a `BaseException`, so nothing narrower catches all of it.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise IndexDamaged(f"The vector index cannot be used: {type(error).__name__}: {error}") from error
