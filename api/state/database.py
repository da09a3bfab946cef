"""The service's own database, a file beside the catalog's, so that keeping an answer never waits for ingest.

SQLite in WAL mode with ``synchronous=FULL``: what is committed survives a power cut. What is deleted is overwritten.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from api.state.migrate import upgrade
from vectorstore.errors import DataFolderError

FILE = "service.sqlite"


class Database:
    """Lends connections to the file, its tables up to date; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open the file in a data folder that this process owns, making it if need be.

        :raises DataFolderError: if it cannot be used, or was written by a newer version of the service.
        """
        self.path = folder / FILE
        try:
            # Only the owner may read what people asked; SQLite gives its further files the same rights.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        except OSError as error:
            raise DataFolderError(
                f"{self.path} cannot be written ({error.strerror}); mend that, or choose another QA_DATA_DIR."
            ) from error
        self._engine = _engine(self.path)
        try:
            with self.writing() as connection:
                upgrade(connection)
        except DataFolderError:
            self.close()
            raise

    def close(self) -> None:
        """Release every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend a connection that sees one state of the database."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Lend the one connection that writes; once the block ends without an error, what it wrote is durable."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.commit()

    def wipe(self) -> None:
        """Write what was deleted through to the file, so that no copy of it waits in the write-ahead log."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()

    def check(self) -> list[str]:
        """Return what SQLite's own check finds wrong; empty if all is well."""
        with self.reading() as connection:
            found = [str(row[0]) for row in connection.execute(sa.text("PRAGMA quick_check"))]
        return [] if found == ["ok"] else found

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql(begin)
                yield connection
        except DatabaseError as error:
            raise DataFolderError(
                f"The conversations cannot be read or kept ({error.orig}): {self.path}. If the disk is full or the "
                "folder read-only, mend that; if the file is damaged, restore it from a backup or remove it."
            ) from error


def now() -> str:
    """Return the time as the tables keep it."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """Return a moment as the tables keep it: ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        poolclass=sa.pool.QueuePool,
        connect_args={"timeout": 30, "check_same_thread": False},
    )

    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        connection.isolation_level = None  # transactions are begun by us: BEGIN IMMEDIATE
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(engine, "connect", prepare)
    return engine
