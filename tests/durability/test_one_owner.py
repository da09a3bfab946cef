"""One process owns a data folder: another gets one clear sentence and exit status 1; the killed leave no lock."""

import os
import signal
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from articles import article
from warm import Done, Warm


@contextmanager
def owner(life: Any) -> Iterator[Any]:
    """A process that has the folder open and does nothing more."""
    process = life.start([("ingest", [article("a")])], linger=True, close=False)
    while "ack 0" not in process.stdout:
        assert process.is_running, process.wait().stderr
        time.sleep(0.02)
    yield process
    process.send(signal.SIGKILL)
    process.wait()


def qa(warm: Warm, folder: Path, *arguments: str) -> Done:
    return warm.run("qa", *arguments, env={"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": ""})


def assert_one_sentence(done: Done, *parts: str) -> None:
    assert done.status == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.endswith(".\n")
    for part in parts:
        assert part in done.stderr


@pytest.mark.parametrize("arguments", [("search", "mills"), ("ingest", "."), ("documents", "list"), ("serve",)])
def test_a_second_process_gets_one_sentence(
    arguments: tuple[str, ...], new_life: Callable[[str], Any], warm: Warm
) -> None:
    life = new_life("data")
    with owner(life) as process:
        assert_one_sentence(qa(warm, life.folder, *arguments), "Another process", str(process.pid), str(life.folder))


def test_a_killed_owner_leaves_no_lock(new_life: Callable[[str], Any], warm: Warm) -> None:
    life = new_life("data")
    with owner(life):
        pass
    done = qa(warm, life.folder, "documents", "list")
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout.startswith("a ")


@pytest.mark.parametrize("arguments", [("serve",), ("search", "mills"), ("doctor",)])
def test_a_file_in_place_of_the_folder(arguments: tuple[str, ...], tmp_path: Path, warm: Warm) -> None:
    (tmp_path / "data").write_text("no folder")
    done = qa(warm, tmp_path / "data", *arguments)
    assert done.status == 1
    assert "Traceback" not in done.stderr
    assert f"The data folder {tmp_path / 'data'} cannot be written" in done.stdout + done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder(tmp_path: Path, warm: Warm) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert_one_sentence(qa(warm, folder, "search", "mills"), f"The data folder {folder} cannot be written")
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_folder_that_turns_read_only_under_the_catalog(new_life: Callable[[str], Any], warm: Warm) -> None:
    """A catalog that cannot be written is told in a sentence too; a folder in its place stands for it, even to root."""
    life = new_life("data")
    life.write([("ingest", [article("a")])])
    for name in ("catalog.sqlite3", "catalog.sqlite3-wal", "catalog.sqlite3-shm"):
        (life.folder / name).unlink(missing_ok=True)
    (life.folder / "catalog.sqlite3").mkdir()
    assert_one_sentence(qa(warm, life.folder, "search", "mills"), "The catalog cannot be used")
