"""Tables on a PostgreSQL server: what `QA_DATABASE_URL` may be, and the database that one process writes to."""

import logging
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, TimeoutError  # noqa: A004

from vectorstore.errors import DatabaseUnusable, DataFolderError
from vectorstore.writer import Writer

_LOG = logging.getLogger(__name__)

_DRIVER = "postgresql+psycopg"
_NAMES = ("postgres", "postgresql", _DRIVER)
_FORM = "postgresql://USER:PASSWORD@HOST:5432/DATABASE"
_PATIENCE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",  # milliseconds: a server that is cut off is given up, whatever is under way
}
_SETTINGS = sa.text(
    """
    SELECT current_setting('server_encoding') AS encoding, current_setting('fsync') AS fsync,
           current_setting('full_page_writes') AS full_page_writes
    """
)
_DURABLE = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
_FULL = ("53100",)
"""SQLSTATE of a full disk."""

_PASSING = ("08", "25006", "28", "3D", "40", "42501", "53", "55P03", "57")
"""Beginnings of SQLSTATEs that come from the server's state or who may use it, not from what was asked."""


def read_url(value: str) -> sa.URL:
    """Return the address of a PostgreSQL database.

    :raises DatabaseUnusable: if the value is none; the message shows no password.
    """
    name, parted, _ = value.partition("://")
    if not parted or name not in _NAMES:
        shown = f"{name}://…" if parted and re.fullmatch(r"[a-z0-9+]{1,30}", name) else "it"
        raise DatabaseUnusable(
            f"QA_DATABASE_URL cannot be used: {shown} is no address of a PostgreSQL database; write {_FORM}, or unset "
            "it for SQLite in the data folder."
        )
    try:
        return sa.make_url(value).set(drivername=_DRIVER)
    except (ArgumentError, ValueError):
        raise DatabaseUnusable(
            f"QA_DATABASE_URL cannot be used: {_without_password(value)} cannot be read; write {_FORM}, with %40 for "
            "an @ in the password and a number for the port."
        ) from None


def shown(url: sa.URL) -> str:
    """Return an address for people to read: without password and options."""
    plain = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return plain.render_as_string()


def _without_password(value: str) -> str:
    """Return what is safe to show of an address that cannot be read."""
    name, _, rest = value.partition("://")
    return f"{name}://{'…@' * ('@' in rest)}{rest.rpartition('@')[2].partition('?')[0]}"


class PostgresServer:
    """A database that this process alone writes to until closed; safe to use from several threads."""

    def __init__(self, value: str) -> None:
        """Connect, and take the turn to write.

        :raises DatabaseUnusable: if the address, the driver or the server cannot be used.
        :raises DataFolderBusy: if another process writes to the database.
        """
        url = read_url(value)
        self.shown = shown(url)
        self._is_closed = False
        self._engine = _engine(url, self.shown, pool_pre_ping=True, pool_size=10, max_overflow=20)
        try:
            with self._told():
                self._examine()
                self._writer = Writer(_engine(url, self.shown, poolclass=sa.pool.NullPool), self.shown)
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Give the turn to write back and release every connection; a second time does nothing."""
        self._is_closed = True
        self._writer.close()
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend a connection that sees one state of the database.

        :raises DatabaseUnusable: if the server cannot be reached.
        """
        with self._told(), self._connected() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Lend a connection that writes; once the block ends without an error, what it wrote is durable.

        :raises DatabaseUnusable: if the server cannot be reached or another process has the turn to write; where the
            connection was not lost while it was committed, nothing was written.
        """
        with self._told(), self._connected() as connection:
            self._writer.vouch(connection)
            yield connection
            connection.commit()

    def check(self) -> list[str]:
        """Return nothing: the server looks after its own files."""
        return []

    def wipe(self) -> None:
        """Do nothing: what was deleted leaves the server's files when it vacuums."""

    def _connected(self) -> sa.Connection:
        if self._is_closed:
            raise DatabaseUnusable(f"The database {self.shown} is not used by this process any more: it is stopping.")
        return self._engine.connect()

    def _examine(self) -> None:
        """Look whether the database can hold every text, and whether its server keeps what it commits."""
        with self._engine.connect() as connection:
            found = connection.execute(_SETTINGS).one()
        if found.encoding != "UTF8":
            raise DatabaseUnusable(
                f"The database {self.shown} is encoded in {found.encoding}, which cannot hold every article; make "
                "one with `createdb --encoding=UTF8 --template=template0 NAME`."
            )
        off = [name for name in ("fsync", "full_page_writes") if getattr(found, name) == "off"]
        if off:
            _LOG.warning(
                "the server of %s has %s off: what is acknowledged may not survive a power cut",
                self.shown,
                " and ".join(off),
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what a driver says in words that show no password."""
        try:
            yield
        except DBAPIError as error:
            raise _problem(self.shown, error) from error
        except TimeoutError as error:  # all connections are in use
            raise DatabaseUnusable(f"The database {self.shown} is busy; try again in a moment.") from error


def _engine(url: sa.URL, named: str, **pool: object) -> sa.Engine:
    options = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    options |= {"application_name": f"qa {socket.gethostname()[:40]} {os.getpid()}", "client_encoding": "utf8"}
    try:
        engine = sa.create_engine(url, connect_args=options, **pool)
    except ImportError as error:
        raise DatabaseUnusable(
            f"QA_DATABASE_URL={named} cannot be used: PostgreSQL needs a driver that is not installed; install it: "
            "pip install 'crosslingual-qa[postgres]'."
        ) from error

    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        with connection.cursor() as cursor:  # acknowledged means durable, whatever the server's default is
            cursor.execute(_DURABLE)
        connection.commit()

    sa.event.listen(engine, "connect", prepare)
    return engine


def _problem(named: str, error: DBAPIError) -> DataFolderError:
    state = getattr(error.orig, "sqlstate", None)
    reason = " ".join(str(error.orig).split())
    if state in _FULL:
        return DataFolderError(f"The database {named} has no room ({reason}); make some on its server, then try again.")
    if state is None or state.startswith(_PASSING):
        return DatabaseUnusable(
            f"The database {named} cannot be used ({reason}). See that the server runs and QA_DATABASE_URL names it, a "
            "user that may create tables there, and the right password; it is tried again with every request."
        )
    return DataFolderError(f"The database {named} refused what was asked of it ({reason}).")
