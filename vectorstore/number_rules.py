"""How each language writes numbers, read from ``lexicon/numbers.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from vectorstore.glued import Glue, glue_of
from vectorstore.words import fold


@dataclass(frozen=True, slots=True)
class NumberRules:
    """How one language writes numbers; see ``lexicon/numbers.toml``. All words are folded."""

    decimal: str
    point_groups: bool
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
    points: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    glue: Glue | None = None


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
        scales=scales,
        words=listed,
        articles=articles,
        before=_values(table["before"]),
        behind=_values(table["behind"]),
        units=frozenset(map(fold, table["units"])),
        alone=frozenset(map(fold, table["alone"])),
        joiners=frozenset(map(fold, table["joiners"])),
        pairs=frozenset(key.split()[0] for key in (*listed, *articles) if " " in key),
        points=frozenset(map(fold, table.get("points", ()))),
        prefixes=tuple(map(fold, table.get("prefixes", ()))),
        glue=glue_of(table.get("glue"), {**articles, **listed}),
    )


@cache
def _tables() -> dict[str, dict]:  # type: ignore[type-arg]
    return tomllib.loads((files("vectorstore") / "lexicon" / "numbers.toml").read_text("utf-8"))


def _values(table: Mapping[str, float]) -> dict[str, Decimal]:
    return {" ".join(map(fold, key.split())): Decimal(str(value)) for key, value in table.items()}
