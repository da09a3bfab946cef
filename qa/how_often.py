"""What a figure says of how often: a time between two («every 20 minutes»), or how many times («three times»)."""

from qa.amounts import OFTEN
from qa.question import Question
from qa.role_signs import signs_in
from qa.units import Quantity
from qa.views import SentenceView

_NEAR = 12
"""Characters between «every» and a time at most."""

_TIMES = frozenset({"time", "times"})


def times_between(question: Question, view: SentenceView, figure: Quantity) -> bool | None:
    """Tell whether a figure is a time between two (True) or how many times (False); None where it is neither.

    None too where the question does not ask how often.
    """
    if question.kind != "count" or question.asked != OFTEN:
        return None
    if figure.kind == "duration":
        signs = [s for s in signs_in(view.text, view.document.language) if s.role == "each"]
        is_each = any(s.start - figure.end <= _NEAR and figure.start - s.end <= _NEAR for s in signs)
        return True if is_each else None
    behind = next((token for token in view.tokens if token.start >= figure.number_end), None)
    is_times = figure.kind == "count" and behind is not None and not _TIMES.isdisjoint(behind.glosses[:2])
    return False if is_times else None
