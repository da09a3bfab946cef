"""Figures below zero: «−5 °C», «minus zwölf Grad», «درجتان تحت الصفر»."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from qa.units import Quantity, key_of, table
from vectorstore.words import Word

_KINDS = frozenset({"temperature", "percentage"})
"""Kinds of figure that may be below zero; before any other a hyphen is no minus."""

_SIGNS = frozenset("-−‑–")
_OPENS = frozenset(" (\u00a0\t\n,;:„“\"'")
_BELOW = 4
"""Words of the longest phrase for «below zero»."""


def with_minus(text: str, tokens: Sequence[Word], keys: Sequence[str], figure: Quantity) -> Quantity:
    """Return a figure as it is, or below zero where a sign before it or words around it say so."""
    if (
        figure.kind not in _KINDS
        or figure.start != figure.number_start
        or figure.value <= 0
        or figure.upper is not None
    ):
        return figure
    start = _sign(text, figure)
    ahead = [i for i, token in enumerate(tokens) if token.end <= figure.start][-1:]
    if start is None and ahead and keys[ahead[0]] in _rows()["before"] and _touches(text, tokens[ahead[0]], figure):
        start = tokens[ahead[0]].start
    if start is not None:
        return replace(figure, start=start, number_start=start, value=-figure.value)
    behind = [i for i, token in enumerate(tokens) if token.start >= figure.end][:_BELOW]
    for count in range(len(behind) if figure.kind == "temperature" else 0, 0, -1):
        if " ".join(keys[i] for i in behind[:count]) in _rows()["behind"]:
            end = tokens[behind[count - 1]].end
            return replace(figure, value=-figure.value, end=end, tail=max(end, figure.tail))
    return figure


def _sign(text: str, figure: Quantity) -> int | None:
    at = figure.start - 1
    is_sign = at >= 0 and text[at] in _SIGNS and (at == 0 or text[at - 1] in _OPENS)
    return at if is_sign else None


def _touches(text: str, word: Word, figure: Quantity) -> bool:
    return not text[word.end : figure.start].strip()


@cache
def _rows() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(key_of, row)) for name, row in table("labels.toml")["minus"].items()}
