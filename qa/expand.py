"""Abbreviations: «One Commune One Product (OCOP)» says itself what the letters stand for."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from qa.matching import Term
from qa.rank import Candidate
from qa.views import SentenceView
from vectorstore.dateline import month_names
from vectorstore.document import Span

_MET = 0.75
_LONGEST = 9
"""Letters of an abbreviation, and words that it may stand for, at most."""

_STOPS = ",;:()[].!?؛،।–—\n"


def expansions(terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[tuple[Candidate, Span]]:
    """Return the sentences that write out an abbreviation that a question names, with the words it stands for.

    Words whose first letters, in their own script or in English, are the abbreviation's come first.
    """
    short = [i for i, term in enumerate(terms) if _is_short(term)]
    found = [
        (candidate, span, _spelled(terms[i], candidate.view, span))
        for candidate in candidates
        if not _is_dateline(candidate.view)
        for i in short
        for span in _written_out(candidate, i)
    ]
    return [(candidate, span) for candidate, span, _ in sorted(found, key=lambda one: -one[2])]


def _is_dateline(view: SentenceView) -> bool:
    """Tell whether a sentence has only places and a day: «Pathalgaon (Jashpur), 18 January.»."""
    return all(t.kind != "word" or not t.glosses or t.key in month_names() for t in view.tokens)


def _spelled(term: Term, view: SentenceView, span: Span) -> float:
    """Return the share of an abbreviation's letters that words begin with, in their order."""
    letters = (term.token.glosses[0] if term.token.glosses else term.token.key).casefold()
    start, end = span.start - view.span.start, span.end - view.span.start
    inside = [token for token in view.tokens if start <= token.start and token.end <= end]
    own = "".join(word[0] for token in inside for word in token.key.split())
    english = "".join(word[0] for token in inside for gloss in token.glosses[:1] for word in gloss.casefold().split())
    return max(SequenceMatcher(None, letters, initials, autojunk=False).ratio() for initials in (own, english))


def _is_short(term: Term) -> bool:
    gloss = term.token.glosses[0] if term.token.glosses else term.token.key
    return (
        term.number is None and " " not in gloss and (gloss.isupper() or term.token.kind == "name") and len(gloss) < 9
    )


def _written_out(candidate: Candidate, term: int) -> Iterator[Span]:
    view = candidate.view
    for at, token in enumerate(view.tokens):
        if candidate.meeting[term, at] < _MET:
            continue
        before, after = view.text[: token.start].rstrip("\"'“„« "), view.text[token.end :].lstrip("\"'”“» ")
        if before.endswith("(") and after.startswith(")"):
            span = _words_before(view, before[:-1], at)
        elif after.startswith("(") and ")" in after:
            start = view.text.index("(", token.end) + 1
            span = (start, view.text.index(")", start))
        else:
            continue
        if span is not None and span[1] - span[0] > token.end - token.start:
            yield Span(view.span.start + span[0], view.span.start + span[1])


def _words_before(view: SentenceView, text: str, at: int) -> tuple[int, int] | None:
    """Return where the words before a bracket begin and end: as many as an abbreviation may have, up to a stop."""
    edge = len(text.rstrip())
    start = edge
    for token in [t for t in view.tokens[:at] if t.end <= edge][::-1][:_LONGEST]:
        if any(c in _STOPS for c in view.text[token.end : start]):
            break
        start = token.start
    return (start, edge) if start < edge else None
