"""SIGKILL at random instants under a process that writes without pause: nothing acknowledged is ever lost."""

import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from articles import article, bulk

FIGURES = Path(__file__).parents[2] / "docs" / "durability.md"


@dataclass
class Tally:
    """What the rounds amounted to."""

    rounds: int = 0
    rebuilt: int = 0
    degraded: int = 0
    problems: list[str] = field(default_factory=list)
    slowest_start_s: float = 0.0


def writes(chance: random.Random, tag: int, *, with_bulk: bool) -> list[tuple[str, object]]:
    """Return more writes than a process lives for: puts, replacements, deletions, batches."""
    found: list[tuple[str, object]] = []
    for at in range(300):
        names = [f"a{chance.randrange(250)}" for _ in range(chance.choice([1, 1, 1, 1, 20]))]
        edition = tag * 1000 + at
        found.append(
            ("delete", names[0])
            if chance.random() < 0.2
            else ("ingest", [article(name, edition=edition, sentences=chance.randrange(1, 12)) for name in names])
        )
    if with_bulk:
        found[chance.randrange(4)] = ("ingest", bulk(f"bulk{tag % 3}-"))
    return found


def one_round(life: Any, chance: random.Random, tally: Tally, *, small: int, with_bulk: bool = False) -> None:
    """Let a process write, kill it somewhere, start again, look at everything."""
    tally.rounds += 1
    operations = writes(chance, tally.rounds, with_bulk=with_bulk)
    process = life.start(operations, small=small)
    if chance.random() < 0.8:  # the others die while they start
        wait_for(process, f"begin {chance.randrange(3 if with_bulk else 10)}")
        time.sleep(chance.uniform(0, 0.5 if with_bulk else 0.08))
    else:
        time.sleep(chance.uniform(0, 0.4))
    process.send(signal.SIGKILL)
    done = process.wait()
    assert done.status == -signal.SIGKILL, done.stderr
    life.settle(operations, done.stdout)
    report = life.check(small=small, close=chance.random() < 0.5)
    tally.problems += [f"round {tally.rounds}: {problem}" for problem in report["problems"]]
    tally.rebuilt += report.get("rebuilt", False)
    tally.degraded += report.get("degraded", False)
    tally.slowest_start_s = max(tally.slowest_start_s, report.get("seconds", 0.0))


def wait_for(process: Any, line: str) -> None:
    until = time.monotonic() + 60
    while line not in process.stdout.splitlines():
        assert process.is_running, process.wait().stderr
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize(("seed", "small"), [(1, 4000), (2, 0)], ids=["rebuilt at once", "mended leg by leg"])
def test_kills_at_twenty_random_instants(new_life: Callable[[str], Any], seed: int, small: int) -> None:
    life, chance, tally = new_life("life"), random.Random(seed), Tally()
    for number in range(16 if small else 4):
        one_round(life, chance, tally, small=small, with_bulk=number == 9)
    assert tally.problems == []
    assert life.acknowledged > 20


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_kills_at_three_hundred_random_instants(new_life: Callable[[str], Any]) -> None:
    life, chance, tally = new_life("life"), random.Random(300), Tally()
    started = time.monotonic()
    for number in range(300):
        one_round(life, chance, tally, small=0 if number % 2 else 4000, with_bulk=number % 25 == 9)
    _note(tally, life.acknowledged, time.monotonic() - started)
    assert tally.problems == []


def _note(tally: Tally, acknowledged: int, seconds: float) -> None:
    """Keep the figures of the long run where the next one can be compared with them."""
    lost = sum(" is lost" in problem for problem in tally.problems)
    FIGURES.write_text(
        f"""# Durability: what the long run showed

`make soak` kills a writing process (SIGKILL) at {tally.rounds} random instants, starts the store again after each and
looks at every article: its text, its passages, their vectors, and whether both legs find it. This page is written by
`tests/durability/test_kill_at_random.py`.

| what | figure |
| --- | --- |
| rounds | {tally.rounds} |
| writes acknowledged | {acknowledged:,} |
| acknowledged articles lost | {lost} |
| other faults found | {len(tally.problems) - lost} |
| generations rebuilt after a kill | {tally.rebuilt} |
| starts at which one leg was down, and answered later | {tally.degraded} |
| slowest start | {tally.slowest_start_s:.1f} s |
| the whole run | {seconds:,.0f} s |
""",
        "utf-8",
    )
