"""A backup taken while writes go on, restored into an empty folder, answers the same."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from articles import article
from serving import Served, serve_here
from warm import Done, Warm

from vectorstore import Store
from vectorstore.backup import back_up
from vectorstore.errors import DataFolderError
from vectorstore.rescue import examine

QUESTION = "how many mills in Aldra?"


@pytest.fixture
def qa_backup(warm: Warm) -> Callable[[Path, Path], Done]:
    return lambda folder, target: warm.run("qa", "backup", str(target), env={"QA_DATA_DIR": str(folder)})


def test_a_backup_while_the_service_runs_answers_the_same(
    tmp_path: Path, qa_backup: Callable[[Path, Path], Done]
) -> None:
    with serve_here(tmp_path / "data") as served:
        for n in range(20):
            served.store.put(article(f"a{n}"))
        served.http.post("/v1/documents", json={"id": "mills", "text": "The district of Aldra has 42 mills."})
        done = qa_backup(tmp_path / "data", tmp_path / "backup")
        assert (done.status, done.stderr) == (0, "")
        assert "catalog.sqlite3" in done.stdout
        ids, before = served.ids(), told(served)
    shutil.copytree(tmp_path / "backup", tmp_path / "restored")
    with serve_here(tmp_path / "restored") as restored:
        assert restored.ids() == ids
        assert told(restored) == before
        assert restored.store.compare_index() == (0, 0)


def told(served: Served) -> tuple[object, ...]:
    answer = served.ask(QUESTION)
    return answer["text"], [(c["cited_text"], c["highlights"], c["document_version"]) for c in answer["citations"]]


def test_backups_under_a_writer_that_never_pauses(tmp_path: Path) -> None:
    """Each is whole: of a batch written at once all or nothing, and what was acknowledged before is in it."""
    stop = threading.Event()
    acknowledged: list[int] = []
    with closing(Store(tmp_path / "data")) as store:

        def write() -> None:
            edition = 0
            while not stop.is_set():
                edition += 1
                store.ingest([article(f"a{n}", edition=edition, sentences=2) for n in range(10)])
                acknowledged.append(edition)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            promised = []
            for n in range(6):
                while len(acknowledged) < 2 * n + 1:
                    assert writer.is_alive()
                promised.append(acknowledged[-1])
                back_up(tmp_path / "data", tmp_path / f"backup{n}")
        finally:
            stop.set()
            writer.join()
    for n, edition in enumerate(promised):
        assert examine(tmp_path / f"backup{n}" / "catalog.sqlite3").is_sound
        with closing(Store(tmp_path / f"backup{n}")) as restored:
            assert restored.compare_index() == (0, 0)
            editions = {int(str(d.source_url).rsplit("/", 1)[1]) for d in restored.catalog.every_document()}
            assert restored.catalog.counts()[0] == 10
            assert len(editions) == 1
            assert min(editions) >= edition


def test_what_the_service_keeps_is_in_the_backup(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "data")) as store:
        store.put(article("a"))
    with closing(sqlite3.connect(tmp_path / "data" / "service.sqlite")) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE note (text); INSERT INTO note VALUES ('kept')")
        connection.commit()
        copies = back_up(tmp_path / "data", tmp_path / "backup")
    assert [path.name for path in copies] == ["catalog.sqlite3", "service.sqlite"]
    assert sorted(path.name for path in (tmp_path / "backup").iterdir()) == ["catalog.sqlite3", "service.sqlite"]
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(tmp_path / "backup" / "service.sqlite")) as connection:
        assert connection.execute("SELECT text FROM note").fetchall() == [("kept",)]


class TestWhatCannotBeDone:
    def test_a_folder_that_is_there(self, tmp_path: Path, qa_backup: Callable[[Path, Path], Done]) -> None:
        with closing(Store(tmp_path / "data")) as store:
            store.put(article("a"))
        (tmp_path / "backup").mkdir()
        (tmp_path / "backup" / "mine.txt").write_text("mine")
        done = qa_backup(tmp_path / "data", tmp_path / "backup")
        assert (done.status, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "is there already; name a new folder" in done.stderr
        assert [path.name for path in (tmp_path / "backup").iterdir()] == ["mine.txt"]

    def test_nothing_to_copy(self, tmp_path: Path) -> None:
        with pytest.raises(DataFolderError, match="no catalog"):
            back_up(tmp_path / "none", tmp_path / "backup")
        assert not (tmp_path / "backup").exists()

    def test_a_damaged_catalog_leaves_nothing(self, tmp_path: Path) -> None:
        with closing(Store(tmp_path / "data")) as store:
            store.ingest([article(f"a{n}", sentences=20) for n in range(20)])
        path = tmp_path / "data" / "catalog.sqlite3"
        with path.open("r+b") as file:
            file.seek(path.stat().st_size // 2)
            file.write(b"\xa5" * 8192)
        with pytest.raises(DataFolderError, match="qa doctor"):
            back_up(tmp_path / "data", tmp_path / "backup")
        assert not (tmp_path / "backup").exists()
