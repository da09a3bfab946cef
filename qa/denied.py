"""What a sentence says against a question that takes it for granted, or says of something else than what is asked for.

It negates what was done; it names no country, no province, no company, where one is asked for; its figure is no age
where one is asked for, or another person's.
"""

from collections.abc import Sequence
from itertools import pairwise

import regex

from qa.age_asked import is_age_asked
from qa.counted_phrase import counted_phrase
from qa.cues import NUMERIC, is_asking
from qa.extract import Finding
from qa.matching import Term, gives
from qa.named import names_new
from qa.question import Question
from qa.scope import ArticleMet
from qa.signs import has_sign, means
from qa.spelling import CAPITALS_TELL, PLACES
from qa.support.negation import negations, soft_words
from qa.support.reading import reading_of
from qa.units import units
from qa.untold import asks_of_past
from qa.views import SentenceView
from vectorstore.english import gloss_stems
from vectorstore.lexicon import listed_name
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_SAID = 0.6
"""Strength from which a sentence says a word itself."""

_MET = 0.5
_GIVEN = 0.4
"""Strength from which a name of a sentence is one that the question gives."""

_LIGHT = 0.2
"""Weight of a verb up to which it says little (*be*, *do*)."""

_LEAST = 2
"""Words of a question that a negated clause says, one of them what was done, for it to be of the same."""

_BESIDE = 4
"""Tokens between a person's name and an age, at most."""

_BRACKETS = ("(", ",", "،")
"""What stands between a person's name and a bare age."""

_OF_YEARS = regex.compile(r"\s+(का|की|के)\s+(है|हैं|था|थी|थे|हो|हुए|हुई)(?!\p{L})")
"""How Hindi says behind a number of years that somebody is as old: «46 वर्ष की हैं»."""

_CLASSES = {
    gloss_stems("country"): frozenset({"country", "demonym", "abbreviation", "capital"}),
    gloss_stems("continent"): frozenset({"continent"}),
    gloss_stems("currency"): frozenset({"currency"}),
}
"""Words for classes all of which the gazetteer lists, and the kinds of names that tell one of a class."""

_UNCLASSED = frozenset({*NUMERIC, "yes_no", "reason", "manner", "definition", "date", "person"})
"""Kinds of questions that ask for no member of a class, whatever stands beside their asking word."""


def negates_deed(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether the sentence negates what a question says was done: «no insurer sells it» does not tell which does.

    Most of what the sentence meets must stand under the negation. This is not known of a question that negates, asks
    for a figure («not before 2026») or why something is so, nor of a negation that means «only».
    """
    asked = reading_of(question.text, question.language)
    if question.kind in (*NUMERIC, "yes_no") or negations(asked) or soft_words(asked):
        return False
    if question.kind in ("reason", "manner") and not asks_of_past(question):
        return False
    view, meeting = finding.candidate.view, finding.candidate.meeting
    places = {token.start: at for at, token in enumerate(view.tokens)}
    read = reading_of(view.text, view.document.language)
    met = sum(term.weight for i, term in enumerate(terms) if meeting[i].max(initial=0.0) >= _SAID)
    for negation in negations(read):
        under = [places[start] for at in negation.scope if (start := read.tokens[at].start) in places]
        said = [term for i, term in enumerate(terms) if meeting[i, under].max(initial=0.0) >= _SAID]
        is_done = any(term.token.pos == "v" and term.weight > _LIGHT for term in said)
        is_most = 2 * sum(term.weight for term in said) > met
        if is_done and is_most and len(said) >= _LEAST and not negation.clause & soft_words(read):
            return True
    return False


def lacks_class(question: Question, terms: Sequence[Term], article: ArticleMet) -> bool:
    """Tell whether it is asked which country, and neither the evidence nor a neighbour has the name of any other.

    One that the question itself names is not what it asks for.
    """
    asked = None if question.kind in _UNCLASSED else _class_asked(question)
    if asked is None:
        return False
    near = range(max(0, article.at - 1), min(len(article.views), article.at + 2))
    met = {at: article.meetings[at].max(axis=0, initial=0.0) for at in near}
    given = {at: gives(terms, article.views[at], met[at], _GIVEN) for at in near}
    new = (token for at in near for i, token in enumerate(article.views[at].tokens) if not given[at][i])
    return not any((name := listed_name(token.glosses)) is not None and name.kind in asked for token in new)


def _class_asked(question: Question) -> frozenset[str] | None:
    """Return the kinds of names that would be the answer, by the word right beside the one that asks."""
    stems = (gloss_stems(gloss.lower()) for token in _beside_asking(question) for gloss in token.glosses[:2])
    return next((_CLASSES[stem] for stem in stems if stem in _CLASSES), None)


def _beside_asking(question: Question) -> list[Token]:
    """Return the tokens of a question right beside a word that asks: *country* in «which country»."""
    found = list(words(question.text))
    beside = set()
    for one, other in pairwise(found):
        if is_asking(fold(one.text), question.language):
            beside.add(other.start)
        if is_asking(fold(other.text), question.language):
            beside.add(one.start)
    return [token for token in tokens_of(question.text, question.language) if token.start in beside]


def names_no_district(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether it is asked in which province or town something is, and the sentence has no name that is new."""
    if question.kind != "place" or names_new(terms, finding.candidate.view, finding.candidate.meeting):
        return False
    return any(has_sign(token, "district") for token in _beside_asking(question))


def names_no_firm(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether the name of a firm or a body is asked for, and the sentence has no name that is new.

    So it is where «in which hospital» asks for a place. A firm must have one; of other bodies a word such as *ministry*
    may be all of it. Where capitals do not tell names, a noun right beside the word for a body may be one.
    """
    view, meeting = finding.candidate.view, finding.candidate.meeting
    is_body = question.kind == "place" and any(has_sign(token, "somewhere") for token in _beside_asking(question))
    if not (is_body or question.kind == "organization") or names_new(terms, view, meeting):
        return False
    told = [at for at, token in enumerate(view.tokens) if has_sign(token, "firm") or has_sign(token, "body")]
    asked = tokens_of(question.text, question.language)
    if not any(has_sign(token, "firm") or has_sign(token, "company") or means(token, "naming") for token in asked):
        return not told
    if view.document.language in CAPITALS_TELL:
        return True
    return not any(
        _is_beside(view, at, other) and meeting[:, other].max() < _MET
        for at in told
        for other in (at - 1, at + 1)
        if 0 <= other < len(view.tokens)
    )


def _is_beside(view: SentenceView, at: int, other: int) -> bool:
    one, behind = sorted((view.tokens[at], view.tokens[other]), key=lambda token: token.start)
    return view.tokens[other].pos in "npx" and not view.text[one.end : behind.start].strip()


def lacks_unit(question: Question, finding: Finding) -> bool:
    """Tell whether hours or hectares are asked for, and the figure is of no unit and counts some thing: «66 courses».

    Sums of money and shares are told without their unit too often.
    """
    quantity = finding.quantity
    if question.unit is None or quantity is None or units()[question.unit].kind in ("money", "percentage"):
        return False
    if question.kind == "count" or quantity.unit is not None or quantity.kind != "count":
        return False
    counted, _ = counted_phrase(finding.candidate.view, quantity)
    return any(token.pos == "n" and token.kind == "word" and token.glosses for token in counted)


def lacks_age(question: Question, finding: Finding) -> bool:
    """Tell whether an age is asked for and the figure is none: no word for it beside, and no «Osgood (58)»."""
    view, quantity = finding.candidate.view, finding.quantity
    if quantity is None or not is_age_asked(question):
        return False
    is_beside = view.text[: quantity.start].rstrip().endswith(_BRACKETS)
    is_beside |= view.document.language == "hi" and _OF_YEARS.match(view.text, quantity.end) is not None
    return not is_beside and not any(has_sign(token, "age") for token in view.tokens)


def _is_place(token: Token) -> bool:
    name = listed_name(token.glosses) if token.kind == "name" else None
    return name is not None and name.kind in PLACES


def is_age_of_another(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether a person is named and the years of the finding stand beside another's name in its clause.

    Who is only «the head of the ring of Jalpaiguri» is not named: a listed place is nobody.
    """
    quantity, view, meeting = finding.quantity, finding.candidate.view, finding.candidate.meeting
    named = [i for i, term in enumerate(terms) if term.token.kind == "name" or not term.token.glosses]
    if quantity is None or quantity.unit != "year" or all(_is_place(terms[i].token) for i in named):
        return False
    if any(has_sign(terms[i].token, "role") and finding.candidate.strength[i] >= _MET for i in range(len(terms))):
        return False  # «the director of the Bien Xanh cooperative»: the names are the body's
    clauses = view.clauses[0]
    at = next((i for i, token in enumerate(view.tokens) if token.end > quantity.number_start), 0)
    beside = [
        i
        for i, token in enumerate(view.tokens)
        if (i == at - 1 or (abs(i - at) <= _BESIDE and clauses[i] == clauses[at]))
        and token.kind != "number"
        and (token.kind == "name" or not token.glosses)
    ]
    return bool(beside) and all(meeting[named, i].max() < _MET for i in beside)
