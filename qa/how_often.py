"""What tells how often: a time between two («every 20 minutes»), so many times («three times»), «twice a day»."""

from collections.abc import Sequence
from itertools import takewhile

from qa.amounts import OFTEN
from qa.question import Question
from qa.role_signs import signs_in
from qa.telling import tells
from qa.units import Quantity
from qa.views import SentenceView
from qa.when import names_month
from vectorstore.tokenizer import Token

_NEAR = 12
"""Characters between «every» and a time at most."""

_TIMES = frozenset({"time", "times"})
_SO_OFTEN = frozenset({"once", "twice", "thrice", "two times", "three times", "four times", "five times"})
_PERIODS = frozenset({"hour", "day", "week", "month", "quarter", "year", "season", "morning", "evening", "night"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend"})
_REGULARLY = frozenset(
    {"hourly", "daily", "everyday", "weekly", "monthly", "quarterly", "yearly", "annually", "annual", "nightly"}
)

_PER = frozenset({"a", "an", "per", "pro", "je"})

_IN_PERIOD = {
    "hour": {"hour", "hourly"},
    "day": {"day", "daily", "everyday"},
    "week": {"week", "weekly"},
    "month": {"month", "monthly"},
    "year": {"year", "yearly", "annually", "annual"},
}
"""Periods that «three times a …» is said of in every language, by the words for them."""

_REACH = 4
"""Tokens between so many times and the period in which they are, at most: «three times in a single week»."""


def asks_how_often(question: Question) -> bool:
    """Tell whether a question asks how often something is done."""
    return question.asked == OFTEN or tells("how_often", question.text, question.language)


def tells_rhythm(view: SentenceView) -> bool:
    """Tell whether a sentence says at which times again and again: «twice a day», «every Thursday», «open daily».

    So it does of how many there are in a time: «eight trains a day».
    """
    tokens = view.tokens
    if any(_is_regularly(tokens, at) for at in range(len(tokens))):
        return True
    each = [sign for sign in signs_in(view.text, view.document.language) if sign.role == "each"]
    times = [token for token in tokens if token.kind != "number" and (_is_period(token) or names_month(token, view))]
    if any(0 <= token.start - sign.end <= _NEAR for sign in each for token in times):
        return True
    return any(_beside_times(tokens, at) is not None or _is_rate(tokens, at) for at in range(len(tokens)))


def period_of(view: SentenceView, figure: Quantity) -> str | None:
    """Return in which time something is done so many times: ``day`` for «three times a day», None for «three times»."""
    at = next((i for i, token in enumerate(view.tokens) if token.end > figure.number_start), None)
    beside = _beside_times(view.tokens, at) if at is not None else None
    if beside is None:
        return None
    said = {word for gloss in beside.glosses[:2] for word in gloss.lower().split()[-1:]}
    return next((period for period, forms in _IN_PERIOD.items() if not forms.isdisjoint(said)), None)


def _beside_times(tokens: Sequence[Token], at: int) -> Token | None:
    """Return the period that stands beside «twice» or «three times», of which the first word is at ``at``."""
    is_number = tokens[at].pos == "d" or tokens[at].kind == "number"
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    last = at + 1 if is_number and behind is not None and not _TIMES.isdisjoint(behind.glosses[:2]) else at
    if last == at and not _is_times(tokens[at]):
        return None
    near = [(i, tokens[last + 1 : i]) for i in range(last + 1, min(len(tokens), last + _REACH + 1))]
    near += [(i, tokens[i + 1 : at]) for i in range(max(0, at - _REACH), at)]
    return next((tokens[i] for i, between in near if _is_period(tokens[i]) and _are_small(between)), None)


def _is_rate(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether so many of a thing are told of a period: «eight freight trains a day»."""
    if tokens[at].pos != "d" and tokens[at].kind != "number":
        return False
    counted = [*takewhile(lambda token: token.pos in "na", tokens[at + 1 : at + _REACH])]
    joint = tokens[at + 1 + len(counted) : at + 3 + len(counted)]
    return bool(counted) and len(joint) == 2 and joint[0].key in _PER and _is_period(joint[1])


def _are_small(between: Sequence[Token]) -> bool:
    return all(token.pos in "fd" for token in between)


def _is_times(token: Token) -> bool:
    return not _SO_OFTEN.isdisjoint(token.glosses[:2])


def _is_period(token: Token) -> bool:
    words = {word for gloss in token.glosses[:2] for word in gloss.lower().removeprefix("every ").split()[-1:]}
    return not (_PERIODS | _WEEKDAYS | _REGULARLY).isdisjoint({*words, *(word.removesuffix("s") for word in words)})


def _is_regularly(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word says by itself how often, and does not only describe the noun behind it: «a daily wage»."""
    token = tokens[at]
    said = {gloss.lower() for gloss in token.glosses[:1]}
    if token.pos == "r":
        is_weekday = any(gloss.removeprefix("on ").removesuffix("s") in _WEEKDAYS for gloss in said)  # «donnerstags»
        return not _REGULARLY.isdisjoint(said) or is_weekday or any(gloss.startswith("every ") for gloss in said)
    is_apart = at + 1 == len(tokens) or tokens[at + 1].pos not in "nxp"
    return token.pos == "a" and is_apart and not (_REGULARLY - {"annual"}).isdisjoint(said)


def times_between(question: Question, view: SentenceView, figure: Quantity) -> bool | None:
    """Tell whether a figure is a time between two (True) or how many times (False); None where it is neither.

    None too where the question does not ask how often.
    """
    if not asks_how_often(question):
        return None
    if figure.kind == "duration":
        signs = [s for s in signs_in(view.text, view.document.language) if s.role == "each"]
        is_each = any(s.start - figure.end <= _NEAR and figure.start - s.end <= _NEAR for s in signs)
        return True if is_each else None
    behind = next((token for token in view.tokens if token.start >= figure.number_end), None)
    is_times = figure.kind == "count" and behind is not None and not _TIMES.isdisjoint(behind.glosses[:2])
    return False if is_times else None
