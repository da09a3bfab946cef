"""Services to ask: one with the seeds to read from, as many as a test wants to write to."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest
from serving import SEEDS, Served, serve_here
from warm import Done, Warm


class ServeApp(Protocol):
    """Starts a service in this process over a data folder of its own; it stops when the test ends."""

    def __call__(self, name: str = "data", *, seeds: Path | None = None, ready: bool = True) -> Served: ...


class Qa(Protocol):
    """Runs ``qa ARGUMENT…`` over a data folder, in a process of its own, with no setting but those given."""

    def __call__(self, folder: Path, *arguments: str | Path, **settings: str) -> Done: ...


@pytest.fixture
def serve_app(tmp_path: Path) -> Iterator[ServeApp]:
    with ExitStack() as running:
        yield lambda name="data", *, seeds=None, ready=True: running.enter_context(
            serve_here(tmp_path / name, seeds, ready=ready)
        )


@pytest.fixture
def service(serve_app: ServeApp) -> Served:
    """An empty service to write to."""
    return serve_app()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service in this process with the seeds; to read from only."""
    with serve_here(tmp_path_factory.mktemp("seeded") / "data", SEEDS) as served:
        yield served


@pytest.fixture(scope="session")
def qa(warm: Warm) -> Qa:
    def run(folder: Path, *arguments: str | Path, **settings: str) -> Done:
        return warm.run("qa", *arguments, env={"QA_DATA_DIR": str(folder), "QA_PORT": "0", **settings})

    return run


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory, qa: Qa) -> Path:
    """A data folder into which ``qa ingest`` took the seeds; no service runs on it, to read from only."""
    folder = tmp_path_factory.mktemp("ingested") / "data"
    done = qa(folder, "ingest", SEEDS)
    assert (done.status, done.stderr) == (0, "")
    return folder
