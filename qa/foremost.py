"""Which of several is the most or the least of its kind: what a question asks for, and what a sentence tells."""

import re
from functools import lru_cache
from typing import NamedTuple

from qa.cues import NUMERIC
from qa.question import Question
from qa.telling import told_at
from qa.views import SentenceView
from vectorstore.document import Span

_MOST, _LEAST = "most", "least"

_COMMA = re.compile(r"[;،؛।]|(?<!\d),|,(?!\d)")
_BORDER = 40
_AHEAD = 30
"""Characters that a comma counts for between a name and a superlative, and that it counts to stand before it."""


class Rank(NamedTuple):
    """A superlative in a text: ``text[start:end]``, of the ``most`` or the ``least``."""

    side: str
    start: int
    end: int


@lru_cache(maxsize=5_000)
def ranks_in(text: str, language: str) -> tuple[Rank, ...]:
    """Return the superlatives of a text."""
    least = told_at("hindmost", text, language)
    most = [
        place
        for place in told_at("foremost", text, language)
        if not any(place[0] < end and start < place[1] for start, end in least)  # «সবচেয়ে কম» is no «সবচেয়ে»
    ]
    return (*(Rank(_MOST, *place) for place in most), *(Rank(_LEAST, *place) for place in least))


def ranks_asked(question: Question) -> frozenset[str]:
    """Return whether a question asks for the most, the least, both or none; signs of their own tell it of figures."""
    if question.kind in NUMERIC:
        return frozenset()
    return frozenset(rank.side for rank in ranks_in(question.text[: question.carried], question.language))


def ranks_too(question: Question, view: SentenceView) -> bool:
    """Tell whether a sentence says of which there is the most, or the least, where a question asks for that.

    What comes first it may say without a superlative («followed by»). Beside figures signs of their own tell it
    (`qa.roles`).
    """
    asked = ranks_asked(question)
    if not asked:
        return False
    text, language = view.text, view.document.language
    told = frozenset(rank.side for rank in ranks_in(text, language))
    return bool(asked & told) or (_MOST in asked and bool(told_at("ranked", text, language)))


def is_ranked(question: Question, view: SentenceView, name: Span) -> bool:
    """Tell whether of the superlatives of a sentence the one nearest to a name is what a question asks for.

    «The most, 1,045, in Panna, the fewest, 118, in Niwari»: one of both. What stands before a name is nearer to it.
    """
    asked, ranks = ranks_asked(question), ranks_in(view.text, view.document.language)
    if not asked or not ranks:
        return False
    return min(ranks, key=lambda rank: _distance(view.text, rank, name)).side in asked


def _distance(text: str, rank: Rank, name: Span) -> int:
    between = text[rank.end : name.start] or text[name.end : rank.start]
    is_ahead = name.end <= rank.start
    return len(between) + _BORDER * bool(_COMMA.search(between)) + _AHEAD * is_ahead
