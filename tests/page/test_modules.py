"""The page's pure functions, by Node's own test runner; the browser tests try them for real."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_modules_of_the_page_keep_their_promises() -> None:
    done = subprocess.run(["node", "--test", str(HERE)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
