"""Questions that ask two things: each is answered, and the answers become one."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer, Citation, Claim
from qa.compose import stated


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
