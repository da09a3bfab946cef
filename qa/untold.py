"""What a question asks for or takes for granted, and the sentence that would answer it does not tell.

The year asked about; a closing or a refusal that it says nothing of; a
thing done where it tells of a plan; beside a figure, what the question does not speak of.
"""

from collections.abc import Sequence

from qa.cues import NUMERIC
from qa.dated import clocks
from qa.extract import Finding
from qa.matching import Term
from qa.question import Question
from qa.roles import roles_asked
from qa.scope import TOP, ArticleMet
from qa.signs import has_sign, means
from qa.support.negation import soft_words
from qa.support.reading import reading_of
from qa.telling import tells
from qa.told_years import asked_years, is_year
from qa.upward import BEFORE
from qa.views import SentenceView
from qa.when import asks_date, holds_time, leaves_bound_open, names_month
from vectorstore.dateline import year_of
from vectorstore.reading import tokens_of

_GIVEN = 0.4
"""Strength from which a word of a sentence is one that the question gives."""

_FAINT = 0.35
_HOW_AND_WHY = frozenset({"reason", "manner"})
_MANY_NAMES = 5
_MANY_WORDS = 8
"""Names of a question, and words beside a figure, from which they are surely many."""


def untold(question: Question, terms: Sequence[Term], finding: Finding, article: ArticleMet) -> dict[str, float]:
    """Return what the first finding leaves untold, each 0 or more, 1 at most but for long clauses.

    ``year_untold``: the year asked about, where the article is of another one and the sentence before does not tell it
    either; ``year_other``: another year is told instead; ``undone_unsaid``: something stopped, refused, lacking;
    ``planned``: a plan is told where none is asked about; ``planned_done``: where why or how it was done is asked;
    ``unasked_beside``: how many words of a figure's clause have nothing of the question; ``names_given``: how many
    names the question gives, which the topic alone meets; ``office_unsaid``: the office asked about, near the evidence;
    ``past_untold``: that a figure is of before, where that is asked; ``time_untold``: a weekday or a time of day;
    ``bound_untold``: that a date is the end, or the beginning, that is asked for.
    """
    view = finding.candidate.view
    names = sum(term.token.kind == "name" for term in terms)
    return {
        **_years(question, terms, article),
        "undone_unsaid": float(_undoes(question.text, question.language) and not _undoes_it(view)),
        "planned": float(is_planned(view) and not asks_plan(question)),
        "planned_done": float(question.kind in _HOW_AND_WHY and asks_of_past(question) and _is_yet_to_be(view)),
        "unasked_beside": _unasked_beside(finding),
        "names_given": min(1.0, names / _MANY_NAMES),
        "office_unsaid": _unsaid_office(question, terms, article),
        "past_untold": float(_asks_before(question) and finding.features.get("role_met") == 0.0),
        "time_untold": float(question.kind == "date" and not asks_date(question) and not holds_time(question, view)),
        "bound_untold": float(question.kind == "date" and leaves_bound_open(question, view)),
    }


def _unsaid_office(question: Question, terms: Sequence[Term], article: ArticleMet) -> float:
    """Return how far the evidence and the sentence before it lack the office whose holder is asked for."""
    offices = [i for i, t in enumerate(terms) if has_sign(t.token, "role") and t.token.kind != "name"]
    return 1.0 - float(article.here[offices].max()) if question.kind == "person" and offices else 0.0


def _asks_before(question: Question) -> bool:
    return question.kind in NUMERIC and "before" in roles_asked(question.text, question.language)


def tells_date(question: Question, finding: Finding) -> bool:
    """Tell whether a sentence has a word of time or a date that the question does not give.

    A time of day is one too, unless the question asks for a day or a year.
    """
    view = finding.candidate.view
    is_hour = bool(clocks(view.text)) or tells("clock", view.text, view.document.language)
    return bool(_dated_at(finding)) or (
        is_hour and not any(has_sign(token, "calendar") for token in tokens_of(question.text, question.language))
    )


def tells_date_of_plan(finding: Finding) -> bool:
    """Tell whether a sentence is of what is to come, or has a word for a plan in every clause that has a date.

    «Launched on 3 March, aiming to reach everybody by 30 June» tells when it began. A date that the question gives is
    none of these; in a sentence without one such a word counts wherever it stands.
    """
    view, clauses = finding.candidate.view, finding.candidate.view.clauses[0]
    dated = {int(clauses[at]) for at in _dated_at(finding)}
    if not dated or tells("future", view.text, view.document.language):
        return is_planned(view)
    planned = {int(clauses[i]) for i, token in enumerate(view.tokens) if means(token, "planned")}
    return dated <= planned


def _dated_at(finding: Finding) -> list[int]:
    """Return which tokens of a sentence are, or are part of, a time that the question does not give."""
    view, given = finding.candidate.view, finding.candidate.meeting.max(axis=0, initial=0.0) >= _GIVEN
    new = [i for i in range(len(view.tokens)) if not given[i]]
    found = [i for i in new if names_month(view.tokens[i], view) or has_sign(view.tokens[i], "when")]
    known = [token for i, token in enumerate(view.tokens) if given[i]]
    for date in view.quantities:
        if date.kind in ("year", "date") and not any(date.start <= t.start and t.end <= date.end for t in known):
            found += [i for i in new if view.tokens[i].end > date.start][:1] or [len(view.tokens) - 1]
    return found


def _years(question: Question, terms: Sequence[Term], article: ArticleMet) -> dict[str, float]:
    asked = asked_years(terms, question.text, question.language)
    view = article.views[article.at]
    if not asked or not asked.isdisjoint(view.numbers):
        return {"year_untold": 0.0, "year_other": 0.0}
    before = article.views[article.at - 1].numbers if article.at else ()
    is_told = str(year_of(view.document)) in asked or not asked.isdisjoint(before)
    return {"year_untold": float(not is_told), "year_other": float(any(map(is_year, view.numbers)))}


def is_of_another_year(question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a question is of another year than the evidence.

    Of a figure: its year stands only apart from the evidence, in an article of another one. Of what is no figure: the
    sentence names a year, and not the one asked about. What a question asks of «the year before» it does not name, and
    an article may not either.
    """
    if question.kind not in NUMERIC:
        return _years(question, terms, article)["year_other"] > 0
    named = {term.number for term in terms if term.number is not None and is_year(term.number) and not term.is_told}
    own = year_of(article.views[article.at].document)
    if not named or own is None or str(own) in named:
        return False
    if asked_years(terms, question.text, question.language) != named:
        return False
    near = (*article.views[:TOP], *article.views[max(0, article.at - BEFORE) : article.at + 2])
    return all(named.isdisjoint(view.numbers) for view in near)


def _undoes(text: str, language: str) -> bool:
    """Tell whether a word of a text negates by its meaning: refused, closed, cancelled, lacks."""
    return bool(soft_words(reading_of(text, language)))


def _undoes_it(view: SentenceView) -> bool:
    return _undoes(view.text, view.document.language)


def asks_of_past(question: Question) -> bool:
    """Tell whether a question is of what has happened, not of what was planned."""
    return tells("past", question.text, question.language) and not asks_plan(question)


def is_planned(view: SentenceView) -> bool:
    """Tell whether a sentence speaks of what is still to come, or only wanted."""
    is_to_come = tells("future", view.text, view.document.language)
    return is_to_come or any(means(token, "planned") for token in view.tokens)


def _is_yet_to_be(view: SentenceView) -> bool:
    """Tell whether a sentence is planned by more than a word of what hindered something: «the nurses came late»."""
    is_to_come = tells("future", view.text, view.document.language)
    return is_to_come or any(means(token, "planned") and not means(token, "hindered") for token in view.tokens)


def asks_plan(question: Question) -> bool:
    """Tell whether a question does, or asks when something was to be («when should it have opened?»)."""
    is_to_come = any(tells(what, question.text, question.language) for what in ("future", "intended"))
    return is_to_come or any(means(token, "planned") for token in question.tokens)


def _unasked_beside(finding: Finding) -> float:
    """Return how many content words of its clause a figure has that meet nothing of the question; 0 without one."""
    if finding.quantity is None:
        return 0.0
    view = finding.candidate.view
    tokens, fine = view.tokens, view.clauses[0]
    here = next((i for i, token in enumerate(tokens) if token.end > finding.quantity.number_start), len(tokens) - 1)
    met = finding.candidate.meeting.max(axis=0, initial=0.0)
    beside = (
        i
        for i, token in enumerate(tokens)
        if fine[i] == fine[here] and token.pos != "f" and token.kind != "number" and met[i] < _FAINT
    )
    return sum(1 for _ in beside) / _MANY_WORDS
