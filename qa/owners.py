"""Which words of a sentence go with which of its figures: «17 in Brandenburg and eleven in Saxony-Anhalt»."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.matching import SentenceView, Term
from qa.units import Quantity

_JOINING = frozenset({"and", "but", "while", "whereas", "against", "compared", "then"})
_WRITTEN_ON = ("وال", "وو", "ولل")
"""How Arabic words begin that have «and» written on to their front."""

_MET = 0.3
"""Strength from which a term stands in a sentence."""


def rivals(view: SentenceView, figure: Quantity, figures: Sequence[Quantity]) -> tuple[list[Quantity], int]:
    """Return the figures of a figure's kind, itself among them, and where it stands there.

    A number right behind another belongs to it («17 4-star hotels») and stands for none of its own.
    """
    alike: list[Quantity] = []
    at = 0
    for other in figures:
        if other.kind == figure.kind or other.start == figure.start:
            if not alike or view.text[alike[-1].tail : other.start].strip():
                alike.append(other)
            if other.start == figure.start:
                at = len(alike) - 1
    return alike or [figure], at


def parts_of(view: SentenceView, figures: Sequence[Quantity]) -> list[range]:
    """Return for figures in order the tokens that go with each, cut so that every token goes with one of them.

    Between two figures a sentence is cut at a stop, a comma or «and»; where several stand there, at the first if the
    words of a figure stand before it in this sentence, else at the last.
    """
    places = [_place(view, figure) for figure in figures]
    gaps = list(pairwise(places))
    borders = [_borders(view, one.stop, other.start) for one, other in gaps]
    is_before = _stand_before(view, gaps, borders)
    cuts = [0]
    for (one, other), found in zip(gaps, borders, strict=True):
        cut = (found[0] if is_before else found[-1]) if found else _before_small_words(view, one.stop, other.start)
        cuts.append(max(cut, cuts[-1]))
    cuts.append(len(view.tokens))
    return [range(min(a, p.start), max(b, p.stop)) for (a, b), p in zip(pairwise(cuts), places, strict=True)]


def owned_elsewhere(terms: Sequence[Term], met: NDArray[np.float32], parts: Sequence[range], at: int) -> float:
    """Return the share of some terms, in [0, 1], that stand with another figure of a sentence and not with one.

    What stands with the first figure counts for none of the others: there mostly stands what is said of all.
    """
    others = [part for i, part in enumerate(parts) if i not in (0, at)]
    weight = np.array([term.weight for term in terms])
    if not others or not weight.sum():
        return 0.0
    strength = np.stack([met[:, part.start : part.stop].max(axis=1, initial=0.0) for part in parts], axis=1)
    best = strength.max(axis=1)
    share = np.divide(strength, best[:, None], out=np.zeros_like(strength), where=best[:, None] >= _MET)
    elsewhere = np.delete(share, sorted({0, at}), axis=1).max(axis=1)
    return float(weight @ np.maximum(0.0, elsewhere - share[:, at]) / weight.sum())


def _place(view: SentenceView, figure: Quantity) -> range:
    """Return the tokens of a figure, its unit and what is written on to it."""
    first = next((i for i, t in enumerate(view.tokens) if t.end > figure.start), len(view.tokens) - 1)
    last = next((i for i, t in enumerate(view.tokens) if t.start >= figure.tail), len(view.tokens))
    return range(first, max(last, first + 1))


def _borders(view: SentenceView, start: int, end: int) -> list[int]:
    """Return the tokens from ``start`` to ``end`` before which a border stands."""
    fine = view.clauses[0]
    return [
        at
        for at in range(start, min(end, len(view.tokens) - 1) + 1)
        if at > 0 and ((fine[at] != fine[at - 1] and not _opens(view, at, end)) or (at < end and _joins(view, at)))
    ]


def _opens(view: SentenceView, at: int, end: int) -> bool:
    """Tell whether only a bracket opens before a figure: «Quỳnh Lưu (44 người)»."""
    return at == end and view.text[: view.tokens[at].start].rstrip().endswith("(")


def _joins(view: SentenceView, at: int) -> bool:
    token = view.tokens[at]
    is_and = token.pos == "f" and not _JOINING.isdisjoint(token.glosses[:1])
    return is_and or (view.document.language == "ar" and token.key.startswith(_WRITTEN_ON))


def _stand_before(view: SentenceView, gaps: Sequence[tuple[range, range]], borders: Sequence[list[int]]) -> bool:
    """Tell whether the words of a figure stand before it: whether more does between a border and the next figure."""
    behind = ahead = 0
    for (one, other), found in zip(gaps, borders, strict=True):
        if found:
            behind += _content(view, one.stop, found[0])
            ahead += _content(view, found[-1], other.start)
    return ahead >= behind


def _content(view: SentenceView, start: int, end: int) -> int:
    return sum(token.pos in "np" for token in view.tokens[start:end])


def _before_small_words(view: SentenceView, start: int, end: int) -> int:
    while end > start and view.tokens[end - 1].pos == "f":
        end -= 1
    return end
