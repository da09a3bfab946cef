"""What may be taken off a word to find its stem, by language: the rules of ``lexicon/affixes.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from vectorstore.words import fold


@dataclass(frozen=True, slots=True)
class Affixes:
    """What may be taken off a word of one language, folded; see ``lexicon/affixes.toml``."""

    prefixes: tuple[str, ...]
    suffixes: tuple[tuple[str, str], ...]
    linkers: tuple[str, ...]
    shortest: int
    genitives: tuple[str, ...] = ()
    fronts: tuple[tuple[str, str], ...] = ()
    verb_letters: tuple[tuple[str, int, str, str], ...] = ()
    umlauts: tuple[tuple[str, str], ...] = ()
    plurals: tuple[str, ...] = ()
    dropped: str = ""
    late: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    particles: frozenset[str] = frozenset()
    behind_names: frozenset[str] = frozenset()
    firsts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lasts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    nouns_are_capital: bool = False


@cache
def load_affixes() -> Mapping[str, Affixes]:
    """Return the affixes of every supported language; cached."""
    tables = tomllib.loads((files("vectorstore") / "lexicon" / "affixes.toml").read_text("utf-8"))
    return {
        language: Affixes(
            prefixes=tuple(fold(p) for p in table["prefixes"]),
            suffixes=tuple((fold(ending), fold(instead)) for ending, instead in table["suffixes"]),
            linkers=tuple(fold(linker) for linker in table["linkers"]),
            shortest=table["shortest"],
            genitives=tuple(fold(ending) for ending in table.get("genitives", ())),
            fronts=_fronts(table),
            verb_letters=tuple(
                (fold(firsts), place, fold(letter), fold(listed))
                for firsts, place, letter, listed in table.get("verb_letters", ())
            ),
            umlauts=tuple((fold(vowel), fold(plain)) for vowel, plain in table.get("umlauts", ())),
            plurals=tuple(fold(ending) for ending in table.get("plurals", ())),
            dropped=fold(table.get("dropped", "")),
            late=tuple(fold(p) for p in table.get("late", ())),
            tails=tuple(fold(tail) for tail in table.get("tails", ())),
            particles=frozenset(fold(p) for p in table.get("particles", ())),
            behind_names=frozenset(fold(noun) for noun in table.get("behind_names", ())),
            firsts={fold(part): tuple(glosses) for part, glosses in table.get("firsts", {}).items()},
            lasts={fold(part): tuple(glosses) for part, glosses in table.get("lasts", {}).items()},
            nouns_are_capital=table.get("nouns_are_capital", False),
        )
        for language, table in tables.items()
    }


def is_genitive(key: str, language: str) -> bool:
    """Tell whether a folded word ends as a genitive does, so that what it belongs to is still to come."""
    own = load_affixes().get(language)
    return own is not None and bool(own.genitives) and key.endswith(own.genitives)


def _fronts(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a verb's form may start with, and what the listed one starts with instead: (abge, ab), (ن, ي)."""
    verb = [(fold(mark), "") for mark in table.get("participles", ())]
    parted = [(fold(p + mark), fold(p)) for p in table.get("particles", ()) for mark in table.get("infixes", ())]
    persons = [(fold(one), fold(listed)) for one, listed in table.get("persons", ())]
    return (*parted, *verb, *persons)
