"""Whether to answer with the best finding: weights and threshold, from findings that were held out.

What a mistake costs is said here and nowhere else. A right finding refused and a question that nothing answers, yet
answered, are equally bad; a wrong finding cannot become a right answer by refusing, which only spares the reader one.
Twins without evidence are many and alike: together they count about as much as the questions that nobody can answer.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from eval.fit import matrix_of
from qa.refuse import LEAST_TO_ANSWER
from qa.weights import total

Outcome = Literal["right", "wrong", "unanswerable", "twin"]

COSTS: dict[Outcome, float] = {"right": 1.0, "unanswerable": 1.0, "twin": 0.3, "wrong": 0.2}
"""What it costs to refuse a right finding, and to answer with each of the others."""

MOST_REFUSED = 0.015
"""Share of the right findings, held out, that may be refused, whatever is spared by it.

From .015 to .05 the right answers and the right refusals together are as many; of articles that nobody looked at while
words and signs were written, three to four times as many right findings fall below, so the least of them is taken.
"""

_WEIGHTS: dict[Outcome, float] = {"right": 1.0, "unanswerable": 2.0, "twin": 0.8, "wrong": 0.3}
"""How much an example counts in the fit: what no article says is rarer among them than it is among questions."""

_SHRINK = 0.02
"""L2 penalty an example, of weights of features on one scale: many of them say nearly the same."""

_STEPS = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """What speaks for answering with the best finding of a question, what it is, and the fold of its article."""

    features: dict[str, float]
    outcome: Outcome
    fold: int


def fit_answer(examples: Sequence[Chosen]) -> dict[str, float]:
    """Return weights and ``bias``, such that findings at `LEAST_TO_ANSWER` or above are to be answered with.

    The threshold is chosen on scores of examples whose fold the weights were not fitted to.

    :raises ValueError: if fewer than two folds have examples, or none is right.
    """
    weights = _fit(examples)
    limit = cheapest(held_out_totals(examples), [one.outcome for one in examples])
    least = math.log(LEAST_TO_ANSWER / (1 - LEAST_TO_ANSWER))
    return {**weights, "bias": weights["bias"] + least - limit}


def held_out_totals(examples: Sequence[Chosen]) -> NDArray[np.float64]:
    """Return the total of each example under weights fitted to the other folds.

    :raises ValueError: if fewer than two folds have examples.
    """
    folds = {one.fold for one in examples}
    if len(folds) < 2:
        raise ValueError(f"{len(folds)} folds have examples, 2 are needed: learn from more articles.")
    found = np.zeros(len(examples))
    for fold in folds:
        weights = _fit([one for one in examples if one.fold != fold])
        for i, one in enumerate(examples):
            if one.fold == fold:
                found[i] = total(weights, one.features)
    return found


def cheapest(totals: NDArray[np.float64], outcomes: Sequence[Outcome]) -> float:
    """Return the least total to answer with that costs least by `COSTS`, `MOST_REFUSED` of the right ones at most.

    :raises ValueError: if none is right.
    """
    right = np.array([outcome == "right" for outcome in outcomes])
    if not right.any():
        raise ValueError("no finding of the examples is right; a threshold needs some that are.")
    costs = np.array([COSTS[outcome] for outcome in outcomes])
    highest = float(np.quantile(totals[right], MOST_REFUSED))

    def cost(limit: float) -> float:
        return float(costs[right & (totals < limit)].sum() + costs[~right & (totals >= limit)].sum())

    return min([*(float(one) for one in np.unique(totals) if one <= highest), highest], key=cost)


def shares_refused(examples: Iterable[Chosen]) -> dict[str, float]:
    """Return what share of the findings of each outcome falls below the threshold where they are held out."""
    examples = list(examples)
    totals, outcomes = held_out_totals(examples), [one.outcome for one in examples]
    limit = cheapest(totals, outcomes)
    return {
        outcome: float(np.mean([t < limit for t, own in zip(totals, outcomes, strict=True) if own == outcome]))
        for outcome in sorted(set(outcomes))
    }


def _fit(examples: Sequence[Chosen]) -> dict[str, float]:
    """Return weights and ``bias`` of a logistic regression (Newton's method), features brought to one scale."""
    names = sorted({name for one in examples for name in one.features})
    raw = matrix_of([one.features for one in examples], names)
    mean, spread = raw.mean(axis=0), raw.std(axis=0)
    spread[spread < 1e-9] = 1.0
    matrix = np.hstack([(raw - mean) / spread, np.ones((len(raw), 1))])
    aim = np.array([float(one.outcome == "right") for one in examples])
    counts = np.array([_WEIGHTS[one.outcome] for one in examples])
    counts = counts / counts.mean()
    shrink = np.append(np.full(len(names), _SHRINK), 0.0)
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (counts * (aim - share)) / len(aim) - shrink * weights
        bend = (matrix * (counts * share * (1 - share))[:, None]).T @ matrix / len(aim) + np.diag(shrink + 1e-9)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    own = weights[:-1] / spread
    return {**dict(zip(names, own.tolist(), strict=True)), "bias": float(weights[-1] - own @ mean)}
