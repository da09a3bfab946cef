"""The extractive answer: from ranked sentences to the figure that was asked for, or the sentence that says it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex
from numpy.typing import NDArray

from qa.matching import SentenceView, Term, coverage
from qa.quantities import Quantity, shown_kinds, units
from qa.question import NUMERIC, Question
from qa.rank import Candidate, mean_similarity
from qa.weights import score
from vectorstore.document import Span
from vectorstore.embed import word_vector
from vectorstore.lexicon import is_genitive
from vectorstore.sounds import sound_keys
from vectorstore.tokenizer import Token, gloss_stems

_SENTENCES = 12
"""Best sentences whose figures are considered."""

_REACH = 6.0
"""Tokens over which a word's bearing on a figure fades to a third."""

_NOUN_PHRASE = 4
_OF = regex.compile(r"\s?/\s?\p{Nd}[\p{Nd}.,]*")
_STOPS = ',;:()[].!?؛،।–—\n"“”«»'


@dataclass(frozen=True, slots=True)
class Finding:
    """What the answer rests on: a sentence, the spans in it that are the answer, and the figure if there is one.

    ``spans`` are offsets into the document; ``confidence`` is in [0, 1].
    """

    candidate: Candidate
    spans: tuple[Span, ...]
    quantity: Quantity | None
    confidence: float
    features: dict[str, float]


def find_answer(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], candidates: Sequence[Candidate]
) -> list[Finding]:
    """Return what answers the question, best first; empty if nothing in the sentences can."""
    if question.kind in NUMERIC:
        return _figures(question, terms, vector, candidates)
    return [Finding(c, (c.view.span,), None, c.score, c.features) for c in candidates[:_SENTENCES]]


def _figures(
    question: Question, terms: Sequence[Term], vector: NDArray[np.float32], candidates: Sequence[Candidate]
) -> list[Finding]:
    asked = {term.number for term in terms if term.number is not None}
    findings: list[Finding] = []
    read = 0
    for candidate in candidates:
        fitting = [q for q in candidate.view.quantities if _fits(question, q) and not _is_repeated(q, asked)]
        findings += [_finding(question, terms, vector, candidate, quantity, len(fitting)) for quantity in fitting]
        read += bool(fitting)
        if read == _SENTENCES:
            break
    return sorted(findings, key=lambda f: -f.confidence)


def _fits(question: Question, quantity: Quantity) -> bool:
    """Tell whether a figure is of the kind asked for: of the unit named, of the kind that the words ask for."""
    if quantity.is_date or quantity.kind in ("year", "date", "label"):
        return False
    if question.unit is not None and units()[question.unit].kind != "money":
        return quantity.unit == question.unit or (quantity.unit is None and quantity.kind == "count")
    if question.kind == "count":
        return quantity.kind == "count" or quantity.kind in question.asked
    kinds = frozenset(shown_kinds(question.kind))
    return quantity.kind in (kinds & question.asked or kinds)


def _is_repeated(quantity: Quantity, asked: set[str]) -> bool:
    """A number that the question itself gives (Cluster 1) is not its answer."""
    return quantity.kind == "count" and str(quantity.value.normalize()) in asked and quantity.value < 100


def _finding(
    question: Question,
    terms: Sequence[Term],
    vector: NDArray[np.float32],
    candidate: Candidate,
    quantity: Quantity,
    fitting: int,
) -> Finding:
    view = candidate.view
    at = _position(view, quantity)
    fine, coarse = (_in_clause(terms, candidate, at, clauses) for clauses in view.clauses)
    features = {
        **candidate.features,
        **(_counted(terms, view, quantity) if question.kind == "count" else {}),
        "near": _nearness(terms, candidate, at),
        "clause": fine,
        "part": coarse,
        "numbers_here": _numbers_here(terms, candidate, at),
        "clause_dense": _clause_similarity(vector, candidate, at),
        "exact_kind": 1.0 if quantity.kind in {*shown_kinds(question.kind), *question.asked} else 0.0,
        "alone": 1.0 / fitting,
        "small": 1.0 if quantity.value < 10 and quantity.kind == "count" else 0.0,
        "later": min(1.0, at / 40),
    }
    offset = view.span.start
    span = Span(offset + quantity.start, offset + quantity.end)
    return Finding(candidate, (span,), quantity, score("figure", features), features)


def _position(view: SentenceView, quantity: Quantity) -> int:
    for position, token in enumerate(view.tokens):
        if token.end > quantity.number_start:
            return position
    return len(view.tokens)


def _nearness(terms: Sequence[Term], candidate: Candidate, at: int) -> float:
    """Return how near the sentence's words for the question's terms stand to a figure; clause borders count extra."""
    tokens = len(candidate.view.tokens)
    fine, coarse = candidate.view.clauses
    here = min(at, tokens - 1)
    away = np.array(
        [abs(i - at) + 3 * abs(fine[i] - fine[here]) + 3 * abs(coarse[i] - coarse[here]) for i in range(tokens)] + [99]
    )
    return coverage(terms, (candidate.meeting * np.exp(-away / _REACH)).max(axis=1))


def _in_clause(terms: Sequence[Term], candidate: Candidate, at: int, clauses: Sequence[int]) -> float:
    """Return the weighted share of the terms that is met inside a figure's own clause."""
    inside = [
        i
        for i, clause in enumerate(clauses)
        if i < len(candidate.view.tokens) and clause == clauses[min(at, len(clauses) - 1)]
    ]
    return coverage(terms, candidate.meeting[:, inside].max(axis=1)) if inside and len(terms) else 0.0


def _numbers_here(terms: Sequence[Term], candidate: Candidate, at: int) -> float:
    """Return the share of the question's numbers that stand in a figure's own part; 0.5 where it has none."""
    coarse = candidate.view.clauses[1]
    numbers = [i for i, term in enumerate(terms) if term.number is not None]
    inside = [
        i
        for i, part in enumerate(coarse)
        if i < len(candidate.view.tokens) and part == coarse[min(at, len(coarse) - 1)]
    ]
    if not numbers or not inside:
        return 0.5
    return float(candidate.meeting[np.ix_(numbers, inside)].max(axis=1).mean())


def _clause_similarity(vector: NDArray[np.float32], candidate: Candidate, at: int) -> float:
    """Return the cosine similarity of a figure's clause, cut at strong marks, and the question, at least 0."""
    coarse = candidate.view.clauses[1]
    matrix, positions = candidate.view.vectors
    rows = [row for row, place in enumerate(positions) if coarse[place] == coarse[min(at, len(coarse) - 1)]]
    return mean_similarity(vector, matrix[rows]) if rows else 0.0


def _counted(terms: Sequence[Term], view: SentenceView, quantity: Quantity) -> dict[str, float]:
    """Return how well the noun phrase that a figure counts is the one asked for, each in [0, 1].

    ``counted``: the harmonic mean of the share of the phrase that was asked for and the share of what was asked for
    that it holds, word by word in English: «cooperative group» is half of «cooperative», «active cooperative» nearly
    all. ``head``: whether their heads are the same. ``whole``: the figure is the whole of a part («170/430»).
    """
    phrase = _english_words(noun_phrase(view, quantity), head_first=view.document.language in ("ar", "vi"))
    focus = _english_words([term.token for term in terms if term.is_focus])
    whole = 1.0 if view.text[: quantity.number_start].rstrip().endswith("/") else 0.0
    if not phrase or not focus:
        return {"counted": 0.0, "head": 0.0, "whole": whole}
    precision, recall = _share_met(phrase, focus), _share_met(focus, phrase)
    counted = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"counted": counted, "head": max(_likeness(phrase[-1], other) for other in focus), "whole": whole}


def _english_words(tokens: Sequence[Token], *, head_first: bool = False) -> list[tuple[frozenset[str], str, float]]:
    """Return the words that tokens amount to in English, the head last: its possible stems, gloss and weight."""
    if head_first:
        tokens = [token for token in tokens if token.pos in "ar"] + [
            token for token in tokens if token.pos not in "ar"
        ][::-1]
    found: list[tuple[frozenset[str], str, float]] = []
    for token in tokens:
        weight = 0.35 if token.pos in "ar" else 1.0
        if token.kind == "number":
            found.append((frozenset({f"#{token.key}"}), "", weight))
            continue
        if not token.glosses:
            found.append((frozenset({token.key, *sound_keys(token.key)}), "", weight))
            continue
        parts = token.glosses[0].lower().split()
        others = {s for gloss in token.glosses[1:] for s in gloss_stems(gloss.lower())} if len(parts) == 1 else set()
        found += [
            (frozenset({*gloss_stems(part), *others}), part, weight if part == parts[-1] else weight * 0.6)
            for part in parts
        ]
    return found


def _share_met(
    words: Sequence[tuple[frozenset[str], str, float]], by: Sequence[tuple[frozenset[str], str, float]]
) -> float:
    return sum(word[2] * max(_likeness(word, other) for other in by) for word in words) / sum(word[2] for word in words)


def _likeness(one: tuple[frozenset[str], str, float], other: tuple[frozenset[str], str, float]) -> float:
    if one[0] & other[0]:
        return 1.0
    first, second = word_vector(one[1]) if one[1] else None, word_vector(other[1]) if other[1] else None
    if first is None or second is None:
        return 0.0
    return max(0.0, 0.8 * (float(first @ second) - 0.45) / 0.55)


def noun_phrase(view: SentenceView, quantity: Quantity) -> list[Token]:
    """Return the words that a figure counts: those behind it up to a stop, else those before it."""
    part = _OF.match(view.text, quantity.tail)
    tail = part.end() if part else quantity.tail  # 170/430 products: both are of products
    behind = [token for token in view.tokens if token.start >= tail]
    found = _phrase(view, behind, tail)
    if found:
        return found
    ahead = [token for token in view.tokens if token.end <= quantity.start][::-1]
    return _phrase(view, ahead, quantity.start, skip=6)


def _phrase(view: SentenceView, tokens: Sequence[Token], edge: int, *, skip: int = 4) -> list[Token]:
    """Collect content words from an edge on, over a few function words at first, up to the next stop."""
    text, skipped = view.text, 0
    found: list[Token] = []
    for token in tokens:
        between = text[min(edge, token.end) : max(edge, token.start)]
        is_inner = token.kind == "number" and not found and not between.strip()  # 213 3-star products
        if any(c in _STOPS for c in between) or (token.kind == "number" and not is_inner) or len(found) == _NOUN_PHRASE:
            break
        edge = token.end if token.start >= edge else token.start
        if token.pos == "f" or (token.pos in "vrx" and not found):
            skipped += 1
            if found or skipped > skip:
                break
            continue
        if token.pos == "v" and found:
            break
        found.append(token)
        if is_genitive(token.key, view.document.language):
            break
    return found
