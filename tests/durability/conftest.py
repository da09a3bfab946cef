"""Folders that are written by processes which die, and looked into by processes which come after."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import pytest
from warm import Done, Process, Warm

from vectorstore import Source

CHILD = Path(__file__).with_name("child.py")
SMALL = 4000

Operation = tuple[str, object]
_T = TypeVar("_T")


class Life:
    """A data folder, and what was promised of it: of each article the editions that may be there, None for absent."""

    def __init__(self, folder: Path, warm: Warm, url: str | None = None) -> None:
        """``url`` is the database that holds the catalog; None: it is in the folder."""
        self.folder = folder
        self.url = url
        self._warm = warm
        self.allowed: dict[str, list[Source | None]] = {}
        self.acknowledged = 0
        self._plans = 0

    def copy(self, folder: Path) -> "Life":
        """Return a life of its own that begins where this one stands."""
        other = Life(Path(shutil.copytree(self.folder, folder)) if self.folder.exists() else folder, self._warm)
        other.allowed = dict(self.allowed)
        return other

    def start(self, operations: Sequence[Operation], **options: object) -> Process:
        """Start a process that writes; see `settle`."""
        plan = {"kill_at": None, "small": SMALL, "close": True, "linger": False, **options}
        told = [(verb, [asdict(s) for s in what] if verb == "ingest" else what) for verb, what in operations]
        return self._run("write", {**plan, "operations": told})

    def write(self, operations: Sequence[Operation], **options: object) -> Done:
        """Write in a process of its own, to its end or its death, and note what it promised."""
        done = self.start(operations, **options).wait()
        if done.status not in (0, -signal.SIGKILL):
            raise AssertionError(done.stderr)
        self.settle(operations, done.stdout)
        return done

    def settle(self, operations: Sequence[Operation], lines: str) -> None:
        """Note what was promised by the lines of a process: what it acknowledged stands, what it began may stand."""
        began = {int(line.split()[1]) for line in lines.splitlines() if line.startswith("begin ")}
        acknowledged = {int(line.split()[1]) for line in lines.splitlines() if line.startswith("ack ")}
        for at in sorted(began):
            verb, what = operations[at]
            after: list[tuple[str, Source | None]] = (
                [(source.id, source) for source in what]
                if verb == "ingest"
                else [(what, None)]
                if verb == "delete"
                else []
            )
            for name, edition in after:
                kept = [] if at in acknowledged else self.allowed.get(name, [None])
                self.allowed[name] = [*kept, edition]
            self.acknowledged += at in acknowledged

    def check(self, *, look_for: Sequence[str] = (), sample: int = 30, **options: object) -> dict:
        """Open the store again in a process of its own and return what it found; see ``child.py``."""
        plan = {"small": SMALL, "close": True, "write_more": True, **options}
        allowed = {name: [s and asdict(s) for s in editions] for name, editions in self.allowed.items()}
        plan |= {"allowed": allowed, "look_for": list(look_for), "sample": sample}
        done = self._run("check", plan).wait()
        if done.status != 0:
            return {"problems": [f"the start after it ended with status {done.status}: {done.stderr[-2000:]}"]}
        report = json.loads(done.stdout)
        for name, index in report["there"].items():  # what was seen once has to stay
            self.allowed[name] = [self.allowed[name][index]]
        return report

    def _run(self, job: str, plan: dict) -> Process:
        self._plans += 1
        path = self.folder.parent / f"{self.folder.name}.{job}.{self._plans}.json"
        path.write_text(json.dumps({"folder": str(self.folder), "url": self.url, **plan}), "utf-8")
        return self._warm.start(CHILD, job, path)


@pytest.fixture
def new_life(tmp_path: Path, warm: Warm) -> Callable[..., Life]:
    """Return a maker of lives that begin with an empty folder, by name, and with the database at an address, if any."""
    return lambda name, url=None: Life(tmp_path / name, warm, url)


@pytest.fixture(scope="session")
def together() -> Iterator[Callable[[Callable[[_T], dict], Sequence[_T]], list[dict]]]:
    """Return a function that does the same work for many things, two at a time, and returns the reports in order."""
    with ThreadPoolExecutor(2) as pool:
        yield lambda work, things: list(pool.map(work, things))
