"""Questions that ask two things: each is answered, and the answers become one."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from qa.answer import Answer, Citation, Claim
from qa.chain import Drafted
from qa.compose import stated
from qa.extract import Finding, find_answer
from qa.weights import log_odds

_CONSIDERED = 12
"""Best findings of a part that are weighed against those of the others."""

_LEADING = 4
"""Best findings of a part in whose sentences the other parts are looked for as well."""

_TOGETHER, _NEXT, _SAME_ARTICLE = 4.0, 2.0, 0.5
"""What it speaks for two findings, in log odds, that they stand in one sentence, in neighbours, in one article."""

ENOUGH_BESIDE = 0.3
"""Score from which a part is answered in a sentence that answers another part, or beside it."""


def beside_others(drafts: Sequence[Drafted]) -> list[list[Finding]]:
    """Return the best findings of each part, with what it finds in the sentences that the other parts rest on."""
    found: list[list[Finding]] = []
    for draft in drafts:
        leading = {_place(f) for other in drafts if other is not draft for f in other.findings[:_LEADING]}
        near = [c for c in draft.ranked.candidates if (c.view.document.id, c.view.index) in leading]
        understood = draft.ranked.understood
        more = find_answer(understood.question, understood.terms, understood.query.vector, near)
        best = list(draft.findings[:_CONSIDERED])
        known = {(_place(f), f.spans) for f in best}
        found.append([*best, *(f for f in more if (_place(f), f.spans) not in known)])
    return found


def _place(finding: Finding) -> tuple[str, int]:
    return finding.candidate.view.document.id, finding.candidate.view.index


def jointly(parts: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
    """Return the findings of a question's parts with those first that go best together.

    No figure answers two parts, and what is asked in one breath mostly stands in one sentence, or close by.
    """
    best = max(product(*parts), key=_fitness, default=None)
    if best is None or len(parts) == 1 or _fitness(best) == -math.inf:
        return [list(findings) for findings in parts]
    return [[one, *(f for f in findings if f is not one)] for one, findings in zip(best, parts, strict=True)]


def _fitness(chosen: Sequence[Finding]) -> float:
    places = [(f.candidate.view.document.id, *f.spans) for f in chosen if f.quantity is not None]
    if len(set(places)) < len(places):
        return -math.inf
    return sum(log_odds(f.confidence) for f in chosen) + sum(_nearness(*pair) for pair in pairwise(chosen))


def _nearness(one: Finding, other: Finding) -> float:
    """Return what it speaks for two findings that they stand close together; a quoted sentence seldom holds both."""
    first, second = one.candidate.view, other.candidate.view
    if first.document.id != second.document.id:
        return 0.0
    apart = abs(first.index - second.index)
    if apart == 0 and one.quantity is not None and other.quantity is not None:
        return _TOGETHER
    return _NEXT if apart <= 1 else _SAME_ARTICLE


def answered_beside(drafts: Sequence[Drafted]) -> list[bool]:
    """Tell for each draft whether it rests on a sentence that answers another part, or on its neighbour."""
    return [
        any(other is not one and other.refusal is None and _is_beside(one, other) for other in drafts) for one in drafts
    ]


def _is_beside(one: Drafted, other: Drafted) -> bool:
    if not one.findings or not other.findings:
        return False
    first, second = one.findings[0].candidate.view, other.findings[0].candidate.view
    return first.document.id == second.document.id and abs(first.index - second.index) <= 1


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
