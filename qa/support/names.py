"""Names of a claim against the words of its evidence, in any script: by gloss, by spelling, by sound."""

from collections.abc import Iterator, Sequence
from functools import cache

from qa.spelling import CAPITALS_TELL
from qa.support.hearing import heard
from qa.support.reading import Reading
from qa.support.tables import folded, listed, table
from vectorstore.english import gloss_stems
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.tokenizer import Token
from vectorstore.words import fold, script_language

_ROOT = 4
"""Letters that two forms of one name share at least: Ghana and Ghanaian, ঢাকা and ঢাকার."""
_ENDING = 3
_LONGEST_ACRONYM = 5
_SHORTEST_LISTED = 4
"""Letters of a listed name that is no other word for sure, in a script without capitals."""
_CLITICS = ("و", "ف", "ب", "ل", "ك")


def unmet_names(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where the names of a claim stand that no sentence has.

    A listed name is one for sure, and so is an unknown word with a capital inside an English or Vietnamese sentence.
    Any other unknown word may be a rare word: it counts only where a sentence has a name that the claim has not, one
    that stands as names do if the word itself does not.
    """
    said = list(names(claim))
    unmet = [token for token in said if not any(_has(sentence, claim, token) for sentence in evidence)]
    unmet = [token for token in unmet if not _is_part(claim, token, said, unmet)]
    if not unmet:
        return
    missing = [(s, token) for s in evidence for token in names(s) if not _has(claim, s, token)]
    is_placed = any(_is_placed(sentence, token) for sentence, token in missing)
    for token in unmet:
        is_replaced = is_placed or (bool(missing) and _is_placed(claim, token))
        if _is_sure(claim, token) or is_replaced or not evidence:
            yield token.start, token.end


def _is_part(claim: Reading, token: Token, said: Sequence[Token], unmet: Sequence[Token]) -> bool:
    """Tell whether a name is tied by a hyphen to one that is met: Souss-Massa."""
    met = [other for other in said if other not in unmet]
    return any(claim.text[one.end : two.start] == "-" for other in met for one, two in ((other, token), (token, other)))


def names(reading: Reading) -> Iterator[Token]:
    """Yield the tokens of a text that are names, or look more like one than like a rare word.

    Those of dates and of figures (Vietnamese dong) are left out: they are compared as what they are.
    """
    for position, token in enumerate(reading.tokens):
        is_told = reading.is_dated(token.start) or any(q.start <= token.start < q.end for q in reading.quantities)
        if token.kind == "name" and len(token.key) > 1 and not is_told and _is_likely(reading, position):
            yield token


def _is_likely(reading: Reading, position: int) -> bool:
    token = reading.tokens[position]
    surface = reading.surface(token)
    if token.key in listed("particles") or _is_listed_behind_clitic(token):
        return False
    if token.glosses:
        return script_language(surface) is not None or surface[:1].isupper()
    script = script_language(surface)
    if script is None:
        is_named = surface[:1].isupper() and not (surface.isupper() and len(surface) <= _LONGEST_ACRONYM)
        return is_named and (reading.language != "de" or _is_named(reading, position, "de"))
    return _is_named(reading, position, script)


def _is_listed_behind_clitic(token: Token) -> bool:
    """Tell whether an Arabic word is a listed one behind a conjunction or preposition: والتي is no name."""
    entry = load_lexicon("ar").lookup(token.key[1:]) if token.key[:1] in _CLITICS else None
    return entry is not None and entry.pos != "p"


def _is_named(reading: Reading, position: int, language: str) -> bool:
    """Tell whether an unknown word may be a name where capitals do not tell: by its place, else by its ending."""
    token = reading.tokens[position]
    if _is_placed(reading, token):
        return True
    return not token.key.endswith(_common_endings(language)) and (language != "de" or position == 0)


def _is_placed(reading: Reading, token: Token) -> bool:
    """Tell whether a word stands as a name does: listed, with a capital, behind a title, beside another name."""
    script = script_language(reading.surface(token))
    if token.glosses or (script is None and reading.language in CAPITALS_TELL):
        return True
    position = reading.tokens.index(token)
    if position and reading.tokens[position - 1].key in _leads(script or reading.language):
        return True
    return any(_is_name_beside(reading, position, at) for at in (position - 1, position + 1))


def _is_name_beside(reading: Reading, position: int, other: int) -> bool:
    if not 0 <= other < len(reading.tokens) or reading.tokens[other].kind != "name":
        return False
    first, second = sorted((reading.tokens[position], reading.tokens[other]), key=lambda token: token.start)
    return reading.text[first.end : second.start] in (" ", "-")


def _is_sure(claim: Reading, token: Token) -> bool:
    """Tell whether a word can be nothing but a name: listed as it stands, or with a capital where others have none."""
    script = script_language(claim.surface(token))
    if token.glosses and script is not None:
        return len(token.key) >= _SHORTEST_LISTED and load_lexicon(script).lookup(token.key) is not None
    is_first = not claim.text[: token.start].strip()
    return bool(token.glosses) or (claim.language in CAPITALS_TELL and script is None and not is_first)


def _has(sentence: Reading, claim: Reading, token: Token) -> bool:
    """Tell whether a sentence has a name of a claim: its gloss, its spelling with another ending, or its sound."""
    if token.key in sentence.positions or any(_has_gloss(sentence, gloss) for gloss in token.glosses):
        return True
    if any(_is_one_root(token.key, key) for key in sentence.positions):
        return True
    own = heard(token, claim.language)
    return any(
        own.is_like(heard(other, sentence.language), is_name=other.kind == "name")
        for other in sentence.tokens
        if other.pos != "f" and other.kind != "number"
    )


def _has_gloss(sentence: Reading, gloss: str) -> bool:
    for name in (gloss, *_other_names().get(gloss, ())):
        stems = gloss_stems(name.lower())
        if all(stem in sentence.stems for stem in stems):
            return True
        if len(stems) == 1 and any(_is_one_root(stems[0], stem) for stem in sentence.stems):
            return True
    return False


def _is_one_root(one: str, other: str) -> bool:
    shared = max(_ROOT, len(one) - _ENDING, len(other) - _ENDING)
    return one[:shared] == other[:shared] and min(len(one), len(other)) >= shared


@cache
def _other_names() -> dict[str, tuple[str, ...]]:
    """Return for a country what is of it, and the reverse."""
    places: dict[str, str] = table("support.toml")["places"]
    found: dict[str, tuple[str, ...]] = {}
    for adjective, country in places.items():
        found[adjective] = (*found.get(adjective, ()), country)
        found[country] = (*found.get(country, ()), adjective)
    return found


@cache
def _common_endings(language: str) -> tuple[str, ...]:
    return tuple(map(fold, table("support.toml")["common_endings"].get(language, ())))


@cache
def _leads(language: str) -> frozenset[str]:
    return folded(table("support.toml")["leads"].get(language, ()) if language in LANGUAGES else ())
