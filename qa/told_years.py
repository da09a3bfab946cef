"""Which year each of the figures of a sentence is of: «1,870 were finished, in 2023 it was 2,640»."""

from collections.abc import Sequence

from qa.matching import SentenceView, Term
from qa.owners import parts_of
from qa.role_signs import signs_in
from qa.units import Quantity

_DIGITS = 4


def asked_years(terms: Sequence[Term], text: str = "", language: str = "en") -> frozenset[str]:
    """Return the years that a question asks about: those it names, and where its text says so those before them.

    «How much in 2024? And the year before?» asks about 2023; what asks for a difference asks about both.
    """
    named = frozenset(term.number for term in terms if term.number is not None and is_year(term.number))
    roles = {sign.role for sign in signs_in(text, language)} if named and text else set()
    return _before(named) if "year_ago" in roles and "change" not in roles else named


def _before(years: frozenset[str]) -> frozenset[str]:
    return frozenset(str(int(year) - 1) for year in years)


def is_year(number: str) -> bool:
    """Tell whether a number as `vectorstore.numerals.canonical` writes it is most likely a year."""
    return len(number) == _DIGITS and number[:2] in ("19", "20")


def years_told(view: SentenceView, figures: Sequence[Quantity]) -> list[frozenset[str]]:
    """Return for each of some figures in order the years that stand with it, else those of the figure before it.

    «In 2024 it was 39, the year before 31»: 31 is of 2023.
    """
    signs = [s for s in signs_in(view.text, view.document.language) if s.role == "year_ago"]
    named = {place: year for year, places in view.numbers.items() if is_year(year) for place in places}
    found: list[frozenset[str]] = []
    for part in parts_of(view, figures):
        own = frozenset(year for place, year in named.items() if place in part)
        last = found[-1] if found else frozenset()
        start, end = view.tokens[part.start].start, view.tokens[part.stop - 1].end
        is_ago = any(start <= sign.start < end for sign in signs)
        found.append(own or (_before(last) if is_ago else last))
    return found


def is_dated_alone(view: SentenceView, figures: Sequence[Quantity], at: int) -> bool:
    """Tell whether a year stands with a figure and none with the first of the others: «1,240, in 2023 it was 905»."""
    told = years_told(view, figures)
    return at > 0 and bool(told[at]) and not told[0]
