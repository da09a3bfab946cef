"""The tables come up from any schema that was released, with every row; what a newer version wrote is left alone."""

from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from servers import Cluster

from api.state import migrate
from api.state.database import FILE, Database
from api.state.service_state import ServiceState
from api.state.tables import METADATA
from vectorstore.errors import DataFolderError
from vectorstore.postgres import PostgresServer

ROWS = {
    "0001": [
        "INSERT INTO conversation VALUES ('c', NULL, 'Mühlen', 'muhlen', '2026-01-01', '2026-01-02')",
        """INSERT INTO answer VALUES ('a', 'c', 1, 'how many mills?', '{"text": "42"}', 'mills 42', '2026-01-02')""",
        "INSERT INTO feedback VALUES ('a', 'up', 'ठीक', '2026-01-03')",
    ],
    "0002": ["INSERT INTO access_key VALUES ('k', x'00ff', 'ask', '2026-01-01')"],
}
"""Rows as each revision's tables take them, in the order of revisions; a new revision adds what is new with it."""


def at(folder: Path, revision: str) -> sa.Engine:
    """Make a database as the service made it at a revision, with a row in every table."""
    engine = sa.create_engine(f"sqlite:///{folder / FILE}")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        migrate.upgrade(connection, to=revision)
        for there in (one for one in ROWS if one <= revision):
            for row in ROWS[there]:
                connection.exec_driver_sql(row)
        connection.commit()
    return engine


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(migrate.configuration())
    return [one.revision for one in script.walk_revisions()][::-1]


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    assert revisions()[-1] == migrate.HEAD
    assert list(ROWS) == revisions()


@pytest.mark.parametrize("revision", ROWS)
def test_every_row_comes_along(revision: str, tmp_path: Path) -> None:
    at(tmp_path, revision).dispose()
    with closing(ServiceState(tmp_path)) as state:
        with state.database.reading() as connection:
            assert migrate.revision(connection) == migrate.HEAD
            assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        conversation, (turn,) = state.conversations.get("c", None)
        assert (conversation.title, turn.question, turn.answer["text"]) == ("Mühlen", "how many mills?", "42")
        assert turn.feedback.comment == "ठीक"
        assert [key.name for key in state.keys.all] == (["k"] if revision >= "0002" else [])
        assert state.database.check() == []


@pytest.mark.parametrize("revision", ROWS)
def test_on_a_server_the_tables_are_the_same(revision: str, cluster: Cluster, tmp_path: Path) -> None:
    with closing(PostgresServer(cluster.new_place())) as server:
        with server.writing() as connection:
            migrate.upgrade(connection, to=revision)
        with closing(ServiceState(tmp_path, server)) as state, state.database.reading() as connection:
            assert migrate.revision(connection) == migrate.HEAD
            found = compare_metadata(MigrationContext.configure(connection), METADATA)
            assert [str(one) for one in found if "writer" not in str(one)] == []


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    ServiceState(tmp_path).close()
    before = (tmp_path / FILE).read_bytes()
    ServiceState(tmp_path).close()
    assert (tmp_path / FILE).read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_old_schema_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(tmp_path, "0001").dispose()

    def fail(connection: sa.Connection, **_: object) -> None:
        real(connection)
        raise DataFolderError("the disk is full")

    real = migrate.upgrade
    monkeypatch.setattr("api.state.database.upgrade", fail)
    with pytest.raises(DataFolderError, match="the disk is full"):
        Database(tmp_path)
    engine = sa.create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.connect() as connection:
        assert migrate.revision(connection) == "0001"
        assert "access_key" not in sa.inspect(connection).get_table_names()
    engine.dispose()


def test_what_a_newer_version_wrote_is_refused_and_left_alone(tmp_path: Path) -> None:
    ServiceState(tmp_path).close()
    engine = sa.create_engine(f"sqlite:///{tmp_path / FILE}")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(DataFolderError, match=r"newer version of the service \(schema 9999, .*QA_DATA_DIR"):
        ServiceState(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, " * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(DataFolderError, match=str(tmp_path / FILE)):
        ServiceState(tmp_path)


def test_nobody_else_on_the_machine_reads_it(tmp_path: Path) -> None:
    with closing(ServiceState(tmp_path)) as state:
        state.keys.create("one")
        assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("service.sqlite*")} == {0o600}
