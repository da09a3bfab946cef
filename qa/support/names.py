"""Names of a claim against the words of its evidence, in any script: by gloss, by spelling, by sound."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.support.reading import Reading
from qa.support.tables import listed
from vectorstore.sounds import sound_keys
from vectorstore.tokenizer import Token, gloss_stems
from vectorstore.words import script_language

_ROOT = 4
"""Letters that two forms of one name share at least: Ghana and Ghanaian, ঢাকা and ঢাকার."""

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
    if others and (not evidence or any(not _has(claim, s, token) for s in evidence for token in names(s) if _is_strange(s, token))):
        yield from ((token.start, token.end) for token in others)


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


def _is_strange(reading: Reading, token: Token) -> bool:
    return True


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
    keys = [other.key for other in sentence.tokens]
    if token.key in keys or any(_is_one_root(token.key, key) for key in keys):
        return True
    own = sounds(token, claim.language)
    return any(_sound_alike(own, sounds(other, sentence.language)) for other in sentence.tokens if other.pos != "f" and other.kind != "number")


def _has_gloss(sentence: Reading, gloss: str) -> bool:
    stems = gloss_stems(gloss.lower())
    if all(stem in sentence.stems for stem in stems):
        return True
    return len(stems) == 1 and any(_is_one_root(stems[0], stem) for stem in sentence.stems)


def _is_one_root(one: str, other: str) -> bool:
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= _ROOT and shared >= max(len(one), len(other)) - 3


def sounds(token: Token, language: str) -> tuple[str, ...]:
    """Return the sound keys of a token's words and of the English spelling that a name's gloss gives it."""
    return _sounds(token.key, token.glosses[:1] if token.kind == "name" else (), language)


@lru_cache(maxsize=50_000)
def _sounds(key: str, glosses: tuple[str, ...], language: str) -> tuple[str, ...]:
    spellings = [(word, language) for word in key.split()]
    spellings += [(word.lower(), "en") for gloss in glosses for word in gloss.split()]
    return tuple(dict.fromkeys(sound for word, lang in spellings for sound in sound_keys(word, lang)))


def _sound_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(sound in other for sound in one)
