"""Where tables lie: in an SQLite file, or on a PostgreSQL server (`vectorstore.postgres`).

The two differ here and there alone; the SQL above is one. What is committed to either survives a power cut.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Union

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.compiler import compiles

from vectorstore.errors import DataFolderError

if TYPE_CHECKING:
    from vectorstore.postgres import PostgresServer

Database = Union["SqliteFile", "PostgresServer"]
"""Lends connections: one to many readers, one that writes at a time."""

_ESCAPE, _ESCAPED, _NUL = "\x1a", "\x1a1", "\x1a0"


class AnyText(sa.types.TypeDecorator[str]):
    """Text of any characters, in the order of its code points.

    PostgreSQL would order it as its locale does, and takes no NUL: that is kept there as two other control characters.
    """

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[str]:
        """Return the column's type in a dialect."""
        return dialect.type_descriptor(sa.Text(collation="C") if dialect.name == "postgresql" else sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return a value as it is kept."""
        if value is None or dialect.name != "postgresql":
            return value
        return value.replace(_ESCAPE, _ESCAPED).replace("\0", _NUL)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return a value as it was given."""
        if value is None or dialect.name != "postgresql" or _ESCAPE not in value:
            return value
        return value.replace(_NUL, "\0").replace(_ESCAPED, _ESCAPE)


class _Place(sa.sql.functions.GenericFunction[int]):
    """Where in a text another one stands, from 1; 0 where it does not. ``LIKE`` would fold some letters of it."""

    type = sa.Integer()
    inherit_cache = True
    name = "instr"


@compiles(_Place, "postgresql")
def _strpos(element: _Place, compiler: sa.Compiled, **options: object) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


def holds(text: sa.ColumnElement[str], part: str) -> sa.ColumnElement[bool]:
    """Tell whether a text holds another, letter by letter."""
    return _Place(text, part) > 0


class SqliteFile:
    """A database file, in WAL mode with ``synchronous=FULL``; safe to use from several threads.

    Whoever opens it owns its folder (`vectorstore.lock`), so that nothing here keeps other processes out.
    """

    def __init__(self, path: Path, unusable: str, *pragmas: str) -> None:
        """``unusable`` says what is wrong where it cannot be used, with ``{reason}``."""
        self.shown = str(path)
        self._unusable = unusable
        self._engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)),
            poolclass=sa.pool.QueuePool,
            connect_args={"timeout": 30, "check_same_thread": False},
        )

        def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
            connection.isolation_level = None  # transactions are begun by us: BEGIN IMMEDIATE
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", *pragmas):
                connection.execute(f"PRAGMA {pragma}")

        sa.event.listen(self._engine, "connect", prepare)

    def close(self) -> None:
        """Release every connection; the next use opens new ones."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Lend a connection that sees one state of the database.

        :raises DataFolderError: if it cannot be read.
        """
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Lend the one connection that writes; once the block ends without an error, what it wrote is durable.

        :raises DataFolderError: if it cannot be written; nothing is, then.
        """
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection
            connection.commit()

    def check(self) -> list[str]:
        """Return what SQLite's own check finds wrong; empty if all is well."""
        try:
            with self.reading() as connection:
                found = [str(row[0]) for row in connection.execute(sa.text("PRAGMA quick_check"))]
        except DataFolderError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    def wipe(self) -> None:
        """Write what was deleted through to the file, so that no copy of it waits in the write-ahead log."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect() as connection:
                connection.exec_driver_sql(begin)
                yield connection
        except DatabaseError as error:
            raise DataFolderError(self._unusable.replace("{reason}", str(error.orig))) from error
