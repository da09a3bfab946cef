"""A damaged catalog: what of it can still be read, and a new one made of that when no article is lost.

Articles are the truth; chunks, vectors, sentences, notes and SQLite's own indexes follow from them and are made anew.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.catalog import FILE, Catalog, batches
from vectorstore.commands import told_spans
from vectorstore.document import Document
from vectorstore.errors import DataFolderError
from vectorstore.prepare import version_of
from vectorstore.prepared import Prepared

_MENDED = FILE + ".mended"
_BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Health:
    """What was found in a database file: SQLite's complaints, the articles that can be read, those that cannot.

    ``lost`` names an article by its id, or by its row where not even that can be read.
    """

    complaints: tuple[str, ...]
    readable: int
    lost: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.complaints and not self.lost


def examine(path: Path) -> Health:
    """Look at every page of a catalog, and at every article: its text must be the one its version was made of."""
    with _reading(path) as connection:
        complaints = check(connection)
        readable, lost = _articles(connection, look_for_unnamed=bool(complaints) or not _names(connection)[1])
    return Health(complaints, len(readable), tuple(lost))


def examine_file(path: Path) -> tuple[str, ...]:
    """Return what SQLite's own check finds wrong with any database file; empty if all is well."""
    with _reading(path) as connection:
        return check(connection)


def mend(path: Path) -> Path:
    """Replace a catalog by a new one that holds the same articles; return where the damaged one is kept.

    The chunks are left out: the next start finds them made otherwise than it would, and makes them. The old file gives
    way at one instant, so that a kill leaves the one or the other.

    :raises DataFolderError: if an article would be lost, or the new file cannot be written.
    """
    health = examine(path)
    if health.lost:
        raise DataFolderError(f"{path} holds articles that cannot be read; only a backup brings them back.")
    new = path.with_name(_MENDED)
    _remove(new)
    try:
        _copy(path, new)
        kept = _keep(path)
        new.replace(path)
    except (sqlite3.Error, DataFolderError, OSError) as error:
        _remove(new)
        raise DataFolderError(f"{path} cannot be made anew ({error}); nothing was changed.") from error
    return kept


def check(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite's full check says against a database, at most a few lines; empty if all is well."""
    try:
        found = tuple(str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)"))
    except sqlite3.Error as error:
        return (str(error),)
    return () if found == ("ok",) else found


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _articles(connection: sqlite3.Connection, *, look_for_unnamed: bool) -> tuple[list[Document], list[str]]:
    """Return the articles that can be read and are what their version says, and the names of the others.

    ``look_for_unnamed`` looks beyond the index of ids too, at every row there could be.
    """
    names, are_all = _names(connection)
    last = _last_row(connection) if look_for_unnamed else 0
    rows = range(1, max([*names, last or 0], default=0) + 1) if look_for_unnamed else sorted(names)
    readable, lost = [], ([] if are_all or last is not None else ["nobody knows how many"])
    for row_id in rows:
        name = names.get(row_id)
        try:
            row = connection.execute("SELECT * FROM document WHERE rowid = ?", (row_id,)).fetchone()
            document = None if row is None else _document(row)
            is_lost = name is not None if document is None else version_of(document) != document.version
        except (sqlite3.Error, TypeError, UnicodeError):
            document, is_lost = None, True
        if is_lost:
            lost.append(name or f"the one in row {row_id}")
        elif document is not None:
            readable.append(document)
    return readable, lost


def _names(connection: sqlite3.Connection) -> tuple[dict[int, str], bool]:
    """Return the ids of articles by their row, read from both ends of the index of ids, and whether these are all."""
    names: dict[int, str] = {}
    are_all = False
    for query in ("SELECT rowid, id FROM document ORDER BY id", "SELECT rowid, id FROM document ORDER BY id DESC"):
        with suppress(sqlite3.Error):
            names.update(connection.execute(query))
            are_all = True
    return names, are_all


def _last_row(connection: sqlite3.Connection) -> int | None:
    try:
        return int(connection.execute("SELECT max(rowid) FROM document NOT INDEXED").fetchone()[0] or 0)
    except sqlite3.Error:
        return None


def _document(row: sqlite3.Row) -> Document:
    told = {name: row[name] for name in row.keys() if name not in ("sentences", "change")}  # noqa: SIM118
    return Document(**told, sentences=told_spans(told["text"], told["language"]))


def _copy(path: Path, new: Path) -> None:
    """Write the articles and the notes of a catalog into a new file that stands alone."""
    with _reading(path) as connection, closing(Catalog.in_file(new)) as catalog:
        articles, _ = _articles(connection, look_for_unnamed=True)
        for some in batches(articles, 64):
            catalog.put([Prepared(one, (), np.zeros((0, 0), dtype=np.float32)) for one in some])
        notes: dict[str, str] = {}
        with suppress(sqlite3.Error):
            notes = {row["name"]: row["value"] for row in connection.execute("SELECT name, value FROM fact")}
        change = max(int(notes.get("change", "0")), catalog.change()) + 1
        for name, value in {**notes, "change": str(change), "fingerprint": "mended"}.items():
            catalog.note(name, value)
    with closing(sqlite3.connect(new)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with new.open("rb") as file:
        os.fsync(file.fileno())


def _keep(path: Path) -> Path:
    """Keep a damaged catalog under another name; what SQLite has not yet written into it is kept beside it."""
    numbers = range(1, 1_000_000)
    kept = next(name for n in numbers if not (name := path.with_name(f"{FILE}.damaged-{n}")).exists())
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.link(path, kept)
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
    return kept


def _remove(path: Path) -> None:
    for name in (path.name, *(path.name + ending for ending in _BESIDE)):
        path.with_name(name).unlink(missing_ok=True)
