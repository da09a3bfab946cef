"""When not to answer: too little of the question is met, or what must be met is not (design D9)."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.cues import NUMERIC
from qa.extract import Finding
from qa.looks import holds_kind
from qa.matching import SentenceView, Term, coverage
from qa.question import Question
from qa.scope import missed_scope
from qa.weights import score

LEAST_TO_ANSWER = 0.6
_MET = 0.5
_FAINT = 0.35
_TOPIC = 0.35
"""Coverage of the question by a sentence and its surroundings below which the articles do not speak of the topic."""


def evidence_to_answer(question: Question, terms: Sequence[Term], findings: Sequence[Finding]) -> dict[str, float]:
    """Return what speaks for answering with the best finding: how well it fits, what of the question is unmet."""
    best = findings[0]
    features = best.features
    context = best.candidate.context
    content = [i for i, term in enumerate(terms) if term.number is None]
    weights = np.array([terms[i].weight for i in content])
    unmet = float((weights * (context[content] < _MET)).max()) if content else 0.0
    alike = best.candidate.view.document.language == question.language
    numbers = [i for i, term in enumerate(terms) if term.number is not None]
    years = [i for i in numbers if len(terms[i].number or "") == 4]
    names = [i for i, term in enumerate(terms) if term.token.kind == "name"]
    return {
        "confidence": math.log(best.confidence / (1 - best.confidence + 1e-9) + 1e-9) / 4,
        "sentence": features["sentence"],
        "window": features["window"],
        "context": features["context"],
        "focus": features["focus"],
        **{name: features[name] for name in ("detail", "detail_near", "rarest", "together", "local")},
        **{name: features[name] for name in ("upward", "upward_detail", "upward_local", "article")},
        "dense": features["dense"],
        "names_unmet": float(np.mean(context[names] < _MET)) if names else 0.0,
        "numbers_unmet": float(np.mean(context[numbers] < _MET)) if numbers else 0.0,
        "years_unmet": float(np.mean(context[years] < _MET)) if years else 0.0,
        "numbers_apart": 1.0 - features["numbers"] if numbers else 0.0,
        "rarest_unmet": unmet,
        **_known_unmet(terms, context, alike=alike),
        "counted": features.get("counted", 0.5),
        "head": features.get("head", 0.5),
        "focus_unmet": 1.0 if focus_is_unmet(terms, best) else 0.0,
        "numeric": 1.0 if question.kind in NUMERIC else 0.0,
        "known_kind": 1.0 if question.kind not in ("other", "what") else 0.0,
        "holds_kind": 1.0 if holds_kind(question, best.candidate.view) else 0.0,
    }


def _known_unmet(terms: Sequence[Term], context: NDArray[np.float32], *, alike: bool) -> dict[str, float]:
    """Return what share of a question is words that the lexicon knows and that nothing around the evidence meets.

    ``alike``: question and evidence are in one language. Then the weightiest of these words says more: no translation
    stands between them.
    """
    content = [i for i, term in enumerate(terms) if term.number is None]
    unmet = [i for i in content if terms[i].token.glosses and context[i] < _MET]
    total = sum(terms[i].weight for i in content)
    weightiest = max((terms[i].weight for i in unmet if terms[i].token.kind != "name"), default=0.0)
    return {
        "same_language": float(alike),
        "known_unmet": sum(terms[i].weight for i in unmet) / total if total else 0.0,
        "same_unmet": weightiest if alike else 0.0,
    }


def focus_is_unmet(terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether a noun of what was asked for has nothing in the sentence («trade unions», and no word of trade)."""
    nouns = [i for i, term in enumerate(terms) if term.is_focus and term.number is None and term.token.pos in "npax"]
    return any(finding.candidate.strength[i] < _FAINT for i in nouns)


def reason_to_refuse(
    question: Question, terms: Sequence[Term], findings: Sequence[Finding], document: Sequence[SentenceView]
) -> str | None:
    """Return ``no_evidence`` or ``not_supported`` where too little speaks for answering, else None.

    ``document`` are the sentences of the best finding's article: what the question restricts itself to must be there.
    """
    if not findings or not terms:
        return "no_evidence"
    spoken_of = coverage(terms, findings[0].candidate.context) >= _TOPIC
    if missed_scope(question, terms, findings[0].candidate.view, document):
        return "not_supported" if spoken_of else "no_evidence"
    if findings[0].is_shown:
        return None
    if score("answer", evidence_to_answer(question, terms, findings)) >= LEAST_TO_ANSWER:
        return None
    return "not_supported" if spoken_of else "no_evidence"
