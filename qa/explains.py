"""Sentences that say what something is: «X means …», «X, das heißt …», «X यानी …», «… যাকে X বলে», «X. Das sind …»."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.matching import Term
from qa.question import Question
from qa.signs import has_sign
from qa.telling import begins, told_at
from qa.views import SentenceView
from vectorstore.lexicon import listed_name

_MET = 0.5
_AHEAD = 25
"""Characters between a thing and the words behind it that tell what it is, at most: a bracket, an adverb."""

_BACK = 12
"""Characters between such words and a thing behind them («called the X»), at most."""

_FIRST = 2
"""Words of a sentence one of which is its subject, mostly."""

_OPENS = 0.5

_FRONT = 30
"""Characters at a sentence's beginning in which it says that it tells what the sentence before names."""

_OF_ANOTHER = 0.5
"""What it counts that a sentence explains another word than those that are asked about."""

_GOES_ON = 0.9
"""What it counts that a sentence explains a thing which only the one before it names."""

_APPOSED = re.compile(r"[\"'»”’)\]]*(?:\s*\([^()]{1,30}\))?(?:\s*(?:[—–:]|\s-\s)|(\s*[,،]\s*))")
"""What stands between a thing and what it is in apposition: a dash, a colon, a comma before an article or «which»."""

_QUOTED = re.compile(r"[\"'„“«»‘‚](?=\w)[^\"'„“”«»‘’‚]{2,60}[\"'“”«»’‘]")
_OFFICE = 3
"""Tokens between somebody's name and the office that tells who he is, at most."""


def explains(
    question: Question,
    terms: Sequence[Term],
    view: SentenceView,
    met: NDArray[np.float32],
    above: NDArray[np.float32] | None = None,
) -> float:
    """Return the weight of the heaviest term that a sentence explains, as a share of the heaviest that is asked about.

    A term is explained where words of a meaning stand beside it or something in apposition behind it, a person's name
    where an office does; where it only opens the sentence, half as much. ``above`` is how strongly the sentence before
    it meets each term: one that goes on from there may explain it without its name («Das sind Stellen ohne Schild»).
    """
    asked = _asked(question, terms)
    heaviest = max((terms[i].weight for i in asked), default=0.0)
    if not heaviest:
        return 0.0
    offices = _offices(terms, view)
    signs = told_at("meaning", view.text, view.document.language)
    best = _explained_above([(terms[i].weight, above[i]) for i in asked], view, signs) if above is not None else 0.0
    for i, term in enumerate(terms):
        weight = term.weight * (1.0 if i in asked else _OF_ANOTHER)
        for at, token in enumerate(view.tokens):
            if met[i, at] < _MET:
                continue
            ahead = any(0 <= start - token.end <= _AHEAD for start, _ in signs)
            behind = any(0 <= token.start - end <= _BACK for _, end in signs)
            held = term.token.kind == "name" and any(0 < abs(at - other) <= _OFFICE for other in offices)
            beside = ahead or behind or held or _is_apposed(view, token.end)
            told = 1.0 if beside else _OPENS if at < _FIRST else 0.0
            best = max(best, told * weight * float(met[i, at]))
    return min(1.0, best / heaviest)


def _asked(question: Question, terms: Sequence[Term]) -> list[int]:
    """Return which terms may be what a question asks to be explained: those in quotation marks, or all but places."""
    quoted = [i for i, term in enumerate(terms) if _is_quoted(question.text, term.token.start)]
    return quoted or [i for i, term in enumerate(terms) if listed_name(term.token.glosses) is None]


def _is_quoted(text: str, at: int) -> bool:
    """Tell whether a place in a text stands between quotation marks."""
    return any(match.start() < at < match.end() for match in _QUOTED.finditer(text))


def _explained_above(
    named: Iterable[tuple[float, float]], view: SentenceView, signs: Sequence[tuple[int, int]]
) -> float:
    """Return what the heaviest term counts which the sentence before names, if this one begins with what it is.

    ``named``: the weights of terms, and how strongly the sentence before meets them.
    """
    if not any(start <= _FRONT for start, _ in signs) or not begins("continued", view.text, view.document.language):
        return 0.0
    return _GOES_ON * max((weight * met for weight, met in named if met >= _MET), default=0.0)


def _is_apposed(view: SentenceView, end: int) -> bool:
    """Tell whether something in apposition stands right behind a place in a sentence."""
    found = _APPOSED.match(view.text, end)
    if found is None:
        return False
    return found[1] is None or begins("apposed", view.text[found.end() :], view.document.language)


def _offices(terms: Sequence[Term], view: SentenceView) -> list[int]:
    """Return where a sentence has offices, if a question gives a person's name: of one word it may be anything's."""
    if sum(term.token.kind == "name" for term in terms) < _FIRST:
        return []
    return [at for at, t in enumerate(view.tokens) if has_sign(t, "role") and not has_sign(t, "title")]
