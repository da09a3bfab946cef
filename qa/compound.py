"""Questions that ask two things: each is answered, and the answers become one."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from qa.answer import Answer, Citation, Claim
from qa.compose import stated
from qa.extract import Finding
from qa.weights import log_odds

_CONSIDERED = 12
"""Best findings of a part that are weighed against those of the others."""

_TOGETHER = 2.0
"""What it speaks for two findings, in log odds, that one sentence holds both."""


def jointly(parts: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
    """Return the findings of a question's parts with those first that go best together.

    No figure answers two parts, and what is asked in one breath mostly stands in one sentence.
    """
    pools = [[f for f in findings[:_CONSIDERED] if f.quantity is not None] for findings in parts]
    best = max(product(*pools), key=_fitness, default=None)
    if best is None or len(parts) == 1 or _fitness(best) == -math.inf:
        return [list(findings) for findings in parts]
    return [[one, *(f for f in findings if f is not one)] for one, findings in zip(best, parts, strict=True)]


def _fitness(chosen: Sequence[Finding]) -> float:
    places = [(f.candidate.view.document.id, *f.spans) for f in chosen]
    if len(set(places)) < len(places):
        return -math.inf
    sentences = {(f.candidate.view.document.id, f.candidate.view.index) for f in chosen}
    odds = sum(log_odds(f.confidence) for f in chosen)
    return odds + _TOGETHER * (len(chosen) - len(sentences))


def merged(whole: Answer, answers: Sequence[Answer]) -> Answer:
    """Join the answers of a question's parts; parts that were refused are left out, all refused is the whole's refusal.

    The same sentence is cited once; numbers count anew from 1.
    """
    answered = [answer for answer in answers if answer.refusal is None]
    if not answered:
        first = whole if whole.refusal else answers[0]
        return replace(whole, text=first.text, claims=(), citations=(), refusal=first.refusal)
    citations: list[Citation] = []
    claims: list[Claim] = []
    for answer in answered:
        by_number = {citation.number: citation for citation in answer.citations}
        for claim in answer.claims:
            if all(claim.text != other.text for other in claims):
                numbers = tuple(_numbered(by_number[number], citations) for number in claim.citations)
                claims.append(Claim(claim.text, numbers))
    of_whole = (notice for notice in whole.notices if notice != "sources_disagree")  # the parts say what disagrees
    notices = tuple(dict.fromkeys((*of_whole, *(notice for answer in answered for notice in answer.notices))))
    joint = replace(whole, text="".join(stated(claims)), claims=tuple(claims), citations=tuple(citations))
    return replace(joint, refusal=None, notices=notices)


def _numbered(citation: Citation, citations: list[Citation]) -> int:
    """Return the number of a citation in the joint list, joining its highlights to those of the same sentence."""
    for at, other in enumerate(citations):
        if (other.document.id, other.span) == (citation.document.id, citation.span):
            spans = tuple(dict.fromkeys((*other.highlights, *citation.highlights)))
            citations[at] = replace(other, highlights=spans)
            return other.number
    citations.append(replace(citation, number=len(citations) + 1))
    return len(citations)
