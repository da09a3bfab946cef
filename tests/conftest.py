"""How long laws are tried, and the interpreter that is warmed up once for all tests that start processes.

Laws try the same examples at every run, so that a red test is red for everybody; ``--hypothesis-profile=soak`` tries
other ones every time, and many more.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from servers import Cluster, postgres_programs
from serving import Served, qa_serve
from warm import Warm

settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", deadline=None, max_examples=5_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """Return what starts processes at once; see the module `warm`."""
    server = Warm(tmp_path_factory.mktemp("warm"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Return a PostgreSQL server for all tests; it does not flush what it writes, to be quick."""
    with closing(Cluster(_postgres(), "fsync=off")) as server:
        yield server


@pytest.fixture(scope="session")
def durable_cluster() -> Iterator[Cluster]:
    """Return one that flushes what it writes; a test may stop it, and starts it again."""
    with closing(Cluster(_postgres())) as server:
        yield server


def _postgres() -> Path:
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed (Debian: apt install postgresql)")
    return programs


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    """Return the address of an empty place on a server, or None for files in the data folder: a test runs on each."""
    return request.getfixturevalue("cluster").new_place() if request.param == "postgresql" else None


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return the real ``qa serve`` with the seeds, started cold; to read from only."""
    with qa_serve(tmp_path_factory.mktemp("real") / "data") as served:
        yield served
