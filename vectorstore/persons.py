"""Names of several words: what follows a Vietnamese family name is a name too, whatever else it means.

«Nguyen Van De» is no van, نجوين فان دي no «indeed». The syllables are those of the gazetteer (kind person-syllable).
For names behind a title or in a row of capitals see `vectorstore.naming`.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import regex

from vectorstore.lexicon import gazetteer_rows
from vectorstore.words import fold, script_language

_SYLLABLE = regex.compile(
    r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)


def follows_name(written: str, pos: str, language: str) -> bool:
    """Tell whether a word right behind a family name belongs to it, going by how it is written and what else it is."""
    if script_language(written) is not None:
        return fold(written) in syllables(script_language(written) or "") or pos == "p"
    is_word = language == "de" and pos == "n" and fold(written) not in syllables("vi")
    return written[:1].isupper() and is_syllable(fold(written)) and not is_word


def is_family_name(key: str, pos: str, written: str) -> bool:
    """Tell whether a name is one that further syllables follow."""
    return pos == "p" and key in syllables(script_language(written) or "vi")


@lru_cache(maxsize=50_000)
def is_syllable(key: str) -> bool:
    """Tell whether a folded word sounds as one syllable of Vietnamese does, with marks or without (Quỳnh, Cuong)."""
    bare = "".join(c for c in unicodedata.normalize("NFD", key.replace("đ", "d")) if not unicodedata.combining(c))
    return _SYLLABLE.fullmatch(bare) is not None


@cache
def syllables(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return the syllables of names of persons as a language writes them, folded, each with the names it may be.

    ``vi`` holds them without marks as well, as English and German write them.
    """
    found: dict[str, tuple[str, ...]] = {}
    for spelling, name in _spellings(language):
        known = found.get(fold(spelling), ())
        found[fold(spelling)] = known if name in known else (*known, name)
    return found


def _spellings(language: str) -> list[tuple[str, str]]:
    lines = (files("vectorstore") / "lexicon" / "gazetteer.tsv").read_text("utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    ours = [rows[0], *(row for row in rows[1:] if row.split("\t")[1] == "person-syllable")]
    found = [(form, entry.glosses[0]) for form, entry in gazetteer_rows(ours, language)]
    return found + [(name, name) for name in {name for _, name in found}] * (language == "vi")
