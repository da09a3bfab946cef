"""Which year each of the figures of a sentence is of: «1,870 were finished, in 2023 it was 2,640»."""

from collections.abc import Sequence

import regex

from qa.borders import parts_of
from qa.changes import begins
from qa.matching import Term
from qa.role_signs import Sign, signs_in
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.digits import canonical, digits_value
from vectorstore.document import Document

_DIGITS = 4
_LEAD = 3
"""First sentences of an article that tell of which year it is."""

_POSTPOSED = ("hi", "bn")
_PRIOR = 40
"""Characters between a word for «before» and the year that it leads to, at most."""

_STOPS = ",;:?!.،؛؟।"

_YEAR = regex.compile(r"(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})")
_SEASON = regex.compile(r"(?<!\p{Nd})(\p{Nd}{4})[-–/](\p{Nd}{2})(?!\p{Nd})")


def asked_years(terms: Sequence[Term], text: str = "", language: str = "en") -> frozenset[str]:
    """Return the years that a question asks about: those it names, and where its text says so those before them.

    «How much in 2024? And the year before?» asks about 2023; what asks for a difference asks about both.
    """
    prior = [] if _asks_year_ago(text, language) else [s for s in signs_in(text, language) if s.role == "prior"]
    years = [term for term in terms if not term.is_told and term.number is not None and is_year(term.number)]
    named = frozenset(
        t.number for t in years if t.number and not any(_is_led(text, t, sign, language) for sign in prior)
    )
    roles = {sign.role for sign in signs_in(text, language)} if named and text else set()
    return _before(named) if "year_ago" in roles and "change" not in roles else named


def with_season(years: frozenset[str], text: str) -> frozenset[str]:
    """Return years with the second one of the season that a text names in short by the first: «2024-25»."""
    if len(years) != 1:
        return years
    named = {str(digits_value(first)): digits_value(second) for first, second in _SEASON.findall(text)}
    following = int(min(years)) + 1
    return years | {str(following)} if named.get(min(years)) == following % 100 else years


def is_told(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Tell whether years that stand with a figure are those asked about: 2023/24 is not 2024/25."""
    return asked == told if is_season(asked) and is_season(told) else bool(asked & told)


def _asks_year_ago(text: str, language: str) -> bool:
    return any(sign.role == "year_ago" for sign in signs_in(text, language))


def _is_led(text: str, year: Term, sign: Sign, language: str) -> bool:
    """Tell whether a year is only the end of the time asked about: «the record before it was broken in 2025»."""
    start, end = year.token.start, year.token.end
    gap = text[end : sign.start] if language in _POSTPOSED else text[sign.end : start]
    is_behind = sign.start >= end if language in _POSTPOSED else start >= sign.end
    return is_behind and len(gap) <= _PRIOR and not any(c in _STOPS for c in gap)


def is_year_before(years: frozenset[str], document: Document) -> bool:
    """Tell whether years asked about are the one before that of an article, by the numbers of its first sentences."""
    spans = document.sentences[:_LEAD]
    lead = {canonical(digits_value(found)) for s in spans for found in _YEAR.findall(document.text[s.start : s.end])}
    return bool(years) and years.isdisjoint(lead) and str(int(max(years)) + 1) in lead


def _before(years: frozenset[str]) -> frozenset[str]:
    return frozenset(str(int(year) - 1) for year in years)


def is_year(number: str) -> bool:
    """Tell whether a number as `vectorstore.numerals.canonical` writes it is most likely a year."""
    return len(number) == _DIGITS and number.isdecimal() and number[:2] in ("19", "20")


def is_season(years: frozenset[str]) -> bool:
    """Tell whether years are the two of a season: 2023/24."""
    return len(years) == 2 and int(max(years)) - int(min(years)) == 1


def years_told(view: SentenceView, figures: Sequence[Quantity]) -> list[frozenset[str]]:
    """Return for each of some figures in order the years that stand with it, else those of the figure before it.

    «In 2024 it was 39, the year before 31»: 31 is of 2023. The season before 2023/24 is 2022/23.
    """
    every = signs_in(view.text, view.document.language)
    signs = [s for s in every if s.role == "year_ago"]
    named = {place: year for year, places in view.numbers.items() if is_year(year) for place in places}
    found: list[frozenset[str]] = []
    is_given: list[bool] = []
    for at, part in enumerate(parts_of(view, figures)):
        own = frozenset(year for place, year in named.items() if place in part)
        last = found[-1] if found else frozenset()
        if last and not own and begins(view, every, figures[at - 1], figures[at]):
            between = [p for p in named if figures[at - 1].end <= view.tokens[p].start < figures[at].start]
            if between:  # «from 9 in 2019 to 6»
                last = frozenset()
            elif is_given[-1] and len(last) == 1:  # «in 2025 from 14 to 22»: the year is that of what came of it
                found[-1] = frozenset()
        start, end = view.tokens[part.start].start, view.tokens[part.stop - 1].end
        is_ago = any(start <= sign.start < end for sign in signs)
        if is_ago and is_season(last) and own <= last:  # «in 2023/24 14 came, the season before 12»
            own = _before(last)
        if is_ago and found and not is_given[-1] and (now := _compared(last, found)):
            found[-1] = now  # «in 2024 … down from 2023 …, four died, nine the year before»
            last = now
        found.append(own or (_before(last) if is_ago else last))
        is_given.append(bool(own))
    return found


def _compared(last: frozenset[str], earlier: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the years that some years only were compared with, which a sentence named before; empty if it did not."""
    after = frozenset(str(int(year) + 1) for year in last)
    return after if any(after & years for years in earlier) else frozenset()


def is_dated_alone(view: SentenceView, figures: Sequence[Quantity], at: int) -> bool:
    """Tell whether a year stands with a figure and none with the first of the others: «1,240, in 2023 it was 905».

    What only follows such a figure, without a year of its own, is not dated so: «… 905, and 1,180 of them came back».
    """
    told = years_told(view, figures)
    return at > 0 and bool(told[at]) and not told[0] and told[at] != told[at - 1]
