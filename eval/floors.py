"""The scores that must be reached: ``eval/scores.toml``, a reviewed file beside the command that measures them."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.errors import EvalError
from eval.measures import LOWER_IS_BETTER
from eval.result import Result
from eval.scores import SCORED, Score, score

SCORES = Path(__file__).parent / "scores.toml"

_HEAD = """\
# The scores `qa eval --gate` must reach; below a floor it ends with exit code 3 and names the questions lost.
# Raise a floor by a reviewed diff (`qa eval record RUN` writes this file anew); lower none without saying why.
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """One score that must be reached: of a set and split, for all questions or those of one ``language``.

    ``floor`` is in [0, 1], ``date`` ISO 8601: when it was set; ``command`` measures it.
    """

    set: str
    split: str
    measure: str
    floor: float
    date: str
    command: str
    language: str = "all"


def read_floors(path: Path = SCORES) -> list[Floor]:
    """Read the floors in the order of the file.

    :raises EvalError: naming the entry, if the file is missing or an entry is wrong.
    """
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("score", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EvalError(f"{path} cannot be read: {error}") from error
    return [_floor(entry, f"{path.name}, score {number}") for number, entry in enumerate(entries, 1)]


def write_floors(floors: Iterable[Floor], path: Path = SCORES) -> None:
    """Write floors as `read_floors` reads them."""
    blocks = []
    for floor in floors:
        pairs = [("set", floor.set), ("split", floor.split), ("language", floor.language), ("measure", floor.measure)]
        lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in pairs]
        lines += [f"floor = {floor.floor:.3f}", f"date = {floor.date}", f"command = {json.dumps(floor.command)}"]
        blocks.append("\n".join(["[[score]]", *lines, ""]))
    path.write_text("\n".join([_HEAD, *blocks]), "utf-8")


def results_of(floor: Floor, results: Sequence[Result]) -> list[Result]:
    """Return the results a floor is about; none unless all of its split was run."""
    of_set = [result for result in results if result.set == floor.set]
    if floor.split == "all" and len({result.question.split for result in of_set}) < 2:
        return []
    of_split = [result for result in of_set if floor.split in ("all", result.question.split)]
    return [result for result in of_split if floor.language in ("all", result.question.language)]


def measured(floor: Floor, results: Sequence[Result]) -> Score:
    """Return the score of a floor's measure; its value is nan where there is nothing to measure."""
    return score(floor.measure, results_of(floor, results), with_interval=False)


def raised(floors: Iterable[Floor], results: Sequence[Result], date: str) -> list[Floor]:
    """Return the floors at one question less than a run reached; those it did not measure stay.

    One question, since a tie may fall otherwise on another machine.
    """
    return [_at(floor, measured(floor, results), date) for floor in floors]


def _at(floor: Floor, found: Score, date: str) -> Floor:
    if not found.n:
        return floor
    value = max(0, int((found.value - 1 / found.n) * 1000 + 1e-9)) / 1000
    return floor if value == floor.floor else replace(floor, floor=value, date=date)


def _floor(entry: dict[str, object], where: str) -> Floor:
    try:
        floor = Floor(**{**entry, "date": str(entry["date"])})  # type: ignore[arg-type]
    except (KeyError, TypeError) as error:
        raise EvalError(f"{where}: {error}; it needs set, split, measure, floor, date and command.") from error
    if floor.measure not in SCORED or floor.measure in LOWER_IS_BETTER:
        raise EvalError(f"{where}: {floor.measure!r} cannot have a floor; choose one of {', '.join(SCORED)}.")
    if floor.split not in ("tune", "keep", "all") or not 0 <= floor.floor <= 1:
        raise EvalError(f"{where}: split is tune, keep or all, and floor is in [0, 1].")
    return floor
