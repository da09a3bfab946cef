"""The dense index: Chroma's home file. Vectors, ids and two metadata fields; never the text (design D4).

Embedded, it lies in its folder. On a server (``QA_CHROMA_URL``) it is a collection, and its folder holds one file that
names it: so the life of a generation, its seal and its end, is the same for both.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.api.models.Collection import Collection
from chromadb.api.types import Where
from chromadb.config import Settings
from numpy.typing import NDArray

from vectorstore.document import Chunk
from vectorstore.errors import IndexDamaged, IndexUnreachable

_COLLECTION = "passages"
_PLACE = "SERVER"
_PATIENCE_S = 30.0
_SAME = 6
"""Decimals to which likenesses are the same: products in another order differ behind them."""

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

    def __init__(self, folder: Path, *, create: bool = False, server: str | None = None) -> None:
        """Open the index in a folder, or make it, on a server if one is named; opened, the folder tells where it is.

        :raises IndexDamaged: if there is none, or Chroma cannot read it.
        :raises IndexUnreachable: if its server cannot be reached.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with _guarded():
            server, name = (server, _new_name(folder) if server else _COLLECTION) if create else _place(folder)
            self._client = _client(folder, server)
            try:
                self._collection: Collection = self._open(name, create=create)
                if create and server is not None:
                    place = {"server": server, "collection": name, "folder": str(folder.resolve())}
                    (folder / _PLACE).write_text(json.dumps(place), "utf-8")
            except BaseException:
                _let_go(
                    self._client
                )  # Chroma keeps what is open by its path, and would hand it to whoever builds there
                raise

    def _open(self, name: str, *, create: bool) -> Collection:
        if create:
            return self._client.create_collection(name, embedding_function=None, configuration={"hnsw": GRAPH})
        return self._client.get_collection(name, embedding_function=None)

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
        """Return at most ``limit`` chunk ids with their cosine similarity in [-1, 1], best first.

        What is as like stands in the order of its ids: that of the graph depends on how it was built.
        """
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
        likeness = [(chunk_id, 1.0 - distance) for chunk_id, distance in zip(found["ids"][0], distances, strict=True)]
        return sorted(likeness, key=lambda one: (-round(one[1], _SAME), one[0]))

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
            _let_go(self._client)


def server_of(folder: Path) -> str | None:
    """Return the address of the server that holds the index of a folder; None: it lies in the folder, or is not there.

    A folder that was copied does not hold what its original does: it has none.
    """
    try:
        place = json.loads((folder / _PLACE).read_text("utf-8"))
        return str(place["server"]) if place["folder"] == str(folder.resolve()) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(folder: Path) -> None:
    """Remove the collection that the index of a folder is, if it is on a server that can be reached."""
    if server_of(folder) is None:
        return
    try:
        with _guarded():
            server, name = _place(folder)
            client = _client(folder, server)
            try:
                client.delete_collection(name)
            finally:
                _let_go(client)
    except IndexDamaged:
        return  # it is gone, or stays behind on a server that is down: nothing reads it


def _new_name(folder: Path) -> str:
    """Return a name that no other data folder's collection has: of the folder's path, and chance for what lay there."""
    return f"qa-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}-{secrets.token_hex(4)}"


def _place(folder: Path) -> tuple[str | None, str]:
    """Return the server and the collection of the index in a folder."""
    if not (folder / _PLACE).exists():
        return None, _COLLECTION
    if server_of(folder) is None:
        raise IndexDamaged(f"The index of {folder} is another folder's; this one was copied.")
    place = json.loads((folder / _PLACE).read_text("utf-8"))
    return str(place["server"]), str(place["collection"])


def _client(folder: Path, server: str | None) -> Client:
    settings = Settings(anonymized_telemetry=False)
    if server is None:
        return cast("Client", chromadb.PersistentClient(str(folder), settings=settings))
    url = urlsplit(server)
    is_secure = url.scheme == "https"
    port = url.port or (443 if is_secure else 8000)
    client = cast("Client", chromadb.HttpClient(host=url.hostname or "", port=port, ssl=is_secure, settings=settings))
    for session in _sessions(client):
        session.timeout = httpx.Timeout(_PATIENCE_S)  # Chroma waits for ever
    return client


def _let_go(client: Client) -> None:
    """Close a client, and hang up where it talked to a server: Chroma forgets to."""
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()


def _sessions(client: Client) -> list[httpx.Client]:
    """Return the connections of a client to a server, its own and its administrator's; none if it is embedded."""
    found = [getattr(one._server, "_session", None) for one in (client, client._admin_client)]  # type: ignore[union-attr]
    return [session for session in found if isinstance(session, httpx.Client)]


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn whatever Chroma raises over damaged files into `IndexDamaged`.

    Its Rust core panics with a `BaseException`, so nothing narrower catches all of it.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError, IndexDamaged):
        raise
    except BaseException as error:
        if isinstance(error, (httpx.TransportError, ConnectionError)) or "Could not connect" in str(error):
            raise IndexUnreachable(f"The Chroma server cannot be reached ({error}).") from error
        raise IndexDamaged(f"The vector index cannot be used: {type(error).__name__}: {error}") from error
