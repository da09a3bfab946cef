"""A second look at the best sentences: each is read together with the question by the embedded cross-encoder."""

from collections.abc import Sequence
from dataclasses import replace

from qa.cross_encoder import cross_encoder
from qa.glossing import english_of
from qa.rank import Candidate
from qa.weights import log_odds

READ = 8
"""Sentences that are read; what that costs is linear in them."""

WEIGHT = 0.5
"""What the reading counts for beside the weighted sum of `qa.rank`, both in log odds; see docs/experiments.md."""


def reranked(text: str, language: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates, best first, with the first `READ` put in order anew by how they read beside the question.

    ``text`` is the question, ``language`` the one it is in. The scores stay where they are, the first the best: that a
    sentence answers better than others says nothing of whether any does.
    """
    first = candidates[:READ]
    told = [english_of(candidate.view.text, candidate.view.document.language) for candidate in first]
    fits = cross_encoder().fits(english_of(text, language), told)
    likelihoods = [log_odds(c.score) + WEIGHT * float(fit) for c, fit in zip(first, fits, strict=True)]
    order = sorted(range(len(first)), key=lambda at: -likelihoods[at])
    return [*(replace(first[at], score=c.score) for at, c in zip(order, first, strict=True)), *candidates[READ:]]
