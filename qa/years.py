"""Four digits without a separator: a year, or so many of something («1200 mills»)."""

from decimal import Decimal
from functools import lru_cache

from vectorstore.numerals import Numeral
from vectorstore.tokenizer import Token, tokenizer

_FIRST, _LAST = 1000, 2150
_SHORT = 2
_TO = ("-", "–", "‑", "/")
_LIKELY = range(1900, 2100)
_YEAR_BEFORE = frozenset(
    {"in", "since", "until", "till", "by", "during", "before", "after", "early", "late", "mid", "from"}
)
_YEAR = frozenset({"year", "decade", "century", "season"})
"""Glosses of the word before a year, or behind it where a language has its prepositions behind; of «year» itself."""

_HOLDING = frozenset({"have", "has", "had", "employ", "include", "contain", "count", "comprise", "with"})
"""Glosses of the word before a count: what has, employs or includes so many."""

_BEHIND = ("hi", "bn")
"""Languages whose prepositions stand behind."""

_MANY_WITHOUT_S = frozenset({"people", "men", "women", "children", "staff", "cattle"})


def may_be_year(text: str, numeral: Numeral) -> bool:
    """Tell whether a number is written as a year is: four digits and nothing else, or a whole date."""
    digits = text[numeral.start : numeral.end]
    return numeral.is_date or (len(digits) == 4 and digits.isdecimal() and _FIRST <= numeral.value <= _LAST)


def ends_years(text: str, numeral: Numeral) -> bool:
    """Tell whether two digits say to which year another year reaches: the 23 of 2022-23."""
    is_short = numeral.end - numeral.start == _SHORT and text[numeral.start : numeral.end].isdecimal()
    first = text[max(0, numeral.start - 5) : max(0, numeral.start - 1)]
    return is_short and text[numeral.start - 1 : numeral.start] in _TO and len(first) == 4 and first.isdecimal()


def counts(value: Decimal, before: str, behind: str, language: str, *, is_glued: bool) -> bool:
    """Tell whether four digits count something, going by the word before and the few words behind them.

    A number of this century or the last is a year unless it is round or something has so many: «1200 members», «2000
    members» and «has 2024 members» count, «2024 budget» and «the 1812 war» do not. ``is_glued``: a classifier stands on
    the number.
    """
    ahead = {gloss.lower() for token in _read(before, language)[:1] for gloss in token.glosses}
    if int(value) in _LIKELY and int(value) % 100 and not ahead & _HOLDING:
        return False
    if is_glued:
        return True
    if ahead & _YEAR or (language not in _BEHIND and ahead & _YEAR_BEFORE):
        return False
    counted = _read(behind, language)
    if not counted or counted[0].pos not in "na" or not _YEAR.isdisjoint(counted[0].glosses[:1]):
        return False
    return language != "en" or any(token.key.endswith("s") or token.key in _MANY_WITHOUT_S for token in counted[:3])


@lru_cache(maxsize=10_000)
def _read(words: str, language: str) -> tuple[Token, ...]:
    return tuple(tokenizer(language).tokens(words))
