"""The catalog: articles, chunks and vectors, the truth from which every index is built (design D4, D5).

An SQLite file in the data folder, or a PostgreSQL database (`vectorstore.database`). What is committed here survives a
power cut; what is not never happened.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from vectorstore.database import Database, SqliteFile
from vectorstore.document import Document
from vectorstore.errors import DocumentNotFound
from vectorstore.prepared import Entry, Prepared, Row, block_rows, chunk_rows, terms_rows
from vectorstore.snapshot import Recent, Snapshot
from vectorstore.tables import (
    BLOCK,
    CHUNK,
    DOCUMENT,
    FACT,
    METADATA,
    STAGED,
    TERMS,
    document_row,
    to_chunk,
    to_document,
)

_T = TypeVar("_T")

FILE = "catalog.sqlite3"
"""The catalog's file in a data folder."""

ROWS_PER_TRANSACTION = 500

_UNUSABLE = (
    "The catalog cannot be used ({reason}): {path}. If the disk is full or the folder read-only, mend that; "
    "if the file is damaged, restore it from a backup (`qa doctor` says more)."
)


class Catalog:
    """Reads and writes the catalog; safe to use from several threads, with one writer at a time."""

    def __init__(self, database: Database) -> None:
        """Use a database, creating the tables where there are none; closing the catalog closes it.

        :raises DataFolderError: if it cannot be used or is damaged.
        """
        self._database = database
        self._recent = Recent()
        with database.writing() as connection:
            METADATA.create_all(connection)

    @classmethod
    def in_folder(cls, folder: Path) -> "Catalog":
        """Open the catalog of a data folder."""
        return cls.in_file(folder / FILE)

    @classmethod
    def in_file(cls, path: Path) -> "Catalog":
        """Open a catalog that is an SQLite file."""
        return cls(SqliteFile(path, _UNUSABLE.replace("{path}", str(path)), "cache_size=-16384"))

    def close(self) -> None:
        """Release every connection."""
        self._database.close()

    def put(self, items: Sequence[Prepared]) -> list[str]:
        """Write documents with their chunks and vectors, each whole or not; return the ids of replaced chunks."""
        replaced: list[str] = []
        for batch in _by_rows(items):
            with self._database.writing() as connection:
                replaced += self._put(connection, batch)
        return replaced

    def _put(self, connection: sa.Connection, items: Sequence[Prepared]) -> list[str]:
        """Write documents of different ids; what is deleted with a document goes with it."""
        ids = [item.document.id for item in items]
        old = [row.id for row in connection.execute(sa.select(CHUNK.c.id).where(CHUNK.c.document_id.in_(ids)))]
        connection.execute(sa.delete(CHUNK).where(CHUNK.c.document_id.in_(ids)))
        connection.execute(sa.delete(DOCUMENT).where(DOCUMENT.c.id.in_(ids)))
        change = _next_change(connection)
        connection.execute(sa.insert(DOCUMENT), [{**document_row(item.document), "change": change} for item in items])
        _insert(connection, CHUNK, (row for item in items for row in chunk_rows(item)))
        _insert(connection, BLOCK, (row for item in items for row in block_rows(item)))
        _insert(connection, TERMS, (row for item in items for row in terms_rows(item)))
        kept = {chunk.id for item in items for chunk in item.chunks}
        return [chunk_id for chunk_id in old if chunk_id not in kept]

    def delete(self, document_id: str) -> list[str]:
        """Remove a document; return the ids of its chunks.

        :raises DocumentNotFound: if there is none.
        """
        with self._database.writing() as connection:
            old = [
                row.id for row in connection.execute(sa.select(CHUNK.c.id).where(CHUNK.c.document_id == document_id))
            ]
            connection.execute(sa.delete(CHUNK).where(CHUNK.c.document_id == document_id))
            gone = connection.execute(sa.delete(DOCUMENT).where(DOCUMENT.c.id == document_id))
            if gone.rowcount == 0:
                raise DocumentNotFound(f"There is no document {document_id!r}.")
            _next_change(connection)
        return old

    def document(self, document_id: str) -> Document:
        """Return one document.

        :raises DocumentNotFound: if there is none.
        """
        with self._database.reading() as connection:
            row = connection.execute(sa.select(DOCUMENT).where(DOCUMENT.c.id == document_id)).one_or_none()
        if row is None:
            raise DocumentNotFound(f"There is no document {document_id!r}.")
        return to_document(row)

    def documents(self, *, after: str = "", limit: int = 100) -> list[tuple[Document, int]]:
        """Return documents in order of id, those after an id, each with its number of chunks."""
        count = sa.select(sa.func.count()).where(CHUNK.c.document_id == DOCUMENT.c.id).scalar_subquery()
        query = (
            sa.select(DOCUMENT, count.label("chunks")).where(DOCUMENT.c.id > after).order_by(DOCUMENT.c.id).limit(limit)
        )
        with self._database.reading() as connection:
            return [(to_document(row), row.chunks) for row in connection.execute(query)]

    def every_document(self) -> Iterator[Document]:
        """Yield all documents in order of id, a page at a time."""
        after = ""
        while page := self.documents(after=after):
            yield from (document for document, _ in page)
            after = page[-1][0].id

    def versions(self, only: Sequence[str] | None = None) -> dict[str, tuple[str, str | None]]:
        """Return version and origin of every document by id, or of those named."""
        query = sa.select(DOCUMENT.c.id, DOCUMENT.c.version, DOCUMENT.c.origin)
        with self._database.reading() as connection:
            rows = connection.execute(query if only is None else query.where(DOCUMENT.c.id.in_(only)))
            return {row.id: (row.version, row.origin) for row in rows}

    def passages_of(self, document_id: str) -> int:
        """Return how many chunks a document has."""
        with self._database.reading() as connection:
            count = connection.scalar(sa.select(sa.func.count()).where(CHUNK.c.document_id == document_id))
        return int(count or 0)

    def changed_since(self, change: int) -> list[str]:
        """Return the ids of the documents written after a state of the change counter."""
        with self._database.reading() as connection:
            return list(connection.scalars(sa.select(DOCUMENT.c.id).where(DOCUMENT.c.change > change)))

    def counts(self) -> tuple[int, int]:
        """Return the number of documents and of chunks."""
        with self._database.reading() as connection:
            documents = connection.scalar(sa.select(sa.func.count()).select_from(DOCUMENT))
            chunks = connection.scalar(sa.select(sa.func.count()).select_from(CHUNK))
        return int(documents or 0), int(chunks or 0)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Read several things as they are at one moment."""
        with self._database.reading() as connection:
            edition = connection.scalar(sa.select(FACT.c.value).where(FACT.c.name == "edition"))
            recent = self._recent
            if edition is None or recent.edition != edition:
                recent = self._recent = Recent(edition)
            yield Snapshot(connection, recent)

    def blocks(self, document_ids: Sequence[str], numbers: Collection[int]) -> Iterator[tuple[str, int, str, bytes]]:
        """Yield the blocks of documents that have one of the numbers: document, number, what made with, the bytes."""
        query = sa.select(BLOCK.c.document_id, BLOCK.c.number, BLOCK.c.made, BLOCK.c.body)
        with self._database.reading() as connection:
            for some in batches(document_ids):
                named = BLOCK.c.document_id.in_(some)
                for row in connection.execute(query.where(named, BLOCK.c.number.in_(numbers))):
                    yield row[0], row[1], row[2], row[3]

    def dimensions(self) -> int:
        """Return how many numbers the vectors have; 0 while there are none."""
        with self._database.reading() as connection:
            vector = connection.scalar(sa.select(CHUNK.c.vector).limit(1))
        return len(vector or b"") // np.dtype("<f2").itemsize

    def chunk_ids(self, *, staged: bool = False) -> set[str]:
        """Return the ids of all chunks, or of all staged ones whose document is still there."""
        query = sa.select(CHUNK.c.id)
        if staged:
            query = sa.select(STAGED.c.id).where(STAGED.c.document_id.in_(sa.select(DOCUMENT.c.id)))
        with self._database.reading() as connection:
            return set(connection.scalars(query))

    def chunks(self, only: Sequence[str] | None = None, *, staged: bool = False) -> Iterator[list[Entry]]:
        """Yield chunks with their text and vector, in batches: all of them or those named, or the staged ones."""
        table = STAGED if staged else CHUNK
        if only is not None:
            for some in batches(only):
                with self._database.reading() as connection:
                    rows = connection.execute(sa.select(table).where(table.c.id.in_(some))).all()
                    entries = _to_entries(connection, rows)
                yield entries
            return
        after = ""
        while True:
            page = sa.select(table).where(table.c.id > after).order_by(table.c.id).limit(ROWS_PER_TRANSACTION)
            with self._database.reading() as connection:
                rows = connection.execute(page).all()
                entries = _to_entries(connection, rows)
            if not rows:
                return
            yield entries
            after = rows[-1].id

    def change(self) -> int:
        """Return the change counter: it grows with every document written or removed."""
        return int(self.fact("change") or 0)

    def state(self) -> str:
        """Return what names this state of the catalog, and no other of this or any catalog: for seals to hold on to.

        The counter alone would not do: a database that was restored counts on from where its copy was made.
        """
        return " ".join(filter(None, [self.fact("change") or "0", self.fact("edition")]))

    def fact(self, name: str) -> str | None:
        """Return what is noted under a name, for example the fingerprint of the index."""
        with self._database.reading() as connection:
            value = connection.scalar(sa.select(FACT.c.value).where(FACT.c.name == name))
        return None if value is None else str(value)

    def note(self, name: str, value: str) -> None:
        """Note a value under a name."""
        with self._database.writing() as connection:
            _note(connection, name, value)

    def stage(self, items: Sequence[Prepared]) -> None:
        """Put new chunks beside the old ones, where no search sees them, replacing what was staged of these documents.

        A document that was replaced meanwhile keeps its own sentences.
        """
        with self._database.writing() as connection:
            for item in items:
                connection.execute(sa.delete(STAGED).where(STAGED.c.document_id == item.document.id))
                _insert(connection, STAGED, chunk_rows(item))
                same = (DOCUMENT.c.id == item.document.id) & (DOCUMENT.c.version == item.document.version)
                sentences = document_row(item.document)["sentences"]
                if connection.execute(sa.update(DOCUMENT).where(same).values(sentences=sentences)).rowcount:
                    connection.execute(sa.delete(BLOCK).where(BLOCK.c.document_id == item.document.id))
                    _insert(connection, BLOCK, block_rows(item))
                    own = TERMS.c.chunk_id.in_([chunk.id for chunk in item.chunks])
                    connection.execute(sa.delete(TERMS).where(own))
                    _insert(connection, TERMS, terms_rows(item))
            _next_change(connection)  # what was read of these documents is no longer so

    def unstage(self) -> None:
        """Forget what was staged."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(STAGED))

    def promote(self, fingerprint: str) -> None:
        """Replace all chunks by the staged ones and note the fingerprint they were made with, in one transaction."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(CHUNK))
            staged = sa.select(STAGED).where(STAGED.c.document_id.in_(sa.select(DOCUMENT.c.id)))
            connection.execute(sa.insert(CHUNK).from_select([column.name for column in STAGED.c], staged))
            connection.execute(sa.delete(STAGED))
            connection.execute(sa.delete(TERMS).where(TERMS.c.chunk_id.not_in(sa.select(CHUNK.c.id))))
            _note(connection, "fingerprint", fingerprint)
            _next_change(connection)

    def check(self) -> list[str]:
        """Return what the database's own check finds wrong; empty if all is well, or there is no such check."""
        return self._database.check()


def batches(items: Sequence[_T], size: int = ROWS_PER_TRANSACTION) -> Iterator[Sequence[_T]]:
    """Cut a sequence into runs of at most ``size``."""
    return (items[at : at + size] for at in range(0, len(items), size))


def _by_rows(items: Sequence[Prepared]) -> Iterator[list[Prepared]]:
    """Group documents so that a transaction writes at most `ROWS_PER_TRANSACTION` chunks, a larger document alone.

    None has the same id twice.
    """
    batch: dict[str, Prepared] = {}
    rows = 0
    for item in items:
        if batch and (rows + len(item.chunks) > ROWS_PER_TRANSACTION or item.document.id in batch):
            yield list(batch.values())
            batch, rows = {}, 0
        batch[item.document.id] = item
        rows += len(item.chunks)
    if batch:
        yield list(batch.values())


def _next_change(connection: sa.Connection) -> int:
    value = int(connection.scalar(sa.select(FACT.c.value).where(FACT.c.name == "change")) or 0) + 1
    _note(connection, "change", str(value))
    _note(connection, "edition", secrets.token_hex(8))
    return value


def _insert(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    held = list(rows)
    if held:
        connection.execute(sa.insert(table), held)


def _note(connection: sa.Connection, name: str, value: str) -> None:
    if connection.execute(sa.update(FACT).where(FACT.c.name == name).values(value=value)).rowcount == 0:
        connection.execute(sa.insert(FACT).values(name=name, value=value))


def _to_entries(connection: sa.Connection, rows: Sequence[sa.Row]) -> list[Entry]:  # type: ignore[type-arg]
    """Read the text of each document once, however many chunks it has; chunks without a document are left out."""
    columns = sa.select(DOCUMENT.c.id, DOCUMENT.c.version, DOCUMENT.c.language, DOCUMENT.c.text)
    names = {row.document_id for row in rows}
    documents = {row.id: row for row in connection.execute(columns.where(DOCUMENT.c.id.in_(names)))}
    named = sa.select(TERMS.c.chunk_id, TERMS.c.body).where(TERMS.c.chunk_id.in_([row.id for row in rows]))
    terms = {row[0]: row[1] for row in connection.execute(named)}
    return [
        _to_entry(row, documents[row.document_id], terms.get(row.id)) for row in rows if row.document_id in documents
    ]


def _to_entry(row: sa.Row, document: sa.Row, terms: bytes | None) -> Entry:  # type: ignore[type-arg]
    chunk = to_chunk(row, document.version, document.language)
    vector = np.frombuffer(row.vector, dtype="<f2").astype(np.float32)
    return Entry(chunk, document.text[row.start : row.stop], vector, terms)
