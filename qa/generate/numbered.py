"""The sentences that a model is shown: the best of the passages considered, as many as fit, numbered from 1."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.rank import Candidate
from qa.views import SentenceView

_OVERHEAD = 6
"""Tokens for a sentence's number and line."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A sentence under the number by which a model points at it."""

    number: int
    candidate: Candidate

    @property
    def view(self) -> SentenceView:
        """The sentence."""
        return self.candidate.view


def numbered(candidates: Sequence[Candidate], tokens: int) -> tuple[Numbered, ...]:
    """Return the best sentences that fit into so many tokens, at least one, article by article in reading order.

    ``candidates`` are best first.
    """
    chosen: list[Candidate] = []
    left = tokens
    for candidate in candidates:
        cost = estimated_tokens(candidate.view.text) + _OVERHEAD
        if chosen and cost > left:
            break
        chosen.append(candidate)
        left -= cost
    places: dict[str, int] = {}
    for candidate in chosen:
        places.setdefault(candidate.view.document.id, len(places))
    chosen.sort(key=lambda c: (places[c.view.document.id], c.view.index))
    return tuple(Numbered(number, candidate) for number, candidate in enumerate(chosen, start=1))


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text is, rather too many: four ASCII characters are one, any other is one each."""
    ascii_characters = sum(c.isascii() for c in text)
    return math.ceil(ascii_characters / 4) + len(text) - ascii_characters
