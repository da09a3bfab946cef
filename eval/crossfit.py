"""What the decision to answer is learned from: best findings as they are over articles that the ranking never saw.

The ranking gets more right, and is surer of it, over the articles that it was learned from. So each question is asked
under a ranking learned without the articles of its fold (stacked generalisation, Wolpert, 1992), and again where its
evidence is cut out of the articles: then nothing answers it.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence

from eval.articles import Articles
from eval.draws import chain_over, findings_of, is_right, places_of, request_of
from eval.edits import edited, pack
from eval.evidence import evidence_spans
from eval.fit_answer import Chosen, Outcome
from eval.golden import GoldenQuestion
from eval.sets import GoldenSet
from eval.twin_removal import removed_evidence
from qa.chain import Chain, Ranked
from qa.extract import Finding
from qa.refuse import weighable
from qa.weights import Models, using

FOLDS = 5

_MOST_CUT = 8
"""Twins that share a copy of an article: what is cut for one is seldom missed by another."""


def fold(article: str) -> int:
    """Return the fold of an article, the same wherever it is asked."""
    return zlib.crc32(article.encode()) % FOLDS


def held_out(chosen: GoldenSet, belongs: Mapping[str, str], rankings: Sequence[Models]) -> Iterator[Chosen]:
    """Yield the best finding of each question of a set, and of its twin without evidence.

    ``belongs``: the article that each question belongs to; ``rankings``: that of each fold, learned without it.
    """
    articles = chosen.articles
    yield from _found(chosen, chosen.questions, belongs, rankings, articles)
    twins = [twin for question in chosen.questions if (twin := removed_evidence(question, articles)) is not None]
    for edits in pack([twin.edit for twin in twins], articles, _MOST_CUT):
        copy = GoldenSet(chosen.name, (), tuple(edited(chosen.sources, articles, edits)))
        asked = [twin.question for twin in twins if twin.edit in edits]
        yield from _found(copy, asked, belongs, rankings, None)


def _found(
    over: GoldenSet,
    questions: Sequence[GoldenQuestion],
    belongs: Mapping[str, str],
    rankings: Sequence[Models],
    articles: Articles | None,
) -> Iterator[Chosen]:
    """Yield the best findings of questions; without ``articles`` to look the evidence up in, none is right."""
    with chain_over(over.sources) as chain:
        for number, ranking in enumerate(rankings):
            with using(ranking):
                for question in questions:
                    if fold(belongs[question.id]) == number:
                        yield from _best(chain, question, articles, number)


def _best(chain: Chain, question: GoldenQuestion, articles: Articles | None, number: int) -> Iterator[Chosen]:
    """Yield the best finding of a question where it is for the learned weights to decide whether to answer with it."""
    ranked = chain.ranking.invoke(request_of(question))
    understood, findings = ranked.understood, findings_of(ranked)
    if not findings or not understood.terms:
        return
    document = chain.views.of(findings[0].candidate.view.document)
    features = weighable(understood.question, understood.terms, findings, ranked.candidates, document)
    if not isinstance(features, bool):
        yield Chosen(features, _outcome(question, articles, findings[0], ranked), number)


def _outcome(question: GoldenQuestion, articles: Articles | None, finding: Finding, ranked: Ranked) -> Outcome:
    if articles is None:
        return "twin"
    if not question.is_answerable:
        return "unanswerable"
    places = places_of(evidence_spans(question, articles))
    return "right" if is_right(question, places, finding, ranked) else "wrong"
