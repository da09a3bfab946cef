"""Figures that go without words of the one before them: «four died, nine the year before», «seven in the sea»."""

from collections.abc import Sequence
from functools import cache, lru_cache

from qa.aside import is_time_unit
from qa.matching import light_words
from qa.role_signs import signs_in
from qa.signs import means
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.dateline import month_names
from vectorstore.tokenizer import Token

_STOPS = frozenset(".!?।؟")
_PREDICATES = "va"
_OF_TIME = ("span", "when", "elsewhen", "now")
_TIMES = frozenset({"before", "now", "year_ago", "reached"})


def elides_all(view: SentenceView, alike: Sequence[Quantity], parts: Sequence[range], at: int) -> bool:
    """Tell whether a figure has nothing of its own but when it was: what the one before it counts, it counts too."""
    return _follows(view, alike, at) and not _own(view, alike[at], parts[at])


def elides_predicate(view: SentenceView, alike: Sequence[Quantity], parts: Sequence[range], at: int) -> bool:
    """Tell whether a figure has no verb and no quality of its own, so that those of the one before it are its own."""
    return _follows(view, alike, at) and not any(t.pos in _PREDICATES for t in _own(view, alike[at], parts[at]))


def _follows(view: SentenceView, alike: Sequence[Quantity], at: int) -> bool:
    if not at or (alike[at].kind, alike[at].unit) != (alike[at - 1].kind, alike[at - 1].unit):
        return False
    return _STOPS.isdisjoint(view.text[alike[at - 1].tail : alike[at].start])


def _own(view: SentenceView, figure: Quantity, part: range) -> list[Token]:
    """Return the words that stand with a figure alone, and tell more than when it was."""
    signs = [s for s in signs_in(view.text, view.document.language) if s.role in _TIMES]
    beside = [t for t in view.tokens[part.start : part.stop] if t.end <= figure.start or figure.tail <= t.start]
    return [t for t in beside if tells_more(t) and not any(s.start <= t.start and t.end <= s.end for s in signs)]


@lru_cache(maxsize=50_000)
def tells_more(token: Token) -> bool:
    """Tell whether a word has a meaning of its own that is no time."""
    if token.pos not in "npva" or token.kind == "number":
        return False
    is_time = is_time_unit(token) or token.key in month_names() or any(means(token, sign) for sign in _OF_TIME)
    return not (is_time or (token.glosses[:1] and token.glosses[0].lower() in _light()))


@cache
def _light() -> frozenset[str]:
    return light_words() | {"be"}
