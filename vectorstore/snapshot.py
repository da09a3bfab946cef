"""The catalog at one moment, as a search reads it; what was read lately is kept as long as nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from vectorstore.document import Chunk, Document
from vectorstore.tables import CHUNK, DOCUMENT, to_document

_MOST_CHUNKS = 100_000
_MOST_CHARACTERS = 30_000_000
_AT_ONCE = 500


class Recent:
    """Chunks and documents at one state of the catalog, by id; about 100 MB at most."""

    def __init__(self, edition: str | None = None) -> None:
        """``edition`` names the state, and no other."""
        self.edition = edition
        self.chunks: dict[str, Chunk] = {}
        self.documents: dict[str, Document] = {}
        self._characters = 0

    def keep_chunks(self, chunks: Mapping[str, Chunk]) -> None:
        """Keep some chunks."""
        if len(self.chunks) + len(chunks) > _MOST_CHUNKS:
            self.chunks = {}
        self.chunks.update(chunks)

    def keep_documents(self, documents: Mapping[str, Document]) -> None:
        """Keep some documents."""
        size = sum(len(document.text) for document in documents.values())
        if self._characters + size > _MOST_CHARACTERS:
            self.documents, self._characters = {}, 0
        self.documents.update(documents)
        self._characters += size


class Snapshot:
    """Reads several things as they are at one moment."""

    def __init__(self, connection: sa.Connection, recent: Recent) -> None:
        """``recent`` holds what was read of the same state before."""
        self._connection = connection
        self._recent = recent

    def live(self, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
        """Return those of the chunks that the catalog holds."""
        kept = self._recent.chunks
        found = {chunk_id: chunk for chunk_id in chunk_ids if (chunk := kept.get(chunk_id)) is not None}
        missing = [chunk_id for chunk_id in chunk_ids if chunk_id not in found]
        columns = (CHUNK.c.id, CHUNK.c.document_id, DOCUMENT.c.version, CHUNK.c.position, CHUNK.c.start, CHUNK.c.stop)
        query = sa.select(*columns, DOCUMENT.c.language).join_from(CHUNK, DOCUMENT)
        parts = (query.where(CHUNK.c.id.in_(some)) for some in _parts(missing))
        read = {row[0]: Chunk(*row) for part in parts for row in self._connection.execute(part)}
        self._recent.keep_chunks(read)
        return found | read

    def beside(self, chunk: Chunk, reach: int) -> dict[str, Chunk]:
        """Return the chunks of a document at most ``reach`` places before or behind one of its chunks, and that one."""
        columns = (CHUNK.c.id, CHUNK.c.position, CHUNK.c.start, CHUNK.c.stop)
        places = CHUNK.c.position.between(chunk.index - reach, chunk.index + reach)
        rows = self._connection.execute(sa.select(*columns).where(CHUNK.c.document_id == chunk.document_id, places))
        read = {row[0]: replace(chunk, id=row[0], index=row[1], start=row[2], end=row[3]) for row in rows}
        self._recent.keep_chunks(read)
        return read

    def documents(self, document_ids: Sequence[str]) -> dict[str, Document]:
        """Return those of the documents that the catalog holds."""
        kept = self._recent.documents
        found = {name: document for name in document_ids if (document := kept.get(name)) is not None}
        missing = [name for name in document_ids if name not in found]
        parts = (sa.select(DOCUMENT).where(DOCUMENT.c.id.in_(some)) for some in _parts(missing))
        read = {row.id: to_document(row) for part in parts for row in self._connection.execute(part)}
        self._recent.keep_documents(read)
        return found | read


def _parts(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE)]
