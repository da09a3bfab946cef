"""Scores of a run: headline figures with intervals, by language, by kind, and the language matrix."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import interval
from eval.golden import KIND_ALIASES
from eval.measures import CONSISTENCY, MEASURES, latency, shares
from eval.result import Result

HEADLINES = (
    "answer accuracy",
    "recall@5",
    "MRR@10",
    "nDCG@10",
    "citation precision",
    "citation recall",
    "refusal precision",
    "refusal recall",
    "support rate",
    CONSISTENCY,
)
SCORED = (*MEASURES, CONSISTENCY)


@dataclass(frozen=True, slots=True)
class Score:
    """A measure over ``n`` questions (or groups of them): ``value`` in [0, 1] with its 95 % interval."""

    measure: str
    value: float
    low: float
    high: float
    n: int


Matrix = Mapping[tuple[str, str], Score]
"""By question language and document language."""


def score(measure: str, results: Sequence[Result], *, with_interval: bool = True) -> Score:
    """Return one measure's score; value and interval are nan if it applies to no question.

    :raises KeyError: if there is no such measure.
    """
    values = shares(measure, results).values
    possible = sum(of for _, of in values)
    value = sum(got for got, _ in values) / possible if possible else math.nan
    low, high = interval(values) if with_interval else (math.nan, math.nan)
    return Score(measure, value, low, high, len(values))


def scores(results: Sequence[Result], measures: Iterable[str] = SCORED) -> list[Score]:
    """Return the scores of all measures that apply, in reading order."""
    found = [score(measure, results) for measure in measures]
    return [each for each in found if each.n]


def latencies(results: Sequence[Result]) -> dict[str, float]:
    """Return the p50 and p95 of the answers' wall time, in milliseconds."""
    return {"latency p50": latency(results, 50), "latency p95": latency(results, 95)}


def by(key: Callable[[Result], str], results: Sequence[Result]) -> dict[str, list[Result]]:
    """Group results by a key, keys in alphabetical order."""
    keys = sorted({key(result) for result in results})
    return {name: [result for result in results if key(result) == name] for name in keys}


def by_language(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Group results by the language of the question."""
    return by(lambda result: result.question.language, results)


def by_kind(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Group results by the kind of question; those that no article answers are kinds of their own."""
    return by(
        lambda result: result.question.unanswerable or KIND_ALIASES.get(result.question.kind, result.question.kind),
        results,
    )


def matrix(measure: str, results: Sequence[Result]) -> Matrix:
    """Return a measure for every question language and document language.

    A question answered by documents of several languages counts in each; one that no document answers in none.
    """
    cells: dict[tuple[str, str], list[Result]] = {}
    for result in results:
        for language in set(result.languages):
            cells.setdefault((result.question.language, language), []).append(result)
    found = {cell: score(measure, rows, with_interval=False) for cell, rows in sorted(cells.items())}
    return {cell: each for cell, each in found.items() if each.n}
