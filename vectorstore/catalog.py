"""The catalog: articles, chunks and vectors, the truth from which every index is built (design D4, D5).

SQLite in WAL mode with ``synchronous=FULL`` by default, any database of SQLAlchemy's by ``QA_DATABASE_URL``. What is
committed here survives a power cut; what is not never happened.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.exc import DatabaseError

from vectorstore.document import Chunk, Document, Span
from vectorstore.errors import DataFolderError, DocumentNotFound
from vectorstore.recent import Recent

_T = TypeVar("_T")

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), float16 in the catalog, float32 in use."""

FILE = "catalog.sqlite3"
"""The catalog's file in a data folder."""

ROWS_PER_TRANSACTION = 500

_METADATA = sa.MetaData()

_DOCUMENT = sa.Table(
    "document",
    _METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("source_url", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("origin", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sentences", sa.LargeBinary, nullable=False),
    sa.Column("change", sa.Integer, nullable=False, index=True),
)

_CHUNK = sa.Table(
    "chunk",
    _METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("stop", sa.Integer, nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),
)

# The chunks of an index that is being built anew, with the same columns as `chunk`.
_STAGED = sa.Table("staged_chunk", _METADATA, *(sa.Column(c.name, c.type, primary_key=c.primary_key) for c in _CHUNK.c))

# What the sentences of a document can be met by, read at ingest (`vectorstore.blocks`); `made`: what that is true of.
_BLOCK = sa.Table(
    "block",
    _METADATA,
    sa.Column("document_id", sa.Text, sa.ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
)

_FACT = sa.Table(
    "fact", _METADATA, sa.Column("name", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
)

_CHANGE = sa.select(_FACT.c.value).where(_FACT.c.name == "change")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its chunks and their vectors, ready to be written: ``vectors[i]`` belongs to ``chunks[i]``.

    ``blocks`` are those of `vectorstore.blocks`, packed; ``made`` is what they were made with.
    """

    document: Document
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    made: str = ""
    blocks: tuple[bytes, ...] = ()


class Entry(NamedTuple):
    """A chunk as the indexes take it: with its text and its vector (float32)."""

    chunk: Chunk
    text: str
    vector: Vectors


class Snapshot:
    """The catalog as it is at one moment."""

    def __init__(self, connection: sa.Connection, recent: Recent) -> None:
        """``recent`` holds what was read at the same state before."""
        self._connection = connection
        self._recent = recent

    def live(self, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
        """Return those of the chunks that the catalog holds."""
        kept = self._recent.chunks
        found = {chunk_id: chunk for chunk_id in chunk_ids if (chunk := kept.get(chunk_id)) is not None}
        missing = [chunk_id for chunk_id in chunk_ids if chunk_id not in found]
        columns = (_CHUNK.c.id, _CHUNK.c.document_id, _DOCUMENT.c.version, _CHUNK.c.position, _CHUNK.c.start)
        query = sa.select(*columns, _CHUNK.c.stop, _DOCUMENT.c.language).join_from(_CHUNK, _DOCUMENT)
        parts = (query.where(_CHUNK.c.id.in_(some)) for some in batches(missing))
        read = {row[0]: Chunk(*row) for part in parts for row in self._connection.execute(part)}
        self._recent.keep_chunks(read)
        return found | read

    def documents(self, document_ids: Sequence[str]) -> dict[str, Document]:
        """Return those of the documents that the catalog holds."""
        kept = self._recent.documents
        found = {name: document for name in document_ids if (document := kept.get(name)) is not None}
        missing = [name for name in document_ids if name not in found]
        parts = (sa.select(_DOCUMENT).where(_DOCUMENT.c.id.in_(some)) for some in batches(missing))
        read = {row.id: _to_document(row) for part in parts for row in self._connection.execute(part)}
        self._recent.keep_documents(read)
        return found | read


class Catalog:
    """Reads and writes the catalog; safe to use from several threads, with one writer at a time."""

    def __init__(self, url: str) -> None:
        """Open the database, creating its tables where there are none.

        :raises DataFolderError: if it cannot be opened or is damaged.
        """
        self._engine = _engine(url)
        self._recent = Recent()
        try:
            _METADATA.create_all(self._engine)
        except DatabaseError as error:
            raise _unusable(url, error) from error

    @classmethod
    def in_folder(cls, folder: Path) -> "Catalog":
        """Open the catalog of a data folder."""
        return cls(f"sqlite:///{folder / FILE}")

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    def put(self, items: Sequence[Prepared]) -> list[str]:
        """Write documents with their chunks and vectors, each whole or not; return the ids of replaced chunks."""
        replaced: list[str] = []
        for batch in _by_rows(items):
            with self._writing() as connection:
                for item in batch:
                    replaced += self._put(connection, item)
        return replaced

    def _put(self, connection: sa.Connection, item: Prepared) -> list[str]:
        document = item.document
        old = [row.id for row in connection.execute(sa.select(_CHUNK.c.id).where(_CHUNK.c.document_id == document.id))]
        connection.execute(sa.delete(_CHUNK).where(_CHUNK.c.document_id == document.id))
        connection.execute(sa.delete(_DOCUMENT).where(_DOCUMENT.c.id == document.id))
        connection.execute(sa.insert(_DOCUMENT).values(**_document_row(document), change=_next_change(connection)))
        rows = [_chunk_row(c, v) for c, v in zip(item.chunks, item.vectors, strict=True)]
        if rows:
            connection.execute(sa.insert(_CHUNK), rows)
        _put_blocks(connection, item)
        kept = {chunk.id for chunk in item.chunks}
        return [chunk_id for chunk_id in old if chunk_id not in kept]

    def delete(self, document_id: str) -> list[str]:
        """Remove a document; return the ids of its chunks.

        :raises DocumentNotFound: if there is none.
        """
        with self._writing() as connection:
            old = [
                row.id for row in connection.execute(sa.select(_CHUNK.c.id).where(_CHUNK.c.document_id == document_id))
            ]
            connection.execute(sa.delete(_CHUNK).where(_CHUNK.c.document_id == document_id))
            gone = connection.execute(sa.delete(_DOCUMENT).where(_DOCUMENT.c.id == document_id))
            if gone.rowcount == 0:
                raise DocumentNotFound(f"There is no document {document_id!r}.")
            _next_change(connection)
        return old

    def document(self, document_id: str) -> Document:
        """Return one document.

        :raises DocumentNotFound: if there is none.
        """
        with self._reading() as connection:
            row = connection.execute(sa.select(_DOCUMENT).where(_DOCUMENT.c.id == document_id)).one_or_none()
        if row is None:
            raise DocumentNotFound(f"There is no document {document_id!r}.")
        return _to_document(row)

    def documents(self, *, after: str = "", limit: int = 100) -> list[tuple[Document, int]]:
        """Return documents in order of id, those after an id, each with its number of chunks."""
        count = sa.select(sa.func.count()).where(_CHUNK.c.document_id == _DOCUMENT.c.id).scalar_subquery()
        query = (
            sa.select(_DOCUMENT, count.label("chunks"))
            .where(_DOCUMENT.c.id > after)
            .order_by(_DOCUMENT.c.id)
            .limit(limit)
        )
        with self._reading() as connection:
            return [(_to_document(row), row.chunks) for row in connection.execute(query)]

    def every_document(self) -> Iterator[Document]:
        """Yield all documents in order of id, a page at a time."""
        after = ""
        while page := self.documents(after=after):
            yield from (document for document, _ in page)
            after = page[-1][0].id

    def versions(self, only: Sequence[str] | None = None) -> dict[str, tuple[str, str | None]]:
        """Return version and origin of every document by id, or of those named."""
        query = sa.select(_DOCUMENT.c.id, _DOCUMENT.c.version, _DOCUMENT.c.origin)
        with self._reading() as connection:
            rows = connection.execute(query if only is None else query.where(_DOCUMENT.c.id.in_(only)))
            return {row.id: (row.version, row.origin) for row in rows}

    def passages_of(self, document_id: str) -> int:
        """Return how many chunks a document has."""
        with self._reading() as connection:
            count = connection.scalar(sa.select(sa.func.count()).where(_CHUNK.c.document_id == document_id))
        return int(count or 0)

    def changed_since(self, change: int) -> list[str]:
        """Return the ids of the documents written after a state of the change counter."""
        with self._reading() as connection:
            return list(connection.scalars(sa.select(_DOCUMENT.c.id).where(_DOCUMENT.c.change > change)))

    def counts(self) -> tuple[int, int]:
        """Return the number of documents and of chunks."""
        with self._reading() as connection:
            documents = connection.scalar(sa.select(sa.func.count()).select_from(_DOCUMENT))
            chunks = connection.scalar(sa.select(sa.func.count()).select_from(_CHUNK))
        return int(documents or 0), int(chunks or 0)

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """Read several things as they are at one moment."""
        with self._reading() as connection:
            change = connection.scalar(_CHANGE)
            recent = self._recent
            if recent.change != change:
                recent = self._recent = Recent(change)
            yield Snapshot(connection, recent)

    def blocks(self, document_ids: Sequence[str], numbers: Collection[int]) -> Iterator[tuple[str, int, str, bytes]]:
        """Yield the blocks of documents that have one of the numbers: document, number, what made with, the bytes."""
        query = sa.select(_BLOCK.c.document_id, _BLOCK.c.number, _BLOCK.c.made, _BLOCK.c.body)
        with self._reading() as connection:
            for some in batches(document_ids):
                for row in connection.execute(
                    query.where(_BLOCK.c.document_id.in_(some), _BLOCK.c.number.in_(numbers))
                ):
                    yield row[0], row[1], row[2], row[3]

    def dimensions(self) -> int:
        """Return how many numbers the vectors have; 0 while there are none."""
        with self._reading() as connection:
            vector = connection.scalar(sa.select(_CHUNK.c.vector).limit(1))
        return len(vector or b"") // np.dtype("<f2").itemsize

    def chunk_ids(self, *, staged: bool = False) -> set[str]:
        """Return the ids of all chunks, or of all staged ones whose document is still there."""
        query = sa.select(_CHUNK.c.id)
        if staged:
            query = sa.select(_STAGED.c.id).where(_STAGED.c.document_id.in_(sa.select(_DOCUMENT.c.id)))
        with self._reading() as connection:
            return set(connection.scalars(query))

    def chunks(self, only: Sequence[str] | None = None, *, staged: bool = False) -> Iterator[list[Entry]]:
        """Yield chunks with their text and vector, in batches: all of them or those named, or the staged ones."""
        table = _STAGED if staged else _CHUNK
        if only is not None:
            for some in batches(only):
                with self._reading() as connection:
                    rows = connection.execute(sa.select(table).where(table.c.id.in_(some))).all()
                    entries = _to_entries(connection, rows)
                yield entries
            return
        after = ""
        while True:
            page = sa.select(table).where(table.c.id > after).order_by(table.c.id).limit(ROWS_PER_TRANSACTION)
            with self._reading() as connection:
                rows = connection.execute(page).all()
                entries = _to_entries(connection, rows)
            if not rows:
                return
            yield entries
            after = rows[-1].id

    def change(self) -> int:
        """Return the change counter: it grows with every document written or removed."""
        return int(self.fact("change") or 0)

    def fact(self, name: str) -> str | None:
        """Return what is noted under a name, for example the fingerprint of the index."""
        with self._reading() as connection:
            value = connection.scalar(sa.select(_FACT.c.value).where(_FACT.c.name == name))
        return None if value is None else str(value)

    def note(self, name: str, value: str) -> None:
        """Note a value under a name."""
        with self._writing() as connection:
            _note(connection, name, value)

    def stage(self, items: Sequence[Prepared]) -> None:
        """Put new chunks beside the old ones, where no search sees them, replacing what was staged of these documents.

        A document that was replaced meanwhile keeps its own sentences.
        """
        with self._writing() as connection:
            for item in items:
                connection.execute(sa.delete(_STAGED).where(_STAGED.c.document_id == item.document.id))
                rows = [_chunk_row(c, v) for c, v in zip(item.chunks, item.vectors, strict=True)]
                if rows:
                    connection.execute(sa.insert(_STAGED), rows)
                same = (_DOCUMENT.c.id == item.document.id) & (_DOCUMENT.c.version == item.document.version)
                sentences = _document_row(item.document)["sentences"]
                if connection.execute(sa.update(_DOCUMENT).where(same).values(sentences=sentences)).rowcount:
                    connection.execute(sa.delete(_BLOCK).where(_BLOCK.c.document_id == item.document.id))
                    _put_blocks(connection, item)
            _next_change(connection)  # what was read of these documents is no longer so

    def unstage(self) -> None:
        """Forget what was staged."""
        with self._writing() as connection:
            connection.execute(sa.delete(_STAGED))

    def promote(self, fingerprint: str) -> None:
        """Replace all chunks by the staged ones and note the fingerprint they were made with, in one transaction."""
        with self._writing() as connection:
            connection.execute(sa.delete(_CHUNK))
            staged = sa.select(_STAGED).where(_STAGED.c.document_id.in_(sa.select(_DOCUMENT.c.id)))
            connection.execute(sa.insert(_CHUNK).from_select([column.name for column in _STAGED.c], staged))
            connection.execute(sa.delete(_STAGED))
            _note(connection, "fingerprint", fingerprint)
            _next_change(connection)

    def check(self) -> list[str]:
        """Return what SQLite's own check finds wrong with the database; empty if all is well."""
        if self._engine.dialect.name != "sqlite":
            return []
        try:
            with self._reading() as connection:
                found = [str(row[0]) for row in connection.execute(sa.text("PRAGMA quick_check"))]
        except DataFolderError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                if self._engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN")  # one snapshot for all statements of a read
                yield connection
        except DatabaseError as error:
            raise _unusable(str(self._engine.url), error) from error

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                if self._engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
        except DatabaseError as error:
            raise _unusable(str(self._engine.url), error) from error


def batches(items: Sequence[_T], size: int = ROWS_PER_TRANSACTION) -> Iterator[Sequence[_T]]:
    """Cut a sequence into runs of at most ``size``."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url)
    engine = sa.create_engine(
        url, poolclass=sa.pool.QueuePool, connect_args={"timeout": 30, "check_same_thread": False}
    )

    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # transactions are begun by us: BEGIN IMMEDIATE
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384"):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", prepare)
    return engine


def _unusable(url: str, error: DatabaseError) -> DataFolderError:
    return DataFolderError(
        f"The catalog cannot be used ({error.orig}): {url}. If the disk is full or the folder read-only, mend that; "
        "if the file is damaged, restore it from a backup (`qa doctor` says more)."
    )


def _by_rows(items: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Group documents so that a transaction writes at most `ROWS_PER_TRANSACTION` chunks, a larger document alone."""
    batch: list[Prepared] = []
    rows = 0
    for item in items:
        if batch and rows + len(item.chunks) > ROWS_PER_TRANSACTION:
            yield batch
            batch, rows = [], 0
        batch.append(item)
        rows += len(item.chunks)
    if batch:
        yield batch


def _next_change(connection: sa.Connection) -> int:
    value = int(connection.scalar(_CHANGE) or 0) + 1
    _note(connection, "change", str(value))
    return value


def _note(connection: sa.Connection, name: str, value: str) -> None:
    if connection.execute(sa.update(_FACT).where(_FACT.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(sa.insert(_FACT).values(name=name, value=value))


def _put_blocks(connection: sa.Connection, item: Prepared) -> None:
    rows = [
        {"document_id": item.document.id, "number": number, "made": item.made, "body": body}
        for number, body in enumerate(item.blocks)
    ]
    if rows:
        connection.execute(sa.insert(_BLOCK), rows)


def _document_row(document: Document) -> dict[str, object]:
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


def _chunk_row(chunk: Chunk, vector: Vectors) -> dict[str, object]:
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "position": chunk.index,
        "start": chunk.start,
        "stop": chunk.end,
        "vector": np.asarray(vector, dtype="<f2").tobytes(),
    }


def _to_document(row: sa.Row) -> Document:  # type: ignore[type-arg]
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


def _to_entries(connection: sa.Connection, rows: Sequence[sa.Row]) -> list[Entry]:  # type: ignore[type-arg]
    """Read the text of each document once, however many chunks it has; chunks without a document are left out."""
    columns = sa.select(_DOCUMENT.c.id, _DOCUMENT.c.version, _DOCUMENT.c.language, _DOCUMENT.c.text)
    names = {row.document_id for row in rows}
    documents = {row.id: row for row in connection.execute(columns.where(_DOCUMENT.c.id.in_(names)))}
    return [_to_entry(row, documents[row.document_id]) for row in rows if row.document_id in documents]


def _to_entry(row: sa.Row, document: sa.Row) -> Entry:  # type: ignore[type-arg]
    chunk = Chunk(row.id, row.document_id, document.version, row.position, row.start, row.stop, document.language)
    vector = np.frombuffer(row.vector, dtype="<f2").astype(np.float32)
    return Entry(chunk, document.text[row.start : row.stop], vector)
