"""Every file of the index zeroed, cut in half and deleted, one by one: right answers after a restart."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from articles import article, bulk

DAMAGES: dict[str, Callable[[Path], None]] = {
    "zeroed": lambda path: _overwrite(path, b"\0" * path.stat().st_size),
    "halved": lambda path: _overwrite(path, path.read_bytes()[: path.stat().st_size // 2]),
    "deleted": lambda path: path.unlink(),
}


def _overwrite(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def index_files(folder: Path) -> Iterator[Path]:
    """Yield every file of the index below a data folder, relative to it; empty files cannot be damaged by zeroing."""
    yield from (p.relative_to(folder) for p in sorted((folder / "index").rglob("*")) if p.is_file())


def hurt(base: Any, file: Path, damage: str, *, tag: str, **options: object) -> list[str]:
    """Damage one file of a copy, start, and return what is wrong."""
    life = base.copy(base.folder.with_name(f"{tag}-{damage}-{file.name}"))
    DAMAGES[damage](life.folder / file)
    return list(life.check(**options)["problems"])


@pytest.fixture
def stopped(request: pytest.FixtureRequest, new_life: Callable[[str], Any]) -> Any:
    """Return a folder of a few articles after a clean stop, or after a kill."""
    life = new_life("stopped")
    life.write([("ingest", [article(f"a{n}") for n in range(8)]), ("delete", "a7")])
    if request.param == "killed":
        done = life.write([("ingest", [article("a8")])], kill_at=3)
        assert done.status == -signal.SIGKILL
    return life


@pytest.mark.parametrize("stopped", ["closed", "killed"], indirect=True)
def test_any_file_damaged_in_any_way(stopped: Any, together: Any) -> None:
    files = list(index_files(stopped.folder))
    names = {file.name for file in files}
    assert {"CURRENT", "chroma.sqlite3", "data_level0.bin", "meta.json"} <= names
    cases = [(file, damage) for file in files for damage in DAMAGES]
    reports = together(lambda case: hurt(stopped, *case, tag="small"), cases)
    assert {f"{file} {damage}": wrong for (file, damage), wrong in zip(cases, reports, strict=True) if wrong} == {}


LARGE = ["chroma.sqlite3 deleted", "data_level0.bin zeroed", "header.bin halved", "*.term zeroed", "*.store halved"]


@pytest.fixture
def large(new_life: Callable[[str], Any]) -> Any:
    """Return a folder with so many passages that Chroma keeps vectors in its graph's files alone, killed."""
    life = new_life("large")
    life.write([("ingest", bulk("bulk")), ("ingest", [article("a")])])
    done = life.write([("ingest", [article("b")])], kill_at=3)
    assert done.status == -signal.SIGKILL
    return life


def find(folder: Path, pattern: str) -> Path:
    return next(path for path in index_files(folder) if path.match(pattern))


def test_files_of_a_large_index(large: Any, together: Any) -> None:
    """A large index is not built anew before it answers: the damaged leg is found out and rebuilt behind the other."""
    cases = [(find(large.folder, case.split()[0]), case.split()[1]) for case in LARGE]
    reports = together(lambda case: hurt(large, *case, tag="large", small=0, sample=8), cases)
    assert {case: wrong for case, wrong in zip(LARGE, reports, strict=True) if wrong} == {}


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_every_file_of_a_large_index(large: Any, together: Any) -> None:
    cases = [(file, damage) for file in index_files(large.folder) for damage in DAMAGES]
    reports = together(lambda case: hurt(large, *case, tag="every", small=0, sample=8), cases)
    assert {f"{file} {damage}": wrong for (file, damage), wrong in zip(cases, reports, strict=True) if wrong} == {}
