"""Which year each of the figures of a sentence is of: «1,870 were finished, in 2023 it was 2,640»."""

from collections.abc import Sequence

from qa.matching import SentenceView, Term
from qa.owners import parts_of
from qa.units import Quantity

_DIGITS = 4


def asked_years(terms: Sequence[Term]) -> frozenset[str]:
    """Return the years that a question names."""
    return frozenset(term.number for term in terms if term.number is not None and is_year(term.number))


def is_year(number: str) -> bool:
    """Tell whether a number as `vectorstore.numerals.canonical` writes it is most likely a year."""
    return len(number) == _DIGITS and number[:2] in ("19", "20")


def years_told(view: SentenceView, figures: Sequence[Quantity]) -> list[frozenset[str]]:
    """Return for each of some figures in order the years that stand with it, else those of the figure before it."""
    named = {place: year for year, places in view.numbers.items() if is_year(year) for place in places}
    found: list[frozenset[str]] = []
    for part in parts_of(view, figures):
        own = frozenset(year for place, year in named.items() if place in part)
        found.append(own or (found[-1] if found else frozenset()))
    return found
