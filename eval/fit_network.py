"""The network of `qa.network` fitted to examples, beside a weighted sum of the features that a sentence has anyhow."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.fit import Draw, matrix_of
from qa.network import HIDDEN, INPUTS, MET, models_of, network
from qa.weights import Models, using

FEATURE = "network"
"""What the network says, as a feature of a sentence."""

_BATCH = 256
_RATE = 0.004
_DROPPED = 0.3
"""Share of the hidden units that are left out for a draw (dropout, Srivastava et al., JMLR 2014)."""

_SHRINK, _SHRINK_NETWORK = 0.001, 0.0003
"""L2 penalties, of the weighted sum and of the network."""

_Numbers = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Some draws end to end: ``draw`` says which one a row is of, ``terms`` 1 where a draw has a term, else padding."""

    features: _Numbers
    met: _Numbers
    asked: _Numbers
    terms: _Numbers
    right: NDArray[np.bool_]
    draw: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: _Numbers


def fit_network(draws: Sequence[Draw], epochs: int, seed: int = 0) -> Models:
    """Return the network that makes the right candidates likeliest (Adam, Kingma and Ba, ICLR 2015).

    The rate falls to 0 with the cosine of the steps done. What `Draw.met` lacks is not learned from.
    """
    draws = [draw for draw in draws if draw.met.size]
    names = sorted({name for draw in draws for row in draw.rows for name in row} - {FEATURE})
    rows = [matrix_of(draw.rows, names).astype(np.float32) for draw in draws]
    chance = np.random.default_rng(seed)
    own = [
        np.zeros(len(names)),
        chance.normal(0, 0.15, (len(INPUTS), HIDDEN)),
        np.zeros(HIDDEN),
        chance.normal(0, 0.05, HIDDEN),
    ]
    moments, spreads = [np.zeros_like(one) for one in own], [np.zeros_like(one) for one in own]
    size = min(_BATCH, max(1, len(draws)))
    steps = epochs * (len(draws) // size)
    step = 0
    for _ in range(epochs):
        order = chance.permutation(len(draws))
        for at in range(0, len(draws) - size + 1, size):
            chosen = order[at : at + size]
            batch = _batched([draws[i] for i in chosen], [rows[i] for i in chosen])
            slopes = _slopes(own, batch, chance)
            step += 1
            rate = _RATE * (1 + np.cos(np.pi * step / steps)) / 2
            for i, slope in enumerate(slopes):
                moments[i] = 0.9 * moments[i] + 0.1 * slope
                spreads[i] = 0.999 * spreads[i] + 0.001 * slope**2
                own[i] += rate * (moments[i] / (1 - 0.9**step)) / (np.sqrt(spreads[i] / (1 - 0.999**step)) + 1e-8)
    return models_of(own[1], own[2], own[3])


def with_network(draws: Sequence[Draw], models: Models) -> list[Draw]:
    """Return draws whose rows say what a network says for them, in place of what another one said."""
    with using(models):
        return [_told(draw) for draw in draws]


def _told(draw: Draw) -> Draw:
    if not draw.met.size:
        return draw
    said = network(draw.asked, draw.met).tolist()
    return replace(draw, rows=tuple({**row, FEATURE: value} for row, value in zip(draw.rows, said, strict=True)))


def _batched(draws: Sequence[Draw], rows: Sequence[_Numbers]) -> _Batch:
    sizes = [len(draw.rows) for draw in draws]
    most = max(len(draw.asked) for draw in draws)
    asked = np.zeros((len(draws), most, len(INPUTS) - len(MET)), dtype=np.float32)
    met = np.zeros((sum(sizes), most, len(MET)), dtype=np.float32)
    terms = np.zeros((len(draws), most), dtype=np.float32)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.int64)
    for i, (draw, start) in enumerate(zip(draws, starts, strict=True)):
        asked[i, : len(draw.asked)] = draw.asked
        terms[i, : len(draw.asked)] = 1.0
        met[start : start + sizes[i], : len(draw.asked)] = draw.met
    return _Batch(
        np.concatenate(rows),
        met,
        asked,
        terms,
        np.array([is_right for draw in draws for is_right in draw.right]),
        np.repeat(np.arange(len(draws)), sizes),
        starts,
        np.array([draw.weight for draw in draws], dtype=np.float32),
    )


def _slopes(
    own: Sequence[NDArray[np.float64]], batch: _Batch, chance: np.random.Generator
) -> list[NDArray[np.float64]]:
    """Return the slopes of the mean log likelihood of the right candidates, less the penalties."""
    weights, inner, bias, outer = [one.astype(np.float32) for one in own]
    kept = (chance.random((len(batch.starts), HIDDEN)) >= _DROPPED).astype(np.float32) / (1 - _DROPPED)
    known = batch.asked @ inner[len(MET) :] + bias
    before: _Numbers = batch.met @ inner[: len(MET)] + known[batch.draw]
    passed = (before > 0) * batch.terms[batch.draw][:, :, None] * kept[batch.draw][:, None, :]
    summed = (before * passed).sum(axis=1)
    totals = batch.features @ weights + summed @ outer

    def shares(values: _Numbers) -> _Numbers:
        found: _Numbers = np.divide(values, np.add.reduceat(values, batch.starts)[batch.draw], dtype=np.float32)
        return found

    share = shares(np.exp(totals - np.maximum.reduceat(totals, batch.starts)[batch.draw]))
    slope = (shares(np.where(batch.right, share + 1e-30, 0.0)) - share) * batch.counts[batch.draw] / batch.counts.sum()
    back: _Numbers = passed * (slope[:, None] * outer)[:, None, :]
    of_draw = np.add.reduceat(back, batch.starts, axis=0)
    of_met = np.einsum("rti,rth->ih", batch.met, back, optimize=True)
    of_asked = np.einsum("dti,dth->ih", batch.asked, of_draw, optimize=True)
    return [
        (slope @ batch.features).astype(np.float64) - _SHRINK * own[0],
        np.concatenate([of_met, of_asked]).astype(np.float64) - _SHRINK_NETWORK * own[1],
        of_draw.sum(axis=(0, 1)).astype(np.float64),
        (slope @ summed).astype(np.float64) - 4 * _SHRINK_NETWORK * own[3],
    ]
