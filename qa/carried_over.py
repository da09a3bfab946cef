"""Sums whose currency only the sentence before says: «… 19.3 billion ringgit. Of this, 11.6 billion is for …»."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from qa.quantities import quantities
from qa.role_signs import signs_in
from qa.signs import kinds_said
from qa.taken_over import LARGE, is_open
from qa.units import Quantity
from vectorstore.document import Document
from vectorstore.tokenizer import Token

_BACK = 2
"""Sentences back in which a sum may stand of which others are told to be parts, at most; else it is the one before."""

_PARTS = ("part", "rest")
_COMPARED = ("before", "target")
"""Roles of a sum that is set against that of the sentence before: «at first 5.9 million was planned»."""

_LIKE_TIMES = 4
"""How many times larger one of two sums set against each other is, at most."""

_MOST_TIMES = 200
_FEW_LISTED = 2
_THOUSAND = 1000
"""From which on a bare number may be a part of a sum."""


def with_carried_units(
    document: Document, index: int, text: str, tokens: Sequence[Token], figures: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """Return the figures of a sentence of a document as `in_currency_before` has them."""
    near = reversed(document.sentences[max(0, index - _BACK) : index])
    before = [document.text[span.start : span.end] for span in near]
    return in_currency_before(before, document.language, text, tokens, figures)


def in_currency_before(
    before: Sequence[str], language: str, text: str, tokens: Sequence[Token], figures: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """Return the figures of a text, its large bare ones in the currency of the sum before it.

    They are told to be parts of it («of this») or set against it («at first»), or several are listed of which nothing
    behind them could be counted. ``before`` are the sentences before it, the nearest first.
    """
    bare = _bare(text, language, tokens, figures)
    at = _said_before(before, language, text, tokens, bare)
    sums = _sums(before[at], language) if at is not None else []
    return tuple(_taking(figure, sums) if figure in bare else figure for figure in figures)


def currency_from(
    before: Sequence[str], language: str, text: str, tokens: Sequence[Token], figures: Sequence[Quantity]
) -> int | None:
    """Return which of the sentences before a text says the currency of its bare sums, None where none does."""
    return _said_before(before, language, text, tokens, _bare(text, language, tokens, figures))


def _said_before(
    before: Sequence[str], language: str, text: str, tokens: Sequence[Token], bare: Sequence[Quantity]
) -> int | None:
    if not bare:
        return None
    roles = {sign.role for sign in signs_in(text, language)}
    is_part, is_compared = not roles.isdisjoint(_PARTS), not roles.isdisjoint(_COMPARED)
    is_named = any(_is_called_sum(tokens, figure) for figure in bare)
    if not (is_part or is_named or is_compared) and len(bare) < _FEW_LISTED:
        return None
    for at, sentence in enumerate(before[: _BACK if is_part else 1]):
        sums = _sums(sentence, language)
        is_alike = is_part or is_named or len(bare) >= _FEW_LISTED or any(_are_alike(bare[0], one) for one in sums)
        if sums and is_alike and not _counts_more(sentence, language, bare[0]):
            return at
    return None


def _bare(text: str, language: str, tokens: Sequence[Token], figures: Sequence[Quantity]) -> list[Quantity]:
    """Return the figures that may be sums without their currency; none where one has it."""
    if any(figure.kind == "money" for figure in figures):
        return []
    is_part = any(sign.role in _PARTS for sign in signs_in(text, language))
    is_named = any(_is_called_sum(tokens, figure) for figure in figures if figure.unit is None)
    least = Decimal(_THOUSAND) if is_part or is_named else LARGE
    bare = [figure for figure in figures if _may_be_sum(text, language, tokens, figure, least)]
    wholes = [figure for figure in figures if figure.unit is None and figure.kind == "count" and figure not in bare]
    return [f for f in bare if f.scale >= LARGE or not any(w.start < f.start and w.value > f.value for w in wholes)]


def _sums(sentence: str, language: str) -> list[Quantity]:
    return [figure for figure in quantities(sentence, language) if figure.kind == "money"]


def _counts_more(sentence: str, language: str, figure: Quantity) -> bool:
    """Tell whether a sentence counts something of which a plain figure may be a part as well."""
    counts = [one for one in quantities(sentence, language) if one.kind == "count"]
    return figure.scale < LARGE and any(one.value >= figure.value for one in counts)


def _is_called_sum(tokens: Sequence[Token], figure: Quantity) -> bool:
    """Tell whether a word for a sum of money stands right before a figure: «the loan should be 40,000»."""
    ahead = [t for t in tokens if t.end <= figure.start and t.pos != "f"][-1:]
    return bool(ahead) and ahead[0].pos == "n" and kinds_said(ahead[0]) == {"money"}


def _may_be_sum(text: str, language: str, tokens: Sequence[Token], figure: Quantity, least: Decimal) -> bool:
    is_large = figure.scale >= LARGE or (least < LARGE and figure.value >= least)
    is_bare = figure.unit is None and figure.kind == "count" and is_large
    return is_bare and is_open(text, language, tokens, figure, is_before=True, is_sum=True)


def _taking(figure: Quantity, sums: Sequence[Quantity]) -> Quantity:
    """Return a figure in the currency of the last sum that it may be a part of, itself where there is none."""
    whole = next((s for s in reversed(sums) if figure.value <= s.value <= figure.value * Decimal(_MOST_TIMES)), None)
    return figure if whole is None else replace(figure, unit=whole.unit, kind="money", is_taken_over=True)


def _are_alike(figure: Quantity, other: Quantity) -> bool:
    return other.value <= figure.value * _LIKE_TIMES and figure.value <= other.value * _LIKE_TIMES
