"""The measures, each of one question's result: what it earned, out of what it could.

A score is the sum earned over the sum possible; ``(0, 0)`` means that the measure does not apply to the question.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from eval.result import Result

Share = tuple[float, float]
Measure = Callable[[Result], Share]
NOT_APPLICABLE: Share = (0.0, 0.0)

DEPTH = 10
"""Passages asked of `/v1/search`."""


def recall_at(k: int) -> Measure:
    """Return recall@k: a passage of a correct document that overlaps the evidence is among the first k (contract)."""

    def recall(result: Result) -> Share:
        return _of_answerable(result, any(rank <= k for rank, _ in result.verdict.found))

    return recall


def reciprocal_rank(result: Result) -> Share:
    """MRR@10: 1 / rank of the first passage on the evidence. Voorhees, TREC-8 1999."""
    return _of_answerable(result, max((1 / rank for rank, _ in result.verdict.found if rank <= DEPTH), default=0.0))


def ndcg(result: Result) -> Share:
    """nDCG@10 over correct documents: gain 1 where each first shows its evidence. Järvelin & Kekäläinen, TOIS 2002.

    A further passage of the same document gains nothing, as in Clarke et al., SIGIR 2008, with alpha = 1.
    """
    first = {document: rank for rank, document in reversed(result.verdict.found) if rank <= DEPTH}
    gained = sum(1 / math.log2(rank + 1) for rank in first.values())
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(result.question.documents), DEPTH) + 1))
    return _of_answerable(result, gained / ideal if ideal else 0.0)


def answer_accuracy(result: Result) -> Share:
    """Answered, every `answer_any` group matched, a correct document cited first (contract)."""
    return _of_answerable(result, result.is_passed)


def citation_precision(result: Result) -> Share:
    """Citations that overlap the evidence, of all given. After Gao et al. (ALCE), EMNLP 2023."""
    return float(result.verdict.on_evidence), float(result.verdict.citations)


def citation_recall(result: Result) -> Share:
    """At least one citation overlaps the evidence. After Gao et al. (ALCE), EMNLP 2023."""
    return _of_answerable(result, result.verdict.on_evidence > 0)


def exact_citations(result: Result) -> Share:
    """Citations whose text is the document's at their offsets, of all given (contract, section 2: always)."""
    return float(result.verdict.exact), float(result.verdict.citations)


def support_rate(result: Result) -> Share:
    """Claims whose numbers all stand in the text they cite, of all claims. Attribution: Rashkin et al., CL 2023."""
    return float(result.verdict.supported), float(result.verdict.claims)


def refusal_precision(result: Result) -> Share:
    """Refusals of questions that no article answers, of all refusals. Rajpurkar et al. (SQuAD 2.0), ACL 2018."""
    is_refused = result.verdict.status == "refused"
    return float(is_refused and not result.question.is_answerable), float(is_refused)


def refusal_recall(result: Result) -> Share:
    """Unanswerable questions that are refused. Rajpurkar et al. (SQuAD 2.0), ACL 2018."""
    return _of_unanswerable(result, result.verdict.status == "refused")


def false_refusal_rate(result: Result) -> Share:
    """Answerable questions that are refused (contract)."""
    return _of_answerable(result, result.verdict.status == "refused")


def false_answer_rate(result: Result) -> Share:
    """Unanswerable questions that are answered (contract)."""
    return _of_unanswerable(result, result.verdict.status == "answered")


MEASURES: Mapping[str, Measure] = {
    "recall@1": recall_at(1),
    "recall@5": recall_at(5),
    "recall@10": recall_at(10),
    "MRR@10": reciprocal_rank,
    "nDCG@10": ndcg,
    "answer accuracy": answer_accuracy,
    "citation precision": citation_precision,
    "citation recall": citation_recall,
    "exact citations": exact_citations,
    "support rate": support_rate,
    "refusal precision": refusal_precision,
    "refusal recall": refusal_recall,
    "false-refusal rate": false_refusal_rate,
    "false-answer rate": false_answer_rate,
}
"""By name, in reading order."""

LOWER_IS_BETTER = frozenset({"false-refusal rate", "false-answer rate", "latency p50", "latency p95"})
CONSISTENCY = "language consistency"


@dataclass(frozen=True, slots=True)
class Shares:
    """A measure's shares, aligned with the ids of what they are of."""

    ids: tuple[str, ...]
    values: tuple[Share, ...]


def shares(name: str, results: Sequence[Result]) -> Shares:
    """Return a measure's shares of all results it applies to; consistency has one for each base id.

    :raises KeyError: if there is no such measure.
    """
    if name == CONSISTENCY:
        return consistency(results)
    measure = MEASURES[name]
    kept = [(f"{result.set}/{result.id}", share) for result in results if (share := measure(result))[1] > 0]
    return Shares(tuple(name for name, _ in kept), tuple(share for _, share in kept))


def consistency(results: Sequence[Result]) -> Shares:
    """Share of the questions asked in several languages that get one value and one first citation in all of them.

    One value: every string group of the question matched, in every translation and paraphrase, so that refusing
    everything is not consistent. After Qi et al. (cross-lingual consistency), EMNLP 2023, taken strictly.
    """
    answerable = sorted((r for r in results if r.question.is_answerable), key=_base)
    groups = {key: list(group) for key, group in groupby(answerable, key=_base)}
    several = {key: group for key, group in groups.items() if len({r.question.language for r in group}) > 1}
    return Shares(tuple(several), tuple((float(is_consistent(group)), 1.0) for group in several.values()))


def is_consistent(group: Sequence[Result]) -> bool:
    """Tell whether wordings of one question were answered alike, and with the value expected."""
    is_one_value = all(r.verdict.status == "answered" and None not in r.verdict.matched for r in group)
    return is_one_value and len({r.verdict.first_document for r in group}) == 1


def latency(results: Sequence[Result], percent: float) -> float:
    """Return the nearest-rank percentile of the answers' wall time, in milliseconds."""
    ordered = sorted(result.seconds * 1000 for result in results)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)] if ordered else math.nan


def _base(result: Result) -> str:
    return f"{result.set}/{result.question.base_id}"


def _of_answerable(result: Result, earned: float) -> Share:
    return (float(earned), 1.0) if result.question.is_answerable else NOT_APPLICABLE


def _of_unanswerable(result: Result, earned: float) -> Share:
    return NOT_APPLICABLE if result.question.is_answerable else (float(earned), 1.0)
