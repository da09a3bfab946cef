"""What part a figure plays beside others: of a year ago or of now, planned or reached, the whole or a part of it.

The signs are data (``data/roles.toml``); a question is read by the same signs as a sentence.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from qa.matching import SentenceView
from qa.units import Quantity, table
from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

_REACH = {"change": 16}
_FAR = 60
"""Characters between a sign and a figure at most; what tells a difference stands right beside it."""

_NEXT = 40
"""Characters between the two figures of a change at most: «from 27 minutes down to 19»."""

_POSTPOSED = ("hi", "bn")
_BESIDE = 2
"""Characters between «from» and its figure at most; in some languages it stands behind."""

_CONTRASTS = (("before",), ("target",), ("change",), ("total",), ("most", "least", "average"), ("denied",))
"""Roles that part one figure of a thing from another: both have one of a line, or neither."""

_ENOUGH = 2
"""Contrasts that part a figure from what is asked for quite."""

_MET = frozenset({"before", "now", "target", "reached", "change", "most", "least", "total", "part", "rest"})
_MET |= frozenset({"average", "each", "denied"})


class Sign(NamedTuple):
    """A sign of a role in a text: ``text[start:end]``."""

    role: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def signs_in(text: str, language: str) -> tuple[Sign, ...]:
    """Return the signs of roles in a text, in order of where they begin."""
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    phrases = _phrases(language if language in LANGUAGES else "en")
    result: list[Sign] = []
    for at, key in enumerate(keys):
        for role, phrase in (*phrases.get(key[:2], ()), *phrases.get("", ())):
            end = at + len(phrase)
            if end <= len(keys) and all(map(_fits, phrase, keys[at:end])):
                result.append(Sign(role, found[at].start, found[end - 1].end))
    return tuple(result)


def roles_asked(text: str, language: str) -> frozenset[str]:
    """Return the roles that a question asks for."""
    found = _roles(signs_in(text, language))
    return found - {"before", "denied"} if {"now", "before", "denied"} <= found else found  # this year, not last year


def roles_told(view: SentenceView, figure: Quantity, figures: Sequence[Quantity], part: range) -> frozenset[str]:
    """Return the roles that signs beside a figure give it; ``part`` are the tokens that go with it alone.

    ``figures``: those of its kind in the sentence, in order.
    """
    signs = signs_in(view.text, view.document.language)
    at = next((i for i, other in enumerate(figures) if other.start == figure.start), 0)
    following, earlier = figures[at + 1 : at + 2], figures[max(0, at - 1) : at]
    if any(_begins(view, signs, figure, f) for f in following) or any(
        _follows(view, signs, f, figure) for f in earlier
    ):
        return frozenset({"before"})
    if any(_begins(view, signs, f, figure) for f in earlier) or any(
        _follows(view, signs, figure, f) for f in following
    ):
        return frozenset({"now"})
    start, end = view.tokens[part.start].start, view.tokens[part.stop - 1].end
    near = [s for s in signs if start <= s.start < end and _distance(s, figure) <= _REACH.get(s.role, _FAR)]
    return _roles(near)


def _roles(signs: Iterable[Sign]) -> frozenset[str]:
    """Return the roles of signs; what a difference is to («5 percent less than last year») is no role beside it."""
    found = frozenset(sign.role for sign in signs) - {"from", "of"}
    return found - {"before", "now"} if "change" in found else found


def whole_of(view: SentenceView, figure: Quantity) -> Quantity | None:
    """Return the figure that another is a part of («163 of the 210»), None if it is none of one."""
    at = next((i for i, other in enumerate(view.quantities) if other.start == figure.start), 0)
    is_first = view.document.language in _POSTPOSED
    beside = (
        view.quantities[at - 1 : at] if is_first and at else view.quantities[at + 1 : at + 2] if not is_first else ()
    )
    for other in beside:
        one, two = (other, figure) if is_first else (figure, other)
        gap = view.text[one.tail : two.start]
        is_larger = other.kind == figure.kind == "count" and other.value > figure.value
        if is_larger and len(gap) <= _NEXT and not any(c in ",;()،؛।" for c in gap) and _says_of(view, one, two):
            return other
    return None


def _says_of(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether the words between two figures, some of them or all, make one the part of the other."""
    signs = [s for s in signs_in(view.text, view.document.language) if s.role == "of"]
    within = [s for s in signs if one.end <= s.start and s.end <= other.start]
    if view.document.language in _POSTPOSED:
        return bool(within)
    edge = view.text[one.tail : other.start]
    return any(len(edge.strip()) == s.end - s.start for s in within)


def role_features(asked: Collection[str], told: Collection[str]) -> dict[str, float]:
    """Return how the role of a figure goes with the one asked for, each in [0, 1].

    ``role_met``: the share of the roles asked for that it has, 0.5 where none is asked for; ``role_apart``: how much
    parts it from what is asked for, as last year's figure from this year's.
    """
    wanted = _MET.intersection(asked)
    apart = sum(
        {role for role in roles if role in asked} != {role for role in roles if role in told} for roles in _CONTRASTS
    )
    return {
        "role_met": len(wanted.intersection(told)) / len(wanted) if wanted else 0.5,
        "role_apart": min(1.0, apart / _ENOUGH),
    }


def _begins(view: SentenceView, signs: Sequence[Sign], one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures are the beginning and the end of a change: «from 27 minutes down to 19»."""
    if not _are_near(view.text, one, other):
        return False
    stands = [(s.start - one.end if view.document.language in _POSTPOSED else one.start - s.end) for s in _from(signs)]
    return any(0 <= gap <= _BESIDE for gap in stands)


def _follows(view: SentenceView, signs: Sequence[Sign], one: Quantity, other: Quantity) -> bool:
    """Tell whether the second of two figures is where a change began: «fell to 19 minutes from 27»."""
    if view.document.language in _POSTPOSED or not _are_near(view.text, one, other):
        return False
    return any(0 <= other.start - s.end <= _BESIDE and s.start >= one.end for s in _from(signs))


def _from(signs: Sequence[Sign]) -> list[Sign]:
    return [sign for sign in signs if sign.role == "from"]


def _are_near(text: str, one: Quantity, other: Quantity) -> bool:
    gap = text[one.end : other.start]
    return len(gap) <= _NEXT and not any(c in ",;()،؛" for c in gap)


def _distance(sign: Sign, figure: Quantity) -> int:
    return max(0, sign.start - figure.tail, figure.start - sign.end)


def _fits(pattern: str, key: str) -> bool:
    if pattern[-1:] == "*":
        return key.startswith(pattern[:-1])
    return key.endswith(pattern[1:]) if pattern[:1] == "*" else key in (pattern, f"و{pattern}")


@cache
def _phrases(language: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the signs of a language by their first two letters; those that may begin with any under the empty one."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for role, rows in table("roles.toml").items():
        for phrase in rows[language]:
            parts = tuple(map(_pattern, phrase.split()))
            first = parts[0].rstrip("*")[:2]
            leads = {"" if parts[0][0] == "*" or len(first) < 2 else first}
            if language == "ar" and "" not in leads:
                leads.add(f"و{first[0]}")
            for lead in leads:
                found[lead] = (*found.get(lead, ()), (role, parts))
    return found


def _pattern(word: str) -> str:
    bare = fold(word.strip("*"))
    return f"{'*' if word[0] == '*' else ''}{bare}{'*' if word[-1] == '*' else ''}"
