"""SIGKILL at every step boundary of every write: what was acknowledged is whole, what was not is whole or absent."""

import signal
from collections.abc import Callable
from typing import Any

import pytest
from articles import article, bulk

BEFORE = [article(f"old{n}") for n in range(6)]
WRITES = {
    "put": [("ingest", [article("new")])],
    "replace": [("ingest", [article("old2", edition=1)])],
    "replace with more and fewer passages": [
        ("ingest", [article("old2", sentences=30, edition=2)]),
        ("ingest", [article("old2", sentences=2, edition=3)]),
    ],
    "delete": [("delete", "old4")],
    "ingest of many": [("ingest", [article("old1", edition=1), *(article(f"many{n}") for n in range(70))])],
    "bulk ingest into a new generation": [("ingest", [*bulk("bulk"), article("old3", edition=1)])],
    "rebuild": [("rebuild", None), ("ingest", [article("after")])],
}


def steps(lines: str) -> list[str]:
    return [line.removeprefix("step ") for line in lines.splitlines() if line.startswith("step ")]


@pytest.mark.parametrize("write", WRITES)
def test_a_kill_between_the_steps_of_a_write(write: str, new_life: Callable[[str], Any], together: Any) -> None:
    base = new_life("base")
    base.write([("ingest", BEFORE)])
    operations = WRITES[write]
    undisturbed = base.copy(base.folder.with_name("undisturbed"))
    named = steps(undisturbed.write(operations).stdout)
    assert len(named) >= 4
    assert undisturbed.check()["problems"] == []

    def kill_at(n: int) -> dict:
        life = base.copy(base.folder.with_name(f"killed-{n}"))
        assert life.write(operations, kill_at=n).status == -signal.SIGKILL
        return life.check(look_for=["old1", "old2", "old3", "old4", "new", "many3", "bulk3"])

    reports = together(kill_at, range(1, len(named) + 1))
    wrong = {f"{n}: {named[n - 1]}": r["problems"] for n, r in enumerate(reports, 1) if r["problems"]}
    assert wrong == {}


def test_a_kill_between_the_steps_of_the_first_start(new_life: Callable[[str], Any], together: Any) -> None:
    operations = [("ingest", [article("first")])]
    undisturbed = new_life("undisturbed")
    named = steps(undisturbed.write(operations).stdout)
    assert {"generation built", "generation published"} <= set(named)

    def kill_at(n: int) -> dict:
        life = new_life(f"killed-{n}")
        assert life.write(operations, kill_at=n).status == -signal.SIGKILL
        return life.check(look_for=["first"])

    reports = together(kill_at, range(1, len(named) + 1))
    wrong = {f"{n}: {named[n - 1]}": r["problems"] for n, r in enumerate(reports, 1) if r["problems"]}
    assert wrong == {}


@pytest.mark.parametrize("write", ["replace", "delete"])
def test_a_kill_during_a_write_to_a_large_index(write: str, new_life: Callable[[str], Any]) -> None:
    """Large indexes are not built anew after a kill: the sound legs are brought to what the catalog holds."""
    life = new_life("large")
    life.write([("ingest", BEFORE)])
    assert life.write(WRITES[write], kill_at=2).status == -signal.SIGKILL
    report = life.check(small=0, look_for=[s.id for s in BEFORE])
    assert report["problems"] == []
    assert not report["degraded"]
    assert not report["rebuilt"]
