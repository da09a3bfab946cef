"""What goes wrong around the service: a full disk, a folder that cannot be written. A sentence each, and a way back."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import article
from problems import assert_problem
from serving import serve_here
from warm import Warm, clean_environment

from vectorstore import Store
from vectorstore.errors import DataFolderError

SCRIPT = Path(__file__).with_name("disk_full.py")
NAMESPACE = ["unshare", "--mount"]


def can_mount() -> bool:
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (
        os.geteuid() == 0
        and shutil.which("unshare") is not None
        and subprocess.run(command, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not can_mount(), reason="only root may mount a small disk")
def test_a_full_disk_is_told_and_survived(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    command = [*NAMESPACE, sys.executable, str(SCRIPT), str(tmp_path / "disk")]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=250)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["told"], "there was room after all"
    assert all("disk is full" in told and "\n" not in told for told in report["told"])
    assert report["there"] == report["taken"]
    assert report["index"] == [0, 0]
    assert report["again"] == [report["taken"], [0, 0]]


@pytest.fixture
def immutable(tmp_path: Path) -> Iterator[Path]:
    """A data folder that not even root can write to; it is made writable again at the end."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.put(article("a"))
    paths = [folder, *folder.rglob("*")]
    if shutil.which("chattr") is None or subprocess.run(["chattr", "+i", *paths], capture_output=True).returncode:
        subprocess.run(["chattr", "-i", *paths], capture_output=True)
        pytest.skip(
            "nothing here can be made immutable; tests/durability/test_one_owner.py tries it for others than root"
        )
    yield folder
    subprocess.run(["chattr", "-i", *paths], check=True)


@pytest.mark.parametrize("command", [("ask", "mills"), ("doctor",), ("serve",), ("ingest", ".")])
def test_a_read_only_folder(command: tuple[str, ...], immutable: Path, warm: Warm) -> None:
    done = warm.run("qa", *command, env={"QA_DATA_DIR": str(immutable), "QA_PORT": "0", "QA_SEED_DIR": ""})
    assert done.status == 1
    assert (done.stdout + done.stderr).count("\n") == 1
    assert f"The data folder {immutable} cannot be written" in done.stdout + done.stderr


def test_a_catalog_that_is_lost_under_the_service_is_a_507(tmp_path: Path) -> None:
    """Every request that needs it gets a problem that says where to read on; with the file back, it goes on."""
    with serve_here(tmp_path / "data") as served:
        served.http.post("/v1/documents", json={"id": "mills", "text": "The district of Aldra has 42 mills."})
        path = tmp_path / "data" / "catalog.sqlite3"
        served.store.catalog.close()
        content = path.read_bytes()
        path.write_bytes(b"\xa5" * len(content))
        for reply in (
            served.http.post("/v1/ask", json={"question": "how many mills?"}),
            served.http.get("/v1/documents"),
            served.http.post("/v1/documents", json={"text": "The mill stands at the Ulbe."}),
        ):
            assert_problem(reply, 507, "qa doctor")
        assert served.http.get("/healthz").status_code == 200
        assert 'status="507"' in served.http.get("/metrics").text
        served.store.catalog.close()
        path.write_bytes(content)
        assert "42" in served.ask("how many mills in Aldra?")["text"]


def test_an_index_that_cannot_be_written_is_made_good_by_the_next_write(tmp_path: Path) -> None:
    """What is in the catalog stays, readers are told that something may be missing, nothing has to be restarted."""
    with closing(Store(tmp_path / "data")) as store:
        store.put(article("a"))
        index = tmp_path / "data" / "index"
        closed = [index, index / (index / "CURRENT").read_text().strip() / "lexical"]
        if shutil.which("chattr") is None or subprocess.run(["chattr", "+i", *closed], capture_output=True).returncode:
            pytest.skip("nothing here can be made immutable")
        try:
            with pytest.raises(DataFolderError, match=r"index cannot be written .* is kept"):
                store.put(article("b"))
            assert store.is_degraded
            assert store.document("b").title == "b"
        finally:
            subprocess.run(["chattr", "-i", *closed], check=True)
        assert store.put(article("b")).status == "unchanged"  # acknowledged, so it has to be found
        assert not store.is_degraded
        store.put(article("c"))
        assert not store.is_degraded
        assert store.compare_index() == (0, 0)
        for name in "abc":
            words = " ".join(store.document(name).text.split()[:8])
            found = store.find(store.analyse(words, store.document(name).language), 3).passages
            assert found[0].document.id == name
