"""Yes or no, where a figure or a list decides it; where neither does, the sentence that bears on it is quoted."""

from collections.abc import Sequence
from dataclasses import replace

from qa.matching import Term
from qa.question import Question
from qa.rank import Candidate
from qa.signs import has_sign
from qa.targets import target_of
from qa.thresholds import Threshold, said_by_threshold
from qa.units import Quantity
from qa.views import SentenceView

_MET = 0.5
_LISTED = 3
"""Commas from which a sentence is an enumeration."""

_COMMAS = ",;،؛、"


def threshold(question: Question) -> Threshold | None:
    """Return what a yes/no question compares with: a number, a half, the whole of a target; None if nothing."""
    return question.limit if question.kind == "yes_no" else None


def compared(question: Question) -> frozenset[int]:
    """Return the positions of the words that only say what to compare with: the evidence need not hold them."""
    limit = threshold(question)
    if limit is None:
        return frozenset()
    return said_by_threshold(limit, question.text, question.language, question.tokens)


def is_beyond(limit: Threshold, quantity: Quantity) -> bool | None:
    """Tell whether a figure lies on the yes side of a threshold; None where its vagueness or unit leaves it open."""
    if limit.unit is not None and quantity.unit != limit.unit:
        return None  # 9,500 m and 10 km: a verdict would compare the bare numbers
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


def against(limit: Threshold, view: SentenceView, quantity: Quantity) -> Threshold:
    """Return what a figure is to be compared with: the target that its sentence gives beside it, else the limit."""
    target = target_of(view, quantity) if limit.is_target else None
    return limit if target is None else replace(limit, value=target.value, unit=target.unit)


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
