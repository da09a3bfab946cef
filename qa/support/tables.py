"""The word lists of the support check (``qa/data/support.toml``, ``qa/data/negation.toml``), folded."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from vectorstore.words import fold, words


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table of ``qa/data`` as it is written."""
    return tomllib.loads((files("qa") / "data" / name).read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """Return a list of ``support.toml``, folded."""
    return folded(table("support.toml")[name])


def folded(phrases: Iterable[str]) -> frozenset[str]:
    """Return phrases as the check compares them: folded words with a blank between."""
    return frozenset(" ".join(fold(word.text) for word in words(phrase)) for phrase in phrases)


@cache
def worth(unit: str) -> tuple[str, Decimal]:
    """Return the unit that another is counted in, and how many of it one is; a unit without a like is its own."""
    for group in table("support.toml")["same"]:
        if unit in group:
            return next(iter(group)), Decimal(str(group[unit]))
    return unit, Decimal(1)
