"""What a follow-up takes from the last answer: its figure is not what is asked for now, but may lend its unit."""

from collections.abc import Sequence
from dataclasses import replace

from qa.matching import Term
from qa.question import Question
from qa.rank import Candidate
from qa.taken_over import is_open
from qa.units import Quantity
from qa.views import SentenceView


def as_asked(candidate: Candidate, terms: Sequence[Term]) -> Candidate:
    """Return a candidate by the words of the question alone; the last answer, which it may hold, asks for nothing."""
    said = [i for i, term in enumerate(terms) if not term.is_told]
    if len(said) == len(terms):
        return candidate
    met = candidate.meeting[said], candidate.strength[said], candidate.context[said]
    return replace(candidate, meeting=met[0], strength=met[1], context=met[2])


def with_its_unit(question: Question, view: SentenceView, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures of a sentence, bare ones beside the last answer in its unit: «from 27 minutes to 8»."""
    told = next((q for q in figures if q.unit is not None and is_last_answer(question, q)), None)
    if told is None or question.kind == "count":
        return figures
    return [replace(q, unit=told.unit, kind=told.kind, is_taken_over=True) if _is_bare(view, q) else q for q in figures]


def is_last_answer(question: Question, quantity: Quantity) -> bool:
    """Tell whether a figure was the answer to the question that a follow-up goes on from, and so is not its own."""
    return any(
        quantity.value == value and (quantity.kind == kind or "count" in (quantity.kind, kind))
        for value, kind in question.told
    )


def _is_bare(view: SentenceView, quantity: Quantity) -> bool:
    is_open_behind = is_open(view.text, view.document.language, view.tokens, quantity, is_before=True, is_sum=False)
    return quantity.unit is None and quantity.kind == "count" and is_open_behind
