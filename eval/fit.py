"""Weights fitted to examples: the right candidate of many, and whether to answer with the best."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.refuse import LEAST_TO_ANSWER
from qa.weights import total

_ROUNDS = 1500
_RATE = 0.05
_REFUSED = 0.035
"""Share of right findings that is given up so that wrong ones are refused; of articles not learned from, three times
as many fall below."""


@dataclass(frozen=True, slots=True)
class Draw:
    """The candidates of one question by feature, which of them are right, and how much the question counts."""

    rows: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What speaks for answering with the best finding of a question, whether it is right, and how much it counts."""

    features: dict[str, float]
    is_right: bool
    weight: float = 1.0


def fit_listwise(draws: Sequence[Draw], shrink: float) -> dict[str, float]:
    """Return the weights that make the right candidates of each draw likeliest (Adam, Kingma and Ba, ICLR 2015)."""
    names = sorted({name for draw in draws for row in draw.rows for name in row})
    matrix = _matrix([row for draw in draws for row in draw.rows], names)
    right = np.array([is_right for draw in draws for is_right in draw.right])
    sizes = np.array([len(draw.rows) for draw in draws])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    counts = np.array([draw.weight for draw in draws])

    def shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = values / np.repeat(np.add.reduceat(values, starts), sizes)
        return found

    weights = np.zeros(len(names))
    moment, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _ROUNDS + 1):
        totals = matrix @ weights
        share = shares(np.exp(totals - np.repeat(np.maximum.reduceat(totals, starts), sizes)))
        aim = shares(np.where(right, share, 0.0))
        slope = (np.repeat(counts, sizes) * (aim - share)) @ matrix / counts.sum() - shrink * weights
        moment, spread = 0.9 * moment + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights += _RATE * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def fit_logistic(examples: Sequence[Chosen]) -> dict[str, float]:
    """Return weights and ``bias`` of a logistic regression."""
    names = sorted({name for one in examples for name in one.features})
    matrix = np.hstack([_matrix([one.features for one in examples], names), np.ones((len(examples), 1))])
    aim = np.array([float(one.is_right) for one in examples])
    counts = np.array([one.weight for one in examples])
    weights = np.zeros(len(names) + 1)
    for _ in range(8000):
        share = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = (counts * (aim - share)) @ matrix / counts.sum()
        slope[:-1] -= 0.002 * weights[:-1]
        weights += 0.5 * slope
    return {**dict(zip(names, weights[:-1].tolist(), strict=True)), "bias": float(weights[-1])}


def with_bias(weights: dict[str, float], draws: Sequence[Draw]) -> dict[str, float]:
    """Add the constant that puts the best right candidates of the draws at a score of about 0.8 on average."""
    best = [max(total(weights, row) for row, right in zip(d.rows, d.right, strict=True) if right) for d in draws]
    return {**weights, "bias": math.log(4) - float(np.mean(best))}


def with_refusals(weights: dict[str, float], examples: Sequence[Chosen], share: float = _REFUSED) -> dict[str, float]:
    """Move the constant so that a share of the right findings falls below `LEAST_TO_ANSWER` and is refused."""
    totals = [total(weights, one.features) for one in examples if one.is_right]
    limit = math.log(LEAST_TO_ANSWER / (1 - LEAST_TO_ANSWER))
    return {**weights, "bias": weights["bias"] + limit - float(np.quantile(totals, share))}


def hits(weights: dict[str, float], draws: Sequence[Draw]) -> float:
    """Return the share of draws whose best candidate is right."""
    won = [d.right[int(np.argmax([total(weights, row) for row in d.rows]))] for d in draws]
    return float(np.mean(won)) if won else 0.0


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])
