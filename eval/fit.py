"""Weights fitted to examples: the right candidate of many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.weights import total

_ROUNDS = 1500
_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Draw:
    """The candidates of one question by feature, which of them are right, and how much the question counts."""

    rows: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    weight: float = 1.0


def fit_listwise(draws: Sequence[Draw], shrink: float, rounds: int = _ROUNDS) -> dict[str, float]:
    """Return the weights that make the right candidates of each draw likeliest (Adam, Kingma and Ba, ICLR 2015)."""
    names = sorted({name for draw in draws for row in draw.rows for name in row})
    matrix = matrix_of([row for draw in draws for row in draw.rows], names)
    right = np.array([is_right for draw in draws for is_right in draw.right])
    sizes = np.array([len(draw.rows) for draw in draws])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    counts = np.array([draw.weight for draw in draws])

    def shares(values: NDArray[np.float64]) -> NDArray[np.float64]:
        found: NDArray[np.float64] = values / np.repeat(np.add.reduceat(values, starts), sizes)
        return found

    weights = np.zeros(len(names))
    moment, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, rounds + 1):
        totals = matrix @ weights
        share = shares(np.exp(totals - np.repeat(np.maximum.reduceat(totals, starts), sizes)))
        aim = shares(np.where(right, share, 0.0))
        slope = (np.repeat(counts, sizes) * (aim - share)) @ matrix / counts.sum() - shrink * weights
        moment, spread = 0.9 * moment + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights += _RATE * (moment / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, weights.tolist(), strict=True))


def with_bias(weights: dict[str, float], draws: Sequence[Draw]) -> dict[str, float]:
    """Add the constant that puts the best right candidates of the draws at a score of about 0.8 on average."""
    best = [max(total(weights, row) for row, right in zip(d.rows, d.right, strict=True) if right) for d in draws]
    return {**weights, "bias": math.log(4) - float(np.mean(best))}


def hits(weights: dict[str, float], draws: Sequence[Draw]) -> float:
    """Return the share of draws whose best candidate is right."""
    won = [d.right[int(np.argmax([total(weights, row) for row in d.rows]))] for d in draws]
    return float(np.mean(won)) if won else 0.0


def matrix_of(rows: Sequence[dict[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    """Return features as columns in the order of their names; 0 where a row has none."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])
