"""What stands above a sentence is read with it: «It costs 26 million» leans on the sentence that says what «it» is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.matching import Term
from qa.pool import Indices, Matrix
from vectorstore.document import Document

BEFORE = 2
"""Sentences of its paragraph that a sentence may lean on, nearest last to be forgotten."""

_SHARES = (0.9, 0.8)
"""What a term counts that the sentence before meets, and the one before that."""

_TOP_SHARE = 0.7
"""What a term counts that the article's top meets: its title and first words say what all of it is about."""

_GAP = 0.3
"""By how much better than its top an article must meet a term, for the top to leave it out."""

_LEAST = 0.3
_AS_WELL = 0.15
"""Strength from which an article says a term at all, and by how much less than at its best it still says it."""

HELD = 0.5
"""Strength from which a sentence holds a term."""

Column = NDArray[np.float64]
"""One feature of every sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class Above:
    """Sentences as rows of `qa.pool.Pool.strengths`, with what stands above each.

    ``before``: the `BEFORE` sentences before it in its paragraph, nearest first, shape (n, BEFORE); ``top``: the first
    of its article, shape (n, any); ``articles``: the number of its article, whose rows begin at ``starts``.
    """

    rows: Indices
    before: Indices
    top: Indices
    articles: Indices
    starts: Indices


def before(document: Document, index: int) -> list[int]:
    """Return the indices of the sentences before a sentence in its paragraph, nearest first, at most `BEFORE`."""
    spans, found = document.sentences, list[int]()
    while index > 0 and len(found) < BEFORE and "\n" not in document.text[spans[index - 1].end : spans[index].start]:
        index -= 1
        found.append(index)
    return found


def upward(terms: Sequence[Term], strengths: Matrix, above: Above) -> dict[str, Column]:
    """Return how well sentences meet a question together with what stands above them, never with what is below.

    ``upward``: the share of all terms; ``upward_detail``: of what is asked of the topic, 0.5 where that is nothing;
    ``upward_local``: terms weighted by how few sentences of the article hold them; ``article``: how well the article as
    a whole meets the terms, weighted by how few of the articles do. A term that nothing meets counts in no local share.
    ``beyond_title``, ``beyond_top``: the share of what the article meets and its first sentence, or all of its top,
    does not; 0.5 where that is nothing. ``only``: how many of the details, out of two, the sentence alone says as well
    as its article ever does.
    """
    weight = np.array([term.weight for term in terms])
    own = weight * np.array([not term.is_scope for term in terms], dtype=bool)
    lower = [share * strengths[above.before[:, at]] for at, share in enumerate(_SHARES)]
    own_met, title, top = strengths[above.rows], strengths[above.top[:, 0]], strengths[above.top].max(axis=1)
    met = np.maximum.reduce([own_met, *lower, _TOP_SHARE * top])
    all_rows = strengths[:-1]
    holding = np.add.reduceat(all_rows >= HELD, above.starts, axis=0, dtype=np.int64)
    sizes = np.diff(above.starts, append=len(all_rows))
    best = np.maximum.reduceat(all_rows, above.starts, axis=0)
    articles = rarity(weight, (best >= HELD).sum(axis=0), np.array(len(best)))
    return {
        "upward": share_met(met, np.broadcast_to(weight, met.shape), 0.0),
        "upward_detail": share_met(met, np.broadcast_to(own, met.shape), 0.5),
        "upward_local": share_met(met, rarity(weight, holding, sizes[:, None])[above.articles], 0.0),
        "beyond_title": _beyond(title, own_met, best[above.articles], weight),
        "beyond_top": _beyond(top, own_met, best[above.articles], weight),
        "only": _only(strengths, best, own > 0, above),
        "article": share_met(best, np.broadcast_to(articles, best.shape), 0.0)[above.articles],
    }


def _beyond(top: Matrix, own: Matrix, best: Matrix, weight: Column) -> Column:
    """Return the share of what an article meets at its ``best``, and its top does not, that sentences meet themselves.

    The top names the topic, so that its words tell no sentence of the article from another. 0.5 where it meets all.
    """
    gap = best - top
    gap = np.where(gap >= _GAP, gap, 0.0)
    closed = np.divide(np.maximum(0.0, own - top), gap, out=np.zeros(gap.shape), where=gap > 0)
    return share_met(closed, weight * gap, 0.5)


def _only(strengths: Matrix, best: Matrix, chosen: NDArray[np.bool_], above: Above) -> Column:
    """Return, halved, how many of the chosen terms no other sentence of an article meets about as well as this one."""
    reached = np.where(best >= _LEAST, best - _AS_WELL, np.inf)
    sizes = np.diff(above.starts, append=len(strengths) - 1)
    as_well = strengths[:-1] >= np.repeat(reached, sizes, axis=0)
    alone = np.add.reduceat(as_well, above.starts, axis=0, dtype=np.int64) == 1
    found: Column = (as_well[above.rows] & alone[above.articles] & chosen).sum(axis=1) / 2.0
    return found


def rarity(weight: Column, holding: Indices, total: Indices) -> Column:
    """Return weights that grow with how few of a total hold a term; nothing for a term that none holds."""
    found: Column = weight * np.log1p((total - holding + 0.5) / (holding + 0.5)) * (holding > 0)
    return found


def share_met(met: Matrix, weight: Column, otherwise: float) -> Column:
    """Return for every row the weighted share of the terms that is met; ``otherwise`` where nothing weighs."""
    total = weight.sum(axis=1)
    found: Column = np.divide((weight * met).sum(axis=1), total, out=np.full(len(met), otherwise), where=total > 0)
    return found
