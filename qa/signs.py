"""Words that show what a sentence or a question is about, by their English gloss (``data/signs.toml``)."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.english import gloss_stems
from vectorstore.tokenizer import Token


def has_sign(token: Token, sign: str) -> bool:
    """Tell whether one of the two likeliest glosses of a token, or its last word, is among the words of a sign."""
    return sign in _shown(token.glosses)


@lru_cache(maxsize=50_000)
def _shown(glosses: tuple[str, ...]) -> frozenset[str]:
    forms = {form for gloss in glosses[:2] for form in (gloss.lower(), gloss.lower().split()[-1])}
    return frozenset(sign for sign, known in _signs().items() if not known.isdisjoint(forms))


def means(token: Token, sign: str) -> bool:
    """Tell whether a token has a sign, its English words reduced to their stems («raised» has that of «raise»)."""
    known = _stems()[sign]
    stems = [gloss_stems(gloss.lower()) for gloss in token.glosses[:2]]
    return any(found in known or found[-1:] in known for found in stems if found)


def is_anybody(token: Token) -> bool:
    """Tell whether a word counts persons and says nothing of who they are: «Leute», «شخص»."""
    return bool(token.glosses) and token.glosses[0].lower() in _signs()["anybody"]


def is_person(token: Token) -> bool:
    """Tell whether a word is for persons, whoever they are or by what they do, one of them or several."""
    return is_anybody(token) or not _people().isdisjoint(_forms_of_one(token.glosses))


@lru_cache(maxsize=50_000)
def _forms_of_one(glosses: tuple[str, ...]) -> frozenset[str]:
    forms = {form for gloss in glosses[:2] for form in (gloss.lower(), gloss.lower().split()[-1])}
    return frozenset({*forms, *(form.removesuffix("s") for form in forms)})


@cache
def _people() -> frozenset[str]:
    return _signs()["people"] | _signs()["role"]


@cache
def callings() -> frozenset[str]:
    """Return the stems of what somebody may be: chairman, engineer."""
    known = _signs()["role"] - _signs()["address"]
    return frozenset(" ".join(gloss_stems(word)) for word in known)


def kinds_said(token: Token) -> frozenset[str]:
    """Return the kinds of quantity that a token's likelier glosses ask for (``data/measures.toml``).

    Verbs count in any form, nouns in the plural too, but a rating is no rate.
    """
    found: set[str] = set()
    for gloss in token.glosses[: 1 if has_sign(token, "body") else 2]:  # a committee is no commission
        word = gloss.lower()
        last = word.split()[-1]
        forms = [word, word.removesuffix("s"), last, last.removesuffix("s")]
        listed = next((_kinds()[form] for form in forms if form in _kinds()), None)
        if listed is None and not word.endswith("ing"):
            listed = _kinds_of_stems().get(gloss_stems(word))
        found.update(listed or ())
    if token.pos == "n" and token.glosses:
        found.update(_listed("nouns").get(token.glosses[0].lower(), ()))
    return frozenset(found)


def kinds_of_ending(token: Token) -> frozenset[str]:
    """Return the kinds of quantity that a German word which no lexicon has is told in, by its end: «Hebesatz»."""
    found = (kinds for ending, kinds in _listed("endings").items() if token.key.endswith(ending))
    return frozenset(next(found, ())) if not token.glosses else frozenset()


def kinds_of_mass(token: Token) -> frozenset[str]:
    """Return the kinds of quantity in which what a token stands for is measured: an area for land."""
    forms = [form for gloss in token.glosses[:2] for form in (gloss.lower(), gloss.lower().split()[-1])]
    return frozenset(next((_listed("masses")[form] for form in forms if form in _listed("masses")), ()))


@cache
def _stems() -> dict[str, frozenset[tuple[str, ...]]]:
    return {name: frozenset(map(gloss_stems, listed)) for name, listed in _signs().items()}


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    return _listed("kinds")


@cache
def _listed(name: str) -> dict[str, tuple[str, ...]]:
    table = tomllib.loads((files("qa") / "data" / "measures.toml").read_text("utf-8"))[name]
    return {word: tuple(kinds) for word, kinds in table.items()}


@cache
def _kinds_of_stems() -> dict[tuple[str, ...], tuple[str, ...]]:
    # «takings» are money, to take is not
    return {gloss_stems(word): kinds for word, kinds in _kinds().items() if not word.endswith("ings")}


@cache
def _signs() -> dict[str, frozenset[str]]:
    table = tomllib.loads((files("qa") / "data" / "signs.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
