"""Sums of money where a text or a question leaves something unsaid: «38 करोड़ बकाया है», «how many dollars»."""

from collections.abc import Sequence
from dataclasses import replace

from qa.question import Question
from qa.signs import is_person, kinds_said
from qa.taken_over import LARGE, is_open
from qa.units import Quantity, unit_names, units
from qa.views import SentenceView
from vectorstore.reading import tokens_of

_OWN = {"hi": {"INR"}, "bn": {"BDT", "INR"}, "vi": {"VND"}, "de": {"EUR"}}
"""Currencies by which a language asks for money of any sort: «কত টাকা», «bao nhiêu đồng»."""

_SAME = {"dollar": "USD"}
"""Units of which one stands for the other where a text does not tell whose dollars they are."""


def currencies(question: Question) -> frozenset[str]:
    """Return the currencies that a question for a sum asks for, unless its language asks so for any money."""
    if question.kind != "money":
        return frozenset()
    named = (unit_names().get(t.key) for t in tokens_of(question.text, question.language) if t.pos != "f")
    found = {_SAME.get(unit, unit) for unit in named if unit is not None and units()[unit].kind == "money"}
    return frozenset(found - _OWN.get(question.language, set()))


def is_in(figure: Quantity | None, asked: frozenset[str]) -> bool:
    """Tell whether a figure is in one of some currencies."""
    return figure is not None and figure.unit is not None and _SAME.get(figure.unit, figure.unit) in asked


def with_bare_sums(question: Question, view: SentenceView, figures: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the figures of a sentence; of a sum asked for, so many lakhs or millions of nothing named are money too.

    Newspapers of India and Bangladesh leave the rupees and the taka out: «पुरस्कार दो करोड़ का है», «38 करोड़ बकाया है».
    """
    if question.kind != "money":
        return figures
    return [replace(q, kind="money", is_taken_over=True) if _is_bare_sum(view, q) else q for q in figures]


def _is_bare_sum(view: SentenceView, figure: Quantity) -> bool:
    is_scaled = figure.value >= LARGE and not view.text[figure.end - 1].isdigit()
    if figure.unit is not None or figure.kind != "count" or not is_scaled:
        return False
    language = view.document.language
    if not any("money" in kinds_said(t) for t in view.tokens if t.pos in "nv"):
        return False
    behind = next((t for t in view.tokens if t.start >= figure.end), None)
    if behind is not None and is_person(behind):
        return False
    is_owed = behind is not None and behind.pos in "nv" and "money" in kinds_said(behind)
    return is_owed or is_open(view.text, language, view.tokens, figure, is_before=True, is_sum=True)
