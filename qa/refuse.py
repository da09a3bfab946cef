"""When not to answer: too little of the question is met, or what must be met is not (design D9)."""

from collections.abc import Sequence

import numpy as np

from qa.elsewhere import is_of_elsewhere
from qa.extract import Finding
from qa.granted import granted_amiss
from qa.grounds import grounds
from qa.matching import Term, coverage
from qa.question import Question
from qa.rank import Candidate
from qa.roles import tells_time
from qa.scope import article_met, missed_in
from qa.views import SentenceView
from qa.weights import score

LEAST_TO_ANSWER = 0.6
_FAINT = 0.35
_SAID = 0.6
_NAMED = 0.7
_LIGHT = 0.3
_MET = 0.5
_LEAST_SPOKEN_OF = 0.45
"""Share of a question that its article must meet anywhere: of 808 right findings 1 has less, of 297 of nothing 22."""

_TOPIC = 0.35
"""Coverage of the question by a sentence and its surroundings below which the articles do not speak of the topic."""


def focus_is_unmet(terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether a noun of what was asked for has nothing in the sentence («trade unions», and no word of trade)."""
    nouns = [i for i, term in enumerate(terms) if term.is_focus and term.number is None and term.token.pos in "npax"]
    return any(finding.candidate.strength[i] < _FAINT for i in nouns)


def reason_to_refuse(
    question: Question,
    terms: Sequence[Term],
    findings: Sequence[Finding],
    candidates: Sequence[Candidate],
    document: Sequence[SentenceView],
    least: float = LEAST_TO_ANSWER,
) -> str | None:
    """Return ``no_evidence`` or ``not_supported`` where too little speaks for answering, else None.

    ``candidates`` are the sentences considered, best first, ``document`` those of the best finding's article: what the
    question restricts itself to must be there; ``least`` is the score from which it is answered. One of which a
    sentence says every word is answered below it too.
    """
    if not findings or all(term.number is not None for term in terms):
        return "no_evidence"  # of nothing, or of a bare number
    spoken_of = coverage(terms, findings[0].candidate.context) >= _TOPIC
    found = weighable(question, terms, findings, candidates, document)
    is_said = _says_every_word(question, terms, findings[0])
    is_answer = found if isinstance(found, bool) else is_said or score("answer", found) >= least
    return None if is_answer else "not_supported" if spoken_of else "no_evidence"


def weighable(
    question: Question,
    terms: Sequence[Term],
    findings: Sequence[Finding],
    candidates: Sequence[Candidate],
    document: Sequence[SentenceView],
) -> dict[str, float] | bool:
    """Return the grounds that are to be weighed, or whether to answer where that is settled without them.

    A question most of which the article nowhere speaks of is not answered, nor one that restricts itself to what the
    article does not hold, or takes for granted what the evidence does not bear out; one whose answer the form of the
    text itself shows, is.
    """
    article = article_met(terms, findings[0].candidate.view, document)
    if coverage(terms, (article.anywhere >= _MET).astype(np.float32)) < _LEAST_SPOKEN_OF:
        return False
    if missed_in(question, terms, findings[0].candidate.view, article) or is_of_elsewhere(question, terms, article):
        return False
    if findings[0].is_shown:
        return True
    amiss = granted_amiss(question, terms, findings[0], article)
    return False if amiss else grounds(question, terms, findings, candidates, article)


def _says_every_word(question: Question, terms: Sequence[Term], finding: Finding) -> bool:
    """Tell whether a sentence meets all that a question says: of 97 such in our sets, 6 have no answer.

    A name is not said by a part of it, nor by a word that only sounds so; «now» is said by «fell from 110 to 45».
    """
    is_timed = finding.features.get("role_met") == 1.0
    said = [
        finding.candidate.strength[i] >= (_NAMED if _is_name(term) else _SAID)
        for i, term in enumerate(terms)
        if term.weight > _LIGHT and not term.is_told and not (is_timed and tells_time(question, term.token))
    ]
    return bool(said) and all(said)


def _is_name(term: Term) -> bool:
    return term.number is None and (term.token.kind == "name" or not term.token.glosses)
