"""The service's own database: a file beside the catalog's, so that keeping an answer never waits for ingest.

On a PostgreSQL server its tables lie beside the catalog's. What is committed survives a power cut. What is deleted from
the file is overwritten; from a server's files it goes with the next vacuum.
"""

import os
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from api.state.migrate import upgrade
from vectorstore.database import SqliteFile
from vectorstore.errors import DataFolderError
from vectorstore.postgres import PostgresServer

FILE = "service.sqlite"


_UNUSABLE = (
    "The conversations cannot be read or kept ({reason}): {path}. If the disk is full or the folder read-only, mend "
    "that; if the file is damaged, restore it from a backup or remove it."
)


class Database:
    """Lends connections, the tables up to date; safe to use from several threads."""

    def __init__(self, folder: Path, server: PostgresServer | None = None) -> None:
        """Open the file in a data folder that this process owns, making it if need be, or use a server's database.

        :raises DataFolderError: if it cannot be used, or was written by a newer version of the service.
        """
        self._server = server
        self._tables: SqliteFile | PostgresServer = server or _file(folder / FILE)
        try:
            with self.writing() as connection:
                upgrade(connection)
        except DataFolderError:
            self.close()
            raise

    def close(self) -> None:
        """Release every connection to the file; a server's database is closed by whoever opened it."""
        if self._server is None:
            self._tables.close()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Lend a connection that sees one state of the database."""
        return self._tables.reading()

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Lend a connection that writes; once the block ends without an error, what it wrote is durable."""
        return self._tables.writing()

    def wipe(self) -> None:
        """Overwrite what was deleted, where that is ours to do."""
        self._tables.wipe()

    def check(self) -> list[str]:
        """Return what the database's own check finds wrong; empty if all is well."""
        return self._tables.check()


def now() -> str:
    """Return the time as the tables keep it."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """Return a moment as the tables keep it: ISO 8601 in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _file(path: Path) -> SqliteFile:
    try:
        # Only the owner may read what people asked; SQLite gives its further files the same rights.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise DataFolderError(
            f"{path} cannot be written ({error.strerror}); mend that, or choose another QA_DATA_DIR."
        ) from error
    return SqliteFile(path, _UNUSABLE.replace("{path}", str(path)), "secure_delete=ON")
