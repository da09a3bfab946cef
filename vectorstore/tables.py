"""The catalog's tables, and how a document and a chunk become rows of them."""

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from vectorstore.database import AnyText
from vectorstore.document import Chunk, Document, Span

METADATA = sa.MetaData()

DOCUMENT = sa.Table(
    "document",
    METADATA,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("version", AnyText, nullable=False),
    sa.Column("title", AnyText, nullable=False),
    sa.Column("language", AnyText, nullable=False),
    sa.Column("source_url", AnyText),
    sa.Column("publisher", AnyText),
    sa.Column("published", AnyText),
    sa.Column("origin", AnyText),
    sa.Column("text", AnyText, nullable=False),
    sa.Column("sentences", sa.LargeBinary, nullable=False),
    sa.Column("change", sa.Integer, nullable=False, index=True),
)

CHUNK = sa.Table(
    "chunk",
    METADATA,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("document_id", AnyText, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("stop", sa.Integer, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

# The chunks of an index that is being built anew, with the same columns as `chunk`.
STAGED = sa.Table("staged_chunk", METADATA, *(sa.Column(c.name, c.type, primary_key=c.primary_key) for c in CHUNK.c))

# What the sentences of a document can be met by, read at ingest (`vectorstore.blocks`); `made`: what that is true of.
BLOCK = sa.Table(
    "block",
    METADATA,
    sa.Column("document_id", AnyText, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("made", AnyText, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

# What a chunk is found by, worked out at ingest (`vectorstore.lexical`); a chunk's id says what that was made with.
TERMS = sa.Table(
    "chunk_terms",
    METADATA,
    sa.Column("chunk_id", AnyText, primary_key=True),
    sa.Column("document_id", AnyText, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

FACT = sa.Table(
    "fact", METADATA, sa.Column("name", AnyText, primary_key=True), sa.Column("value", AnyText, nullable=False)
)


def document_row(document: Document) -> dict[str, object]:
    """Return the columns of a document, but for the change that writes it."""
    return {
        "id": document.id,
        "version": document.version,
        "title": document.title,
        "language": document.language,
        "source_url": document.source_url,
        "publisher": document.publisher,
        "published": document.published,
        "origin": document.origin,
        "text": document.text,
        "sentences": np.asarray(document.sentences, dtype="<u4").tobytes(),
    }


def chunk_row(chunk: Chunk, vector: NDArray[np.float32]) -> dict[str, object]:
    """Return the columns of a chunk."""
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "position": chunk.index,
        "start": chunk.start,
        "stop": chunk.end,
        "vector": np.asarray(vector, dtype="<f2").tobytes(),
    }


def to_document(row: sa.Row) -> Document:  # type: ignore[type-arg]
    """Return the document of a row."""
    offsets = np.frombuffer(row.sentences, dtype="<u4").reshape(-1, 2).tolist()
    return Document(
        id=row.id,
        text=row.text,
        title=row.title,
        language=row.language,
        version=row.version,
        sentences=tuple(map(Span._make, offsets)),
        source_url=row.source_url,
        publisher=row.publisher,
        published=row.published,
        origin=row.origin,
    )


def to_chunk(row: sa.Row, version: str, language: str) -> Chunk:  # type: ignore[type-arg]
    """Return the chunk of a row; version and language are its document's."""
    return Chunk(row.id, row.document_id, version, row.position, row.start, row.stop, language)
