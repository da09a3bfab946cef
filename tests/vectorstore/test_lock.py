"""The lock of a data folder: one owner, told by name; gone with its process, however that ended."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from vectorstore.errors import DataFolderBusy, DataFolderError
from vectorstore.lock import FolderLock, read_owner, running_service

URL = "http://127.0.0.1:8000"
HOLD = (
    "import sys, time; from pathlib import Path; from vectorstore.lock import FolderLock; "
    "lock = FolderLock(Path(sys.argv[1])); lock.announce(sys.argv[2]); print('held', flush=True); time.sleep(600)"
)


def test_a_second_owner_is_refused_with_the_first_one_s_name(tmp_path: Path) -> None:
    with closing(FolderLock(tmp_path)) as lock:
        with pytest.raises(DataFolderBusy, match=rf"process {os.getpid()}\) uses the data folder .*QA_DATA_DIR"):
            FolderLock(tmp_path)
        lock.announce(URL)
        with pytest.raises(DataFolderBusy, match=rf"process {os.getpid()}, {URL}\)"):
            FolderLock(tmp_path)
    FolderLock(tmp_path).close()


def test_two_folders_have_two_owners(tmp_path: Path) -> None:
    with closing(FolderLock(tmp_path / "a")), closing(FolderLock(tmp_path / "b" / "c")):
        assert read_owner(tmp_path / "a") == {"pid": os.getpid(), "url": None}


def test_the_service_is_found_while_it_lives(tmp_path: Path) -> None:
    assert running_service(tmp_path) is None
    with closing(FolderLock(tmp_path)) as lock:
        assert running_service(tmp_path) is None
        lock.announce(URL)
        assert running_service(tmp_path) == URL
        lock.announce("http://a")
        assert running_service(tmp_path) == "http://a"
    assert running_service(tmp_path) is None
    assert read_owner(tmp_path) is None


def test_a_killed_owner_leaves_no_lock(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path), URL], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(DataFolderBusy, match=f"process {process.pid}, {URL}"):
        FolderLock(tmp_path)
    assert running_service(tmp_path) == URL
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert running_service(tmp_path) is None
    assert read_owner(tmp_path) == {"pid": process.pid, "url": URL}
    FolderLock(tmp_path).close()


def test_asking_for_the_service_does_not_keep_an_owner_out(tmp_path: Path) -> None:
    for _ in range(20):
        running_service(tmp_path)
        FolderLock(tmp_path).close()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b"{}"])
def test_whatever_the_file_says_the_lock_decides(tmp_path: Path, content: bytes) -> None:
    with closing(FolderLock(tmp_path)):
        (tmp_path / "LOCK").write_bytes(content)
        assert running_service(tmp_path) is None
        with pytest.raises(DataFolderBusy, match="Another process"):
            FolderLock(tmp_path)
    (tmp_path / "LOCK").write_bytes(content)
    FolderLock(tmp_path).close()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DataFolderError, match=r"cannot be written .*QA_DATA_DIR"):
            FolderLock(folder)
        assert running_service(folder) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write into a read-only folder")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DataFolderError, match="Permission denied"):
        FolderLock(tmp_path)
    tmp_path.chmod(0o700)
