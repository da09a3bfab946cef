"""Shares that a text says in words: «half», «zwei Drittel», «তিন ভাগের এক ভাগ», «one in five» (``data/shares.toml``)."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from qa.units import key_of, table, unit_names
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules
from vectorstore.numerals import Numeral
from vectorstore.words import Word, fold

_MOST = 20
"""The largest whole that a share said in words is of."""

_STOPS = ",;:.!?()।،؛"


class Share(NamedTuple):
    """A share in a text: ``text[start:end]`` says ``parts`` of ``whole``."""

    start: int
    end: int
    parts: int
    whole: int


class _Rules(NamedTuple):
    """What a language says shares with, all words folded; ``triggers``: one of them stands in every share.

    ``firsts``: with one of them, or with a number, every share begins.
    """

    said: Mapping[str, tuple[int, int]]
    parts: Mapping[str, int]
    every: Mapping[str, int]
    patterns: tuple[tuple[tuple[str, ...], ...], ...]
    not_before: frozenset[str]
    not_behind: frozenset[str]
    triggers: frozenset[str]
    firsts: frozenset[str]


def percent(parts: int, whole: int) -> Decimal:
    """Return how many of a hundred a share is, to one decimal: 2 of 3 is 66.7."""
    return (Decimal(100 * parts) / whole).quantize(Decimal("0.1")).normalize()


def shown_share(parts: int, whole: int, language: str) -> str | None:
    """Return how a language says a share in words, None where it is better said in figures."""
    row = table("shares.toml")[language if language in LANGUAGES else "en"]
    found: str | None = row["show"].get(f"{parts}/{whole}")
    return found


def shares(
    text: str, language: str, tokens: Sequence[Word], keys: Sequence[str], found: Sequence[Numeral]
) -> list[Share]:
    """Return the shares that a text says in words, in order; ``keys`` are the folded ``tokens``."""
    rules = _rules(language if language in LANGUAGES else "en")
    if rules.triggers.isdisjoint(keys) and "/" not in text:
        return []
    reader = _Reader(text, tokens, keys, found, rules, language)
    result: list[Share] = []
    at = 0
    while at < len(tokens):
        share, after = reader.share(at) if reader.may_start(at) else (None, at + 1)
        if share is not None:
            result.append(share)
        at = after
    return result


class _Reader:
    """Reads the shares of one text."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Word],
        keys: Sequence[str],
        found: Sequence[Numeral],
        rules: _Rules,
        language: str,
    ) -> None:
        self._text, self._tokens, self._keys, self._rules = text, tokens, keys, rules
        self._numbers = {numeral.start: numeral for numeral in found if not numeral.is_date}
        self._articles = number_rules(language).articles
        self._scales = number_rules(language).scales

    def may_start(self, at: int) -> bool:
        """Tell whether a share can start at a token, going by that token alone."""
        key = self._keys[at]
        return key in self._rules.firsts or key in self._articles or self._tokens[at].start in self._numbers

    def share(self, at: int) -> tuple[Share | None, int]:
        """Return the share that starts at a token, and the token behind it."""
        for count in range(min(2, len(self._keys) - at), 0, -1):
            name = " ".join(self._keys[at : at + count])
            if name in self._rules.said and self._is_free(at, at + count):
                return self._made(at, at + count, *self._rules.said[name])
        for pattern in self._rules.patterns:
            if (read := self._matched(pattern, at)) is not None:
                after, parts, whole = read
                is_ordinal = any("~" in options for options in pattern)
                if 0 < parts < whole <= _MOST and (not is_ordinal or self._is_free(at, after)):
                    return self._made(at, after, parts, whole)
        return None, at + 1

    def _made(self, at: int, after: int, parts: int, whole: int) -> tuple[Share, int]:
        return Share(self._tokens[at].start, self._tokens[after - 1].end, parts, whole), after

    def _matched(self, pattern: Sequence[tuple[str, ...]], at: int) -> tuple[int, int, int] | None:
        """Return the token behind a pattern that stands at a token, the parts and the whole, None if it does not."""
        found, first = {"#": 1, "%": 0}, at
        for options in pattern:
            sign = options[0]
            if at >= len(self._tokens) or (at > first and not self._is_next(at)):
                return None
            if sign[0] == ">":
                return (at, found["#"], found["%"]) if self._keys[at] == sign[1:] else None
            if (read := self._sign(options, at)) is None:
                return None
            at = read[0]
            found |= read[1]
        return at, found["#"], found["%"]

    def _sign(self, options: tuple[str, ...], at: int) -> tuple[int, dict[str, int]] | None:
        """Return the token behind one sign of a pattern, and the parts (#) and the whole (%) that it says."""
        sign, key = options[0], self._keys[at]
        if sign in ("#", "%"):
            number = self._number(at)
            return (number[1], {sign: number[0]}) if number is not None else None
        if sign == "#/%":
            parts = self._number(at)
            whole = self._number(parts[1]) if parts is not None and self._is_stroked(parts[1]) else None
            return (whole[1], {"#": parts[0], "%": whole[0]}) if parts is not None and whole is not None else None
        listed = {"/": self._rules.parts, "~": self._rules.every}.get(sign)
        if listed is not None:
            return (at + 1, {"%": listed[key]}) if key in listed else None
        return (at + 1, {}) if key in options else None

    def _number(self, at: int) -> tuple[int, int] | None:
        """Return the whole number that starts at a token, and the token behind it."""
        numeral = self._numbers.get(self._tokens[at].start)
        value = numeral.value if numeral is not None else self._articles.get(self._keys[at], Decimal(0))
        if value != int(value) or value < 1:
            return None
        end = numeral.end if numeral is not None else self._tokens[at].end
        after = next((i for i in range(at, len(self._tokens)) if self._tokens[i].start >= end), len(self._tokens))
        return int(value), after

    def _is_stroked(self, at: int) -> bool:
        gap = self._text[self._tokens[at - 1].end : self._tokens[at].start] if 0 < at < len(self._tokens) else ""
        return gap == "/" and self._text[: self._tokens[at - 2].end if at > 1 else 0][-1:] != "/"

    def _is_next(self, at: int) -> bool:
        """Tell whether no stop parts a token from the one before it."""
        if not 0 < at < len(self._tokens):
            return False
        return not any(c in _STOPS for c in self._text[self._tokens[at - 1].end : self._tokens[at].start])

    def _is_free(self, at: int, after: int) -> bool:
        """Tell whether words that may be a share are none of a measure or of a time: «half an hour», «first half»."""
        if at and self._keys[at - 1] in self._rules.not_before and self._is_next(at):
            return False
        if not self._is_next(after):
            return True
        key = self._keys[after]
        is_number = self._tokens[after].start in self._numbers or key in self._scales
        return not (is_number or key in self._rules.not_behind or key in unit_names())


@cache
def _rules(language: str) -> _Rules:
    row = table("shares.toml")[language]
    said = {key_of(w): _split(share) for share, words in row["said"].items() for w in words}
    parts, every = ({fold(word): int(of) for word, of in row[name].items()} for name in ("parts", "every"))
    patterns = tuple(tuple(_read(pattern)) for pattern in row["patterns"])
    literal = {o for p in patterns for options in p for o in options if o[0] not in "#%/~>"}
    triggers = frozenset({*(w for name in said for w in name.split()), *parts, *every, *literal})
    opening = {o for pattern in patterns for o in pattern[0] if o[0] not in "#%/~>"}
    firsts = frozenset({*(name.split()[0] for name in said), *parts, *every, *opening})
    before, behind = (frozenset(map(fold, row[name])) for name in ("not_before", "not_behind"))
    return _Rules(said, parts, every, patterns, before, behind, triggers, firsts)


def _read(pattern: str) -> Iterator[tuple[str, ...]]:
    for word in pattern.split():
        if word[0] == ">":
            yield (f">{fold(word[1:])}",)
        else:
            yield tuple(map(fold, word.split("|")))


def _split(share: str) -> tuple[int, int]:
    parts, _, whole = share.partition("/")
    return int(parts), int(whole)
