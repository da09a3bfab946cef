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

_MOST_TIMES = 200
_FEW_LISTED = 2
_THOUSAND = 1000
"""From which on a bare number may be a part of a sum."""


def with_carried_units(
    document: Document, index: int, text: str, tokens: Sequence[Token], figures: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """Return the figures of a sentence of a document, its large bare ones in the currency of the sum before it.

    They are told to be parts of it («of this»), or several are listed of which nothing behind them could be counted.
    """
    is_part = any(sign.role in ("part", "rest") for sign in signs_in(text, document.language))
    is_named = any(_is_called_sum(tokens, figure) for figure in figures if figure.unit is None)
    least = Decimal(_THOUSAND) if is_part or is_named else LARGE
    bare = [figure for figure in figures if _may_be_sum(text, document.language, tokens, figure, least)]
    if not bare or any(figure.kind == "money" for figure in figures):
        return tuple(figures)
    if not is_part and not is_named and len(bare) < _FEW_LISTED:
        return tuple(figures)
    for span in reversed(document.sentences[max(0, index - (_BACK if is_part else 1)) : index]):
        before = quantities(document.text[span.start : span.end], document.language)
        sums = [q for q in before if q.kind == "money"]
        if sums and not any(q.kind == "count" and q.value >= bare[0].value for q in before if bare[0].scale < LARGE):
            return tuple(_taking(figure, sums) if figure in bare else figure for figure in figures)
    return tuple(figures)


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
