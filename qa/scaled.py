"""A scale that a question asks in: «how many million people», «कितने लाख किसान», «bao nhiêu triệu», «how many dozen»."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from qa.units import Quantity
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules
from vectorstore.words import Word, fold

_DOZEN = 12
_LEAST_SHARE = 20
"""A figure may be as small a part of the scale that it is asked in: 50,000 of a million."""

_MOST = 2
"""Scale words right behind a cue, at most: «কত হাজার কোটি টাকা»."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What a question asks so many of: its value, the words for it as the question has them, and where they stand."""

    value: Decimal
    text: str
    start: int
    end: int

    @property
    def is_power(self) -> bool:
        """Tell whether figures say it themselves: a power of ten, and no dozen."""
        return self.value.log10() % 1 == 0


@cache
def _scales() -> dict[str, Decimal]:
    """Return the folded words that multiply a number before them, from a dozen on, in every language."""
    rules = (number_rules(language) for language in LANGUAGES)
    return {word: value for own in rules for word, value in own.scales.items() if value >= _DOZEN}


def scales_behind(keys: Sequence[str], last: int) -> int | None:
    """Return how many of the folded words from ``last`` on are scale words; None for more than can be one scale."""
    count = next((i for i, key in enumerate(keys[last:]) if key not in _scales()), len(keys) - last)
    return count if count <= _MOST else None


def scale_behind(text: str, found: Sequence[Word], last: int) -> Scale | None:
    """Return the scale that the words from ``last`` on begin with, None if they begin with none."""
    keys = [fold(word.text) for word in found[last : last + _MOST + 1]]
    count = scales_behind(keys, 0)
    if not count:
        return None
    value = Decimal(1)
    for key in keys[:count]:
        value *= _scales()[key]
    start, end = found[last].start, found[last + count - 1].end
    return Scale(value, text[start:end], start, end)


def is_below(scale: Scale | None, quantity: Quantity) -> bool:
    """Tell whether a figure is too small to be told in a scale: 38,000 is no answer to «how many million»."""
    return (
        scale is not None and scale.is_power and max(quantity.value, quantity.upper or 0) * _LEAST_SHARE < scale.value
    )


def shown_in(scale: Scale | None, quantity: Quantity, focus: str) -> tuple[Quantity, str]:
    """Return a figure and what it counts as they are told where a question asks in a scale.

    Of powers of ten the figure says the scale itself, where its language has a word for it; «24» is told as «2 dozen».
    """
    if scale is None:
        return quantity, focus
    if scale.is_power:
        return replace(quantity, scale=scale.value), focus
    ends = [end / scale.value for end in (quantity.value, quantity.upper) if end is not None]
    if quantity.unit is not None or any(end % 1 for end in ends):
        return quantity, focus
    upper = ends[1] if quantity.upper is not None else None
    return replace(quantity, value=ends[0], upper=upper), f"{scale.text} {focus}".strip()
