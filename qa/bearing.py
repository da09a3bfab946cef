"""How the words of a question bear on one figure of a sentence among others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.borders import parts_of
from qa.elided import elides_predicate
from qa.matching import Term, coverage
from qa.owners import are_listed, is_part_of_last, ownership, rivals, shared_units, stands_elsewhere
from qa.question import Question
from qa.rank import Candidate, mean_similarity
from qa.roles import role_features, roles_put, roles_told
from qa.told_years import asked_years, is_dated_alone, is_season, is_told, is_year, is_year_before, years_told
from qa.units import Quantity
from qa.views import SentenceView

_REACH = 6.0
"""Tokens over which a word's bearing on a figure fades to a third."""

_BORDER = 3
"""Tokens that a border of clauses counts for, a strong one twice."""

_LASTING = frozenset({"part", "denied", "each", "average", "against"})
"""Roles that a figure has from the one before it where it goes without a predicate of its own."""

_BOUNDS = (("up_to", "most"), ("at_least", "least"))
"""Degrees of exactness that are no role where none is asked for: «in waves of up to eight metres»."""

_JOINT = 2
_JOINING = frozenset({"and", "but", "while", "whereas"})
"""Tokens that a word counts for which joins two phrases, by its gloss."""


def bearing(
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    candidate: Candidate,
    quantity: Quantity,
    figures: Sequence[Quantity] = (),
    years: frozenset[str] | None = None,
) -> dict[str, float]:
    """Return how the question's terms stand around a figure, each in [0, 1]; ``figures`` are those asked for beside it.

    ``years``: those asked about; None stands for those that the terms name.

    ``near``: how near, clause borders counting extra; ``clause`` and ``part``: what share is met inside the figure's
    clause, cut at commas or at stronger marks only; the same with ``detail_`` for what is asked of the topic, without
    the topic. ``numbers_here``: the share of the question's numbers, but for years, in the figure's part; 0.5 where
    it has none.
    ``year_apart``: the figure's clause, or else its part, names a year, and not the one asked for.
    ``clause_dense``: similarity in meaning of the figure's part and the question.
    """
    view = candidate.view
    tokens = len(view.tokens)
    if not tokens or not terms:
        return {"numbers_here": 0.5}
    fine, coarse = (np.array(clauses[:tokens]) for clauses in view.clauses)
    here = _position(view, quantity)
    away = _away(view, here)
    part_of_it = coarse == coarse[here]
    part_of_it[_own(view, quantity, figures)] = True  # «women (68.3%)»: a bracket is no part of its own
    in_clause = fine == fine[here]
    whole = _whole(view, quantity, figures)
    if whole is not None:  # «74 complaints came in, 19 of them true»: complaints stand with both
        there = _position(view, whole)
        in_clause |= fine == fine[there]
        away = np.minimum(away, _away(view, there) + _BORDER)
    ahead, first = _ahead_of_list(view, quantity, figures)
    if ahead:  # «in the cluster 12,287 groups, 7,700 cooperatives»: both are in the cluster
        in_clause[ahead] = True
        away[ahead] = np.minimum(away, _away(view, first))[ahead]
    met = shared_units(candidate.meeting[:, :tokens], view, quantity, figures)
    near = (met * np.exp(-away / _REACH)).max(axis=1)
    clause = met[:, in_clause].max(axis=1)
    part = met[:, part_of_it].max(axis=1)
    details = np.array([not term.is_scope for term in terms])
    years = asked_years(terms) if years is None else years
    numbers = np.array([term.number is not None and not is_year(term.number) for term in terms])
    found = {"near": coverage(terms, near), "clause": coverage(terms, clause), "part": coverage(terms, part)}
    weights = np.array([term.weight for term in terms]) * details
    for name, strength in (("near", near), ("clause", clause), ("part", part)):
        found[f"detail_{name}"] = float(weights @ strength / weights.sum()) if weights.any() else 0.5
    found["numbers_here"] = float(part[numbers].mean()) if numbers.any() else 0.5
    found["year_apart"] = _year_apart(years, view, quantity, figures, (fine == fine[here], coarse == coarse[here]))
    found["clause_dense"] = _similarity(vector, view, coarse == coarse[here])
    return found


def _own(view: SentenceView, quantity: Quantity, figures: Sequence[Quantity]) -> list[int]:
    """Return the tokens that go with a figure and none of the others of its kind."""
    alike, at = rivals(view, quantity, figures)
    return [] if len(alike) < 2 else list(parts_of(view, alike)[at])


def _ahead_of_list(view: SentenceView, quantity: Quantity, figures: Sequence[Quantity]) -> tuple[list[int], int]:
    """Return the tokens before the first of listed figures that are said of this one too, and where the first stands.

    They are those of the first one's stretch between strong marks; none where this is the first, or they make no list.
    """
    alike, at = rivals(view, quantity, figures)
    if not at or not are_listed(view, alike, parts_of(view, alike)):
        return [], 0
    first, coarse = _position(view, alike[0]), view.clauses[1]
    return [i for i in range(first) if coarse[i] == coarse[first] == coarse[_position(view, quantity)]], first


def _whole(view: SentenceView, quantity: Quantity, figures: Sequence[Quantity]) -> Quantity | None:
    """Return the figure before another of its kind that it is told to be a part of."""
    alike, at = rivals(view, quantity, figures)
    return alike[at - 1] if at and is_part_of_last(view, alike[at - 1], alike[at]) else None


def beside(
    question: Question, terms: Sequence[Term], candidate: Candidate, quantity: Quantity, figures: Sequence[Quantity]
) -> dict[str, float]:
    """Return how a figure goes with the question beside the others of its kind: by the words it has for itself alone.

    ``figures``: those of the sentence that may be asked for, in order. ``owned`` and ``outdone`` are those of
    `qa.owners.ownership`, the others those of `qa.roles.role_features`.
    """
    view = candidate.view
    if not view.tokens or not terms:
        return {"owned": 0.0, "outdone": 0.0, **role_features((), ())}
    alike, at = rivals(view, quantity, figures)
    parts = parts_of(view, alike)
    asked = roles_put(question.text, question.language, question.put_in)
    told = roles_told(view, quantity, alike, parts[at])
    first = at
    while elides_predicate(view, alike, parts, first):
        first -= 1
    if first < at:  # «51 of them died in lakes, seven in the sea»: seven of them too
        told |= roles_told(view, alike[first], alike, parts[first]) & _LASTING
    if at and is_part_of_last(view, alike[at - 1], quantity):  # «4,170 who did not pay, 685 of them charged»
        told |= roles_told(view, alike[at - 1], alike, parts[at - 1]) & asked & _LASTING
    years = asked_years(terms, question.text, question.language)
    if "before" in asked and not years and is_dated_alone(view, alike, at) and "target" not in told:
        told = (told | {"before"}) - {"now"}
    if years and "before" not in told and not any("before" in roles_told(view, *of) for of in _beside(alike, parts)):
        asked -= {"before"}  # the year has said it already
    if not any(years_told(view, alike)) and is_year_before(years, view.document):
        asked |= {"before"}  # «how many in 2024?» — «last year it was 131»
    if any(years & own for own in years_told(view, alike)):  # the year tells then from now
        asked, told = asked - {"before", "now"}, told - {"before", "now"}
    own = _put_in(question, terms)
    told -= {role for degree, role in _BOUNDS if quantity.exactness == degree and role not in asked}
    return {
        **ownership(terms, candidate.meeting, view, alike, at),
        "put_elsewhere": stands_elsewhere([terms[i] for i in own], candidate.meeting[own], view, alike, at),
        **role_features(asked, told),
    }


def _beside(alike: Sequence[Quantity], parts: Sequence[range]) -> list[tuple[Quantity, Sequence[Quantity], range]]:
    """Return figures with their rivals and their parts, as `qa.roles.roles_told` takes them."""
    return [(one, alike, part) for one, part in zip(alike, parts, strict=True)]


def _put_in(question: Question, terms: Sequence[Term]) -> list[int]:
    """Return the terms that a follow-up asks about in place of what the last question did: «and in Mumbai?»."""
    edge = question.carried if question.carried < len(question.text) else question.put_in
    is_named = edge == question.carried
    said = [i for i, t in enumerate(terms) if (t.token.start < edge) == is_named and t.number is None]
    others = {word for i, t in enumerate(terms) if i not in said for word in (t.token.key, *t.token.glosses[:1])}
    kept = [i for i in said if others.isdisjoint((terms[i].token.key, *terms[i].token.glosses[:1]))]
    kept = [i for i in kept if terms[i].token.pos in "npx"]
    return [i for i in kept if not is_named or terms[i].token.kind == "name"] if edge < len(question.text) else []


def _position(view: SentenceView, quantity: Quantity) -> int:
    """Return the token at which a figure stands."""
    for position, token in enumerate(view.tokens):
        if token.end > quantity.number_start:
            return position
    return len(view.tokens) - 1


def _away(view: SentenceView, here: int) -> NDArray[np.float64]:
    """Return how far every token is from a place, in tokens, borders of clauses counting extra."""
    fine, coarse = (np.array(clauses[: len(view.tokens)]) for clauses in view.clauses)
    joints = np.cumsum([token.pos == "f" and not _JOINING.isdisjoint(token.glosses[:1]) for token in view.tokens])
    borders = np.abs(fine - fine[here]) + np.abs(coarse - coarse[here])
    steps = np.abs(np.arange(len(fine)) - here) + _BORDER * borders + _JOINT * np.abs(joints - joints[here])
    found: NDArray[np.float64] = steps.astype(np.float64)
    return found


def _year_apart(
    asked: frozenset[str],
    view: SentenceView,
    quantity: Quantity,
    figures: Sequence[Quantity],
    parts: Sequence[NDArray[np.bool_]],
) -> float:
    """Tell (1.0) that a figure is of another year than the question names, or of one where it names none.

    Where several figures stand, each has its own; else the first of some parts to name a year tells it.
    """
    alike, at = rivals(view, quantity, figures)
    if asked and len(alike) > 1:
        told = years_told(view, alike)
        if any(is_told(asked, years) for years in told):
            return 0.0 if is_told(asked, told[at]) else 1.0
    named = [_position(view, q) for q in view.quantities if q.kind in ("year", "date")]
    same = [min(place, len(view.tokens) - 1) for year in asked for place in view.numbers.get(year, ())]
    for part in parts:
        if any(part[place] for place in (*named, *same)):
            here = {year for year, places in view.numbers.items() if is_year(year) and any(part[i] for i in places)}
            is_other = is_season(asked) and len(here) > 1 and not asked <= here  # 2023/24 is not 2022/23
            return 0.0 if not asked or (not is_other and any(part[place] for place in same)) else 1.0
    return 0.0


def _similarity(vector: NDArray[np.float32], view: SentenceView, part: NDArray[np.bool_]) -> float:
    """Return the cosine similarity of a part of a sentence and the question, at least 0."""
    matrix, positions = view.vectors
    rows = [row for row, place in enumerate(positions) if part[place]]
    return mean_similarity(vector, matrix[rows]) if rows else 0.0
