"""The gate: has quality fallen below a floor, and which questions were lost."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from eval.floors import Floor, measured, results_of
from eval.result import Result

QUALITY_FELL = 3
"""The exit code that means it, and nothing else."""

PASSING = Path(__file__).parent / "passing.txt"
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A floor that was not reached; ``value`` is nan if there was nothing left to measure."""

    floor: Floor
    value: float


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the gate found. ``lost`` and ``gained`` are against the saved passing list, as ``set/id``."""

    checked: int
    shortfalls: tuple[Shortfall, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Every floor is reached."""
        return not self.shortfalls


def rule(floors: Sequence[Floor], passing: Collection[str], results: Sequence[Result]) -> Ruling:
    """Hold a run against the floors; those of sets, splits and languages that were not run are left out.

    :raises EvalError: if no floor is about what was run.
    """
    asked = [floor for floor in floors if results_of(floor, results)]
    if not asked:
        raise EvalError("No floor of scores.toml is about what was run; run the default sets, whole, with --gate.")
    found = [Shortfall(floor, measured(floor, results).value) for floor in asked]
    fallen = tuple(each for each in found if not each.value >= each.floor.floor - ROUNDING)
    now = passed(results)
    ran = {f"{result.set}/{result.id}" for result in results}
    lost = sorted((set(passing) & ran) - now)
    return Ruling(len(asked), fallen, tuple(lost), tuple(sorted(now - set(passing))))


def passed(results: Iterable[Result]) -> set[str]:
    """Return the questions that passed, as ``set/id``."""
    return {f"{result.set}/{result.id}" for result in results if result.is_passed}


def read_passing(path: Path = PASSING) -> set[str]:
    """Read the saved passing list; empty if there is none yet."""
    return set(path.read_text("utf-8").split()) if path.exists() else set()


def write_passing(results: Iterable[Result], path: Path = PASSING) -> None:
    """Save which questions pass, one a line, sorted, so that a change is a readable diff."""
    path.write_text("".join(f"{name}\n" for name in sorted(passed(results))), "utf-8")
