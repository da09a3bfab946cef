"""Many articles by several processes: the same as by one, whatever becomes of the processes."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from articles import article

import vectorstore.bulk
from vectorstore import BadDocument, Source, Store
from vectorstore.bulk import Bulk, prepare_batch
from vectorstore.embed import embedded_model
from vectorstore.folder import find_articles
from vectorstore.prepared import Prepared

TEXTS = [
    f"The district of Aldra {n} has {n} mills. Each mill grinds {n + 300} sacks of rye a week." for n in range(600)
]


def batches(size: int = 30) -> Iterator[list[Source]]:
    for at in range(0, len(TEXTS), size):
        yield [Source(f"a{at + n}", text) for n, text in enumerate(TEXTS[at : at + size])]


def task(batch: list[Source]) -> tuple[list[Source], dict[str, Any]]:
    return batch, {}


def read(done: Sequence[Prepared]) -> list[tuple[Any, ...]]:
    return [(one.document, one.chunks, one.vectors.tobytes(), one.blocks, one.terms) for one in done]


def wait_for_workers(bulk: Bulk) -> None:
    for worker in bulk._workers:
        worker._pipe.poll(60)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers start with the second batch, and there are two wherever the tests run."""
    monkeypatch.setattr(vectorstore.bulk, "MANY", 2)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})


@pytest.mark.parametrize("killed", [0, 1, 2])
def test_in_order_and_all_of_it_whatever_becomes_of_the_workers(killed: int) -> None:
    with Bulk(embedded_model()) as bulk:
        wanted = [(batch, read(prepare_batch(task(batch), embedded_model()))) for batch in batches()]
        found = []
        for batch, done in bulk.run(batches(), task):
            found.append((batch, read(done)))
            if len(found) == 3:
                wait_for_workers(bulk)
                assert len(bulk._workers) == 2
            if len(found) == 6:
                for worker in bulk._workers[:killed]:
                    os.kill(worker._process.pid, signal.SIGKILL)
        assert found == wanted
        assert len(bulk._workers) == 2 - killed
        processes = [worker._process for worker in bulk._workers]
    assert all(process.poll() is not None for process in processes)


def test_a_large_folder_becomes_what_one_process_makes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(400):
        (folder / f"{n:03}.txt").write_text(article(f"a{n}").text, "utf-8")
    (folder / "bad.txt").write_bytes(b"\0")
    (folder / "empty.html").write_text("<p>")
    articles, _ = find_articles([folder])
    kept, started = {}, []
    real = Bulk._start
    monkeypatch.setattr(Bulk, "_start", lambda bulk: (real(bulk), wait_for_workers(bulk), started.append(bulk))[0])
    for name in ("many", "one"):
        refused: list[str] = []
        with closing(Store(tmp_path / name)) as store:
            receipts = store.ingest(articles, on_refused=lambda one, error, to=refused: to.append(f"{error}"))
            assert [receipt.id for receipt in receipts] == [f"{n:03}" for n in range(400)]
            assert store.compare_index() == (0, 0)
            vectors = {e.chunk: e.vector.tobytes() for batch in store.catalog.chunks() for e in batch}
            kept[name] = (refused, receipts, list(store.catalog.every_document()), vectors)
            change = store.catalog.change()
            again = store.ingest(articles, on_refused=lambda *_: None)
            assert {receipt.status for receipt in again} == {"unchanged"}
            assert store.catalog.change() == change
        monkeypatch.setattr(vectorstore.bulk, "MANY", 10**9)
    assert kept["many"] == kept["one"]
    assert [text.split(":")[0] for text in kept["one"][0]] == ["bad.txt", "empty.html"]
    assert started


def test_the_same_id_twice_in_a_run_ends_as_the_last(tmp_path: Path) -> None:
    sources = [Source(f"a{n % 200}", f"The mill number {n} stands at the Ulbe.") for n in range(400)]
    with closing(Store(tmp_path / "data")) as store:
        receipts = store.ingest(sources)
        assert [receipt.status for receipt in receipts] == ["added"] * 200 + ["replaced"] * 200
        assert store.document("a7").text == "The mill number 207 stands at the Ulbe."


def test_a_refusal_in_a_worker_stops_the_run_where_nobody_takes_it(tmp_path: Path) -> None:
    sources = [Source(f"a{n}", "?!" if n == 300 else f"The mill number {n}.") for n in range(400)]
    with closing(Store(tmp_path / "data")) as store:
        with pytest.raises(BadDocument, match="no word"):
            store.ingest(sources)
        assert store.compare_index() == (0, 0)
        assert store.catalog.counts()[0] == 256
