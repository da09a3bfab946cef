"""Yes or no, where a figure or a list decides it; where neither does, the sentence that bears on it is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.matching import SentenceView, Term
from qa.quantities import Quantity, quantities
from qa.question import Question
from qa.rank import Candidate
from qa.signs import has_sign

_RELATIONS = {"more_than": "above", "at_least": "from", "less_than": "below", "up_to": "to"}
_HALF = Decimal(50)
_WHOLE = Decimal(100)
_MET = 0.5
_LISTED = 3
"""Commas from which a sentence is an enumeration."""

_COMMAS = ",;،؛、"


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a question compares a figure with («more than 50 …?»): the kind of figure, the value, which side is a yes.

    ``side`` is ``above``, ``from`` (at least), ``below`` or ``to`` (at most).
    """

    kind: str
    value: Decimal
    side: str


def threshold(question: Question) -> Threshold | None:
    """Return what a yes/no question compares with: a number, a half, the whole of a target; None if nothing."""
    if question.kind != "yes_no":
        return None
    for quantity in quantities(question.text, question.language):
        if quantity.exactness in _RELATIONS and quantity.kind not in ("year", "date", "label"):
            kind = quantity.kind if quantity.kind in ("money", "percentage") else "count"
            return Threshold(kind, quantity.value, _RELATIONS[quantity.exactness])
    glosses = {gloss.lower() for token in question.tokens for gloss in token.glosses[:2]}
    if "half" in glosses:
        return Threshold("percentage", _HALF, "above")
    if any(has_sign(t, "target") for t in question.tokens) and any(has_sign(t, "reach") for t in question.tokens):
        beaten = any(has_sign(t, "beat") for t in question.tokens)
        return Threshold("percentage", _WHOLE, "above" if beaten else "from")
    return None


def compared(question: Question) -> frozenset[int]:
    """Return the positions of the words that only say what to compare with: the evidence need not hold them."""
    if threshold(question) is None:
        return frozenset()
    figures = [q for q in quantities(question.text, question.language) if q.exactness in _RELATIONS]
    return frozenset(
        position
        for position, token in enumerate(question.tokens)
        if any(q.start <= token.start < max(q.end, q.tail) for q in figures)
        or has_sign(token, "reach")
        or has_sign(token, "compare")
    )


def is_beyond(limit: Threshold, quantity: Quantity) -> bool | None:
    """Tell whether a figure lies on the yes side of a threshold; None where its vagueness leaves it open."""
    low = high = quantity.value
    if quantity.upper is not None:
        high = quantity.upper
    open_above = quantity.exactness in ("more_than", "at_least")
    open_below = quantity.exactness in ("less_than", "up_to")
    if limit.side in ("above", "from"):
        sure = low > limit.value or (low == limit.value and (limit.side == "from" or quantity.exactness == "more_than"))
        if sure and not open_below:
            return True
        return None if open_above or sure else False
    sure = high < limit.value or (high == limit.value and (limit.side == "to" or quantity.exactness == "less_than"))
    if sure and not open_above:
        return True
    return None if open_below or sure else False


def is_listed(terms: Sequence[Term], candidate: Candidate) -> bool | None:
    """Return True where an enumeration holds every name and most words of a yes/no question; else None."""
    names = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    if not names or not _enumerates(candidate.view):
        return None
    others = [i for i, term in enumerate(terms) if term.number is None and i not in names]
    met = [candidate.strength[i] >= _MET for i in others]
    if all(candidate.strength[i] >= _MET for i in names) and sum(met) * 2 >= len(met):
        return None if any(has_sign(token, "negation") for token in candidate.view.tokens) else True
    return None


def _enumerates(view: SentenceView) -> bool:
    return sum(view.text.count(comma) for comma in _COMMAS) >= _LISTED
