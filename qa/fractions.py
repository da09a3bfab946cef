"""Parts of one unit said in words: «half a litre», متر ونصف المتر, «một tiếng rưỡi» (``data/fractions.toml``)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from qa.units import Quantity, key_of, table, unit_names, units
from vectorstore.lexicon import LANGUAGES
from vectorstore.numerals import Numeral
from vectorstore.words import Word

_THE = "ال"
_MEASURED = frozenset(("length", "area", "volume", "weight", "duration", "money"))
"""Kinds of unit of which a part is said; «half a percent» and «half a degree» are said in figures."""


class _Rules(NamedTuple):
    """What a language says parts of a unit with, all words folded; ``triggers``: one of them stands in every one."""

    ahead: Mapping[tuple[str, ...], Decimal]
    one: frozenset[str]
    behind: Mapping[tuple[str, ...], Decimal]
    glued: Mapping[str, tuple[str, Decimal]]
    triggers: frozenset[str]


def parts_of_units(
    text: str, language: str, tokens: Sequence[Word], keys: Sequence[str], found: Sequence[Numeral]
) -> list[Quantity]:
    """Return the parts of one unit that a text says in words, in order.

    ``keys`` are the folded ``tokens``, ``found`` the numbers of the text: what one of them counts is not one unit, and
    a part that one holds («two and a half hours») is its.
    """
    rules = _rules(language if language in LANGUAGES else "en")
    if rules.triggers.isdisjoint(keys):
        return []
    reader = _Reader(text, tokens, keys, rules, found)
    result: list[Quantity] = []
    for at in range(len(keys)):
        one = reader.part(at)
        if one is not None and (not result or one.start >= result[-1].end):
            result.append(one)
    return result


class _Reader:
    """Reads the parts of units in one text."""

    def __init__(
        self, text: str, tokens: Sequence[Word], keys: Sequence[str], rules: _Rules, found: Sequence[Numeral]
    ) -> None:
        self._text, self._tokens, self._keys, self._rules = text, tokens, keys, rules
        self._numbered = {i for i, token in enumerate(tokens) if any(n.start < token.end <= n.end for n in found)}
        self._first = {n.start for n in found}

    def part(self, at: int) -> Quantity | None:
        """Return the part of a unit whose first word is this token, None if none is."""
        glued = self._rules.glued.get(self._keys[at])
        if glued is not None:
            return self._made(at, at + 1, *glued)
        for phrase, value in self._rules.ahead.items():
            behind = at + len(phrase)
            is_free = self._stands(phrase, at) and (at not in self._numbered or self._tokens[at].start in self._first)
            if is_free and (unit := self._unit(behind)) is not None:
                return self._made(at, behind + 1, unit, value)
        first = at + 1 if self._keys[at] in self._rules.one else at
        if first == at and "" not in self._rules.one:
            return None
        return self._one_and(at, first)

    def _one_and(self, at: int, first: int) -> Quantity | None:
        """Return one unit and what is said behind it: ساعة ونصف is an hour and a half."""
        unit = self._unit(first, is_first=first == at)
        if unit is None or at in self._numbered or (first == at and at - 1 in self._numbered):
            return None
        for phrase, value in self._rules.behind.items():
            after = first + 1 + len(phrase)
            if self._stands(phrase, first + 1, is_first=False):
                again = after < len(self._keys) and self._keys[after] == f"{_THE}{self._keys[first]}"
                return self._made(at, after + again, unit, 1 + value)
        return None

    def _made(self, at: int, after: int, unit: str, value: Decimal) -> Quantity:
        start, end = self._tokens[at].start, self._tokens[after - 1].end
        return Quantity(start, end, start, end, value, None, unit, units()[unit].kind, None, end)

    def _unit(self, at: int, *, is_first: bool = False) -> str | None:
        """Return the unit that a token names right behind the one before, None if it names none."""
        if at >= len(self._keys) or not (is_first or self._is_next(at)):
            return None
        unit = unit_names().get(self._keys[at])
        return unit if unit is not None and units()[unit].kind in _MEASURED else None

    def _stands(self, phrase: Sequence[str], at: int, *, is_first: bool = True) -> bool:
        after = at + len(phrase)
        return tuple(self._keys[at:after]) == phrase and all(map(self._is_next, range(at + is_first, after)))

    def _is_next(self, at: int) -> bool:
        return not self._text[self._tokens[at - 1].end : self._tokens[at].start].strip(" -\u00a0")


@cache
def _rules(language: str) -> _Rules:
    row = table("fractions.toml")[language]
    ahead = {tuple(key_of(said).split()): Decimal(str(value)) for said, value in row["ahead"].items()}
    behind = {tuple(key_of(said).split()): Decimal(str(value)) for said, value in row["behind"].items()}
    glued = {key_of(word): (unit, Decimal(str(value))) for word, (unit, value) in row["glued"].items()}
    triggers = frozenset((*(phrase[0] for phrase in (*ahead, *behind)), *glued))
    return _Rules(ahead, frozenset(map(key_of, row["one"])), behind, glued, triggers)
