"""The words of a sentence that a claim is about: its figures, else its names, else all of it."""

from collections.abc import Iterator, Sequence

import regex

from qa.matching import Term
from qa.quantities import quantities
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.digits import canonical
from vectorstore.document import Span
from vectorstore.marks import marks
from vectorstore.tokenizer import Token, tokenizer


def highlights(claim: str, language: str, view: SentenceView, asked: Sequence[Term] = ()) -> tuple[Span, ...]:
    """Return what of a claim stands in a sentence: spans of the document on grapheme borders, in order.

    What the question gives itself (``asked``) is no answer and is left out, unless there is nothing else.
    """
    known = {term.number for term in asked if term.number is not None}
    figures = list(_figures(claim, language, view))
    fresh = [q for q in figures if canonical(q.value) not in known]
    spans = [(q.start, q.end) for q in fresh] or _names(claim, language, view, asked)
    spans = spans or [(q.start, q.end) for q in figures]
    if not spans:
        return (view.span,)
    offset = view.span.start
    return tuple(
        sorted({Span(offset + start, offset + end) for start, end in (_on_borders(view.text, *s) for s in spans)})
    )


def _figures(claim: str, language: str, view: SentenceView) -> Iterator[Quantity]:
    stated = [value for q in quantities(claim, language) for value in (q.value, q.upper) if value is not None]
    for quantity in view.quantities:
        if quantity.value in stated or (quantity.upper is not None and quantity.upper in stated):
            yield quantity


def _names(claim: str, language: str, view: SentenceView, asked: Sequence[Term]) -> list[tuple[int, int]]:
    tokens = [token for token in tokenizer(language).tokens(claim) if token.kind == "name"]
    known = {key for term in asked for key in term.marks.by_key}
    wanted = {key for token in tokens for key in _keys(token, language) if key not in known}
    return [
        (token.start, token.end)
        for token in view.tokens
        if token.kind == "name" and wanted & _keys(token, view.document.language)
    ]


def _keys(token: Token, language: str) -> set[str]:
    return {key for key in marks(token, language).by_key if len(key) > 2}


def _on_borders(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to grapheme borders: a vowel sign is not torn from its consonant."""
    for cluster in regex.finditer(r"\X", text):
        if cluster.start() < start < cluster.end():
            start = cluster.start()
        if cluster.start() < end < cluster.end():
            end = cluster.end()
    return start, end
