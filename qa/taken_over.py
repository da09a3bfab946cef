"""Units and scales that a text says once for several figures: «from 35 to 50 euros», «€30 million and 18 million»."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from qa.role_signs import signs_in
from qa.signs import has_sign, means
from qa.units import Quantity
from vectorstore.affixes import is_genitive
from vectorstore.numerals import Numeral
from vectorstore.tokenizer import Token, tokenizer

_SHARED = frozenset(("money", "percentage", "length", "area", "volume", "weight", "power", "energy", "temperature"))
"""Kinds that figures of one list share; a count beside a duration mostly counts something else."""

_NAMING = frozenset(("year", "date", "label", "count"))
_PASSED_OVER = frozenset(("year", "date", "label", "duration"))
_STRONG = ";؛।!?"
_WEAK = ",،:()–—"
_APART = frozenset(("for", "in", "at", "within", "during", "per", "every", "after", "before", "with", "by", "under"))
"""Glosses of function words that lead from one figure to another of its own: «5 in 3 years»."""

_MOST_BETWEEN = 5
_MOST_APART = 10
"""Words between two figures in one measure, at most; sums of money and shares are listed over longer ways."""

_COMPARING = frozenset(("before", "now", "year_ago"))
_BESIDE = 2
_NEAR = 16
"""Characters between a word that compares and a figure, at most: «im Jahr davor waren es 149»."""
_LED_TO = ("لل", "لإ", "لأ", "لا", "بال")
"""How Arabic words begin that say what a sum is for; what is counted has no such beginning."""

LARGE = Decimal(10) ** 5
"""Scale from which a number that has no unit may be a sum beside another: a lakh."""

_VERB_LAST = ("hi", "bn")

_OWNER = 4
"""Words in which the owner of a sum is named, at most."""

_LIKE_SIZE = 200
_LIKE_DIGITS = 20
"""How many times larger one of two figures of a list, or of two numbers before one scale word, is at most."""


def scale_said(text: str, numeral: Numeral) -> Decimal:
    """Return by how much scale words multiply a number, from a lakh on all of one in words alone («مليونًا ونصف»)."""
    is_word = numeral.value == numeral.written >= LARGE and not text[numeral.start].isdigit()
    return numeral.value if is_word else numeral.value / numeral.written


def with_shared_units(
    text: str,
    language: str,
    figures: list[Quantity],
    scales: Mapping[int, Decimal],
    tokens: Sequence[Token] | None = None,
) -> list[Quantity]:
    """Return figures in order, those without a unit with that of a figure they stand in a row with.

    ``scales`` is by how much scale words multiply the number that starts at a place; ``tokens`` are the text's.
    """
    if len(figures) < 2 or not any(_is_bare(text, f, scales) for f in figures):
        return figures
    found, tokens = list(figures), tokens or tokenizer(language).tokens(text)
    for at in reversed(range(len(found) - 1)):
        one, other = found[at], found[at + 1]
        if _is_bare(text, one, scales) and _is_linked(text, tokens, one, other):
            scaled = _scaled(text, one, other, scales)
            found[at] = _taking(scaled, other) if scaled is not one or _are_alike(one, other, scales) else one
    for at in range(1, len(found)):
        earlier = _earlier(text, language, found, at, scales)
        if earlier is not None and _stands_in_row(text, language, tokens, found[at], earlier, scales, is_before=True):
            found[at] = _taking(found[at], earlier)
    for at in reversed(range(len(found) - 1)):
        is_shared = found[at + 1].kind in _SHARED
        if is_shared and _stands_in_row(text, language, tokens, found[at], found[at + 1], scales, is_before=False):
            found[at] = _taking(found[at], found[at + 1])
    return found


def _earlier(
    text: str, language: str, figures: Sequence[Quantity], at: int, scales: Mapping[int, Decimal]
) -> Quantity | None:
    """Return the figure before another whose unit it may have: the last of a like size, or what it is compared with."""
    passed = _PASSED_OVER - ({"duration"} if _is_compared(text, language, figures[at - 1], figures[at]) else set())
    before = [f for f in reversed(figures[:at]) if f.kind not in passed]
    return next((f for f in before if f.kind == "count" or _are_alike(figures[at], f, scales)), None)


def _is_compared(text: str, language: str, one: Quantity, figure: Quantity) -> bool:
    """Tell whether words between two figures compare them: «62 hours a week, up from 41», «from 27 minutes to 8»."""
    signs = [s for s in signs_in(text, language) if s.end <= figure.start]
    if any(s.role == "to" and figure.start - s.end <= _BESIDE for s in signs):
        return any(s.role in ("from", "before") and 0 <= one.start - s.end <= _BESIDE for s in signs)
    return any(s.role in _COMPARING and s.start >= one.end and figure.start - s.end <= _NEAR for s in signs)


def _is_bare(text: str, figure: Quantity, scales: Mapping[int, Decimal]) -> bool:
    is_digits = text[figure.number_start].isdigit() or scales.get(figure.number_start, Decimal(1)) > 1
    return figure.unit is None and figure.kind == "count" and is_digits and not figure.is_date


def _taking(one: Quantity, other: Quantity) -> Quantity:
    return one if other.unit is None else replace(one, unit=other.unit, kind=other.kind, is_taken_over=True)


def _is_linked(text: str, tokens: Sequence[Token], one: Quantity, other: Quantity) -> bool:
    """Tell whether nothing but small words, or a comma, stands between two figures: «35 auf 50», «4 থেকে বেড়ে 5»."""
    gap = text[one.tail : other.start]
    between = [t for t in tokens if one.tail <= t.start and t.end <= other.start]
    if one.tail != one.end or any(c in _STRONG or c in "()/" for c in gap) or len(between) > _MOST_BETWEEN:
        return False
    if "," in gap or "،" in gap:
        return all("and" in t.glosses[:1] for t in between)
    return bool(between) and all(t.pos in "fvr" and _APART.isdisjoint(t.glosses[:1]) for t in between)


def _scaled(text: str, one: Quantity, other: Quantity, scales: Mapping[int, Decimal]) -> Quantity:
    """Multiply a figure by the scale word behind the next: «von 391 auf 418 Mio.»."""
    scale = scales.get(other.number_start, Decimal(1))
    is_plain = scales.get(one.number_start, Decimal(1)) == 1 and one.upper is None and one.value > 0
    if scale < 1000 or not is_plain or any(c in _WEAK for c in text[one.end : other.start]):
        return one
    ratio = other.value / scale / one.value
    is_like = Decimal(1) / _LIKE_DIGITS <= ratio <= _LIKE_DIGITS
    return replace(one, value=one.value * scale, scale=other.scale) if is_like else one


def _stands_in_row(
    text: str,
    language: str,
    tokens: Sequence[Token],
    one: Quantity,
    other: Quantity,
    scales: Mapping[int, Decimal],
    *,
    is_before: bool,
) -> bool:
    """Tell whether a figure without a unit stands in a row with another that has one, before or behind it."""
    if not _is_bare(text, one, scales) or other.kind in _NAMING or not _are_alike(one, other, scales):
        return False
    first, second = (other, one) if is_before else (one, other)
    gap = text[first.end : second.start]
    is_sum = other.kind == "money" and scales.get(one.number_start, Decimal(1)) >= LARGE
    if any(c in _STRONG for c in gap if c != ";" or not is_sum) or ". " in gap:
        return False
    apart = sum(first.end <= t.start < second.start for t in tokens)
    if other.kind not in ("money", "percentage") and apart > _MOST_APART:
        return False
    if is_sum and is_before and one.value < other.value and _is_part(text, language, other, one):
        return True  # «36 million, of which 12 million the tankers took»: a part of a sum counts nothing
    return is_open(text, language, tokens, one, is_before=is_before, is_sum=is_sum)


def _is_part(text: str, language: str, whole: Quantity, figure: Quantity) -> bool:
    signs = [s for s in signs_in(text, language) if s.role == "part"]
    return any(whole.end <= s.start and s.end <= figure.start and figure.start - s.end <= _NEAR for s in signs)


def _are_alike(one: Quantity, other: Quantity, scales: Mapping[int, Decimal]) -> bool:
    is_scaled, other_is = (scales.get(f.number_start, Decimal(1)) > 1 for f in (one, other))
    if is_scaled != other_is or not one.value or not other.value:
        return False
    if other.kind == "percentage":
        return one.value <= 100
    return Decimal(1) / _LIKE_SIZE <= one.value / other.value <= _LIKE_SIZE


def is_open(
    text: str, language: str, tokens: Sequence[Token], figure: Quantity, *, is_before: bool, is_sum: bool
) -> bool:
    """Tell whether nothing that could be counted stands right behind a figure: a stop, «and», the verb.

    ``is_sum``: it may be so many millions in money; whose they are may stand behind it.
    """
    if figure.tail != figure.end:
        return False
    behind = next((t for t in tokens if t.start >= figure.end), None)
    if behind is None:
        return True
    gap = text[figure.end : behind.start]
    if any(c in _STRONG or c in _WEAK for c in gap) or (is_before and text.startswith(_LED_TO, behind.start)):
        return True
    if is_before and text[figure.number_start].isdigit() and text[figure.end - 1 : figure.end] in ("ا", "ً"):
        return True  # «25 مليونا»: of what is counted the scale word would be «مليون»
    if gap.strip() or not gap:
        return False
    if is_before and (is_sum or language == "ar") and _is_owner(text, language, tokens, behind):
        return True
    if is_before and is_sum and language in _VERB_LAST and _is_granted(text, tokens, behind):
        return True
    if is_before and behind.pos in "ar" and text[behind.end : behind.end + 1] in (*_STRONG, *_WEAK, "."):
        return True  # «of twelve kilometres only 7.3 finished, because …»: nothing is counted
    return behind.pos in "fv" if is_before else "and" in behind.glosses[:1]


def _is_granted(text: str, tokens: Sequence[Token], behind: Token) -> bool:
    """Tell whether a word right behind a figure is but a verb's first half: «७ करोड़ मंज़ूर किए», «৭ কোটি মঞ্জুর করেছে»."""
    following = tokens[tokens.index(behind) + 1 :][:1]
    is_verb = bool(following) and following[0].pos in "vf" and not text[behind.end : following[0].start].strip()
    likeliest = behind._replace(glosses=behind.glosses[:1])
    return is_verb and (behind.pos == "a" or any(means(likeliest, sign) for sign in ("sum", "granting")))


def _is_owner(text: str, language: str, tokens: Sequence[Token], behind: Token) -> bool:
    """Tell whether a word right behind a figure says whose it is: no one counts funds, or what is definite, so.

    «৪৩ কোটি সবুজ জলবায়ু তহবিল», «5 करोड़ मरुधर न्यास ने», «١١٢ ألفًا السفن التركية», «১৯৩ কোটি ঠিকাদারদের পাওনা».
    """
    if language == "ar":
        return behind.key.startswith(("ال", "وال")) or behind.key.endswith(("ها", "هم"))
    if behind.kind == "name" or (language == "bn" and is_genitive(behind.key, language)):
        return True
    at = tokens.index(behind)
    phrase = [
        t for t in tokens[at : at + _OWNER] if not any(c in _STRONG or c in _WEAK for c in text[behind.start : t.start])
    ]
    return any(has_sign(t, "body") or has_sign(t, "payer") for t in phrase)
