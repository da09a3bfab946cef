"""Sentences that say what something is: «X means …», «X, das heißt …», «X यानी …», «… যাকে X বলে»."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.matching import SentenceView, Term
from qa.signs import has_sign
from qa.telling import told_at

_MET = 0.5
_AHEAD = 25
"""Characters between a thing and the words behind it that tell what it is, at most: a bracket, an adverb."""

_BACK = 12
"""Characters between such words and a thing behind them («called the X»), at most."""

_FIRST = 2
"""Words of a sentence one of which is its subject, mostly."""

_OPENS = 0.5

_OFFICE = 3
"""Tokens between somebody's name and the office that tells who he is, at most."""


def explains(terms: Sequence[Term], view: SentenceView, met: NDArray[np.float32]) -> float:
    """Return the weight of the heaviest term that a sentence explains, as a share of the question's heaviest.

    A term is explained where words of a meaning stand beside it, a person's name where an office does; where it only
    opens the sentence, half as much.
    """
    heaviest = max((term.weight for term in terms), default=0.0)
    if not heaviest:
        return 0.0
    offices = _offices(terms, view)
    signs = told_at("meaning", view.text, view.document.language)
    best = 0.0
    for i, term in enumerate(terms):
        for at, token in enumerate(view.tokens):
            if met[i, at] < _MET:
                continue
            ahead = any(0 <= start - token.end <= _AHEAD for start, _ in signs)
            behind = any(0 <= token.start - end <= _BACK for _, end in signs)
            held = term.token.kind == "name" and any(0 < abs(at - other) <= _OFFICE for other in offices)
            told = 1.0 if ahead or behind or held else _OPENS if at < _FIRST else 0.0
            best = max(best, told * term.weight * float(met[i, at]))
    return best / heaviest


def _offices(terms: Sequence[Term], view: SentenceView) -> list[int]:
    """Return where a sentence has offices, if a question gives a person's name: of one word it may be anything's."""
    if sum(term.token.kind == "name" for term in terms) < _FIRST:
        return []
    return [at for at, t in enumerate(view.tokens) if has_sign(t, "role") and not has_sign(t, "title")]
