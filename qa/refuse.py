"""When not to answer: too little of the question is met, or what must be met is not (design D9)."""

from collections.abc import Sequence

from qa.extract import Finding
from qa.matching import Term, coverage
from qa.question import NUMERIC, Question

# Found on the tuning part of the golden set; docs/experiments.md tells how.
LEAST_COVERAGE = 0.42
LEAST_CONFIDENCE = 0.30
_MET = 0.5


def reason_to_refuse(question: Question, terms: Sequence[Term], findings: Sequence[Finding]) -> str | None:
    """Return ``no_evidence`` or ``not_supported`` where the best finding is too weak, else None.

    Numbers of a question (a year, the number of a cluster) and its names must be met by the sentence or by what stands
    around it: a figure of another year is not an answer.
    """
    if not findings or not terms:
        return "no_evidence"
    best = findings[0]
    candidate = best.candidate
    if coverage(terms, candidate.context) < LEAST_COVERAGE:
        return "no_evidence"
    if _misses_scope(terms, best):
        return "not_supported"
    if best.confidence < LEAST_CONFIDENCE and question.kind in NUMERIC:
        return "not_supported"
    return None


def _misses_scope(terms: Sequence[Term], finding: Finding) -> bool:
    context = finding.candidate.context
    return any(term.number is not None and met < _MET for term, met in zip(terms, context, strict=True))
