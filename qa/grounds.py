"""What speaks for answering with the best finding, and what against it: each a number, weighed by ``[answer]``.

An absent fact and a paraphrased one look alike by coverage. What parts them: whether the words that the lexicon knows
are met in the sentence, around it, or only elsewhere in its article; whether the words around a figure are those of the
question; whether another name of the same class stands in the place of the one asked about, or another sentence names
it; whether another article speaks more of the topic; whether the sentence holds the kind asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.contrary import tells_contrary
from qa.extract import Finding
from qa.matching import Term
from qa.question import Question
from qa.rank import Candidate
from qa.rivals import names_unmet
from qa.scope import ArticleMet
from qa.untold import untold
from qa.weights import log_odds

_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]

_MET = 0.5
_LIGHT = 0.3
"""Weight up to which a word says little."""

_SAID = 0.6
"""Strength from which a sentence says a word itself."""

_UNASKED = 0.6
"""What stands for words of a sort that a question has none of."""

_SCALE = 4
"""By which log odds are divided, so that they weigh like the others."""

_LOOKED_AT = 30
"""Best sentences that a finding is compared with."""

_SURELY = 0.8
_ABOUT = 0.15
"""Share of a question by which another article may meet less of it, and still be as likely the one that it is about."""

_REACH = 4
"""Tokens around a figure that tell what it is a figure of."""

_UNTOLD = 0.4
"""What stands for the words around a figure that has none."""

_COMMON = 3
"""A word in a third of an article's sentences, or more, is its topic and tells none of them from another."""

_MOST_TERMS = 1.5

_OF_SENTENCE = (
    *("upward", "upward_local", "names_near", "holds_body", "lists_names", "short_items", "new_names"),
    *("new_beside_role", "new_date", "office", "tells_reason", "tells_manner", "role_met"),
    *("beyond_top", "early", "rarest", "tells_cause", "tells_purpose", "beside_bracket", "explains"),
    *("persons_apart", "put_elsewhere", "alone", "names_it"),
)
"""Features of the finding itself that say whether it holds what is asked for; 0 where they are not looked for."""

_TOPICAL = frozenset({"what", "list", "definition", "yes_no", "other"})
"""Kinds of questions whose names say what they are about more than whom they ask for."""

_KINDS = ("percentage", "money", "person", "reason", "manner", "yes_no", "organization", "place")
"""Kinds of questions that are answered more or less readily than others."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The terms of a question as columns: their weights, and of what sort each is.

    ``details``: what is asked of the topic, in words that the lexicon knows, so that not meeting them is no ignorance.
    """

    weight: _Numbers
    words: _Flags
    known: _Flags
    scope: _Flags
    focus: _Flags
    details: _Flags
    pos: tuple[str, ...]

    def sort(self, *pos: str) -> _Flags:
        """Return which details are of some parts of speech."""
        found: _Flags = self.details & np.array([own in pos for own in self.pos], dtype=bool)
        return found


def grounds(
    question: Question,
    terms: Sequence[Term],
    findings: Sequence[Finding],
    candidates: Sequence[Candidate],
    article: ArticleMet,
) -> dict[str, float]:
    """Return what speaks for and against answering with the first of some findings, one at least.

    ``article`` is how the finding's article meets the terms, ``candidates`` the sentences considered, best first.
    """
    best, asked = findings[0], _asked(terms)
    view = best.candidate.view
    return {
        "sentence_score": log_odds(best.candidate.score) / _SCALE,
        **{name: best.features.get(name, 0.0) for name in _OF_SENTENCE},
        **{f"asks_{kind}": float(question.kind == kind) for kind in _KINDS},
        "name_unsaid": _unsaid_name(asked, terms, best.candidate) if question.kind in _TOPICAL else 0.0,
        "known_kind": float(question.kind not in ("other", "what")),
        "same_language": float(view.document.language == question.language),
        "size": min(_MOST_TERMS, len(terms) / 10),
        **_met(asked, best.candidate, article),
        **_specific(asked, best.candidate, article),
        **names_unmet(question, terms, best.candidate, article),
        **untold(question, terms, best, article),
        "deed_unsaid": _unsaid_deed(asked, best.candidate) if question.kind == "reason" else 0.0,
        "contrary": float(tells_contrary(question, terms, best, article)),
        "elsewhere": _elsewhere(asked, best.candidate, candidates),
        "told_elsewhere": _told_elsewhere(asked, best.candidate, article, candidates),
        "around_figure": _around_figure(best),
    }


def _asked(terms: Sequence[Term]) -> _Asked:
    def flags(values: Sequence[bool]) -> _Flags:
        return np.array(values, dtype=bool)

    words = flags([term.number is None for term in terms])
    known = flags([bool(term.token.glosses) for term in terms]) & words
    scope = flags([term.is_scope for term in terms])
    focus = flags([term.is_focus for term in terms]) & known
    weight = np.array([term.weight for term in terms], dtype=np.float64)
    return _Asked(weight, words, known, scope, focus, known & ~scope, tuple(term.token.pos for term in terms))


def _met(asked: _Asked, candidate: Candidate, article: ArticleMet) -> dict[str, float]:
    """Return what of the known words is met by the sentence, beside it, around it, anywhere in its article."""
    sentence, around = candidate.strength.astype(np.float64), candidate.context.astype(np.float64)
    near, anywhere = article.near, article.anywhere
    things = asked.sort("n", "a", "x")
    return {
        "unmet_around": _share(asked, asked.details & (around < _MET)),
        "unmet_article": _share(asked, asked.details & (anywhere < _MET)),
        "qualities_near": _mean(asked, asked.sort("a", "r"), near, _MET),
        "deeds_near": _mean(asked, asked.sort("v"), near, _MET),
        "least_near": float(near[things].min(initial=1.0)) if things.any() else _UNASKED,
        "focus_article": float(anywhere[asked.focus].min(initial=1.0)) if asked.focus.any() else _UNASKED,
        "focus_unsaid": float(((1 - sentence) * (asked.focus & (asked.weight > _LIGHT))).max(initial=0.0)),
    }


def _unsaid_deed(asked: _Asked, candidate: Candidate) -> float:
    """Return the weight of what was done that the sentence does not say: a reason is told of what happened only."""
    return float((asked.weight * asked.sort("v") * (1 - candidate.strength)).max(initial=0.0))


def _unsaid_name(asked: _Asked, terms: Sequence[Term], candidate: Candidate) -> float:
    """Return the weight of the weightiest name of a question that the sentence does not have."""
    names = np.array([term.token.kind == "name" for term in terms], dtype=bool)
    return float((asked.weight * names * (1 - candidate.strength)).max(initial=0.0))


def _share(asked: _Asked, chosen: _Flags) -> float:
    """Return what some words weigh of all words of a question."""
    total = float(asked.weight[asked.words].sum())
    return float(asked.weight[chosen].sum()) / total if total else 0.0


def _mean(asked: _Asked, chosen: _Flags, met: _Numbers, otherwise: float) -> float:
    total = float(asked.weight[chosen].sum())
    return float(asked.weight[chosen] @ met[chosen]) / total if total else otherwise


def _specific(asked: _Asked, candidate: Candidate, article: ArticleMet) -> dict[str, float]:
    """Return how well the sentence meets the details that few sentences of its article hold, and the weightiest met."""
    holding = (article.best >= _MET).mean(axis=0)
    details = asked.words & ~asked.scope
    weight = asked.weight * details * (1 - np.minimum(1.0, _COMMON * holding))
    total = float(weight.sum())
    return {
        "specific": float(weight @ candidate.strength) / total if total else _MET,
        "specific_said": float((weight * (candidate.strength >= _SAID)).max(initial=0.0)),
    }


def _elsewhere(asked: _Asked, candidate: Candidate, candidates: Sequence[Candidate]) -> float:
    """Return by how much another article meets the question better around its best sentences."""
    total = float(asked.weight.sum())
    if not total:
        return 0.0
    own = float(asked.weight @ candidate.context) / total
    others = [c for c in candidates[:_LOOKED_AT] if c.view.document.id != candidate.view.document.id]
    return max([0.0, *(float(asked.weight @ c.context) / total - own for c in others)])


def _told_elsewhere(asked: _Asked, candidate: Candidate, article: ArticleMet, candidates: Sequence[Candidate]) -> float:
    """Return what the nouns weigh that the article has nowhere, and another one says that meets about as much."""
    missed = asked.sort("n") & (article.anywhere < _MET) & (asked.weight > _LIGHT)
    total = float(asked.weight.sum())
    if not missed.any() or not total:
        return 0.0
    own = float(asked.weight @ candidate.context) / total
    others = [c for c in candidates[:_LOOKED_AT] if c.view.document.id != candidate.view.document.id]
    near = [c.strength for c in others if float(asked.weight @ c.context) / total > own - _ABOUT]
    said = [float(asked.weight[missed & (strength >= _SURELY)].sum()) for strength in near]
    return max(said, default=0.0)


def _around_figure(finding: Finding) -> float:
    """Return how well the words of its clause right around a figure are those of the question; 0 without a figure."""
    if finding.quantity is None:
        return 0.0
    view = finding.candidate.view
    tokens = view.tokens
    here = next((i for i, token in enumerate(tokens) if token.end > finding.quantity.number_start), len(tokens) - 1)
    fine = view.clauses[0]
    met = finding.candidate.meeting.max(axis=0, initial=0.0)
    beside = [
        float(met[i])
        for i, token in enumerate(tokens)
        if abs(i - here) <= _REACH and fine[i] == fine[here] and token.pos != "f" and token.kind != "number"
    ]
    return sum(beside) / len(beside) if beside else _UNTOLD
