"""What a question takes for granted and its evidence does not bear out: settles that it is not answered, unweighed.

A deed or a person that few texts leave unsaid (a death, a resignation, women): who answers says it, or just did. A
date, where none is told, or one of what happened, where a plan is. A person's name, where none stands that the question
does not give. Who leads, where only a deputy is told, or who leads elsewhere. Another year than the one asked about;
and what `qa.denied` tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from qa.cues import NUMERIC
from qa.denied import (
    is_age_of_another,
    lacks_age,
    lacks_class,
    lacks_unit,
    names_no_district,
    names_no_firm,
    negates_deed,
)
from qa.extract import Finding
from qa.letters import LATIN
from qa.matching import Term
from qa.named import names_new
from qa.question import Question
from qa.rivals import is_office_of_rival
from qa.scope import ArticleMet
from qa.signs import has_sign, is_person, means
from qa.spelling import script_of
from qa.support.negation import negations
from qa.support.reading import reading_of
from qa.units import table
from qa.untold import asks_of_past, is_of_another_year, tells_date, tells_date_of_plan
from vectorstore.english import gloss_stems
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token

_MET = 0.5
_OFFICE_MET = 0.4
"""Strength from which a word is that of the office asked about; a deputy's suggests it."""

_BODIES = ("body", "firm", "company", "payer")
"""Signs of words for what may receive or pay, and is nobody."""

_Stems = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Granted:
    """A family of words: those that a question asks with, all that say as much, and the questions that it holds of.

    ``denied``: to deny something says as much.
    """

    asked: _Stems
    said: _Stems
    figures: bool | None
    denied: bool


def granted_amiss(question: Question, terms: Sequence[Term], finding: Finding, article: ArticleMet) -> bool:
    """Tell whether the finding does not bear out what a question takes for granted; yes/no questions take nothing."""
    if question.kind == "yes_no":
        return False
    return (
        any(_leaves_unsaid(family, question, terms, article) for family in _families().values())
        or (question.kind == "date" and not tells_date(question, finding))
        or _tells_plan_only(question, finding)
        or _names_nobody(question, terms, finding)
        or _tells_of_deputy(question, terms, finding)
        or is_office_of_rival(question, terms, finding.candidate)
        or negates_deed(question, terms, finding)
        or lacks_class(question, terms, article)
        or names_no_district(question, terms, finding)
        or names_no_firm(question, terms, finding)
        or lacks_unit(question, finding)
        or lacks_age(question, finding)
        or is_age_of_another(question, terms, finding)
        or is_of_another_year(question, terms, article)
    )


def _leaves_unsaid(family: _Granted, question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a question has a word of a family that neither the evidence nor the sentence before it says."""
    if family.figures not in (None, question.kind in NUMERIC):
        return False
    asked = [i for i, term in enumerate(terms) if term.token.kind != "name" and _is_of(family.asked, term.token, 1)]
    unsaid = [terms[i].token for i in asked if _is_told_nowhere(i, question, terms, article)]
    if not _asserts(question, unsaid):
        return False
    views = article.views[max(0, article.at - 1) : article.at + 1]
    if family.denied and negations(reading_of(views[-1].text, views[-1].document.language)):
        return False
    return not any(_is_of(family.said, token, 2) for view in views for token in view.tokens)


def _is_told_nowhere(at: int, question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether a term stands neither near the evidence nor is the article's topic.

    What a follow-up takes over from the question before is the topic.
    """
    start = terms[at].token.start
    is_own = start < question.carried and (start >= question.put_in or question.put_in >= len(question.text))
    return is_own and article.here[at] < _MET and not article.is_topic[at]


def _asserts(question: Question, words: Sequence[Token]) -> bool:
    """Tell whether a question says some of its words, and not that it is not so.

    What it negates the evidence says by its opposite: «why does the pool not close?» by «it stays open».
    """
    read = reading_of(question.text, question.language)
    negated = {read.tokens[at].start for negation in negations(read) for at in negation.scope}
    return any(word.start not in negated for word in words)


def _tells_plan_only(question: Question, finding: Finding) -> bool:
    """Tell whether a date is asked of what happened, and what the sentence tells of it is still to come or wanted."""
    return question.kind == "date" and asks_of_past(question) and tells_date_of_plan(finding)


def _names_nobody(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether a person is asked for, and the sentence has nobody whom the question does not name.

    «A widow» is somebody, and no answer to what somebody is called; who is paid, or pays, may be a school.
    """
    view, meeting = finding.candidate.view, finding.candidate.meeting
    if question.kind != "person" or names_new(terms, view, meeting):
        return False
    if any(means(token, "naming") for token in tokens_of(question.text, question.language)):
        return True
    is_of_money = "money" in question.asked
    return script_of(view.document.language) == LATIN and not any(
        (is_person(token) or (is_of_money and _is_body(token))) and meeting[:, i].max() < _MET
        for i, token in enumerate(view.tokens)
    )


def _is_body(token: Token) -> bool:
    return any(has_sign(token, sign) for sign in _BODIES)


def _tells_of_deputy(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether the head of a body is asked about, and all that the sentence has for the office is a deputy's."""
    if question.kind in NUMERIC or any(has_sign(token, "second") for token in question.tokens):
        return False
    tokens, meeting = finding.candidate.view.tokens, finding.candidate.meeting
    chiefs = [i for i, term in enumerate(terms) if has_sign(term.token, "chief")]
    offices = np.flatnonzero((meeting[chiefs] >= _OFFICE_MET).any(axis=0))
    return bool(offices.size) and all(
        any(has_sign(token, "second") for token in tokens[max(0, int(at) - 1) : int(at) + 1]) for at in offices
    )


def _is_of(stems: _Stems, token: Token, glosses: int) -> bool:
    """Tell whether one of the likeliest glosses of a token, or its last word, is among some stems."""
    found = map(_stems_of, token.glosses[:glosses])
    return any(own in stems or own[-1:] in stems for own in found if own)


@cache
def _families() -> Mapping[str, _Granted]:
    """Return the families of ``data/granted.toml`` by name."""
    return {name: _family(**row) for name, row in table("granted.toml").items()}


def _family(
    asked: Sequence[str], said: Sequence[str], *, figures: bool | None = None, denied: bool = False
) -> _Granted:
    return _Granted(frozenset(map(_stems_of, asked)), frozenset(map(_stems_of, (*asked, *said))), figures, denied)


@cache
def _stems_of(gloss: str) -> tuple[str, ...]:
    return gloss_stems(gloss.lower())
