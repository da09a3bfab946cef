"""Names that a question restricts itself to and the evidence does not hold, and names that stand there instead."""

from collections.abc import Collection, Sequence

import numpy as np

from qa.cues import NUMERIC
from qa.home import printed_in
from qa.matching import Term
from qa.question import Question
from qa.rank import Candidate
from qa.scope import COMMON, TOP, ArticleMet
from qa.signs import has_sign
from vectorstore.lexicon import listed_name
from vectorstore.tokenizer import Token

_MET = 0.5
_FAINT = 0.35
_GIVEN = 0.4
"""Strength from which a name of a sentence is one that the question gives."""

_PLACES = frozenset({"capital", "city", "province", "region", "continent", "river"})
"""Kinds of names that may stand in each other's place; a country mostly says where all of them lie."""

_LISTED_PLACES = _PLACES | {"country"}

_HELD = 0.6
"""Strength from which a word is the office that a question asks for."""

_SYLLABLE = "person-syllable"
"""A kind of names that none stands in the place of: any person's name is made of them."""

_STREETS = frozenset({"street", "road", "avenue", "square", "lane", "boulevard"})
"""What stands beside the name of a place that is only a street's: «Leipziger Straße»."""


def names_unmet(
    question: Question, terms: Sequence[Term], candidate: Candidate, article: ArticleMet
) -> dict[str, float]:
    """Return which names of a question are not met, each in [0, 1].

    ``names_unmet``: the share that nothing around the sentence meets; ``listed_unmet``: the least met, in the whole
    article, of those that a list knows, where question and article are in one language; ``rival``: a name of the same
    class stands in the sentence instead of one asked about; ``named_in_part``: of a name of several words the article
    has only some (Upper West for Upper East); ``named_elsewhere``: another sentence, and not the topic, has the name or
    number; ``place_unsaid``: a figure is asked of a listed place that neither the evidence nor the sentence before it
    names. The country that an article is printed in need not be named, nor its topic again.
    """
    printed = printed_in(candidate.view.document.language)
    names = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    listed = [i for i in names if terms[i].token.glosses and terms[i].token.glosses[0] not in printed]
    alike = question.language == candidate.view.document.language
    around = candidate.context
    return {
        "names_unmet": float(np.mean(around[names] < _MET)) if names else 0.0,
        "listed_unmet": max((1.0 - float(article.anywhere[i]) for i in listed), default=0.0) if alike else 0.0,
        "rival": float(
            any(
                _has_rival(term.token, candidate)
                for term, met in zip(terms, candidate.strength, strict=True)
                if met < _FAINT and printed.isdisjoint(term.token.glosses[:1])
            )
        ),
        "named_in_part": max(
            (
                1.0 - whole
                for i in names
                if i not in article.home and (whole := _met_whole(terms[i], article)) is not None
            ),
            default=0.0,
        ),
        "named_elsewhere": _named_elsewhere(terms, article),
        "place_unsaid": float(question.kind in NUMERIC and _lacks_place(terms, article, printed)),
    }


def _met_whole(term: Term, article: ArticleMet) -> float | None:
    """Return how strongly any sentence meets all words of a name at once; None for a name of one word."""
    whole = [mark for mark in term.marks.by_key if mark[0] == "~" and " " in mark]
    if not whole:
        return None
    marks = [*whole, *(mark for mark in term.marks.by_key if mark[0] == "=")]
    return max((met for view in article.views for mark in marks for met, _ in view.marks.get(mark, ())), default=0.0)


def _named_elsewhere(terms: Sequence[Term], article: ArticleMet) -> float:
    """Return how far the evidence and the sentence before it lack a name or number that few other sentences have."""
    best = article.best
    met, rarity = best >= _MET, 1.0 - np.minimum(1.0, COMMON * (best >= _MET).mean(axis=0))
    restricts = np.array([term.number is not None or term.token.kind == "name" for term in terms], dtype=bool)
    elsewhere = restricts & met.any(axis=0) & ~met[:TOP].any(axis=0)
    here = best[max(0, article.at - 1) : article.at + 1].max(axis=0)
    return float(((1.0 - here) * rarity * elsewhere).max(initial=0.0))


def _lacks_place(terms: Sequence[Term], article: ArticleMet, printed: frozenset[str]) -> bool:
    return any(
        article.here[i] < _FAINT and not article.is_topic[i]
        for i, term in enumerate(terms)
        if _kind(term.token) in _LISTED_PLACES and term.token.kind == "name" and term.token.glosses[0] not in printed
    )


def is_office_of_rival(question: Question, terms: Sequence[Term], candidate: Candidate) -> bool:
    """Tell whether a holder of an office is asked for, and the sentence has it of another place than the one named."""
    offices = [i for i, term in enumerate(terms) if has_sign(term.token, "role") and term.token.kind != "name"]
    if question.kind != "person" or not offices:
        return False
    clauses, printed = candidate.view.clauses[0], printed_in(candidate.view.document.language)
    held = {int(clauses[at]) for at in np.flatnonzero(candidate.meeting[offices].max(axis=0) >= _HELD)}
    return any(
        met < _FAINT and printed.isdisjoint(term.token.glosses[:1]) and _has_rival(term.token, candidate, held)
        for term, met in zip(terms, candidate.strength, strict=True)
    )


def _has_rival(name: Token, candidate: Candidate, clauses: Collection[int] | None = None) -> bool:
    """Tell whether a sentence holds a name of the class of one that it does not hold, and that is not asked about.

    ``clauses``: those of its clauses that are looked at; all by default.
    """
    kind = _kind(name)
    if kind is None:
        return False
    kinds = _PLACES if kind in _PLACES else {kind}
    given = candidate.meeting.max(axis=0, initial=0.0) >= _GIVEN
    tokens, own = candidate.view.tokens, candidate.view.clauses[0]
    return any(
        not given[i] and _kind(token) in kinds and not _is_street(tokens, i)
        for i, token in enumerate(tokens)
        if clauses is None or own[i] in clauses
    )


def _is_street(tokens: Sequence[Token], at: int) -> bool:
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return any(not _STREETS.isdisjoint(token.glosses[:2]) for token in beside)


def _kind(token: Token) -> str | None:
    name = listed_name(token.glosses)
    return name.kind if name and name.kind != _SYLLABLE else None
