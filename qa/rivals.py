"""Names that a question restricts itself to and the evidence does not hold, and names that stand there instead."""

from collections.abc import Sequence

import numpy as np

from qa.matching import Term
from qa.question import Question
from qa.rank import Candidate
from qa.scope import ArticleMet, printed_in
from vectorstore.lexicon import gazetteer
from vectorstore.tokenizer import Token

_MET = 0.5
_FAINT = 0.35
_GIVEN = 0.4
"""Strength from which a name of a sentence is one that the question gives."""

_PLACES = frozenset({"capital", "city", "province", "region", "continent", "river"})
"""Kinds of names that may stand in each other's place; a country mostly says where all of them lie."""

_SYLLABLE = "person-syllable"
"""A kind of names that none stands in the place of: any person's name is made of them."""

_STREETS = frozenset({"street", "road", "avenue", "square", "lane", "boulevard"})
"""What stands beside the name of a place that is only a street's: «Leipziger Straße»."""


def names_unmet(
    question: Question, terms: Sequence[Term], candidate: Candidate, article: ArticleMet
) -> dict[str, float]:
    """Return which names of a question are not met, each in [0, 1].

    ``names_unmet``: the share that nothing around the sentence meets; ``unlisted_unmet``: the least met of those that
    no list knows, and which may be spelt otherwise; ``listed_unmet``: the least met, in the whole article, of those
    that a list knows, where question and article are in one language; ``rival``: a name of the same class stands in
    the sentence instead of one asked about. The country that an article is printed in need not be named.
    """
    printed = printed_in(candidate.view.document.language)
    names = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    listed = [i for i in names if terms[i].token.glosses and terms[i].token.glosses[0] not in printed]
    unlisted = [i for i in names if not terms[i].token.glosses]
    alike = question.language == candidate.view.document.language
    around = candidate.context
    return {
        "names_unmet": float(np.mean(around[names] < _MET)) if names else 0.0,
        "unlisted_unmet": max((1.0 - float(around[i]) for i in unlisted), default=0.0),
        "listed_unmet": max((1.0 - float(article.anywhere[i]) for i in listed), default=0.0) if alike else 0.0,
        "rival": float(
            any(
                _has_rival(term.token, candidate)
                for term, met in zip(terms, candidate.strength, strict=True)
                if met < _FAINT and printed.isdisjoint(term.token.glosses[:1])
            )
        ),
    }


def _has_rival(name: Token, candidate: Candidate) -> bool:
    """Tell whether a sentence holds a name of the class of one that it does not hold, and that is not asked about."""
    kind = _kind(name)
    if kind is None:
        return False
    kinds = _PLACES if kind in _PLACES else {kind}
    given = candidate.meeting.max(axis=0, initial=0.0) >= _GIVEN
    tokens = candidate.view.tokens
    return any(not given[i] and _kind(token) in kinds and not _is_street(tokens, i) for i, token in enumerate(tokens))


def _is_street(tokens: Sequence[Token], at: int) -> bool:
    beside = (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2])
    return any(not _STREETS.isdisjoint(token.glosses[:2]) for token in beside)


def _kind(token: Token) -> str | None:
    name = gazetteer().get(token.glosses[0]) if token.glosses else None
    return name.kind if name and name.kind != _SYLLABLE else None
