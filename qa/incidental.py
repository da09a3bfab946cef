"""Figures that only say who, where or when: how old a girl is, how far off a town, what was years later."""

from collections.abc import Sequence

from qa.question import Question
from qa.roles import roles_asked
from qa.signs import has_sign, is_person
from qa.units import AGE, Quantity, unit_names
from qa.views import SentenceView
from vectorstore.affixes import is_genitive
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token

_STOPS = frozenset(",;:.!?()।،؛")
_AGES = ("year", "month")
_LATER = ("year", "decade")
"""Units of times that only part two events; «eleven minutes later» mostly tells how long something took."""

_SIZES = frozenset({"wide", "long", "high", "deep"})
"""Sizes of a thing, which how far off it is does not tell."""

_BESIDE = 2
_REACH = 4
"""Words beside a figure that are looked at: as a rule, and up to the person whose age it is."""

_PLACED = {"vi": _REACH}
"""The same before a figure where what it is far from stands between: «cách trung tâm thành phố 9 km»."""


def said_besides(question: Question) -> frozenset[str]:
    """Return which of ``age``, ``later`` and ``distance`` a figure may not only say that answers a question."""
    tokens = tokens_of(question.text, question.language)
    told: set[str] = set()
    if "duration" in question.asked:
        told.update(sign for sign in ("age", "later") if not any(has_sign(t, sign) for t in tokens))
        if any(unit_names().get(t.key) == AGE for t in tokens):
            told.discard("age")
    if "length" in question.asked and _SIZES & roles_asked(question.text, question.language):
        told.update(() if any(has_sign(t, "distance") for t in tokens) else ("distance",))
    return frozenset(told)


def is_said_besides(view: SentenceView, figure: Quantity, told: frozenset[str]) -> bool:
    """Tell whether a figure only says one of some things that `said_besides` returns."""
    if figure.kind == "duration":
        return ("age" in told and is_age(view, figure)) or ("later" in told and is_later(view, figure))
    return figure.kind == "length" and "distance" in told and is_way_off(view, figure)


def is_age(view: SentenceView, figure: Quantity) -> bool:
    """Tell whether a time is how old somebody is: «aged 8», «die 58-Jährige», «আট বছরের একটি মেয়ে», «8 tuổi»."""
    if figure.unit == AGE:
        return True
    if figure.unit not in _AGES:
        return False
    ahead, behind = _ahead(view, figure), _behind(view, figure)
    if any(has_sign(t, "age") for t in (*ahead[-_BESIDE:], *behind[:_BESIDE])):
        return True
    unit = view.text[figure.start : figure.end]
    if view.document.language == "de" and unit[unit.rfind("-") + 1 :].startswith("Jährige"):
        return True
    following = behind[0] if behind else None
    if view.document.language == "hi" and following is not None and "of" in following.glosses[:1]:
        following = None  # «आठ साल की एक बच्ची»
    is_quality = (
        following is None or is_genitive(unit.split()[-1], view.document.language) or _is_adjective(view, figure)
    )
    noun = next((t for t in behind if t.pos in "np" and t.kind != "number"), None)
    return is_quality and noun is not None and (noun.kind == "name" or is_person(noun))


def is_later(view: SentenceView, figure: Quantity) -> bool:
    """Tell whether some years only say when, seen from something earlier: «two years later», «hai năm sau»."""
    return figure.unit in _LATER and any(has_sign(t, "later") for t in _behind(view, figure)[:1])


def is_way_off(view: SentenceView, figure: Quantity) -> bool:
    """Tell whether a length is how far off a place is: «28 km north of Safi», «على بعد 28 كلم», «cách Huế 9 km»."""
    ahead = _ahead(view, figure)[-_PLACED.get(view.document.language, _BESIDE) :]
    if any(has_sign(t, "distance") or "distance" in t.glosses for t in ahead):
        return True
    return any(has_sign(t, sign) for t in _behind(view, figure)[:_BESIDE] for sign in ("distance", "bearing"))


def _is_adjective(view: SentenceView, figure: Quantity) -> bool:
    """Tell whether a figure is written as one adjective with its unit: «achtjährig», «12-jährig», «वर्षीय»."""
    own = [t for t in view.tokens if figure.start < t.end <= figure.end]
    return bool(own) and own[-1].pos == "a"


def _ahead(view: SentenceView, figure: Quantity) -> Sequence[Token]:
    """Return the words before a figure in its clause, up to some."""
    near = [t for t in view.tokens if t.end <= figure.start][-_REACH:]
    return [t for t in near if _STOPS.isdisjoint(view.text[t.end : figure.start])]


def _behind(view: SentenceView, figure: Quantity) -> Sequence[Token]:
    """Return the words behind a figure in its clause, up to some."""
    near = [t for t in view.tokens if t.start >= figure.end][:_REACH]
    return [t for t in near if _STOPS.isdisjoint(view.text[figure.end : t.start])]
