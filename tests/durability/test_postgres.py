"""The service over a PostgreSQL database: the whole path, kills, a server that goes away, what the doctor says."""

import signal
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from articles import article
from problems import assert_problem
from servers import Cluster, free_port
from serving import SEEDS, Served, announced, client, serve_here
from warm import Done, Warm

from vectorstore import Store
from vectorstore.postgres import PostgresServer

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
MILLS = {"id": "mills", "text": "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."}
FERRY = {"id": "ferry", "text": "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people."}


def qa(warm: Warm, folder: Path, url: str, *arguments: str | Path, **settings: str) -> Done:
    given = {"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": "", "QA_DATABASE_URL": url, **settings}
    done = warm.run("qa", *arguments, env=given)
    assert "Traceback" not in done.stdout + done.stderr
    return done


@contextmanager
def serving(warm: Warm, folder: Path, url: str) -> Any:
    """The command `qa serve`, killed at the end."""
    given = {"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": "", "QA_DATABASE_URL": url}
    process = warm.start("qa", "serve", env=given)
    try:
        address = announced(folder, process.pid)
        with client(address) as http:
            yield Served(address, folder, http)
    finally:
        process.send(signal.SIGKILL)
        process.wait()


def test_the_whole_path(warm: Warm, cluster: Cluster, tmp_path: Path) -> None:
    """Articles, questions and conversations outlive a kill of the service and the loss of its data folder."""
    url = cluster.new_database().replace("postgresql://", "postgres://")
    done = qa(warm, tmp_path / "one", url, "ingest", SEEDS)
    assert (done.status, done.stdout) == (0, "5 added.\n")
    with serving(warm, tmp_path / "one", url) as served:
        answer = served.ask(FLAGSHIP)
        assert "7,700" in answer["text"]
        citation = answer["citations"][0]
        text = served.document(citation["document_id"])["text"]
        assert text[citation["start_char_index"] : citation["end_char_index"]] == citation["cited_text"]
        conversation = answer["conversation_id"]
        served.ask("and in Cluster 2?", conversation_id=conversation)
        served.http.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "up"}).raise_for_status()
        assert qa(warm, tmp_path / "one", url, "ask", FLAGSHIP).stdout.startswith(answer["text"])
    assert not list((tmp_path / "one").glob("*.sqlite*"))
    with serving(warm, tmp_path / "two", url) as served:
        assert served.ask(FLAGSHIP)["citations"] == answer["citations"]
        kept = served.http.get(f"/v1/conversations/{conversation}").json()
        assert kept["turns"][0]["answer"] == answer
        assert [turn["question"] for turn in kept["turns"]] == [FLAGSHIP, "and in Cluster 2?"]
        assert kept["turns"][0]["feedback"]["rating"] == "up"


def test_keys_are_in_the_database(warm: Warm, cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.new_place()
    key = qa(warm, tmp_path / "one", url, "keys", "create", "newsroom").stdout.strip()
    with serving(warm, tmp_path / "two", url) as served:
        assert_problem(served.http.get("/v1/documents"), 401)
        assert served.http.get("/v1/me", headers={"Authorization": f"Bearer {key}"}).json()["key"] == "newsroom"


@pytest.mark.parametrize("command", [("serve",), ("ingest", "."), ("keys", "list")])
def test_a_second_process_gets_one_sentence(
    command: tuple[str, ...], warm: Warm, cluster: Cluster, tmp_path: Path
) -> None:
    """From whatever folder or machine it comes."""
    url = cluster.new_place()
    with closing(PostgresServer(url)):
        done = qa(warm, tmp_path / "other", url, *command, QA_LOG_LEVEL="error")
    assert (done.status, done.stdout) == (1, "")
    assert done.stderr.startswith("Another process (qa ")
    assert f"uses the database {url.partition('?')[0]}; stop it" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", [("serve",), ("ask", "mills"), ("ingest", ".")])
def test_a_database_that_cannot_be_used_is_told(command: tuple[str, ...], warm: Warm, tmp_path: Path) -> None:
    url = f"postgresql://reader:hush@127.0.0.1:{free_port()}/news"
    done = qa(warm, tmp_path / "data", url, *command)
    assert (done.status, done.stdout) == (2, "")
    assert "The database postgresql://reader@127.0.0.1:" in done.stderr
    assert "QA_DATABASE_URL" in done.stderr
    assert "hush" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_address_that_is_none_is_told_before_anything_is_made(warm: Warm, tmp_path: Path) -> None:
    done = qa(warm, tmp_path / "data", "mysql://reader:hush@db/news", "serve")
    assert (done.status, done.stdout) == (2, "")
    assert done.stderr.startswith("QA_DATABASE_URL cannot be used: mysql://… is no address of a PostgreSQL database;")
    assert "hush" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_kill_between_the_steps_of_writes(new_life: Callable[..., Any], cluster: Cluster) -> None:
    life = new_life("data", cluster.new_place())
    life.write([("ingest", [article(f"old{n}") for n in range(6)])])
    for n in (3, 4, 6, 8, 10):  # the first two steps are those of the start after the kill before
        operations = [("ingest", [article(f"new{n}"), article("old1", edition=n)]), ("delete", f"old{n % 3 + 2}")]
        assert life.write(operations, kill_at=n).status == -signal.SIGKILL
    assert life.acknowledged > 1
    assert life.check(look_for=["old0", "old1", "new6", "new10"])["problems"] == []


def test_a_crash_of_the_server_loses_nothing_that_was_acknowledged(durable_cluster: Cluster, tmp_path: Path) -> None:
    url = durable_cluster.new_place()
    with closing(Store(tmp_path / "data", server=PostgresServer(url))) as store:
        for n in range(20):
            store.put(article(f"a{n}"))
        durable_cluster.stop(signal.SIGQUIT)
        durable_cluster.start()
        assert store.catalog.counts()[0] == 20
        assert store.compare_index() == (0, 0)


def test_a_server_that_goes_away_and_comes_back(durable_cluster: Cluster, tmp_path: Path) -> None:
    """What needs the database says so, what does not goes on; once it is back, nothing has to be restarted."""
    url = durable_cluster.new_place()
    with serve_here(tmp_path / "data", database_url=url) as served:
        assert served.http.post("/v1/documents", json=MILLS).status_code == 201
        conversation = served.ask("how many mills in Aldra?")["conversation_id"]
        durable_cluster.stop()
        for reply in (
            served.http.post("/v1/ask", json={"question": "how many mills?"}),
            served.http.post("/v1/search", json={"query": "mills"}),
            served.http.post("/v1/documents", json=FERRY),
            served.http.get("/v1/documents"),
            served.http.get("/v1/conversations"),
            served.http.get("/readyz"),
        ):
            assert_problem(reply, 503, "The database postgresql://qa@127.0.0.1:", "cannot be used")
            assert int(reply.headers["Retry-After"]) > 0
        stream = served.http.post("/v1/ask/stream", json={"question": "how many mills?"})
        assert stream.status_code == 503 or "event: error" in stream.text
        for path in ("/healthz", "/metrics", "/", "/openapi.json"):
            assert served.http.get(path).status_code == 200
        durable_cluster.start()
        assert served.http.get("/readyz").json()["status"] == "ready"
        assert "42" in served.ask("how many mills in Aldra?", conversation_id=conversation)["text"]
        assert served.http.post("/v1/documents", json=FERRY).status_code == 201
        assert "17" in served.ask("how many cars does the ferry over the Ulbe carry?")["text"]
        assert len(served.http.get(f"/v1/conversations/{conversation}").json()["turns"]) == 2
        served.store.wait()
        assert served.store.compare_index() == (0, 0)


def test_a_restart_between_two_requests_is_not_noticed(durable_cluster: Cluster, tmp_path: Path) -> None:
    with serve_here(tmp_path / "data", database_url=durable_cluster.new_place()) as served:
        assert served.http.post("/v1/documents", json=MILLS).status_code == 201
        durable_cluster.stop()
        durable_cluster.start()
        assert "42" in served.ask("how many mills in Aldra?")["text"]
        durable_cluster.stop()
        durable_cluster.start()
        assert served.http.post("/v1/documents", json=FERRY).status_code == 201


class TestDoctor:
    @pytest.fixture
    def url(self, cluster: Cluster, tmp_path: Path) -> str:
        url = cluster.new_place()
        with closing(Store(tmp_path / "data", server=PostgresServer(url))) as store:
            store.ingest([article(f"a{n}") for n in range(8)])
        return url

    def doctor(self, warm: Warm, folder: Path, url: str, *options: str) -> Done:
        return qa(warm, folder, url, "doctor", *options, QA_LOG_LEVEL="error")

    def test_all_is_well(self, warm: Warm, url: str, tmp_path: Path) -> None:
        done = self.doctor(warm, tmp_path / "data", url)
        assert (done.status, done.stderr) == (0, "")
        assert "0 conversations, 0 keys" in done.stdout
        assert "pg_amcheck" in done.stdout
        assert "8 articles, each as it was taken in" in done.stdout
        assert "no byte of it has changed" in done.stdout
        assert "problem" not in done.stdout

    def test_what_follows_from_the_articles_is_mended(
        self, warm: Warm, cluster: Cluster, url: str, tmp_path: Path
    ) -> None:
        cluster.tell("DELETE FROM chunk WHERE document_id = 'a3'", url)
        done = self.doctor(warm, tmp_path / "data", url)
        assert done.status == 1
        assert "The catalog lacks 1 passages of its articles" in done.stdout
        assert "qa doctor --repair" in done.stdout
        done = self.doctor(warm, tmp_path / "data", url, "--repair")
        assert (done.status, done.stderr) == (0, "")
        assert "8 articles, and nothing else" in done.stdout
        assert self.doctor(warm, tmp_path / "data", url).status == 0

    def test_an_article_that_was_changed_from_outside_is_named(
        self, warm: Warm, cluster: Cluster, url: str, tmp_path: Path
    ) -> None:
        cluster.tell("UPDATE document SET text = text || '!' WHERE id = 'a3'", url)
        for options in ((), ("--repair",)):
            done = self.doctor(warm, tmp_path / "data", url, *options)
            assert done.status == 1
            assert "cannot give back 1 of its articles (a3); 7 can be read" in done.stdout
            assert "Only a backup brings it back" in done.stdout

    def test_an_empty_database(self, warm: Warm, cluster: Cluster, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        done = self.doctor(warm, tmp_path / "data", cluster.new_place())
        assert done.status == 0
        assert "holds no articles yet" in done.stdout

    def test_a_backup_is_left_to_the_database(self, warm: Warm, url: str, tmp_path: Path) -> None:
        done = qa(warm, tmp_path / "data", url, "backup", tmp_path / "copy")
        assert (done.status, done.stdout) == (1, "")
        assert f"pg_dump --format=custom --file={tmp_path / 'copy'} {url.partition('?')[0]}" in done.stderr
        assert not (tmp_path / "copy").exists()
