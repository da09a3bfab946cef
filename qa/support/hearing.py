"""How alike two words sound across scripts, more forgiving than the index: two words at hand are compared."""

from dataclasses import dataclass
from functools import lru_cache

from vectorstore.sounds import bare_names, skeleton, sound_keys
from vectorstore.tokenizer import Token

_SHORTEST_ANYWHERE = 3
"""Consonants from which an ordinary word of the sentence may be the name: الشباب is Shabab."""
_CLOSE = frozenset(("JK", "KJ", "JS", "SJ", "MN", "NM", "PF", "FP", "ST", "TS", "RT", "TR"))
"""Sounds that one script writes for the other: ज़ is j and z, ث is th and s, ড় is r and d."""
_WEAK = frozenset("FR")
"""Consonants that a script may leave out: the w of Lowry, the r of Lavoisier."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How a token sounds: the sound keys of its words and their bare consonants."""

    keys: frozenset[str]
    skeletons: frozenset[str]

    def is_like(self, other: "Heard", *, is_name: bool) -> bool:
        """Tell whether two tokens may be one name; ``is_name``: the other is a name or unknown, so less is enough."""
        if not self.keys.isdisjoint(other.keys):
            return True
        return any(_is_near(one, another, is_name) for one in self.skeletons for another in other.skeletons)


def heard(token: Token, language: str) -> Heard:
    """Return how a token sounds, also by the English spelling that a name's gloss gives it."""
    return _heard(token.key, token.glosses[:1] if token.kind == "name" else (), language)


@lru_cache(maxsize=50_000)
def _heard(key: str, glosses: tuple[str, ...], language: str) -> Heard:
    spellings = [(form, language) for word in key.split() for form in (word, *bare_names(word, language))]
    spellings += [(word.lower(), "en") for gloss in glosses for word in gloss.split()]
    return Heard(
        frozenset(sound for word, lang in spellings for sound in sound_keys(word, lang)),
        frozenset(bones for word, lang in spellings if len(bones := _bones(word, lang)) > 1),
    )


def _bones(word: str, language: str) -> str:
    """Return the consonants of a word, the z of Mainz as the ts that other scripts make of it or the reverse."""
    return skeleton(word, language).replace("TS", "S")


@lru_cache(maxsize=50_000)
def _is_near(one: str, other: str, is_name: bool) -> bool:
    if one == other:
        return is_name or len(one) >= _SHORTEST_ANYWHERE
    shortest = min(len(one), len(other))
    allowed = 0.5 if shortest <= 3 else 1.0 if shortest <= 5 else 1.5
    return is_name and _distance(one, other) <= allowed


def _distance(one: str, other: str) -> float:
    """Return the edit distance of two rows of consonants; close sounds and weak ones cost half."""
    row = [0.0]
    for letter in other:
        row.append(row[-1] + _cost(letter))
    for letter in one:
        above, row = row, [row[0] + _cost(letter)]
        for at, counterpart in enumerate(other, start=1):
            change = 0.0 if letter == counterpart else 0.5 if letter + counterpart in _CLOSE else 1.0
            row.append(min(above[at - 1] + change, above[at] + _cost(letter), row[-1] + _cost(counterpart)))
    return row[-1]


def _cost(letter: str) -> float:
    return 0.5 if letter in _WEAK else 1.0
