"""`qa serve` from the first start to the last: seeds once, ready when it says so, stopped in order, found by others."""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import SEEDS, Served, announced, client
from warm import Process, Warm

from vectorstore import Source, Store

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"


@contextmanager
def serving(
    warm: Warm, folder: Path, stop: signal.Signals = signal.SIGTERM, **settings: str
) -> Iterator[tuple[Served, Process]]:
    """Run ``qa serve`` until the block ends, then stop it and expect an orderly end."""
    process = warm.start("qa", "serve", env={"QA_DATA_DIR": str(folder), "QA_PORT": "0", **settings})
    try:
        url = announced(folder, process.pid)
        with client(url) as http:
            yield Served(url, folder, http), process
    finally:
        process.send(stop)
        done = process.wait()
    assert done.status == 0, done.stderr
    assert done.stderr == ""


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_the_second_start_indexes_nothing(stop: signal.Signals, warm: Warm, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with serving(warm, folder, stop, QA_SEED_DIR=str(SEEDS)) as (served, process):
        assert served.ask(FLAGSHIP)["citations"][0]["document_id"] == "002_90b0b3ba3709f975"
    assert process.stdout.startswith(f"Indexing the articles in {SEEDS} …\n5 articles, ")
    assert process.stdout.endswith(f"Open {served.url} in a browser; press Ctrl+C to stop.\n")
    generation = next(path for path in (folder / "index").iterdir() if path.is_dir())
    assert (generation / "SEAL").exists()
    with closing(Store(folder)) as store:
        change, versions = store.catalog.change(), store.catalog.versions()
    with serving(warm, folder, stop, QA_SEED_DIR=str(SEEDS)) as (served, process):
        assert served.ask(FLAGSHIP)["citations"][0]["document_id"] == "002_90b0b3ba3709f975"
    assert "Indexing" not in process.stdout
    with closing(Store(folder)) as store:
        assert (store.catalog.change(), store.catalog.versions()) == (change, versions)
    assert [path for path in (folder / "index").iterdir() if path.is_dir()] == [generation]


def test_not_ready_until_the_first_indexing_is_done(warm: Warm, tmp_path: Path, free_port: int) -> None:
    seeds = tmp_path / "articles"
    seeds.mkdir()
    for n in range(60):
        (seeds / f"a{n}.txt").write_text(f"{(SEEDS / '004_ebfc95f457f15bf2.txt').read_text('utf-8')}\n{n}")
    settings = {"QA_DATA_DIR": str(tmp_path / "data"), "QA_PORT": str(free_port), "QA_SEED_DIR": str(seeds)}
    process = warm.start("qa", "serve", env=settings)
    seen: list[int] = []
    with client(f"http://127.0.0.1:{free_port}") as http:
        while 200 not in seen:
            assert process.is_running, process.wait().stderr
            try:
                reply = http.get("/readyz")
            except httpx.ConnectError:
                time.sleep(0.01)
                continue
            seen.append(reply.status_code)
            assert http.get("/healthz").status_code == 200
            time.sleep(0.02)
        assert set(seen) == {503, 200}
        assert len(http.get("/v1/documents?limit=200").json()["documents"]) == 60
    process.send(signal.SIGTERM)
    assert process.wait().status == 0


@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.4, 0.8])
def test_a_kill_during_the_first_start_is_made_good_by_the_next(after_s: float, warm: Warm, tmp_path: Path) -> None:
    settings = {"QA_DATA_DIR": str(tmp_path / "data"), "QA_PORT": "0", "QA_SEED_DIR": str(SEEDS)}
    process = warm.start("qa", "serve", env=settings)
    time.sleep(after_s)
    process.send(signal.SIGKILL)
    assert process.wait().status == -signal.SIGKILL
    with serving(warm, tmp_path / "data", QA_SEED_DIR=str(SEEDS)) as (served, _):
        assert len(served.ids()) == 5
        assert served.ask(FLAGSHIP)["citations"][0]["document_id"] == "002_90b0b3ba3709f975"


def test_a_killed_service_keeps_what_it_acknowledged(warm: Warm, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    process = warm.start("qa", "serve", env={"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": ""})
    with client(announced(folder, process.pid)) as http:
        for n in range(20):
            reply = http.post("/v1/documents", json={"id": f"m{n}", "text": f"The mill of Zel{n} has {n + 40} wheels."})
            assert reply.status_code == 201
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with serving(warm, folder, QA_SEED_DIR="") as (served, _):
        assert sorted(served.ids()) == sorted(f"m{n}" for n in range(20))
        assert "59 wheels" in served.ask("how many wheels has the mill of Zel19?")["citations"][0]["cited_text"]


def test_no_seeds(warm: Warm, tmp_path: Path) -> None:
    """The empty string is no folder, a missing folder is said; an empty index is ready."""
    with serving(warm, tmp_path / "a", QA_SEED_DIR="") as (served, process):
        assert served.ids() == []
        assert served.http.get("/readyz").status_code == 200
    assert process.stdout.startswith("0 articles, 0 passages indexed.\n")
    with serving(warm, tmp_path / "b", QA_SEED_DIR=str(tmp_path / "none")) as (served, process):
        assert served.ids() == []
    assert f"There is no folder {tmp_path / 'none'}" in process.stdout


def test_seeds_go_into_a_new_folder_only(warm: Warm, tmp_path: Path) -> None:
    with closing(Store(tmp_path / "data")) as store:
        store.put(Source("own", "The mill stands at the Ulbe."))
    with serving(warm, tmp_path / "data", QA_SEED_DIR=str(SEEDS)) as (served, _):
        assert served.ids() == ["own"]
        assert served.http.delete("/v1/documents/own").status_code == 204
    with serving(warm, tmp_path / "data", QA_SEED_DIR=str(tmp_path / "none")) as (served, _):
        assert served.ids() == []


def test_a_bad_seed_is_named_and_the_rest_is_served(warm: Warm, tmp_path: Path) -> None:
    seeds = tmp_path / "articles"
    seeds.mkdir()
    (seeds / "good.txt").write_text("The mill stands at the Ulbe.")
    (seeds / "bad [red].txt").write_bytes(b"\0\1")
    (seeds / "b\udcffd.txt").write_text("The mill stands at the Ulbe.")
    with serving(warm, tmp_path / "data", QA_SEED_DIR=str(seeds)) as (served, process):
        assert served.ids() == ["good"]
    assert "Refused: bad [red].txt: is binary" in process.stdout
    assert "name is not UTF-8" in process.stdout


def test_the_command_line_goes_to_the_running_service(warm: Warm, qa: Any, tmp_path: Path) -> None:
    folder, articles = tmp_path / "data", tmp_path / "articles"
    articles.mkdir()
    (articles / "báo cáo.txt").write_text("The mill of Zel has 52 wheels.")
    with serving(warm, folder, QA_SEED_DIR="") as (served, _):
        assert qa(folder, "ingest", articles).stdout == "1 added.\n"
        assert served.ids() == ["báo cáo"]
        assert "52" in json.loads(qa(folder, "ask", "how many wheels has the mill of Zel?", "--json").stdout)["text"]
        assert "báo cáo" in qa(folder, "search", "wheels").stdout
        assert qa(folder, "documents", "list").stdout.startswith("báo cáo  (en)")
        assert qa(folder, "documents", "show", "báo cáo").stdout == "The mill of Zel has 52 wheels.\n"
        done = qa(folder, "doctor")
        assert (done.status, done.stderr) == (0, "")
        assert served.url in done.stdout
        assert qa(folder, "documents", "delete", "báo cáo").stdout == "Deleted báo cáo.\n"
        assert served.ids() == []
        done = qa(folder, "documents", "show", "báo cáo")
        assert (done.status, done.stderr) == (1, "There is no document 'báo cáo'.\n")
        done = qa(folder, "serve")
        assert done.status == 1
        assert served.url in done.stderr
        assert done.stderr.count("\n") == 1
    assert qa(folder, "documents", "list").stdout == ""


def test_memory_with_the_seeds(real: Served) -> None:
    """At most 500 MB resident after an answer in each language."""
    for question in (FLAGSHIP, "Wie viele Genossenschaften gibt es?", "कितनी सहकारी समितियाँ हैं?", "كم عدد التعاونيات؟"):
        real.ask(question)
    pid = json.loads((real.folder / "LOCK").read_text("utf-8"))["pid"]
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    resident_kb = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
    assert resident_kb < 500 * 1000
