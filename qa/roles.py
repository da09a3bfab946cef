"""What part a figure plays beside others: of a year ago or of now, planned or reached, the whole or a part of it.

The signs are data (``data/roles.toml``); a question is read by the same signs as a sentence.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from qa.aside import contrasted
from qa.changes import begins, follows
from qa.cues import is_asking
from qa.question import Question
from qa.role_signs import NO_ROLES, POSTPOSED, Sign, signs_in
from qa.units import AGE, NAMING, Quantity
from qa.views import SentenceView
from vectorstore.tokenizer import Token
from vectorstore.words import fold, words

_REACH = {"change": 16}
_FAR = 60
"""Characters between a sign and a figure at most; what tells a difference stands right beside it."""

_JOINED_BY_OF = ("de", "en")
"""Languages in which what tells a part also only joins two nouns."""

_ASKED = 2
"""Words before «of the» one of which asks, where it asks for a part: «how many of the», «what share of the»."""

_AHEAD = 12
"""Characters between «before» and a change at most, for it to be what was before the change that is asked for."""

_OF_ALL = frozenset({"now", "reached", "each", "average"})
"""Roles that a sign at the front of a sentence gives to all its figures: «so far 3,950 were built, 9,840 repaired»."""

_TIMES = frozenset({"before", "now", "future", "target", "reached"})
_OF_A_LIST = frozenset({"target", "change"})
_LISTED = 12
"""Words between the two figures of a list, at most."""

_SIZES = ("wide", "long", "high", "deep")
_CONTRASTS = (
    *(("before",), ("target",), ("change",), ("total",), ("denied",), ("against",)),
    ("most", "least", "average"),
)
"""Roles that part one figure of a thing from another: both have one of a line, or neither."""

_JOINTS = frozenset({"and", "but"})
_ENOUGH = 2
"""Contrasts that part a figure from what is asked for quite."""

_MET = frozenset({"before", "now", "target", "reached", "change", "most", "least", "total", "part", "rest"})
_MET |= frozenset({"average", "each", "denied", "against", *_SIZES})


@lru_cache(maxsize=1000)
def roles_asked(text: str, language: str) -> frozenset[str]:
    """Return the roles that a question asks for; of «before it rose» what was before, of «not the speech» none."""
    apart = contrasted(text, language)
    signs = tuple(
        s
        for s in signs_in(text, language)
        if not any(start <= s.start < end for start, end in apart) and not _names_part(text, language, s)
    )
    changes = [sign for sign in signs if sign.role == "change"]
    before = [sign for sign in signs if sign.role == "before"]
    pairs = [(c, b) if language in POSTPOSED else (b, c) for c in changes for b in before]
    ahead = {sign for pair in pairs if 0 <= pair[1].start - pair[0].end <= _AHEAD for sign in pair}
    signs = tuple(sign for sign in signs if sign.role != "change" or sign not in ahead)  # «before it rose»
    found = _roles(signs)
    return found - {"before", "denied"} if {"now", "before", "denied"} <= found else found  # this year, not last year


def _names_part(text: str, language: str, sign: Sign) -> bool:
    """Tell whether «of the» only joins two nouns: «the cost of the bridge» asks for no part, «how many of the» does."""
    if sign.role != "part" or language not in _JOINED_BY_OF or not sign.start:
        return False
    joins = any((s.role, s.start, s.end) == ("of", sign.start, sign.end) for s in signs_in(text, language))
    before = [fold(word.text) for word in words(text[: sign.start])][-_ASKED:]
    return joins and not any(is_asking(key, language) for key in before)


def tells_time(question: Question, token: Token) -> bool:
    """Tell whether a word of a question only says which of two times is meant: «now», «before»."""
    signs = (s for s in signs_in(question.text, question.language) if s.role in _TIMES)
    return any(s.start <= token.start < s.end for s in signs)


@lru_cache(maxsize=1000)
def asks_whole(text: str, language: str) -> bool:
    """Tell whether a question asks of how many something is a part: «out of how many», «कितने में से»."""
    signs = [sign for sign in signs_in(text, language) if sign.role == "of"]
    asking = [word for word in words(text) if is_asking(fold(word.text), language)]
    gaps = [(s, w) if language not in POSTPOSED else (w, s) for s in signs for w in asking]
    return any(0 <= second.start - first.end <= 1 for first, second in gaps)


def roles_put(text: str, language: str, put_in: int) -> frozenset[str]:
    """Return the roles that a question asks for; a follow-up behind ``put_in`` may change the time: «and now?»."""
    last = roles_asked(text[put_in:], language) if put_in < len(text) else frozenset()
    if last & _TIMES == {"future"}:
        last |= {"target"}
    first = roles_asked(text[:put_in], language)
    return last | (first - _TIMES if last & _TIMES else first)


def roles_told(view: SentenceView, figure: Quantity, figures: Sequence[Quantity], part: range) -> frozenset[str]:
    """Return the roles that signs beside a figure give it; ``part`` are the tokens that go with it alone.

    ``figures``: those of its kind in the sentence, in order.
    """
    if figure.unit == AGE:
        return frozenset()
    signs = signs_in(view.text, view.document.language)
    at = next((i for i, other in enumerate(figures) if other.start == figure.start), 0)
    following, earlier = figures[at + 1 : at + 2], figures[max(0, at - 1) : at]
    is_planned = any(s.role in ("target", "future") and _leads_to(view, s, figures[0]) for s in signs)
    if any(begins(view, signs, figure, f) for f in following) or any(follows(view, signs, f, figure) for f in earlier):
        return frozenset({"now" if is_planned else "before"})  # «expected to fall from 52,000 a year to 9,000»
    if any(begins(view, signs, f, figure) for f in earlier) or any(follows(view, signs, figure, f) for f in following):
        return frozenset({"target" if is_planned else "now"})
    start, end = view.tokens[part.start].start, view.tokens[part.stop - 1].end
    near = [s for s in signs if start <= s.start < end and _distance(s, figure) <= _reach(s)]
    listed = _listed(view, signs, figures, at)
    own = _roles(near)
    if {"before", "now"} <= own and _nearest(near, "now", figure) <= _nearest(near, "before", figure):
        own -= {"before"}  # «compared with 23 percent now»
    if listed and own <= {"before", "now"}:  # «up 46 percent in number and 31 in value on last year»
        return listed
    return own | _shared(view, signs, figures, at, near)


def _leads_to(view: SentenceView, sign: Sign, figure: Quantity) -> bool:
    """Tell whether a sign before a figure bears on it; another figure and «and» or «but» between lead away from it.

    «They were to repay, but the crop came in at 194 tonnes and the price fell from 15 to 11».
    """
    if sign.start >= figure.start:
        return False
    is_parted = any(sign.end <= q.start < figure.start and q.kind not in NAMING for q in view.quantities)
    joints = (t for t in view.tokens if sign.end <= t.start < figure.start and not _JOINTS.isdisjoint(t.glosses[:1]))
    return not is_parted or next(joints, None) is None


def _shared(
    view: SentenceView, signs: Sequence[Sign], figures: Sequence[Quantity], at: int, near: Sequence[Sign]
) -> frozenset[str]:
    """Return the roles that a figure has from signs at the sentence's front, where it has none of its own."""
    if not at or _roles(near) - {"part", "rest", "future", *_TIMES}:
        return frozenset()
    of_all = frozenset(s.role for s in signs if s.end <= figures[0].start) & _OF_ALL
    return of_all - _TIMES if _roles(near) & {"before", "now", "target", "reached"} else of_all


def _listed(view: SentenceView, signs: Sequence[Sign], figures: Sequence[Quantity], at: int) -> frozenset[str]:
    """Return the roles that a figure has from signs before the one that it is joined to by «and».

    «The target was 3,900 km and 5,000 pumps», «up 46 percent in number and 31 in value»: no verb stands between.
    """
    first = at
    while first and _is_joined(view, figures[first - 1], figures[first]):
        first -= 1
    if first == at:
        return frozenset()
    lead, edge = figures[first], figures[first - 1].tail if first else 0
    before = [s for s in signs if edge <= s.start and s.end <= lead.start and _distance(s, lead) <= _reach(s)]
    return _roles(before) & _OF_A_LIST


def _is_joined(view: SentenceView, one: Quantity, other: Quantity) -> bool:
    """Tell whether «and» joins two figures and no verb stands between them, nor a comma but before an Arabic «and»."""
    between = [t for t in view.tokens if one.tail <= t.start and t.end <= other.start]
    if any(t.pos == "v" for t in between) or len(between) > _LISTED:
        return False
    gap = view.text[one.tail : other.start]
    is_written_on = view.document.language == "ar" and gap.endswith(" و")
    is_cut = any(c in ",;،؛" for c in (gap.removesuffix("، و") if is_written_on else gap))
    return not is_cut and (is_written_on or any(t.pos == "f" and "and" in t.glosses[:1] for t in between))


def _reach(sign: Sign) -> int:
    return _REACH.get(sign.role, _FAR)


def _roles(signs: Iterable[Sign]) -> frozenset[str]:
    """Return the roles of signs; what a difference is to («5 percent less than last year») is no role beside it."""
    found = frozenset(sign.role for sign in signs) - NO_ROLES
    return found - {"before", "now"} if "change" in found else found


def role_features(asked: Collection[str], told: Collection[str]) -> dict[str, float]:
    """Return how the role of a figure goes with the one asked for, each in [0, 1].

    ``role_met``: the share of the roles asked for that it has, 0.5 where none is asked for; ``role_apart``: how much
    parts it from what is asked for, as last year's figure from this year's.
    """
    told = set(told)
    if "reached" in asked and "now" in told:  # «already»: so many now
        told.add("reached")
    if "future" in told and "future" not in asked and not {"now", "reached"}.isdisjoint(asked):
        told.add("target")
    if "future" in asked and "target" not in asked:  # «künftig»: what is expected
        told.discard("target")
    wanted = _MET.intersection(asked)
    apart = sum(
        {role for role in roles if role in asked} != {role for role in roles if role in told} for roles in _CONTRASTS
    )
    sizes = {role for role in _SIZES if role in asked}
    apart += bool(sizes) and sizes.isdisjoint(told) and not set(_SIZES).isdisjoint(told)
    return {
        "role_met": len(wanted.intersection(told)) / len(wanted) if wanted else 0.5,
        "role_apart": min(1.0, apart / _ENOUGH),
    }


def _nearest(signs: Iterable[Sign], role: str, figure: Quantity) -> int:
    return min(_distance(sign, figure) for sign in signs if sign.role == role)


def _distance(sign: Sign, figure: Quantity) -> int:
    return max(0, sign.start - figure.tail, figure.start - sign.end)
