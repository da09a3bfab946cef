"""Names of a claim against the words of its evidence, in any script: by gloss, by spelling, by sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix

from qa.support.reading import Reading
from qa.support.tables import listed
from vectorstore.sounds import skeleton, sound_keys
from vectorstore.tokenizer import Token, gloss_stems
from vectorstore.words import script_language

_ROOT = 4
"""Letters that two forms of one name share at least: Ghana and Ghanaian, ঢাকা and ঢাকার."""

_ARTICLE = "ال"
_SHORTEST_SKELETON = 3
_SHORTEST_NEAR = 5

_CASELESS = frozenset(("hi", "bn", "ar"))


def unmet_names(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where the names of a claim stand that no sentence has.

    In a script without capitals a word that nobody listed is a name only if a sentence has one that the claim has not:
    otherwise it may as well be a rare word.
    """
    unmet = [token for token in names(claim) if not any(_has(sentence, claim, token) for sentence in evidence)]
    sure = [token for token in unmet if _is_sure(claim, token)]
    yield from ((token.start, token.end) for token in sure)
    others = [token for token in unmet if token not in sure]
    if others and (not evidence or any(_has_more(sentence, claim) for sentence in evidence)):
        yield from ((token.start, token.end) for token in others)


def _has_more(sentence: Reading, claim: Reading) -> bool:
    """Tell whether a sentence has a name that a claim has not: one may have taken its place."""
    return any(not _has(claim, sentence, token) for token in names(sentence))


def names(reading: Reading) -> Iterator[Token]:
    """Yield the tokens of a text that are or may be names, those of dates and of its quotation marks left out."""
    for token in reading.tokens:
        if token.kind == "name" and not reading.is_dated(token.start):
            surface = reading.surface(token)
            if script_language(surface) is not None or surface[:1].isupper():
                yield token


def _is_sure(claim: Reading, token: Token) -> bool:
    if token.glosses:
        return True
    return claim.language not in _CASELESS and not (claim.language == "de" and _is_german_noun(claim, token))


def _is_german_noun(claim: Reading, token: Token) -> bool:
    """Tell whether an unlisted German word may be a rare noun: they are all written with a capital."""
    before = claim.text[: token.start].split()
    return token.key.endswith(tuple(listed("german_nouns"))) or (
        bool(before) and before[-1].casefold() in listed("german_articles")
    )


def _has(sentence: Reading, claim: Reading, token: Token) -> bool:
    """Tell whether a sentence has a name of a claim: its gloss, its spelling with another ending, or its sound."""
    if any(_has_gloss(sentence, gloss) for gloss in token.glosses):
        return True
    keys = sentence.positions
    if token.key in keys or any(_is_one_root(token.key, key) for key in keys):
        return True
    own = heard(token, claim.language)
    return any(own.is_like(heard(other, sentence.language)) for other in sentence.tokens if _is_heard(other))


def _is_heard(token: Token) -> bool:
    return token.pos != "f" and token.kind != "number"


def _has_gloss(sentence: Reading, gloss: str) -> bool:
    stems = gloss_stems(gloss.lower())
    if all(stem in sentence.stems for stem in stems):
        return True
    return len(stems) == 1 and any(_is_one_root(stems[0], stem) for stem in sentence.stems)


def _is_one_root(one: str, other: str) -> bool:
    shared = len(commonprefix((one, other)))
    return shared >= _ROOT and shared >= max(len(one), len(other)) - 3


@dataclass(frozen=True, slots=True)
class Heard:
    """How a token sounds: the sound keys of its words and their bare consonants."""

    keys: frozenset[str]
    skeletons: frozenset[str]

    def is_like(self, other: "Heard") -> bool:
        """Tell whether two tokens share a key, or their consonants but for one of five."""
        if not self.keys.isdisjoint(other.keys) or not self.skeletons.isdisjoint(other.skeletons):
            return True
        return any(_is_near(one, another) for one in self.skeletons for another in other.skeletons)


def heard(token: Token, language: str) -> Heard:
    """Return how a token sounds, also by the English spelling that a name's gloss gives it."""
    return _heard(token.key, token.glosses[:1] if token.kind == "name" else (), language)


@lru_cache(maxsize=50_000)
def _heard(key: str, glosses: tuple[str, ...], language: str) -> Heard:
    spellings = [(word, language) for word in key.split()]
    spellings += [(word.removeprefix(_ARTICLE), language) for word in key.split() if word.startswith(_ARTICLE)]
    spellings += [(word.lower(), "en") for gloss in glosses for word in gloss.split()]
    bones = (skeleton(word, lang) for word, lang in spellings)
    return Heard(
        frozenset(sound for word, lang in spellings for sound in sound_keys(word, lang)),
        frozenset(bone for bone in bones if len(bone) >= _SHORTEST_SKELETON),
    )


def _is_near(one: str, other: str) -> bool:
    """Tell whether two longer rows of consonants differ by one: added, left out or another."""
    if min(len(one), len(other)) < _SHORTEST_NEAR or abs(len(one) - len(other)) > 1:
        return False
    shared = len(commonprefix((one, other)))
    one, other = one[shared:], other[shared:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:]
