"""One process writes to a database, wherever its processes run: what `vectorstore.lock` is to a folder (design D6).

An advisory lock, held by a connection of its own, keeps others out, and ends with that connection. So that nobody
writes on who has lost it without knowing, every owner takes the next number in the table ``writer``, and every
transaction first locks the row with its owner's number: a new owner waits for those under way, and those that come
later find another number there.
"""

import hashlib
import threading

import sqlalchemy as sa

from vectorstore.errors import DatabaseUnusable, DataFolderBusy

_TRIES, _PAUSE_S = 5, 0.2
"""How long a server may take to notice that a killed owner has gone."""

_TURNS = "CREATE TABLE IF NOT EXISTS writer (only_one integer PRIMARY KEY CHECK (only_one = 1), turn bigint NOT NULL)"
_NEXT_TURN = sa.text(
    "INSERT INTO writer VALUES (1, 1) ON CONFLICT (only_one) DO UPDATE SET turn = writer.turn + 1 RETURNING turn"
)
_TAKE = sa.text("SELECT pg_try_advisory_lock(:key)")
_HELD = """
    pg_locks.locktype = 'advisory' AND pg_locks.granted AND pg_locks.objsubid = 1
    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (pg_locks.classid::bigint << 32 | pg_locks.objid::bigint) = :key
"""
_VOUCH = sa.text(
    f"""
    SELECT turn, EXISTS (SELECT FROM pg_locks WHERE pg_locks.pid = :pid AND {_HELD}) AS is_locked
    FROM writer WHERE turn = :turn FOR SHARE OF writer
    """  # noqa: S608
)
_HOLDER = sa.text(
    f"SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE {_HELD}"  # noqa: S608
)
_STAY = sa.text(
    # The server lets go of an owner whose machine is gone within a minute, and of none because it is idle.
    """
    SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES ('tcp_keepalives_idle', '20'),
    ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('idle_session_timeout', '0'))
    AS wanted (name, value) USING (name)
    """
)


class Writer:
    """The turn to write to a database, until closed; safe to use from several threads."""

    def __init__(self, engine: sa.Engine, shown: str) -> None:
        """Take the turn; ``engine`` makes connections that nobody else uses.

        :raises DataFolderBusy: if another process has it.
        """
        self._engine = engine
        self._shown = shown
        self._changing = threading.Lock()
        self._is_closed = False
        self._connection, self._key = self._locked()
        self._pid = _pid(self._connection)
        self._turn = self._next_turn()

    def close(self) -> None:
        """Give the turn back; a second time does nothing."""
        with self._changing:
            self._is_closed = True
            self._connection.close()

    def vouch(self, connection: sa.Connection) -> None:
        """Have a transaction that begins here commit only as long as nobody else has taken the turn.

        Where the lock was lost and nobody else came, it is taken again.

        :raises DatabaseUnusable: if another process has or had the turn meanwhile.
        """
        pid = self._pid
        if self._is_mine(connection, pid):
            return
        connection.rollback()
        self._retake(pid)
        if not self._is_mine(connection, self._pid):
            raise self._lost()

    def _is_mine(self, connection: sa.Connection, pid: int) -> bool:
        row = connection.execute(_VOUCH, {"turn": self._turn, "pid": pid, "key": self._key}).one_or_none()
        return row is not None and row.is_locked

    def _retake(self, lost_pid: int) -> None:
        with self._changing:
            if self._is_closed:
                raise self._lost()
            if self._pid != lost_pid:  # another thread was faster
                return
            try:
                connection, _ = self._locked()
            except DataFolderBusy as error:
                raise self._lost() from error
            self._connection.close()
            self._connection, self._pid = connection, _pid(connection)

    def _lost(self) -> DatabaseUnusable:
        return DatabaseUnusable(
            f"Another process writes to the database {self._shown}, or has since this one lost its connection; nothing "
            "was written here. Start this one anew once the other has stopped."
        )

    def _locked(self) -> tuple[sa.Connection, int]:
        """Return a connection that holds the lock, and the lock's key."""
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            connection.execute(_STAY)
            key = _key(str(connection.scalar(sa.text("SELECT current_schema()"))))
            for attempt in range(_TRIES):
                if connection.scalar(_TAKE, {"key": key}):
                    return connection, key
                if attempt + 1 < _TRIES:
                    threading.Event().wait(_PAUSE_S)
            holder = connection.execute(_HOLDER, {"key": key}).scalars().first()
        except BaseException:
            connection.close()
            raise
        connection.close()
        who = f" ({holder})" if holder else ""
        raise DataFolderBusy(f"Another process{who} uses the database {self._shown}; stop it, or set QA_DATABASE_URL.")

    def _next_turn(self) -> int:
        """Take the next number; transactions of the owner before, that are under way, end first."""
        try:
            self._connection.execute(sa.text("SET lock_timeout = '20s'"))
            self._connection.execute(sa.text(_TURNS))
            return int(self._connection.scalar(_NEXT_TURN) or 0)
        except BaseException:
            self._connection.close()
            raise


def _key(schema: str) -> int:
    """Return the lock's key: one for each set of tables, of which a database holds one in a schema."""
    return int.from_bytes(hashlib.sha256(f"crosslingual-qa {schema}".encode()).digest()[:8], signed=True)


def _pid(connection: sa.Connection) -> int:
    return int(connection.scalar(sa.text("SELECT pg_backend_pid()")) or 0)
