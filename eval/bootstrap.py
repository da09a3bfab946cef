"""How far a score could be off: percentile bootstrap over questions (Efron, Annals of Statistics 1979)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval.measures import Share

ROUNDS = 2000
SEED = 20_261_122


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


def interval(shares: Sequence[Share]) -> Interval:
    """Return the 95 % interval of the sum earned over the sum possible; (nan, nan) of nothing. The same every time."""
    if not shares:
        return Interval(float("nan"), float("nan"))
    table = np.asarray(shares, dtype=np.float64)
    return Interval(*np.quantile(_resampled(table, _draws(len(table))), (0.025, 0.975)).tolist())


def paired_difference(before: Sequence[Share], after: Sequence[Share]) -> tuple[float, Interval, float]:
    """Compare two runs over the same questions in the same order: difference, its interval, two-sided p.

    Paired bootstrap: Efron & Tibshirani 1993, chapter 16; for systems, Koehn, EMNLP 2004.

    :raises ValueError: if the runs are not of equal length, or empty.
    """
    if len(before) != len(after) or not before:
        raise ValueError(f"paired runs need the same questions, got {len(before)} and {len(after)}")
    first, second = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    draws = _draws(len(first))
    differences = _resampled(second, draws) - _resampled(first, draws)
    observed = float(_ratio(second.sum(axis=0)) - _ratio(first.sum(axis=0)))
    tail = min(float((differences <= 0).mean()), float((differences >= 0).mean()))
    low, high = np.quantile(differences, (0.025, 0.975)).tolist()
    return observed, Interval(low, high), min(1.0, 2 * tail)


def _draws(size: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(0, size, size=(ROUNDS, size))


def _resampled(table: NDArray[np.float64], draws: NDArray[np.int64]) -> NDArray[np.float64]:
    return _ratio(table[draws].sum(axis=1).T)


def _ratio(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    earned, possible = sums
    shares: NDArray[np.float64] = np.divide(earned, possible, out=np.zeros_like(earned), where=possible > 0)
    return shares
