"""Which figures of a sentence are the two ends of a change: «from 27 minutes down to 19», «fell to 19 from 27»."""

from collections.abc import Sequence

import regex

from qa.role_signs import ALSO_OF, BESIDE, NEXT, POSTPOSED, Sign, signs_in
from qa.units import Quantity
from qa.views import SentenceView

_REST_OF_WORD = regex.compile(r"[\p{L}\p{M}]*")


def is_change(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are both ends of a change, the first of them standing first."""
    signs = signs_in(view.text, view.document.language)
    return begins(view, signs, one, other) or follows(view, signs, one, other)


def begins(view: SentenceView, signs: Sequence[Sign], one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are the beginning and the end of a change: «from 27 minutes down to 19»."""
    if not _are_near(view.text, one, other):
        return False
    is_behind = view.document.language in POSTPOSED
    end = _word_end(view.text, one)  # «১১টি থেকে»
    stands = [(s.start - end if is_behind else one.start - s.end) for s in _from(signs)]
    leads = is_behind or any(s.role == "to" and one.end <= s.start and s.end <= other.start for s in signs)
    return leads and any(0 <= gap <= BESIDE for gap in stands)  # «von 1.200 Euro und 500 Euro»: of, not from


def follows(view: SentenceView, signs: Sequence[Sign], one: Quantity, other: Quantity) -> bool:
    """Tell whether the second of two figures is where a change began: «fell to 19 minutes from 27»."""
    if view.document.language in POSTPOSED or not _are_near(view.text, one, other):
        return False
    leads = view.document.language not in ALSO_OF or any(
        s.role == "to" and 0 <= one.start - s.end <= BESIDE for s in signs
    )
    return leads and any(0 <= other.start - s.end <= BESIDE and s.start >= one.end for s in _from(signs))


def _from(signs: Sequence[Sign]) -> list[Sign]:
    return [sign for sign in signs if sign.role == "from"]


def _word_end(text: str, figure: Quantity) -> int:
    """Return where the word ends that a figure ends in: what counts things may be written on to digits."""
    behind = _REST_OF_WORD.match(text, figure.end)
    return behind.end() if behind else figure.end


def _are_near(text: str, one: Quantity, other: Quantity) -> bool:
    gap = text[one.end : other.start]
    return len(gap) <= NEXT and not any(c in ",;()،؛" for c in gap)
