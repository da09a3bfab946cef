"""Figures of a sentence as typed values: how much, of what unit, how exactly, and from which words (design D9)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from operator import attrgetter

from qa.ages import with_ages
from qa.dated import kind_of_time, ranks
from qa.exactness import exactness
from qa.fractions import parts_of_units
from qa.joined import said_by_units, with_joined
from qa.minus import with_minus
from qa.run_times import run_times
from qa.shares import Share, percent, shares
from qa.signs import means
from qa.taken_over import scale_said, with_shared_units
from qa.unit_beside import unit_right_before, unit_right_behind
from qa.units import (
    Quantity,
    key_of,
    shown_kinds,
    table,
    unit_names,
    unit_within,
    units,
    units_led,
    without_stress,
)
from qa.years import counts, ends_years, may_be_year
from vectorstore.dateline import month_names
from vectorstore.number_rules import number_rules
from vectorstore.numerals import Numeral, numerals
from vectorstore.reading import ReadSentence, tokens_of
from vectorstore.words import Word, fold, words

__all__ = ["label_words", "month_names", "quantities", "shown_kinds", "unit_names"]

_DASHES = frozenset("-–—~‑")
_RANGE_WORDS = frozenset(fold(w) for w in ("to", "bis", "से", "থেকে", "إلى", "الى", "đến", "and", "und"))
_FROM = frozenset(fold(word) for word in ("from", "von", "من", "từ"))
_CHANGE_REACH = 8
"""Words between a verb of change and the figure where the change began, at most."""

_CRORE, _LAKH = Decimal(10) ** 7, Decimal(10) ** 5
_SCALES = frozenset(Decimal(10) ** power for power in (6, 9, 12))
_start, _end = attrgetter("start"), attrgetter("end")

_LED = 3
"""Words before a figure among which one may make a speed of a length: «ঘণ্টায় সর্বোচ্চ ৬০ কিলোমিটার»."""


def quantities(text: str, language: str, sentence: ReadSentence | None = None) -> list[Quantity]:
    """Return the figures of a text in order; a range («65–70 million») is one figure.

    ``sentence`` is what the text was read as, if it was.
    """
    read_as = sentence.numerals if sentence is not None else numerals(text, language)
    found = [numeral for numeral in read_as if not numeral.is_roman]
    tokens = list(words(text))
    keys = [without_stress(fold(token.text)) for token in tokens]
    pieces = parts_of_units(text, language, tokens, keys, found)
    parts = [one for one in shares(text, language, tokens, keys, found) if not _is_within(one.start, one.end, pieces)]
    if not found and not parts and not pieces and language != "ar":
        return []
    runs = [*run_times(text), *pieces]
    taken = [*((one.start, one.end) for one in parts), *((one.start, one.end) for one in runs)]
    found = [n for n in found if not any(start < n.end and n.start < end for start, end in taken)]
    read = sorted([*runs, *_read(text, language, tokens, keys, found)], key=_start)
    scales = {n.start: scale_said(text, n) for n in found if n.written}
    read = with_shared_units(text, language, read, scales, sentence.tokens if sentence is not None else None)
    if parts:
        read = sorted([*read, *(_share(text, tokens, keys, one) for one in parts)], key=_start)
    read = with_ages(text, language, read)
    return with_joined(text, tokens, said_by_units(tokens, read) if language == "ar" else read)


def _is_within(start: int, end: int, figures: Sequence[Quantity]) -> bool:
    return any(figure.start < end and start < figure.end for figure in figures)


def _read(text: str, language: str, tokens: list[Word], keys: list[str], found: Sequence[Numeral]) -> list[Quantity]:
    result: list[Quantity] = []
    skip = False
    for index, numeral in enumerate(found):
        if skip or (result and numeral.start < result[-1].end):  # the 2 of 1.500m2 is no figure of its own
            skip = False
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        skip = following is not None and _is_range(text, language, numeral, following)
        beyond = found[index + 1 + skip].start if index + 1 + skip < len(found) else len(text)
        figure = _quantity(text, tokens, keys, numeral, following if skip else None, language, beyond)
        if result and figure.start < result[-1].end:  # «3 Euro 50»: the unit is that of the first
            figure = replace(figure, start=figure.number_start, unit=None, kind="count")
        result.append(with_minus(text, tokens, keys, figure))
    return result


def _quantity(
    text: str,
    tokens: list[Word],
    keys: list[str],
    numeral: Numeral,
    upper: Numeral | None,
    language: str,
    beyond: int,
) -> Quantity:
    """Return a figure; ``beyond`` is where the next number starts, which has a unit of its own."""
    last = upper or numeral
    before = range(bisect_right(tokens, numeral.start, key=_end))
    after = range(bisect_left(tokens, last.end, key=_start), len(tokens))
    when = None if numeral.is_date else kind_of_time(text, language, tokens, keys, numeral, before, after)
    if when is not None:
        return Quantity(
            numeral.start, last.end, numeral.start, last.end, numeral.value, None, None, when, None, last.end
        )
    within = unit_within(keys[after.start - 1]) if language == "de" and not text[last.end - 1].isdigit() else None
    unit, end = (within, last.end) if within else unit_right_behind(text, tokens, keys, after, last.end, beyond)
    start = numeral.start
    if unit is None:
        unit, start = unit_right_before(text, tokens, keys, before, numeral.start)
    unit = next((units_led()[keys[i], unit] for i in before[-_LED:] if unit and (keys[i], unit) in units_led()), unit)
    degree, tail = exactness(text, tokens, keys, before, after, end)
    kind = units()[unit].kind if unit else _bare_kind(text, tokens, keys, numeral, before, after)
    if kind == "year" and upper is None and not numeral.is_date:
        kind = "count" if _counts(text, tokens, numeral, before, after, language) else kind
    if kind == "label" and degree is not None:
        kind = "count"  # «the cluster more than 90 …»: the number of a name is never about so many
    return Quantity(
        start=start,
        end=end,
        number_start=numeral.start,
        number_end=last.end,
        value=_value(numeral, upper),
        upper=upper.value if upper else None,
        unit=unit,
        kind=kind,
        exactness=degree,
        tail=tail,
        scale=_scale(text, last, language),
        is_date=numeral.is_date,
    )


def _value(numeral: Numeral, upper: Numeral | None) -> Decimal:
    """Return the value of a figure, or the lower one of a range: in «65–70 million» the scale is said once."""
    if upper is None or numeral.value != numeral.written or upper.value == upper.written:
        return numeral.value
    return numeral.value * (upper.value / upper.written) if numeral.value < upper.value else numeral.value


def _share(text: str, tokens: list[Word], keys: list[str], share: Share) -> Quantity:
    start, end, parts, whole = share
    before = range(bisect_right(tokens, start, key=_end))
    after = range(bisect_left(tokens, end, key=_start), len(tokens))
    degree, tail = exactness(text, tokens, keys, before, after, end)
    found = Quantity(start, end, start, end, percent(parts, whole), None, "percent", "percentage", degree, tail)
    return replace(found, share=(parts, whole))


def _scale(text: str, numeral: Numeral, language: str) -> Decimal:
    """Return the scale that was written behind the digits, 1 where there is none or, but for Indian ones, several."""
    ratio = numeral.value / numeral.written if numeral.written else Decimal(1)
    last = number_rules(language).scales.get(fold(text[numeral.start : numeral.end].split()[-1]))
    for scale in (_CRORE, _LAKH):
        if scale <= ratio < 2 * scale or last == scale:
            return scale  # ৪ কোটি ৮০ লাখ is 4.8 crore, ১৪ হাজার ৬৩২ কোটি 14,632
    return ratio if ratio in _SCALES else Decimal(1)


def _is_range(text: str, language: str, first: Numeral, second: Numeral) -> bool:
    gap = text[first.end : second.start].strip()
    is_scale_shared = first.value == first.written and second.value != second.written and second.written > first.written
    if first.is_date or second.is_date or (second.value <= first.value and not is_scale_shared):
        return False
    if not gap or all(c in _DASHES for c in gap):
        return bool(gap)
    return fold(gap) in _RANGE_WORDS - {"and", "und", "से"} and not _changes(text, language, first.start)


def _changes(text: str, language: str, start: int) -> bool:
    """Tell whether a figure is where a change began, no end of a range: «the cost rose from | 4.3 to 6.1 billion»."""
    ahead = [t for t in tokens_of(text, language) if t.end <= start]
    if not ahead or ahead[-1].key not in _FROM or text[ahead[-1].end : start].strip():
        return False
    near = [t for t in ahead[-_CHANGE_REACH:] if not any(c in ",;،؛" for c in text[t.end : start])]
    return any(means(token, "change") for token in near)


def _counts(
    text: str, tokens: list[Word], numeral: Numeral, before: Sequence[int], after: Sequence[int], language: str
) -> bool:
    """Tell whether what is written like a year counts what stands right behind it."""
    left = tokens[before[-1]] if before and not text[tokens[before[-1]].end : numeral.start].strip(" \u00a0") else None
    right = tokens[after[0]] if after else None
    if right is None or text[numeral.end : right.start].strip(" \u00a0"):
        return False
    if left is not None and fold(left.text) in month_names():
        return False
    behind = text[right.start : tokens[after[min(2, len(after) - 1)]].end]
    is_glued = right.start == numeral.end
    return counts(numeral.value, left.text if left is not None else "", behind, language, is_glued=is_glued)


def _bare_kind(
    text: str, tokens: list[Word], keys: list[str], numeral: Numeral, before: Sequence[int], after: Sequence[int]
) -> str:
    """Tell a year, the day of a date and the number of a name («Cluster 1») from a count."""
    if may_be_year(text, numeral) or ends_years(text, numeral):
        return "year"
    months, labels = month_names(), table("labels.toml")
    left = keys[before[-1]] if before else ""
    right = [keys[i] for i in after[:2] if tokens[i].start - numeral.end < 12]
    if numeral.value <= 31 and (
        left in months or any(key in months for key in right[:1]) or left in _keys(labels["date_before"])
    ):
        return "date"
    if numeral.value <= 31 and any(key in _keys(labels["date_after"]) for key in right[:1]):
        return "date"
    if ranks(tokens, keys, numeral, after):
        return "label"
    if any(tokens[i].start == numeral.end for i in after[:1]):  # 90টি: a classifier is written on to what is counted
        return "count"
    touches = bool(before) and not text[tokens[before[-1]].end : numeral.start].strip(" .\u00a0")
    is_of = " ".join(keys[i] for i in before[-2:]) in _keys(labels["not_before"])  # trong số 57: of the 57, not No. 57
    is_name = (
        touches and left in label_words() and text[numeral.start : numeral.end].isdecimal()
    )  # no name: 5,260, 2 लाख
    return "label" if is_name and not is_of else "count"


@cache
def label_words() -> frozenset[str]:
    """Return the folded words before a number that make it a name («No. 1»)."""
    return _keys(table("labels.toml")["before"])


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key_of, names))
