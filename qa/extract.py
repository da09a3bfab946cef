"""The extractive answer: from ranked sentences to the figure that was asked for, or the sentence that says it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.matching import SentenceView, Term, marks
from qa.quantities import Quantity, quantities, shown_kinds
from qa.question import NUMERIC, Question
from qa.rank import Candidate
from vectorstore.document import Span
from vectorstore.tokenizer import Token

_SENTENCES = 12
"""Best sentences whose figures are considered."""

_REACH = 6.0
"""Tokens over which a word's bearing on a figure fades to a third."""

_NOUN_PHRASE = 4
_STOPS = ",;:()[].!?؛،।–—\n\"“”«»"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answer rests on: a sentence, the spans in it that are the answer, and the figure if there is one.

    ``spans`` are offsets into the document; ``confidence`` is in [0, 1].
    """

    candidate: Candidate
    spans: tuple[Span, ...]
    quantity: Quantity | None
    confidence: float


def find_answer(question: Question, terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[Finding]:
    """Return what answers the question, best first; empty if nothing in the sentences can."""
    if question.kind in NUMERIC:
        return _figures(question, terms, candidates)
    return [Finding(c, (c.view.span,), None, c.score) for c in candidates[:_SENTENCES]]


def _figures(question: Question, terms: Sequence[Term], candidates: Sequence[Candidate]) -> list[Finding]:
    asked = {term.number for term in terms if term.number is not None}
    findings = [
        _finding(question, terms, candidate, quantity)
        for candidate in candidates[:_SENTENCES]
        for quantity in quantities(candidate.view.text, candidate.view.document.language)
        if _fits(question, quantity) and not _is_repeated(quantity, asked)
    ]
    return sorted(findings, key=lambda f: -f.confidence)


def _fits(question: Question, quantity: Quantity) -> bool:
    if quantity.is_date or quantity.kind == "year":
        return False
    if question.kind == "count":
        return quantity.kind in ("count", "money", "length", "area", "volume", "weight", "power", "energy", "duration")
    return quantity.kind in shown_kinds(question.kind)


def _is_repeated(quantity: Quantity, asked: set[str | None]) -> bool:
    """A number that the question itself gives (Cluster 1) is not its answer."""
    return quantity.kind == "count" and str(quantity.value.normalize()) in asked and quantity.value < 100


def _finding(question: Question, terms: Sequence[Term], candidate: Candidate, quantity: Quantity) -> Finding:
    view = candidate.view
    at = _position(view, quantity)
    near = _nearness(terms, candidate, at)
    counted = _counted(question, terms, view, quantity) if question.kind == "count" else near
    weight_kind = 1.0 if quantity.kind in ("count", *shown_kinds(question.kind)) else 0.75
    confidence = (0.5 * candidate.score + 0.28 * counted + 0.22 * near) * weight_kind
    offset = view.span.start
    span = Span(offset + quantity.start, offset + quantity.end)
    return Finding(candidate, (span,), quantity, confidence)


def _position(view: SentenceView, quantity: Quantity) -> int:
    for position, token in enumerate(view.tokens):
        if token.end > quantity.number_start:
            return position
    return len(view.tokens)


def _nearness(terms: Sequence[Term], candidate: Candidate, at: int) -> float:
    """Return how near the sentence's words for the question's terms stand to a figure, clause borders counting extra."""
    total = sum(term.weight for term in terms if term.number is None)
    if not total:
        return 0.0
    near = 0.0
    for term, strength, where in zip(terms, candidate.strength, candidate.where, strict=True):
        if term.number is None and where >= 0:
            near += term.weight * float(strength) * math.exp(-_distance(candidate.view, at, where) / _REACH)
    return near / total


def _distance(view: SentenceView, one: int, other: int) -> float:
    first, last = sorted((min(one, len(view.tokens) - 1), other))
    between = view.text[view.tokens[first].end : view.tokens[last].start]
    return (last - first) + 3.0 * sum(between.count(stop) for stop in _STOPS)


def _counted(question: Question, terms: Sequence[Term], view: SentenceView, quantity: Quantity) -> float:
    """Return how well the noun phrase that a figure counts is the one asked for: harmonic mean of precision and recall."""
    phrase = noun_phrase(view, quantity)
    focus = [i for i in range(len(terms)) if i in question.focus and terms[i].number is None]
    if not phrase or not focus:
        return 0.0
    alone = [_meets(terms, focus, token, view) for token in phrase]
    weights = [0.35 if token.pos in "ar" else 1.0 for token in phrase]
    anywhere = [max(own, 0.3 * _meets(terms, range(len(terms)), token, view)) for own, token in zip(alone, phrase, strict=True)]
    precision = sum(w * a for w, a in zip(weights, anywhere, strict=True)) / sum(weights)
    recall = sum(terms[i].weight * max(_meets(terms, [i], token, view) for token in phrase) for i in focus)
    recall /= sum(terms[i].weight for i in focus)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def noun_phrase(view: SentenceView, quantity: Quantity) -> list[Token]:
    """Return the words that a figure counts: those behind it up to a stop, else those before it."""
    behind = [token for token in view.tokens if token.start >= quantity.tail]
    found = _phrase(view, behind, quantity.tail)
    if found:
        return found
    ahead = [token for token in view.tokens if token.end <= quantity.start][::-1]
    return _phrase(view, ahead, quantity.start, skip=6)


def _phrase(view: SentenceView, tokens: Sequence[Token], edge: int, *, skip: int = 4) -> list[Token]:
    """Collect content words from an edge on, over a few function words at first, up to the next stop."""
    text, found, skipped = view.text, [], 0
    for token in tokens:
        between = text[min(edge, token.end) : max(edge, token.start)]
        if any(c in _STOPS for c in between) or token.kind == "number" or len(found) == _NOUN_PHRASE:
            break
        edge = token.end if token.start >= edge else token.start
        if token.pos in "f" or (token.pos in "vrx" and not found):
            skipped += 1
            if found or skipped > skip:
                break
            continue
        if token.pos == "v" and found:
            break
        found.append(token)
    return found


def _meets(terms: Sequence[Term], some: Sequence[int] | range, token: Token, view: SentenceView) -> float:
    """Return how well a token meets any of some terms, by marks alone or by nearness of vectors."""
    position = next((i for i, other in enumerate(view.tokens) if other is token), -1)
    best = 0.0
    own = marks(token, view.document.language).by_key
    for i in some:
        for key, strength in terms[i].marks.by_key.items():
            best = max(best, strength * own.get(key, 0.0))
    matrix, positions = view.vectors
    rows = [row for row, place in enumerate(positions) if place == position]
    vectors = [terms[i].vector for i in some if terms[i].vector is not None]
    if rows and vectors and best < 0.7:
        near = float(np.max(np.stack(vectors) @ matrix[rows].T))  # type: ignore[arg-type]
        best = max(best, 0.7 * (near - 0.5) / 0.5)
    return best
