"""What a token can meet another by, across languages: its glosses' stems, its native form, the sound of a name."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from vectorstore.english import gloss_stems
from vectorstore.forms import Kind
from vectorstore.lexical import name_keys
from vectorstore.lexicon import gazetteer, is_person_syllable
from vectorstore.sounds import sound_keys
from vectorstore.tokenizer import Token

SECOND_GLOSS = 0.85
"""Strength of a meeting by a gloss that is not the likeliest."""

SOUND = {"c": 0.9, "v": 0.8}
AS_NAME = 0.8
"""Share of its strength that the sound of a name keeps where the name may be an ordinary word."""

PART = 0.8
"""Share of its strength that a gloss of several words keeps for one of them."""

_PART_OF_PLACE = 0.4
"""The same for the name of a place: a state is not the United States. Names of which a part is a name meet by sound."""

_PLACES = frozenset({"country", "capital", "province", "city", "region", "continent"})


class Marks(NamedTuple):
    """What a token can meet another by, each with the strength of that meeting in (0, 1].

    A mark is ``=`` and a native form, ``~`` and a gloss's stems, ``!`` and a sound key of a name. ``head`` is the last
    stem of the likeliest gloss.
    """

    by_key: Mapping[str, float]
    head: str


def marks(token: Token, language: str) -> Marks:
    """Return the marks of a token."""
    return _marks(token.key, token.kind, token.glosses, language)


def marks_as_name(token: Token, language: str) -> Marks:
    """Return the marks of a word that may be part of a name too: also the sounds it would have as one."""
    found = marks(token, language)
    heard = sound_keys(token.key, language)
    return Marks({**{f"!{sound}": AS_NAME * SOUND[sound[0]] for sound in heard}, **found.by_key}, found.head)


def loans(token: Token, language: str) -> tuple[str, ...]:
    """Return the sound keys of a listed word and of its gloss: a word that nobody listed may meet it by them."""
    return _loans(token.key, token.glosses, language) if token.kind == "word" and token.pos != "f" else ()


LOAN = 0.65
"""Strength of a word nobody listed that sounds like a listed one, or like its gloss."""


@lru_cache(maxsize=100_000)
def stored_marks(
    key: str, kind: Kind, glosses: tuple[str, ...], language: str
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the ids of a content word's marks, and their strengths; also of ``?`` and the sound of what may be a loan.

    It takes what a token is apart, since it is asked for every word that is taken in.
    """
    found = dict(_marks(key, kind, glosses, language).by_key)
    if kind == "word":
        found |= {f"?{sound}": LOAN for sound in _loans(key, glosses, language)}
    return tuple(map(mark_id, found)), tuple(found.values())


@lru_cache(maxsize=200_000)
def mark_id(mark: str) -> int:
    """Return the 64 bits by which a mark is known where it is stored."""
    return int.from_bytes(hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@lru_cache(maxsize=100_000)
def _marks(key: str, kind: Kind, glosses: tuple[str, ...], language: str) -> Marks:
    found: dict[str, float] = {f"={key}": 1.0}
    head = ""
    part = _PART_OF_PLACE if kind == "name" and _is_place(glosses) else PART
    for place, gloss in enumerate(glosses):
        stems = gloss_stems(gloss.lower())
        head = head or (stems[-1] if stems else "")
        if kind == "name" and is_person_syllable(gloss):
            continue  # Loan is no loan: a person's name meets by its sound
        strength = 1.0 if place == 0 else SECOND_GLOSS
        for one in {" ".join(stems), *stems}:
            found.setdefault(f"~{one}", strength if len(stems) == 1 or " " in one else strength * part)
    for sound in name_keys(Token(0, 0, key, kind, "", glosses), language):
        found.setdefault(f"!{sound}", SOUND[sound[0]])
    return Marks(found, head)


def _is_place(glosses: tuple[str, ...]) -> bool:
    return any(name.kind in _PLACES for gloss in glosses if (name := gazetteer().get(gloss)) is not None)


@lru_cache(maxsize=100_000)
def _loans(key: str, glosses: tuple[str, ...], language: str) -> tuple[str, ...]:
    heard = [*sound_keys(key.removeprefix("ال"), language)]
    heard += [sound for gloss in glosses[:1] for sound in sound_keys(gloss.lower())]
    return tuple(dict.fromkeys(sound for sound in heard if sound[0] == "c"))
