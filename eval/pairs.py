"""What the cross-encoder is taught with: questions and the sentences found for them, both word by word in English."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.draws import Places, asked_of_squad, chain_over, places_of, request_of, stands_in
from eval.evidence import evidence_spans
from eval.sets import GoldenSet
from qa.chain import Ranked
from qa.glossing import english_of
from qa.weights import log_odds

_MOST_FOUND = 24
"""Sentences of a question, the likeliest by the weighted sum."""

_MOST_ASKED = 150
"""Questions of a pair of languages of parallel files, about."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A question and sentences beside it, likeliest first; which of them answer it, and their log odds before."""

    id: str
    question: str
    sentences: tuple[str, ...]
    right: tuple[bool, ...]
    before: tuple[float, ...]


def pairs_of(chosen: GoldenSet) -> Iterator[Beside]:
    """Yield the answerable questions of a golden set; pass only what may be learned from."""
    articles = chosen.articles
    with chain_over(chosen.sources) as chain:
        for question in chosen.questions:
            if question.is_answerable:
                found = chain.ranking.invoke(request_of(question))
                yield _beside(question.id, found, places_of(evidence_spans(question, articles)))


def pairs_of_squad(folder: Path) -> Iterator[Beside]:
    """Yield questions of parallel files ``xquad.<language>.json`` across languages."""
    for question, places, found in asked_of_squad(folder, _MOST_ASKED):
        yield _beside(question, found, places)


def _beside(id_: str, found: Ranked, places: Places) -> Beside:
    understood, candidates = found.understood, found.candidates[:_MOST_FOUND]
    return Beside(
        id_,
        english_of(understood.standalone, understood.question.language),
        tuple(english_of(one.view.text, one.view.document.language) for one in candidates),
        tuple(stands_in(one.view, places) for one in candidates),
        tuple(log_odds(one.score) for one in candidates),
    )
