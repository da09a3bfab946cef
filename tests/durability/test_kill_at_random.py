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
    acknowledged: int = 0
    rebuilt: int = 0
    degraded: int = 0
    problems: list[str] = field(default_factory=list)
    slowest_start_s: float = 0.0


def writes(chance: random.Random, tag: int, *, with_bulk: bool) -> list[tuple[str, object]]:
    """Return more writes than a process lives for: puts, replacements, deletions, batches."""
    found: list[tuple[str, object]] = []
    for at in range(300):
        names = [f"a{chance.randrange(120)}" for _ in range(chance.choice([1, 1, 1, 1, 12]))]
        edition = tag * 1000 + at
        found.append(
            ("delete", names[0])
            if chance.random() < 0.2
            else ("ingest", [article(name, edition=edition, sentences=chance.randrange(1, 8)) for name in names])
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
    if done.status != -signal.SIGKILL:
        tally.problems.append(f"round {tally.rounds}: the process ended by itself: {done.stderr[-1000:]}")
    life.settle(operations, done.stdout)
    report = life.check(small=small, close=chance.random() < 0.5)
    tally.problems += [f"round {tally.rounds}: {problem}" for problem in report["problems"]]
    tally.rebuilt += report.get("rebuilt", False)
    tally.degraded += report.get("degraded", False)
    tally.slowest_start_s = max(tally.slowest_start_s, report.get("seconds", 0.0))


def wait_for(process: Any, line: str) -> None:
    until = time.monotonic() + 60
    while process.is_running and line not in process.stdout.splitlines():
        assert time.monotonic() < until
        time.sleep(0.01)


def rounds(life: Any, seed: int, number: int, *, small: tuple[int, ...], every_bulk: int) -> Tally:
    """Kill the writers of one folder so many times, with ``small`` by turns."""
    chance, tally = random.Random(seed), Tally()
    for at in range(number):
        one_round(life, chance, tally, small=small[at % len(small)], with_bulk=at % every_bulk == every_bulk - 1)
    tally.acknowledged = life.acknowledged
    return tally


def test_kills_at_twenty_random_instants(new_life: Callable[[str], Any], together: Any) -> None:
    """Two folders side by side; one counts as large, so that what the kill left of its index is used if sound."""
    plans = [(1, 15, (4000,), 15), (2, 5, (0, 4000), 6)]
    lives = together(
        lambda plan: rounds(new_life(f"life{plan[0]}"), *plan[:2], small=plan[2], every_bulk=plan[3]), plans
    )
    assert sum(tally.rounds for tally in lives) == 20
    assert [problem for tally in lives for problem in tally.problems] == []
    assert sum(tally.acknowledged for tally in lives) > 20


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_kills_at_three_hundred_random_instants(new_life: Callable[[str], Any], together: Any) -> None:
    started = time.monotonic()
    lives = together(
        lambda seed: rounds(new_life(f"life{seed}"), seed, 150, small=(0, 4000), every_bulk=25), [300, 301]
    )
    _note(lives, time.monotonic() - started)
    assert [problem for tally in lives for problem in tally.problems] == []


def _note(lives: list[Tally], seconds: float) -> None:
    """Keep the figures of the long run where the next one can be compared with them."""
    problems = [problem for tally in lives for problem in tally.problems]
    lost = sum(" is lost" in problem for problem in problems)
    FIGURES.write_text(
        f"""# Durability: what the long run showed

`make soak` kills a writing process (SIGKILL) at random instants, starts the store again after each and looks at every
article: its text, its passages, their vectors, and whether both legs find it. Every other start takes the index for a
large one, so that what the kill left of it is used where it is sound. This page is written by
`tests/durability/test_kill_at_random.py`.

| what | figure |
| --- | --- |
| rounds | {sum(t.rounds for t in lives)} |
| writes acknowledged | {sum(t.acknowledged for t in lives):,} |
| acknowledged articles lost | {lost} |
| other faults found | {len(problems) - lost} |
| generations rebuilt after a kill | {sum(t.rebuilt for t in lives)} |
| starts at which a leg was found damaged and the other answered alone | {sum(t.degraded for t in lives)} |
| slowest start | {max(t.slowest_start_s for t in lives):.1f} s |
| the whole run, two folders side by side | {seconds:,.0f} s |
""",
        "utf-8",
    )
