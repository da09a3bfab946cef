"""A name in the reader's script: as it is usually spelt there, else letter by letter where letters can be told.

Hindi and Bengali are written letter by letter in Latin script and in each other's; Arabic, which leaves vowels out, and
Latin, whose letters do not tell sounds, only where each part of a name is listed.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from qa.letters import LATIN, by_letter
from vectorstore.words import fold, script_language, words

BODIES = frozenset(("organization", "body", "abbreviation", "program"))
PLACES = frozenset(("country", "city", "capital", "province", "region", "continent", "river"))
CAPITALS_TELL = frozenset({"en", "vi"})
"""Languages in which a capital within a sentence makes a name: «thẩm phán Trần Hữu Khiêm»; German nouns have it too."""

_SYLLABLE = "person-syllable"
_BEHIND = "person-behind"
"""Syllables that are ordinary words too: part of a person's name only within one."""

_LONGEST = 4
"""Words of a listed name, at most."""

_ENDINGS = {"bn": ("ের", "কে", "র"), LATIN: ("'s", "’s")}
"""What is written on to names."""

_PLACED = {"bn": ("তে", "ে", "য়")}
"""What is written on to names of places besides: «মোহনপুরে», at Mohanpur."""

_UNSURE = ("র",)
"""Endings that may be a name's own (সরকার): parted only from a listed name."""

_SHORTEST = 3
"""Letters of a name without its ending."""


class _Row(NamedTuple):
    """A listed name: its ``kind`` (empty for a part of a person's name) and its spellings, the usual one first."""

    kind: str
    spellings: dict[str, tuple[str, ...]]


def script_of(language: str) -> str:
    """Return the script that a language is written in, named after the language; `LATIN` for all that share it."""
    return language if language in ("hi", "bn", "ar") else LATIN


def bare_name(name: str, language: str, *, is_place: bool = False) -> str:
    """Return a name without what a case or a possessive writes on to its last word: পারভীনের, Osgood's."""
    last = name.split()[-1]
    if _listed(last, language):
        return name
    placed = _PLACED.get(script_of(language), ()) if is_place else ()
    for ending in (*_ENDINGS.get(script_of(language), ()), *placed):
        rest = last.removesuffix(ending)
        if rest != last and len(rest) >= _SHORTEST and (ending not in _UNSURE or _listed(rest, language)):
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=10_000)
def spelled(name: str, language: str, reader: str) -> str | None:
    """Return a name of an article's language as the reader writes it; None where nothing tells how, or if so already.

    In the reader's own script only a place or a body has a name of its own (München is Munich).
    """
    source, target = script_language(name) or LATIN, script_of(reader)
    if source == target:
        known = _shown(name, language, reader, PLACES | BODIES)
        return known if known != name else None
    found = [word.text for word in words(name)]
    whole = _shown(name, language, reader, PLACES | BODIES) if len(found) <= _LONGEST else None
    parts: list[str] = []
    while found and whole is None:
        count, known = _longest_part(found, language, reader)
        known = known or by_letter(found[0], target)
        if known is None:
            return None
        parts.append(known)
        found = found[count:]
    return whole or " ".join(parts) or None


def is_name_part(word: str, language: str, *, exactly: bool = False) -> bool:
    """Tell whether a word is listed as part of a person's name; ``exactly``: as it is written (على is not علي)."""
    script, key = script_of(language), fold(word)
    is_listed = key in _parts(script) or (script != LATIN and key in _syllables(language))
    return is_listed and (not exactly or word in _written(script))


def kind_of(name: str, language: str) -> str:
    """Return what the gazetteer says a name is, empty where it does not list it."""
    found = _named(language).get(_folded(name))
    return found.kind if found is not None else ""


def _longest_part(found: Sequence[str], language: str, reader: str) -> tuple[int, str | None]:
    """Return how many words from the first on are one listed part of a person's name, and how the reader writes it."""
    for count in range(min(_LONGEST, len(found)), 0, -1):
        known = _shown(" ".join(found[:count]), language, reader, frozenset(("", _SYLLABLE, _BEHIND)))
        if known is not None:
            return count, known
    return 1, None


def _listed(word: str, language: str) -> bool:
    return is_name_part(word, language) or bool(kind_of(word, language))


def _shown(name: str, language: str, reader: str, kinds: frozenset[str]) -> str | None:
    """Return the reader's spelling of a name listed as one of some kinds; Vietnamese tones are not guessed."""
    key = _folded(name)
    tables = (_persons(script_of(language)), _syllables(language), _syllables(language, _BEHIND), _named(language))
    for row in (table.get(key) for table in tables):
        if row is not None and row.kind in kinds:
            spellings = row.spellings.get(_column(row, reader), ())
            if spellings:
                return spellings[0]
    return None


def _column(row: _Row, reader: str) -> str:
    if not row.kind:
        return script_of(reader)
    return "en" if row.kind in (_SYLLABLE, _BEHIND) and script_of(reader) == LATIN else reader


def _folded(name: str) -> str:
    return " ".join(fold(word.text) for word in words(name))


@cache
def _persons(script: str) -> dict[str, _Row]:
    lines = (files("qa") / "data" / "person_names.tsv").read_text("utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    listed = [_Row("", _cells(header, row)) for row in rows]
    return {_folded(form): row for row in reversed(listed) for form in row.spellings.get(script, ())}


@cache
def _parts(script: str) -> frozenset[str]:
    return frozenset(part for form in _persons(script) for part in form.split())


@cache
def _written(script: str) -> frozenset[str]:
    return frozenset(
        part for row in _persons(script).values() for form in row.spellings[script] for part in form.split()
    )


@cache
def _named(language: str) -> dict[str, _Row]:
    return {form: row for row in _gazetteer() if row.kind not in (_SYLLABLE, _BEHIND) for form in _forms(row, language)}


@cache
def _syllables(language: str, kind: str = _SYLLABLE) -> dict[str, _Row]:
    return {form: row for row in _gazetteer() if row.kind == kind for form in _forms(row, language)}


def _forms(row: _Row, language: str) -> list[str]:
    return [_folded(form) for form in row.spellings.get(language, ())]


@cache
def _gazetteer() -> tuple[_Row, ...]:
    lines = (files("vectorstore") / "lexicon" / "gazetteer.tsv").read_text("utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(_Row(row[header.index("kind")], _cells(header, row)) for row in reversed(rows))


def _cells(header: Sequence[str], row: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found = {column: tuple(filter(None, cell.split("|"))) for column, cell in zip(header, row, strict=True)}
    return {column: spellings for column, spellings in found.items() if spellings}
