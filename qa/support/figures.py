"""Figures of a claim against those of its evidence: value, unit, scale, range and how exact they are said to be.

What supports what (decision 28): a figure supports itself without its hedge ("7,700" rests on "more than 7,700") and
with one of the same direction; never with one of the other, never "exactly" on what is hedged, and never another value.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.support.dates import WrittenDate
from qa.support.reading import Reading
from qa.support.tables import listed, worth
from qa.support.wordings import is_said_otherwise
from qa.units import Quantity, units
from vectorstore.words import fold, words

_UP = frozenset(("more_than", "at_least"))
_DOWN = frozenset(("less_than", "up_to", "nearly"))
_GOES_ON = ("/", "-", "²", "³")
"""What stands behind a unit that is only the beginning of another: «km/h»."""

_SCALES = frozenset(Decimal(10) ** power for power in (3, 5, 6, 7, 9, 12))


def unmet_figures(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where the figures of a claim stand that no sentence holds."""
    for figure in claim.figures:
        if _is_counted(claim, figure) and not any(holds_figure(sentence, claim, figure) for sentence in evidence):
            yield figure.start, figure.end


def holds_figure(sentence: Reading, claim: Reading, figure: Quantity) -> bool:
    """Tell whether a sentence holds a figure of a claim."""
    is_exact = _is_exact(claim, figure)
    is_year = figure.kind == "year" or claim.text[figure.number_start : figure.number_end] == str(figure.value)
    if is_year and any(date.year == figure.value for date in sentence.dates):
        return True
    if figure.kind == "date" and any(date.day == figure.value for date in sentence.dates):
        return True
    if any(_supports(held, _as_shown(claim, figure, held), is_exact=is_exact) for held in sentence.figures):
        return True
    if is_year and any(held.kind == "year" and held.value == figure.value for held in sentence.figures):
        return True  # "in 2023 in dong": the unit is of something else
    if figure.upper is not None:
        return _supports_both(sentence.figures, figure)
    is_plain = figure.unit is None or figure.kind == "duration"
    return is_plain and figure.exactness is None and is_said_otherwise(sentence, claim, figure)


def _as_shown(claim: Reading, figure: Quantity, held: Quantity) -> Quantity:
    """Return a figure in the unit of another whose unit is written like its own: the dollars of N$5 are dollars."""
    if held.unit is None or held.unit == figure.unit:
        return figure
    shown = units()[held.unit].show.get(claim.language, "")
    end = figure.number_end + len(shown)
    is_whole = not claim.text[end : end + 1].isalnum() and claim.text[end : end + 1] not in _GOES_ON
    is_shown = bool(shown) and claim.text.startswith(shown, figure.number_end) and is_whole
    return replace(figure, unit=held.unit, kind=held.kind) if is_shown else figure


def _supports(held: Quantity, claimed: Quantity, *, is_exact: bool) -> bool:
    if not _same_unit(held, claimed) or claimed.rest not in ((), held.rest):
        return False
    ratio = _ratio(held, claimed)
    low, high = held.value * ratio, (held.upper if held.upper is not None else held.value) * ratio
    if is_exact and (held.exactness is not None or held.upper is not None):
        return False
    if claimed.upper is not None:
        return (low, high) == (claimed.value, claimed.upper)
    if claimed.value not in (low, high):
        return False
    return _hedge_fits(held, claimed, is_low=claimed.value == low and low != high)


def _same_unit(held: Quantity, claimed: Quantity) -> bool:
    if claimed.unit is None or held.unit == claimed.unit:
        return True
    if held.unit is None:
        return claimed.kind == "duration"  # पाँच वर्षीय: an adjective is no unit
    return worth(held.unit)[0] == worth(claimed.unit)[0]


def _ratio(held: Quantity, claimed: Quantity) -> Decimal:
    if claimed.unit is None or held.unit is None or held.unit == claimed.unit:
        return Decimal(1)
    return worth(held.unit)[1] / worth(claimed.unit)[1]


def _hedge_fits(held: Quantity, claimed: Quantity, *, is_low: bool) -> bool:
    """Tell whether the hedge of a claim goes with that of a figure of the same value (or the end of a range)."""
    if claimed.exactness in (None, "about"):
        return True
    is_range = held.upper is not None
    if claimed.exactness in _UP:
        return (
            held.exactness in _UP or (is_range and is_low) or (claimed.exactness == "at_least" and not held.exactness)
        )
    if held.exactness in _DOWN or (is_range and not is_low):
        return True
    if claimed.exactness == "nearly":
        return held.exactness in (None, "about")
    return claimed.exactness == "up_to" and held.exactness is None


def _supports_both(held: Sequence[Quantity], claimed: Quantity) -> bool:
    """Tell whether the ends of a range stand apart in a sentence, the scale perhaps said once (12 से 15 लाख)."""
    high = replace(claimed, value=claimed.upper or claimed.value, upper=None, exactness=None)
    low = replace(claimed, upper=None, exactness=None)
    for above in (figure for figure in held if _supports(figure, high, is_exact=False)):
        for figure in held:
            scaled = replace(figure, value=low.value, unit=above.unit, kind=above.kind)
            shares_scale = bool(figure.value) and low.value / figure.value in _SCALES and figure.end <= above.start
            if _supports(figure, low, is_exact=False) or (shares_scale and _supports(scaled, low, is_exact=False)):
                return True
    return False


def _is_exact(claim: Reading, figure: Quantity) -> bool:
    before = [fold(word.text) for word in words(claim.text[max(0, figure.start - 24) : figure.start])]
    return bool(before) and (before[-1] in listed("exactly") or " ".join(before[-2:]) in listed("exactly"))


def _is_counted(claim: Reading, figure: Quantity) -> bool:
    """Tell whether a figure says how many: not the 2 of CO2, "both", nor the two of Hai Bà Trưng."""
    start, text = figure.number_start, claim.text
    said = fold(text[start : figure.number_end])
    is_in_name = text[start].isupper() and claim.language == "vi" and bool(text[:start].strip())
    return not (is_in_name or text[start - 1 : start].isalpha() or said in listed("pairs"))


def unmet_dates(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where the dates of a claim stand that no sentence holds, part by part; a year may stand elsewhere in it."""
    sure = [date for date in claim.dates if date.is_sure]
    for start, end in dict.fromkeys((date.start, date.end) for date in sure):
        readings = [date for date in sure if (date.start, date.end) == (start, end)]
        if not any(_holds_date(sentence, date) for sentence in evidence for date in readings):
            yield start, end


def _holds_date(sentence: Reading, date: WrittenDate) -> bool:
    years = {figure.value for figure in sentence.quantities if figure.kind == "year"}
    return any(
        held.month == date.month
        and date.day in (None, held.day)
        and (date.year in (None, held.year) or (held.year is None and date.year in years))
        for held in sentence.dates
    )
