"""No network: import, indexing and asking with every way out of the machine shut."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from warm import clean_environment

SCRIPT = Path(__file__).with_name("offline.py")
NAMESPACE = ["unshare", "--user", "--map-root-user", "--net"]


def can_unshare() -> bool:
    return (
        shutil.which("unshare") is not None
        and subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0
    )


@pytest.mark.parametrize("way", ["audited", "in a namespace"])
def test_nothing_is_fetched_and_nobody_is_told(way: str, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(tmp_path / "data")]
    if way != "audited":
        if not can_unshare():
            pytest.skip("this machine allows no network namespace")
        command = [*NAMESPACE, *command, "namespace"]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    text, source = done.stdout.splitlines()
    assert "7,700" in text
    assert source == "002_90b0b3ba3709f975"


def test_the_watch_would_notice(tmp_path: Path) -> None:
    """The test above is worth something: with the same watch, a call to the outside ends the process."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import offline, socket; sys.addaudithook(offline.refuse); "
    for call in ("socket.create_connection(('192.0.2.1', 80), 1)", "socket.getaddrinfo('example.org', 80)"):
        done = subprocess.run([sys.executable, "-c", code + call, str(SCRIPT.parent)], capture_output=True, text=True)
        assert done.returncode == 9
        assert done.stderr.startswith("socket.")
