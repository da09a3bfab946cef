"""How each language writes numbers, read from ``lexicon/numbers.toml``."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from vectorstore.glued import Glue, glue_of
from vectorstore.roman import roman_value
from vectorstore.words import fold, is_number

_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class NumberRules:
    """How one language writes numbers; see ``lexicon/numbers.toml``. All words are folded."""

    decimal: str
    point_groups: bool
    blank_groups: bool
    scales: Mapping[str, Decimal]
    words: Mapping[str, Decimal]
    articles: Mapping[str, Decimal]
    before: Mapping[str, Decimal]
    behind: Mapping[str, Decimal]
    units: frozenset[str]
    alone: frozenset[str]
    joiners: frozenset[str]
    pairs: frozenset[str]
    """First words of what is listed as two."""
    halves: frozenset[str]
    """First words of what adds a fraction behind a number."""
    counted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Those of the articles that count right before one of some words, given by their first words."""
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Words behind which one of ``counted`` does not count."""
    twofold: frozenset[str] = frozenset()
    """Scale words that stand for two of it before a noun, but for the words of ``apart``."""
    apart: frozenset[str] = frozenset()
    begins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Scale words that only begin another word before some others, given by their first words."""
    ranking: frozenset[str] = frozenset()
    """Words behind which they rank instead."""
    unhalved: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    glue: Glue | None = None

    def may_start(self, word: str) -> bool:
        """Tell whether a word as it is written can be the first of a number, whatever stands behind it."""
        return is_number(word) or roman_value(word) is not None or self._may_start(fold(word))

    def may_follow(self, word: str) -> bool:
        """Tell whether a word as it is written can be a further one of a number, whatever stands before it."""
        key = fold(word)
        tables = (self.scales, self.joiners, self.halves, self.points)
        return key == "m" or any(key in table for table in tables) or self.may_start(word)

    def _may_start(self, key: str) -> bool:
        if key in self.before or (self.glue is not None and self.glue.value(key) is not None):
            return True
        attached = ("", *self.joiners, *self.prefixes)
        return any(self._is_listed(key.removeprefix(part)) for part in attached if key.startswith(part))

    def _is_listed(self, key: str) -> bool:
        tables = (self.words, self.articles, self.scales, self.units, self.alone, self.pairs)
        return any(key in table for table in tables)


@cache
def starts(language: str) -> Callable[[str], bool]:
    """Return `NumberRules.may_start` of a language, which remembers."""
    return lru_cache(maxsize=_KEPT)(number_rules(language).may_start)


@cache
def follows(language: str) -> Callable[[str], bool]:
    """Return `NumberRules.may_follow` of a language, which remembers."""
    return lru_cache(maxsize=_KEPT)(number_rules(language).may_follow)


@cache
def number_rules(language: str) -> NumberRules:
    """Return the rules of a language, those of English where there are none."""
    tables = _tables()
    table = tables.get(language, tables["en"])
    scales = _values(table["scales"])
    if language != "en":
        scales = {**_values(tables["en"]["scales"]), **scales}
    listed, articles = _values(table["words"]), _values(table["articles"])
    return NumberRules(
        decimal=table["decimal"],
        point_groups=table.get("point_groups", False),
        blank_groups=table.get("blank_groups", False),
        scales=scales,
        words=listed,
        articles=articles,
        before=_values(table["before"]),
        behind=(behind := _values(table["behind"])),
        units=frozenset(map(fold, table["units"])),
        alone=frozenset(map(fold, table["alone"])),
        joiners=frozenset(map(fold, table["joiners"])),
        halves=frozenset(phrase.split()[0] for phrase in behind),
        pairs=frozenset(key.split()[0] for key in (*listed, *articles) if " " in key),
        counted=_first_words(table.get("counted", {})),
        unless=_first_words(table.get("unless", {})),
        twofold=frozenset(map(fold, table.get("twofold", ()))),
        apart=frozenset(map(fold, table.get("apart", ()))),
        begins=_first_words(table.get("begins", {})),
        ranking=frozenset(map(fold, table.get("ranking", ()))),
        unhalved=frozenset(map(fold, table.get("unhalved", ()))),
        points=frozenset(map(fold, table.get("points", ()))),
        prefixes=tuple(map(fold, table.get("prefixes", ()))),
        glue=glue_of(table.get("glue"), {**articles, **listed}),
    )


@cache
def _tables() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((files("vectorstore") / "lexicon" / "numbers.toml").read_text("utf-8"))


def _first_words(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {fold(word): frozenset(fold(name.split()[0]) for name in names) for word, names in table.items()}


def _values(table: Mapping[str, float]) -> dict[str, Decimal]:
    return {" ".join(map(fold, key.split())): Decimal(str(value)) for key, value in table.items()}
