"""Names of several words: what follows a Vietnamese family name is a name too, whatever else it means.

«Nguyen Van De» is no van, نجوين فان دي no «indeed». The syllables are those of the gazetteer: of kind person-syllable
wherever they stand, of kind person-behind, which are ordinary words or no family names, only behind a family name.
For names behind a title or in a row of capitals see `vectorstore.naming`.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

from vectorstore.words import bare, fold, script_language

_SYLLABLE = regex.compile(
    r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


_MIDDLES = ("Van", "Thi")
"""Middle names, behind which a name always goes on."""

_FAMILIES = frozenset(
    ("Nguyen", "Tran", "Pham", "Huynh", "Phan", "Vu", "Vo", "Dang", "Bui", "Do", "Ngo", "Duong", "Le", "Ly", "Kim")
)
"""Family names, rarely middle ones: behind a word that may be a name too («هو نجوين», he is) they are the first."""

_WEAK = frozenset("fvrd")
"""Parts of speech that often stand right behind a name."""


class Around(NamedTuple):
    """What a word stands between: how many parts of a name, the last of them folded, and the next word and its pos."""

    parts: int
    last: str
    ahead: str
    ahead_pos: str


def follows_name(written: str, pos: str, language: str, around: Around) -> bool:
    """Tell whether a word right behind a family name belongs to it, going by how it is written and what else it is."""
    script = script_language(written)
    if script is not None:
        key = fold(written)
        return pos == "p" or key in beginnings(script) or (key in syllables(script) and _is_likely(pos, script, around))
    is_word = language == "de" and pos == "n" and fold(written) not in syllables("vi")
    return written[:1].isupper() and is_syllable(fold(written)) and not is_word


def is_family_name(key: str, pos: str, written: str) -> bool:
    """Tell whether a name is one that further syllables follow."""
    return pos == "p" and key in beginnings(script_language(written) or "vi")


def is_family_name_before(written: str, key: str, pos: str, around: Around) -> bool:
    """Tell whether a word is a family name, whatever else it means, because two more names follow: ``key`` and another.

    Van and Thi are enough of a sign; of others neither may be an ordinary word, nor the first a family name.
    """
    script, ahead = script_language(written), fold(around.ahead)
    if script is None or fold(written) not in syllables(script) or ahead not in syllables(script):
        return False
    if key in middles():
        return pos == "p" or ahead in beginnings(script) or around.ahead_pos not in _WEAK  # «لي فإن هو» is no name
    is_middle = pos == "p" and key in beginnings(script) and _FAMILIES.isdisjoint(beginnings(script)[key])
    return is_middle and ahead in beginnings(script) and around.ahead_pos not in _WEAK


def _is_likely(pos: str, script: str, around: Around) -> bool:
    """Tell whether an ordinary word that may be a syllable is one here: a verb or particle rarely is."""
    if (around.parts > 1 and around.last in middles()) or fold(around.ahead) in beginnings(script):
        return True
    return pos not in _WEAK and around.parts > 1


@lru_cache(maxsize=50_000)
def is_syllable(key: str) -> bool:
    """Tell whether a folded word sounds as one syllable of Vietnamese does, with marks or without (Quỳnh, Cuong)."""
    return _SYLLABLE.fullmatch(bare(key)) is not None


@cache
def syllables(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the syllables of names of persons as a language writes them, folded, each with the names it may be.

    ``vi`` holds them without marks as well, as English and German write them.
    """
    return _read(language, ("person-syllable", "person-behind"))


@cache
def beginnings(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return those `syllables` that a name may begin with."""
    return _read(language, ("person-syllable",))


@cache
def middles() -> frozenset[str]:
    """Return the middle names behind which a name always goes on, as any script without capitals writes them."""
    return frozenset(
        key
        for language in ("hi", "bn", "ar")
        for key, names in syllables(language).items()
        if not set(_MIDDLES).isdisjoint(names)
    )


def _read(language: str, kinds: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for spelling, name in _spellings(language, kinds):
        known = found.get(fold(spelling), ())
        found[fold(spelling)] = known if name in known else (*known, name)
    return found


def _spellings(language: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    lines = (files("vectorstore") / "lexicon" / "gazetteer.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    header, ours = rows[0], [row for row in rows[1:] if row[1] in kinds]
    column = header.index(language)
    named = [(row[column], row[0].split("|")[0]) for row in ours]
    found = [(form, name) for cell, name in named for form in filter(None, cell.split("|"))]
    return found + [(name, name) for _, name in named] * (language == "vi")
