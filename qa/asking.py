"""A question as its cue cuts it, and what its nouns, verbs and units say of the kind of figure that it asks for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qa.cues import SIZES, Cue
from qa.scaled import scales_behind
from qa.signs import kinds_said, means
from qa.units import AGE, unit_names, units
from vectorstore.tokenizer import Token

OPEN = frozenset({"count", "money", "percentage", *SIZES})
"""Kinds of figure that may say how much, where nothing tells of what kind it is."""

HEAD_FIRST = ("ar", "vi")
"""Languages whose nouns stand before what tells more of them."""

LOCATIVE = ("য়", "তে", "ে")
"""How Bengali nouns end that say where."""

_LONGEST_UNIT = 3
"""Words of the name of a unit, at most: «how many square kilometres»."""

_OF = (["of"], ["von"], ["من"])
"""What may stand between a scale and its unit: «how many millions of dollars»."""

NO_KINDS: frozenset[str] = frozenset()


class Reading(NamedTuple):
    """The kind of a question, the kinds of figure that may answer it; ``names``: it asks for several names."""

    kind: str
    asked: frozenset[str]
    names: bool = False


class Asking(NamedTuple):
    """A question as its cue cuts it: the tokens of the cue, those beside it, and what it asks for (``focus``).

    ``right``: the tokens behind the cue; ``unit``: the unit named right behind it; ``told``: what only says what the
    question is about, in brackets; ``named``: the kind of figure that another phrase of the question names;
    ``names_thing``: it asks what something is that it names (`qa.what_is`).
    """

    cue: Cue | None
    own: Sequence[Token]
    others: Sequence[Token]
    right: Sequence[Token]
    focus: Sequence[Token]
    told: Sequence[Token]
    unit: str | None
    named: str | None
    language: str
    names_thing: bool = False


def asked_kinds(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the kinds of quantity that words ask for by their meaning: «loan» for money, «long» for a length."""
    return frozenset(kind for token in tokens if token.pos in "nv" for kind in kinds_said(token))


def of_kinds(kinds: frozenset[str], otherwise: str) -> Reading:
    """Return the kind of question that kinds of figure amount to: money before a share before a size.

    What may be told as a sum or as a share (interest, a fee) is answered by both.
    """
    for kind in ("money", "percentage"):
        if kind in kinds:
            return Reading(kind, kinds & {"money", "percentage"})
    return Reading("measure", kinds & SIZES) if kinds & SIZES else Reading(otherwise, kinds)


def head_kinds(tokens: Sequence[Token], language: str) -> frozenset[str]:
    """Return the kinds of quantity that the head of a noun phrase asks for; «average» stands for what follows."""
    for token in heads_of(tokens, language):
        kinds = frozenset(kinds_said(token))
        if kinds and not means(token, "average"):
            return kinds
        if not means(token, "average"):
            return NO_KINDS
    return frozenset(kind for token in heads_of(tokens, language) for kind in kinds_said(token))


def heads_of(tokens: Sequence[Token], language: str) -> list[Token]:
    """Return the nouns that stand together at the beginning of some tokens, the head of the phrase first."""
    run: list[Token] = []
    for token in tokens:
        is_another = token.pos == "a" and language not in HEAD_FIRST and any(t.pos == "n" for t in run)
        if token.pos not in "nax" or token.kind != "word" or is_another:
            break
        run.append(token)
    nouns = [token for token in run if token.pos == "n"]
    return nouns if language in HEAD_FIRST else nouns[::-1]


def kinds_of_units(tokens: Iterable[Token]) -> frozenset[str]:
    """Return the kinds of the units that words name."""
    return frozenset(units()[unit].kind for t in tokens if t.pos != "f" and (unit := unit_names().get(t.key)))


def is_verb_with_subject(tokens: Sequence[Token], language: str) -> bool:
    """Tell whether Arabic words begin with a verb: what is counted is never followed by a definite noun right away."""
    if language != "ar" or not tokens:
        return False
    first, following = tokens[0], (tokens[1] if len(tokens) > 1 else None)
    is_followed = following is not None and following.key.startswith("ال") and following.pos in "npx"
    is_counted = first.key.startswith("ال") or bool(kinds_said(first)) or means(first, "number")
    return first.pos == "v" or (is_followed and not is_counted and first.pos in "npx")


def unit_behind(keys: Sequence[str], last: int) -> str | None:
    """Return the unit that the folded words right behind a cue name, also behind a scale: «how many million tonnes»."""
    scales = scales_behind(keys, last)
    if scales is None:
        return None
    at = last + scales
    at += bool(scales) and keys[at : at + 1] in _OF
    named = (unit_names().get(" ".join(keys[at : at + words])) for words in range(_LONGEST_UNIT, 0, -1))
    unit = next((name for name in named if name is not None), None)  # «bao nhiêu mét khối»: no metres
    return None if unit == AGE else unit  # «bao nhiêu tuổi»: elsewhere an age is so many years
