"""Abbreviations: «One Commune One Product (OCOP)» says itself what the letters stand for."""

from collections.abc import Iterator, Sequence

from qa.matching import SentenceView, Term
from qa.rank import Candidate
from vectorstore.document import Span

_MET = 0.75
_LONGEST = 9
"""Letters of an abbreviation, and words that it may stand for, at most."""

_STOPS = ",;:()[].!?؛،।–—\n"


def expansions(terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[tuple[Candidate, Span]]:
    """Return the sentences that write out an abbreviation that a question names, with the words it stands for."""
    short = [i for i, term in enumerate(terms) if _is_short(term)]
    return [(candidate, span) for candidate in candidates for i in short for span in _written_out(candidate, i)]


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
