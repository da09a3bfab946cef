"""The database on a server: what an address may be, who may write, and that an index is never taken for another's."""

import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from servers import Cluster, free_port

from vectorstore import Source, Store
from vectorstore.catalog import Catalog
from vectorstore.errors import DatabaseUnusable, DataFolderBusy
from vectorstore.postgres import PostgresServer, read_url, shown

MILLS = Source("mills", "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week.")
FERRY = Source("ferry", "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people.")
CHAPEL = Source("chapel", "A chapel stands at the lake. It has 9 bells, and 2 of them are cracked.")
SECRET = "hush"


class TestAddress:
    @pytest.mark.parametrize("name", ["postgres", "postgresql", "postgresql+psycopg"])
    def test_each_usual_name_is_taken(self, name: str) -> None:
        url = read_url(f"{name}://reader:{SECRET}@db.example:5433/news?sslmode=require&password={SECRET}")
        assert url.drivername == "postgresql+psycopg"
        assert (url.password, url.query["sslmode"]) == (SECRET, "require")
        assert shown(url) == "postgresql://reader@db.example:5433/news"

    @pytest.mark.parametrize(
        "value",
        [
            f"mysql://reader:{SECRET}@db/news",
            f"postgresql+psycopg2://reader:{SECRET}@db/news",
            "sqlite:///catalog.sqlite3",
            SECRET,
            f"reader:{SECRET}@db/news",
            f"postgresql:reader:{SECRET}@db/news",
            f"postgresql://reader:{SECRET}@db:port/news",
            f"postgresql://reader:p@{SECRET}@db:port/news",
            f"postgresql://[::1/news?password={SECRET}",
        ],
    )
    def test_any_other_is_refused_and_no_password_is_shown(self, value: str) -> None:
        with pytest.raises(
            DatabaseUnusable, match=r"^QA_DATABASE_URL cannot be used: .*write postgresql://USER"
        ) as told:
            read_url(value)
        assert SECRET not in str(told.value)

    def test_without_its_driver_the_cure_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(DatabaseUnusable, match=r"pip install 'crosslingual-qa\[postgres\]'") as told:
            PostgresServer(f"postgresql://reader:{SECRET}@db/news")
        assert "postgresql://reader@db/news" in str(told.value)
        assert SECRET not in str(told.value)


class TestOpening:
    def refused(self, url: str) -> str:
        with pytest.raises(DatabaseUnusable) as told:
            PostgresServer(url)
        assert "\n" not in str(told.value)
        return str(told.value)

    def test_a_server_that_is_not_there(self) -> None:
        text = self.refused(f"postgresql://reader:{SECRET}@127.0.0.1:{free_port()}/news")
        assert "refused" in text
        assert "QA_DATABASE_URL" in text
        assert SECRET not in text

    def test_a_wrong_password(self, cluster: Cluster) -> None:
        name, password = cluster.GUARDED
        text = self.refused(cluster.url(user=f"{name}:{SECRET}"))
        assert "password authentication failed" in text
        assert SECRET not in text
        PostgresServer(cluster.url(user=f"{name}:{password.replace('@', '%40')}")).close()

    def test_a_database_that_is_not_there(self, cluster: Cluster) -> None:
        assert 'database "nowhere" does not exist' in self.refused(cluster.url("nowhere"))

    def test_a_user_who_may_not_make_tables(self, cluster: Cluster) -> None:
        url = cluster.new_database()
        cluster.tell("CREATE ROLE reader LOGIN")
        assert "may create tables" in self.refused(url.replace("qa@", "reader@"))

    def test_an_encoding_that_cannot_hold_every_article(self, cluster: Cluster) -> None:
        url = cluster.new_database("TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
        assert "LATIN1" in self.refused(url)

    def test_what_is_committed_is_durable_whatever_the_database_says(self, cluster: Cluster) -> None:
        url = cluster.new_database()
        cluster.tell(f"ALTER DATABASE {url.rsplit('/', 1)[1]} SET synchronous_commit = off")
        with closing(PostgresServer(url)) as server, server.writing() as connection:
            assert connection.scalar(sa.text("SHOW synchronous_commit")) == "on"

    def test_a_server_that_forgets_is_named(self, cluster: Cluster, caplog: pytest.LogCaptureFixture) -> None:
        PostgresServer(cluster.new_place()).close()
        assert "has fsync off: what is acknowledged may not survive a power cut" in caplog.text


def hang_up(cluster: Cluster, url: str) -> None:
    """End every connection to a database, as a server does that fails over."""
    name = url.rsplit("/", 1)[1]
    cluster.tell(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")


class TestOneWriter:
    def test_a_second_one_is_refused_until_the_first_is_closed(self, cluster: Cluster) -> None:
        url = cluster.new_database()
        with closing(PostgresServer(url)):
            with pytest.raises(DataFolderBusy, match=r"^Another process \(qa .*\) uses the database postgresql://qa@"):
                PostgresServer(url)
            PostgresServer(cluster.new_database()).close()
        PostgresServer(url).close()

    def test_a_lock_that_was_lost_is_taken_again(self, cluster: Cluster) -> None:
        url = cluster.new_database()
        with closing(PostgresServer(url)) as first:
            catalog = Catalog(first)
            hang_up(cluster, url)
            catalog.note("a", "1")
            assert catalog.fact("a") == "1"
            with pytest.raises(DataFolderBusy):
                PostgresServer(url)

    def test_who_lost_it_to_another_writes_nothing_more(self, cluster: Cluster) -> None:
        """Neither while the other has it nor after: what this process believes of the database is old."""
        url = cluster.new_database()
        with closing(PostgresServer(url)) as first:
            catalog = Catalog(first)
            hang_up(cluster, url)
            with closing(PostgresServer(url)) as second:
                Catalog(second).note("a", "second")
                with pytest.raises(DatabaseUnusable, match=r"Another process writes .* nothing was written here"):
                    catalog.note("a", "first")
                assert catalog.fact("a") == "second"
            with pytest.raises(DatabaseUnusable, match="Another process"):
                catalog.note("a", "first")
            assert catalog.fact("a") == "second"

    def test_a_new_owner_waits_for_what_the_old_one_has_under_way(self, cluster: Cluster) -> None:
        """The old one's lock is gone, its transaction is not: the new one comes after it, and sees what it wrote."""
        url = cluster.new_database()
        with closing(PostgresServer(url)) as first:
            Catalog(first)
            seen: list[str | None] = []

            def take_over() -> None:
                with closing(PostgresServer(url)) as second:
                    seen.append(Catalog(second).fact("a"))

            other = threading.Thread(target=take_over)
            with first.writing() as connection:
                connection.execute(sa.text("INSERT INTO fact VALUES ('a', 'under way')"))
                (pid,) = cluster.tell("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted", url)[0]
                cluster.tell(f"SELECT pg_terminate_backend({pid}, 5000)")
                other.start()
                other.join(1.5)
                assert seen == []
            other.join(20)
            assert seen == ["under way"]

    def test_who_has_closed_writes_nothing_more(self, cluster: Cluster) -> None:
        url = cluster.new_place()
        server = PostgresServer(url)
        catalog = Catalog(server)
        server.close()
        with pytest.raises(DatabaseUnusable):
            catalog.note("a", "1")
        PostgresServer(url).close()


def test_an_index_of_another_database_is_not_used(cluster: Cluster, tmp_path: Path) -> None:
    """The copy that is restored and the one that went on have counted as far, and hold other articles."""
    first, second = cluster.new_database(), cluster.new_database("TEMPLATE template0")
    with closing(Store(tmp_path / "first", server=PostgresServer(first))) as store:
        store.put(MILLS)
    cluster.dumped(first, tmp_path / "dump")
    with closing(Store(tmp_path / "first", server=PostgresServer(first))) as store:
        store.put(FERRY)
        change = store.catalog.change()
    cluster.restored(tmp_path / "dump", second)
    with closing(Store(tmp_path / "second", server=PostgresServer(second))) as store:
        store.put(CHAPEL)
        assert store.catalog.change() == change
    with closing(Store(tmp_path / "first", server=PostgresServer(second))) as store:
        assert store.compare_index() == (0, 0)
        assert found(store, "bells of the chapel, ferry over the Ulbe") == {"mills", "chapel"}
    with closing(Store(tmp_path / "first", server=PostgresServer(first))) as store:
        assert store.compare_index() == (0, 0)
        assert found(store, "bells of the chapel, ferry over the Ulbe") == {"mills", "ferry"}


def found(store: Store, text: str) -> set[str]:
    return {passage.document.id for passage in store.find(store.analyse(text, "en"), 5).passages}


def test_an_index_of_the_same_state_is_opened_as_it_is(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_place()
    with closing(Store(tmp_path, server=PostgresServer(url))) as store:
        store.put(MILLS)
    steps: list[str] = []
    with closing(Store(tmp_path, server=PostgresServer(url), on_step=steps.append)) as store:
        assert found(store, "mills of Aldra") == {"mills"}
    assert steps == []


def test_a_store_that_cannot_be_opened_gives_the_database_back(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_place()
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(Exception, match="cannot be written"):
        Store(tmp_path, server=PostgresServer(url))
    PostgresServer(url).close()


class TestCutOff:
    """The server goes away in the middle of a write: no half article, and nothing has to be restarted."""

    @pytest.mark.parametrize("step", ["prepared", "catalog"])
    def test_what_was_committed_is_found_once_the_server_is_back(
        self, step: str, durable_cluster: Cluster, tmp_path: Path
    ) -> None:
        going: list[str] = []

        def on_step(name: str) -> None:
            if going and name == going[0]:
                going.clear()
                durable_cluster.stop()

        with closing(Store(tmp_path, server=PostgresServer(durable_cluster.new_place()), on_step=on_step)) as store:
            store.put(MILLS)
            going.append(step)
            with pytest.raises(DatabaseUnusable, match="cannot be used"):
                store.put(FERRY)
            with pytest.raises(DatabaseUnusable):
                found(store, "mills")
            durable_cluster.start()
            assert found(store, "mills of Aldra") >= {"mills"}
            store.wait()
            assert not store.is_degraded
            assert store.compare_index() == (0, 0)
            committed = {"mills"} if step == "prepared" else {"mills", "ferry"}
            assert found(store, "ferry over the Ulbe") == committed
            assert store.put(FERRY).status == ("added" if step == "prepared" else "unchanged")
            assert found(store, "ferry over the Ulbe") == {"mills", "ferry"}
