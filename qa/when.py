"""What of a time is asked for, and whether a sentence tells that: its end, its beginning, a weekday, a time of day."""

from collections.abc import Iterator

from qa.dated import clocks
from qa.question import Question
from qa.signs import has_sign
from qa.telling import tells, told_at
from qa.views import SentenceView
from vectorstore.dateline import month_names
from vectorstore.tokenizer import Token

_POSTPOSED = ("hi", "bn")
"""Languages that put «until» and «from» behind the date."""

_BESIDE = 16
"""Characters between such a word and its date, at most."""

_BOUNDS = {"until_too": ("by_when", "until"), "since_too": ("from_when", "since")}
"""How a question asks for the end or the beginning of a time, and what tells that it is one."""


def bounds(question: Question, view: SentenceView) -> dict[str, float]:
    """Return whether a sentence tells by when, or from when, where a question asks for that; else 0.

    ``meant_too``: a question asks when something was to be, and the sentence tells what was planned.
    """
    text, language = question.text[: question.carried], question.language
    found = {
        name: 1.0 if tells(asking, text, language) and _is_bound(view, asking, telling) else 0.0
        for name, (asking, telling) in _BOUNDS.items()
    }
    is_meant = tells("intended", text, language) and tells("intended", view.text, view.document.language)
    return {**found, "meant_too": 1.0 if is_meant else 0.0}


def leaves_bound_open(question: Question, view: SentenceView) -> bool:
    """Tell whether it is asked by when, or from when, and no date of a sentence is said to be such an end or beginning.

    «Closed since 15 March» does not tell until when.
    """
    text = question.text[: question.carried]
    asked = [pair for pair in _BOUNDS.values() if tells(pair[0], text, question.language)]
    return bool(asked) and not any(_is_bound(view, *pair) for pair in asked)


def is_to_come(question: Question, view: SentenceView) -> tuple[bool, bool]:
    """Tell whether a question, and whether a sentence, speaks of what is to come."""
    asked = tells("future", question.text[: question.carried], question.language)
    return asked, tells("future", view.text, view.document.language)


def holds_time(question: Question, view: SentenceView) -> bool:
    """Tell whether a sentence holds a time of the sort asked for: a weekday, a time of day, or else a date.

    «Wednesday, 14 January» is no weekday on which something is done.
    """
    text, language = question.text[: question.carried], question.language
    if tells("weekday", text, language):
        return any(has_sign(token, "weekday") for token in view.tokens) and not any(_dates(view))
    if tells("hour", text, language):
        return bool(clocks(view.text)) or tells("clock", view.text, view.document.language)
    return any(_dates(view))


def asks_date(question: Question) -> bool:
    """Tell whether a question asks for a date, which has a number, rather than for a weekday or a time of day."""
    return not any(tells(what, question.text[: question.carried], question.language) for what in ("weekday", "hour"))


def names_month(token: Token, view: SentenceView) -> bool:
    """Tell whether a word of a sentence names a month; «may» and «march» do with a capital only."""
    return token.key in month_names() and not (view.document.language == "en" and view.text[token.start].islower())


def _is_bound(view: SentenceView, asking: str, telling: str) -> bool:
    """Tell whether a date stands beside a word for an end or a beginning, or in a sentence with a «deadline»."""
    language, dates = view.document.language, list(_dates(view))
    if dates and tells(asking, view.text, language):
        return True
    signs = told_at(telling, view.text, language)
    pairs = [(date, sign) if language in _POSTPOSED else (sign, date) for sign in signs for date in dates]
    return any(0 <= second[0] - first[1] <= _BESIDE for first, second in pairs)


def _dates(view: SentenceView) -> Iterator[tuple[int, int]]:
    """Yield where dates, years and names of months stand in a sentence."""
    yield from ((q.start, q.end) for q in view.quantities if q.kind in ("year", "date"))
    yield from ((token.start, token.end) for token in view.tokens if names_month(token, view))
