"""Which words of a sentence go with which of its figures: «17 in Brandenburg and eleven in Saxony-Anhalt»."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.borders import STOPS, borders_between, parts_of, place_of
from qa.by_piece import is_rate_word
from qa.changes import is_change
from qa.elided import elides_all, elides_predicate, tells_more
from qa.matching import Term
from qa.role_signs import signs_in
from qa.units import Quantity
from qa.views import SentenceView
from qa.wholes import parts_and_wholes

_RELATIVE = frozenset({"whose", "which", "of which", "who", "whom", "that", "of"})
"""Words by which a figure is told to be a part of the one before."""

_VERB_LAST = ("hi", "bn")
_BESIDE = 2
"""Characters between a figure and what makes it a part of the one before, at most."""

_MET = 0.3
"""Strength from which a term stands in a sentence."""


def rivals(view: SentenceView, figure: Quantity, figures: Sequence[Quantity]) -> tuple[list[Quantity], int]:
    """Return the figures of a figure's kind, itself among them, and where it stands there.

    A number right behind another belongs to it («17 4-star hotels») and stands for none of its own; of a part and its
    whole («163 of the 210») only one stands there.
    """
    alike: list[Quantity] = []
    at = 0
    paired = {one.start: whole.start for one, whole in parts_and_wholes(view)}
    beside = paired.get(figure.start)
    for other in figures:
        is_other_end = other.start == beside or (other.start in paired.values() and other.start != figure.start)
        if is_other_end or paired.get(other.start) == figure.start:
            continue
        if other.kind == figure.kind or other.start == figure.start:
            if not alike or view.text[alike[-1].tail : other.start].strip():
                alike.append(other)
            if other.start == figure.start:
                at = len(alike) - 1
    return alike or [figure], at


def ownership(
    terms: Sequence[Term], met: NDArray[np.float32], view: SentenceView, alike: Sequence[Quantity], at: int
) -> dict[str, float]:
    """Return what share of some terms tells one figure of a sentence from the others, each in [0, 1].

    ``owned``: they stand with another figure and not with this one; ``outdone``: by how much more terms stand with
    another alone than with this one alone. What stands with the first figure counts for none of the others, but for
    what is said of it alone: there mostly stands what is said of all; a unit is of all figures.
    """
    weight = np.array([term.weight for term in terms])
    if len(alike) < 2 or not weight.sum():
        return {"owned": 0.0, "outdone": 0.0}
    met = shared_units(met, view, alike[at], alike)
    share, weight = standing(terms, met, view, alike), weight / weight.sum()
    elsewhere = np.delete(share, sorted({0, at}), axis=1).max(axis=1, initial=0.0)
    owned = weight @ np.maximum(0.0, elsewhere - np.maximum(share[:, at], share[:, 0]))
    second, best = np.sort(share, axis=1)[:, -2:].T
    lead = np.where(share == best[:, None], (best - second)[:, None], 0.0)
    said = _said_of_first(met, view, alike)
    lead[:, 0] = np.minimum(lead[:, 0], said)
    if at and not elides_predicate(view, alike, parts_of(view, alike), at):
        owned += weight @ np.where(share[:, at] < _MET, np.minimum(said, share[:, 0]) - share[:, at], 0.0).clip(0.0)
    alone = weight @ lead
    return {"owned": float(owned), "outdone": float(alone.max() - alone[at])}


def _said_of_first(met: NDArray[np.float32], view: SentenceView, alike: Sequence[Quantity]) -> NDArray[np.float32]:
    """Return how strongly terms are met by what is said of the first of some figures alone, in [0, 1].

    These are verbs and qualities behind it, where the second has its own: «74% satisfied, but 42% complained». Where
    the second begins its part and has nouns behind it, so has the first: «55% go to Hanoi, 25% stay here».
    """
    parts = parts_of(view, alike)
    is_listed = are_listed(view, alike, parts)
    if not is_listed and elides_predicate(view, alike, parts, 1):
        return np.zeros(len(met), dtype=met.dtype)
    start = place_of(view, alike[0]).stop
    strength = _met_by(met, view, range(start, parts[0].stop), "va")
    if is_listed:  # nouns too, but not what is said ahead of all, nor of another: «12,287 groups, 7,700 cooperatives»
        named, ahead, others = (
            _met_by(met, view, places, "np")
            for places in (range(start, parts[0].stop), range(start), range(parts[0].stop, parts[-1].stop))
        )
        strength = np.maximum(strength, np.where(np.maximum(ahead, others) < named, named, 0.0))
    return strength


def _met_by(met: NDArray[np.float32], view: SentenceView, places: range, pos: str) -> NDArray[np.float32]:
    """Return how strongly terms are met by the words of some parts of speech in a stretch of a sentence."""
    found: NDArray[np.float32] = met[:, [i for i in places if view.tokens[i].pos in pos]].max(axis=1, initial=0.0)
    return found


def are_listed(view: SentenceView, alike: Sequence[Quantity], parts: Sequence[range]) -> bool:
    """Tell whether the first two figures each stand before what is said of them: «55% go to Hanoi, 25% stay here».

    A part that a figure is split into is said of it too: «12.5 km of road, of which 7.2 on this side».
    """
    first, second = (place_of(view, figure) for figure in alike[:2])
    if is_part_of_last(view, alike[0], alike[1]) or not borders_between(view, first.stop, second.start):
        return False
    between = view.tokens[parts[1].start : second.start]
    if any(t.pos != "f" or not _RELATIVE.isdisjoint(t.glosses[:2]) for t in between):
        return False
    behind = (view.tokens[own.stop : part.stop] for own, part in zip((first, second), parts, strict=False))
    return all(any(t.pos in "np" and tells_more(t) for t in tokens) for tokens in behind)


def standing(
    terms: Sequence[Term], met: NDArray[np.float32], view: SentenceView, alike: Sequence[Quantity]
) -> NDArray[np.float32]:
    """Return how strongly terms stand with each of some figures in order, beside where they stand most strongly."""
    parts = parts_of(view, alike)
    share = _shares(met, parts, shared_tail(view, alike))
    is_lasting = np.array([term.number is None and tells_more(term.token) for term in terms])
    base = share[:, 0].copy()
    whole = np.zeros(len(met), dtype=share.dtype)
    for i, (one, other) in enumerate(pairwise(alike)):
        if is_change(view, one, other):  # «the number rose from 9,800 to 33,500»: of both
            share[:, i] = share[:, i + 1] = share[:, i : i + 2].max(axis=1)
        if is_part_of_last(view, one, other):  # «in 2023 86,500 came, 12,300 of them from abroad»: in 2023 too
            whole = np.maximum(whole, share[:, i])
        share[:, i + 1] = np.maximum(share[:, i + 1], whole)
        if elides_all(view, alike, parts, i + 1):  # «four died, nine the year before»
            base = base if elides_all(view, alike, parts, i) else share[:, i].copy()
            share[:, i + 1] = np.where(is_lasting, np.maximum(base, share[:, i + 1]), share[:, i + 1])
    return share


def stands_elsewhere(
    terms: Sequence[Term], met: NDArray[np.float32], view: SentenceView, alike: Sequence[Quantity], at: int
) -> float:
    """Return what share of some terms stands with another figure of a sentence, the first too, and not with this one.

    Unlike in `ownership`, the words of the first figure are only its own: they are what a follow-up asks for.
    """
    weight = np.array([term.weight for term in terms])
    if len(alike) < 2 or not weight.sum():
        return 0.0
    share = standing(terms, met, view, alike)
    elsewhere = np.delete(share, at, axis=1).max(axis=1, initial=0.0)
    return float(weight @ np.maximum(0.0, elsewhere - share[:, at]) / weight.sum())


def shared_tail(view: SentenceView, alike: Sequence[Quantity]) -> range:
    """Return the tokens behind the last of some figures that are of all of them, where the verb stands last.

    «गणित में 14 और अंग्रेज़ी में 9 प्रतिशत छात्र फेल हुए»: the students who failed are of both; a figure with a verb of its own
    has its own.
    """
    end = len(view.tokens)
    if view.document.language not in _VERB_LAST or len(alike) < 2:
        return range(end, end)
    for one, other in pairwise(alike):
        between = [i for i, t in enumerate(view.tokens) if one.tail <= t.start and t.end <= other.start]
        border = next(iter(borders_between(view, between[0], between[-1] + 1)), end) if between else end
        if any(view.tokens[i].pos == "v" or (i < border and view.tokens[i].pos != "f") for i in between):
            return range(end, end)
    start = next((i for i, t in enumerate(view.tokens) if t.start >= alike[-1].tail), end)
    fine = view.clauses[0]
    return range(start, next((i for i in range(start, end) if fine[i] != fine[start]), end))


def is_part_of_last(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether a figure is told to be a part of the one before it: «86,500 came, 12,300 of them from abroad».

    Behind a semicolon only where it begins so: «900 books got wet; of these 540 were saved». What is more than the
    figure before it is a part of an earlier one.
    """
    if one.unit == other.unit and other.value > (one.value if one.upper is None else one.upper):
        return False
    signs = [s for s in signs_in(view.text, view.document.language) if s.role == "part"]
    between = view.text[one.tail : other.start]
    edge = max((between.rfind(c) for c in STOPS), default=-1)
    if edge >= 0:
        start = one.tail + edge + 1
        return any(0 <= s.start - start <= _BESIDE and s.start < other.start for s in signs)
    least = 0 if view.document.language in _VERB_LAST else _BESIDE + 1  # «2,300 of them by bicycle and 190 by boat»
    within = [s for s in signs if one.tail + least <= s.start]
    return any(s.end <= other.start or s.start < other.start < s.end for s in within) or (
        view.document.language not in _VERB_LAST and any(0 <= s.start - other.tail <= _BESIDE for s in signs)
    )


def _shares(met: NDArray[np.float32], parts: Sequence[range], tail: range) -> NDArray[np.float32]:
    """Return how strongly each term stands with each figure of a sentence, beside where it stands most strongly.

    What stands in the ``tail`` stands with all.
    """
    strength = np.stack([met[:, part.start : part.stop].max(axis=1, initial=0.0) for part in parts], axis=1)
    of_all = met[:, tail.start : tail.stop].max(axis=1, initial=0.0)
    strength = np.maximum(strength, of_all[:, None])
    best = strength.max(axis=1)
    found: NDArray[np.float32] = np.zeros_like(strength)
    np.divide(strength, best[:, None], out=found, where=best[:, None] >= _MET)
    return found


def shared_units(
    met: NDArray[np.float32], view: SentenceView, figure: Quantity, figures: Sequence[Quantity]
) -> NDArray[np.float32]:
    """Return how strongly each token of a sentence meets each term where what meets a unit stands with every figure.

    A unit said once («124 crore, 47 crore and 15 crore taka») is of all ``figures`` that have it.
    """
    alike = [other for other in figures if other.unit == figure.unit] if figure.unit is not None else []
    if len(alike) < 2:
        return met
    own = [_units_of(view, other) for other in alike]
    tokens = [token for some in own for token in some]
    strength = met[:, tokens].max(axis=1, initial=0.0)
    met = met.copy()
    met[:, tokens] = 0.0
    for other in alike:
        at = place_of(view, other).start
        met[:, at] = np.maximum(met[:, at], strength)
    return met


def _units_of(view: SentenceView, figure: Quantity) -> list[int]:
    """Return the tokens of a figure's unit and of what a rate is of («rupees per quintal»)."""
    outside = [(figure.start, figure.number_start), (figure.number_end, figure.end)]
    found = [i for i, t in enumerate(view.tokens) if any(a <= t.start and t.end <= b for a, b in outside)]
    behind = next((i for i, t in enumerate(view.tokens) if t.start >= figure.end), len(view.tokens))
    if behind + 1 < len(view.tokens) and is_rate_word(view.tokens[behind]):
        found += [behind, behind + 1]
    return found
