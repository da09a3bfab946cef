"""What is said beside the best finding: the same figure elsewhere, another figure, a sentence nearly as likely."""

from collections.abc import Sequence
from decimal import Decimal

from qa.cues import NUMERIC
from qa.extract import Finding
from qa.matching import Term
from qa.question import Question
from qa.units import Quantity
from qa.weights import log_odds

_MOST = 3
"""Sources that one answer names for a figure, and figures that it sets against each other."""

_AGREES = 0.7
"""Share of the best finding's confidence from which another article's same figure is a further source."""

_DISPUTES = 0.6
_CLOSE = 0.25
"""Difference in log odds up to which the second of two sentences is as good as the first: both are quoted."""

_LISTED = 2.5
"""The same up to which a list is quoted beside a better sentence that is none."""

_SERIES = 0.6
"""Three things of the five that surely make a list."""

_MET = 0.5
_LIKE = 0.9
_EXACT, _ROUGH = Decimal("0.005"), Decimal("0.1")
"""Relative differences up to which two figures are the same: exact ones, and where one is said to be vague."""


def agreeing(question: Question, findings: Sequence[Finding]) -> list[Finding]:
    """Return the best finding and those of other articles that give the same figure nearly as well."""
    best = findings[0]
    chosen = [best]
    if question.kind not in NUMERIC or best.quantity is None:
        return chosen
    documents = {_document(best)}
    for finding in findings[1:]:
        same = finding.quantity is not None and _values(finding.quantity) == _values(best.quantity)
        if same and _document(finding) not in documents and finding.confidence >= _AGREES * best.confidence:
            chosen.append(finding)
            documents.add(_document(finding))
    return chosen[:_MOST]


def disagreeing(
    question: Question, terms: Sequence[Term], findings: Sequence[Finding], sources: Sequence[Finding]
) -> list[Finding]:
    """Return findings of further articles that give another figure for the same thing, one an article, best first.

    The same thing: the same kind and unit of figure, and a sentence that meets every word of the question that the best
    one's sentence meets, in an article that meets its names and numbers as well.
    """
    best = findings[0]
    if question.kind not in NUMERIC or best.quantity is None:
        return []
    seen = {_document(finding) for finding in sources}
    found: list[Finding] = []
    for finding in findings[1:]:
        if _document(finding) not in seen and _is_rival(best, finding, terms):
            seen.add(_document(finding))
            found.append(finding)
    return found[: _MOST - 1]


def runner_up(question: Question, findings: Sequence[Finding]) -> Finding | None:
    """Return the second sentence where it answers nearly as well as the first, and no form shows which of them does.

    Of what is asked for as a list, that is also the best sentence of the article that is one, where the first is none.
    """
    if len(findings) < 2 or findings[0].quantity is not None or findings[0].is_shown:
        return None
    first, second = (log_odds(finding.confidence) for finding in findings[:2])
    if first - second < _CLOSE:
        return findings[1]
    if question.kind != "list" or _lists(findings[0]):
        return None
    own = [f for f in findings[1:] if _document(f) == _document(findings[0]) and _lists(f)][:1]
    return next((f for f in own if first - log_odds(f.confidence) < _LISTED), None)


def _lists(finding: Finding) -> bool:
    return finding.features.get("series", 0.0) >= _SERIES or finding.features.get("announced", 0.0) > 0


def _is_rival(best: Finding, other: Finding, terms: Sequence[Term]) -> bool:
    one, two = best.quantity, other.quantity
    if one is None or two is None or (one.kind, one.unit) != (two.kind, two.unit) or _are_near(one, two):
        return False
    if other.confidence < _DISPUTES * best.confidence or other.features["sentence"] < _LIKE * best.features["sentence"]:
        return False
    if any(other.features.get(name, 0.5) < best.features.get(name, 0.5) - 0.1 for name in ("counted", "head")):
        return False
    wanted = [i for i, term in enumerate(terms) if best.candidate.strength[i] >= _MET and not term.is_scope]
    scope = [i for i, term in enumerate(terms) if best.candidate.context[i] >= _MET]
    return all(other.candidate.strength[i] >= _MET for i in wanted) and all(
        other.candidate.context[i] >= _MET for i in scope
    )


def _are_near(one: Quantity, two: Quantity) -> bool:
    highest = max(abs(one.value), abs(two.value))
    margin = _ROUGH if one.exactness or two.exactness else _EXACT
    return highest == 0 or abs(one.value - two.value) <= margin * highest


def _document(finding: Finding) -> str:
    return finding.candidate.view.document.id


def _values(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.upper, quantity.rest
