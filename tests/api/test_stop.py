"""SIGTERM and Ctrl+C: what is under way is finished, what hangs is cut off in time, the folder is left in order."""

import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from problems import assert_problem
from serving import Served, announced, client
from warm import Process, Warm

from api.serve import PATIENCE_S
from vectorstore import Store

LONG = "\n".join(f"The mill number {n} of Aldra grinds {n + 300} sacks of rye and barley a week." for n in range(1_200))


@contextmanager
def started(warm: Warm, folder: Path, **settings: str) -> Iterator[tuple[Served, Process]]:
    """Start the real service on an empty folder; the test stops it."""
    env = {"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": "", **settings}
    process = warm.start("qa", "serve", env=env)
    try:
        url = announced(folder, process.pid)
        with client(url) as http:
            yield Served(url, folder, http), process
    finally:
        process.send(signal.SIGKILL)


def in_order(folder: Path) -> Store:
    """Open a folder that was left in order: unlocked, and sealed, so that the start trusts the index as it is."""
    (generation,) = (path for path in (folder / "index").iterdir() if path.is_dir())
    assert (generation / "SEAL").exists()
    store = Store(folder)
    assert (folder / "index" / "CURRENT").read_text().strip() == generation.name
    return store


def until_it_is_written(served: Served, adding: "Future[httpx.Response]") -> None:
    """Wait until a document is under way and will be for a while."""
    time.sleep(0.1)
    assert not adding.done()
    assert served.http.get("/healthz").status_code == 200


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_what_is_under_way_is_finished(stop: signal.Signals, warm: Warm, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with started(warm, folder) as (served, process), ThreadPoolExecutor(1) as pool, client(served.url) as other:
        adding = pool.submit(other.post, "/v1/documents", json={"id": "long", "text": LONG})
        until_it_is_written(served, adding)
        process.send(stop)
        reply = adding.result(60)
        assert (reply.status_code, reply.json()["status"]) == (201, "added")
        done = process.wait(30)
        assert (done.status, done.stderr) == (0, "")
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{served.url}/healthz", trust_env=False)
    with closing(in_order(folder)) as store:
        assert store.document("long").text == LONG
        assert store.compare_index() == (0, 0)


def test_what_hangs_is_cut_off_in_time(warm: Warm, tmp_path: Path) -> None:
    """One client does not read its reply, another sends no body: others are served, and the stop is bounded."""
    folder = tmp_path / "data"
    with started(warm, folder) as (served, process):
        text = "The mill of Aldra has 42 wheels. " + "- " * 4_000_000
        assert served.http.post("/v1/documents", json={"id": "m", "text": text}).status_code == 201
        port = int(served.url.rsplit(":", 1)[1])
        with (
            socket.create_connection(("127.0.0.1", port)) as deaf,
            socket.create_connection(("127.0.0.1", port)) as mute,
        ):
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.sendall(b"GET /v1/documents/m HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            mute.sendall(head + b'Content-Length: 1000\r\n\r\n{"text": "')
            assert deaf.recv(12) == b"HTTP/1.1 200"
            for _ in range(20):
                assert "42" in served.ask("how many wheels has the mill of Aldra?")["text"]
            began = time.monotonic()
            process.send(signal.SIGTERM)
            done = process.wait(PATIENCE_S + 20)
            assert time.monotonic() - began < PATIENCE_S + 10
        assert done.status == 0
        assert "Traceback" not in done.stderr
    with closing(in_order(folder)) as store:
        assert store.document("m").text == text.strip()


def test_an_open_connection_delays_nothing(warm: Warm, tmp_path: Path) -> None:
    with started(warm, tmp_path / "data") as (served, process):
        assert served.http.get("/healthz").status_code == 200
        began = time.monotonic()
        process.send(signal.SIGTERM)
        assert process.wait(30).status == 0
        assert time.monotonic() - began < PATIENCE_S / 2


def test_a_stop_during_the_first_indexing_is_taken_up_by_the_next_start(warm: Warm, tmp_path: Path) -> None:
    seeds, folder = tmp_path / "seeds", tmp_path / "data"
    seeds.mkdir()
    for n in range(300):
        (seeds / f"m{n}.txt").write_text(f"The mill number {n} of Aldra has {n} wheels. " + LONG[:800])
    env = {"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": str(seeds)}
    process = warm.start("qa", "serve", env=env)
    until = time.monotonic() + 60
    while "Indexing" not in process.stdout:
        assert time.monotonic() < until
        time.sleep(0.01)
    time.sleep(0.3)
    process.send(signal.SIGTERM)
    assert process.wait(30).status == 0
    with closing(Store(folder)) as store:
        taken = store.catalog.counts()[0]
        assert taken < 300
        assert store.compare_index() == (0, 0)
    with started(warm, folder, QA_SEED_DIR=str(seeds)) as (served, again):
        assert len(served.ids()) == 300
        again.send(signal.SIGTERM)
        assert again.wait(30).status == 0


def test_what_takes_too_long_is_told_so(warm: Warm, tmp_path: Path) -> None:
    """What is not done in time is answered with a problem; what was being written is there, whole, or not at all."""
    folder = tmp_path / "data"
    with started(warm, folder) as (served, process), ThreadPoolExecutor(1) as pool, client(served.url) as other:
        long = "\n".join(f"{n}: {LONG}" for n in range(40))
        adding = pool.submit(other.post, "/v1/documents", json={"id": "long", "text": long})
        until_it_is_written(served, adding)
        process.send(signal.SIGTERM)
        reply = adding.result(60)
        assert_problem(reply, 503, "ask again")
        assert reply.headers["Retry-After"]
        process.send(signal.SIGKILL)
    with closing(Store(folder)) as store:
        assert store.compare_index() == (0, 0)
        assert store.catalog.counts()[0] in (0, 1)
