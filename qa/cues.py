"""How each language asks: the cues of ``data/questions.toml``, and where they stand in a question."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.units import shown_kinds
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.words import fold, words

FALLBACK = "en"
NUMERIC = ("count", "money", "percentage", "measure")
FIGURES = ("count", "amount", "mass")
"""Kinds of cue that ask for a figure of any sort: strictly counted, counted or not, not counted."""

_RATES = ("per", "pro", "प्रति", "প্রতি")
_LISTS = (
    "and",
    "any",
    "asking",
    "polite",
    "aside",
    "contrast",
    "helping",
    "apart",
    "whole",
    "turning",
    "several",
    "single",
    "linking",
    "being",
    "knowing",
    "never",
    "locative",
)

BLANKS = {"*": 3, "…": 12}
"""What stands in a cue for any words, and for how many at most."""

SIZES = frozenset(shown_kinds("measure"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that tells the kind of a question; ``side`` is where what is asked for stands: ``>``, ``<``, both.

    ``asks``: it holds a word that asks, or is one by its place; one that only names a thing («budget») gives way.
    """

    kind: str
    words: tuple[str, ...]
    side: str
    at_start: bool
    asks: bool


def matches(language: str, keys: Sequence[str]) -> Iterator[tuple[Cue, int, int]]:
    """Yield every cue that stands in the folded words of a question, with the positions where it begins and is over."""
    never, idle = said_words(language, keys, "never"), _idle(language)
    for at in range(len(keys)):
        for cue in _cues(language).get(keys[at], ()):
            if not cue.at_start or at == 0:
                last = _match_at(cue.words, keys, at, idle if cue.kind == "reason" else frozenset())
                if (
                    last
                    and never.isdisjoint(range(at, last))
                    and not _is_year(cue, keys, last)
                    and not _is_from(cue, keys, at)
                    and not _is_rate(cue, keys, at)
                ):
                    yield cue, at, last
        for cue in _cues(language).get("*", ()):
            last = _match_at(cue.words, keys, at)
            if last and (not cue.at_start or at == 0):
                yield cue, at, last


def _is_year(cue: Cue, keys: Sequence[str], last: int) -> bool:
    """Tell whether the last word of a cue belongs to a number behind it: «bao nhiêu | năm 2021»."""
    return cue.kind == "measure" and len(cue.words) > 1 and last < len(keys) and keys[last].isdecimal()


def _is_rate(cue: Cue, keys: Sequence[str], at: int) -> bool:
    """Tell whether a cue only says of what a rate is («dividend per | share of …»), or is a unit («30 | كم»)."""
    if at == 0:
        return False
    return (not cue.asks and keys[at - 1] in _RATES) or (cue.words == ("كم",) and keys[at - 1].isdecimal())


def _is_from(cue: Cue, keys: Sequence[str], at: int) -> bool:
    """Tell whether «من» within a question means from, not who: no verb stands behind it."""
    if cue.words != ("من",) or at == 0 or keys[at - 1] == "و":
        return False
    if any(key != "من" and is_asking(key, "ar") for key in keys[: at - 1]):  # «أين … المرفوعة من عين زرقون»
        return True
    entries = load_lexicon("ar").analyse(keys[at + 1]) if at + 1 < len(keys) else ()
    return not entries or entries[0].pos != "v"


def _match_at(
    pattern: Sequence[str], keys: Sequence[str], at: int, idle: frozenset[str] = frozenset(), *, within: bool = False
) -> int:
    """Return the position behind a pattern that matches here, else 0; of ``*`` and ``…`` see ``BLANKS``.

    ``within`` a pattern ``idle`` words may stand: «what | finally | pushed».
    """
    position = at
    for index, part in enumerate(pattern):
        if part in BLANKS:
            rest = pattern[index + 1 :]
            for skip in range(1, BLANKS[part] + 1):
                if not rest:
                    return min(position + 1, len(keys))
                if last := _match_at(rest, keys, position + skip, idle, within=True):
                    return last
            return 0
        while (index or within) and position < len(keys) and keys[position] in idle and not _same(part, keys[position]):
            position += 1
        if position >= len(keys) or not _same(part, keys[position]):
            return 0
        position += 1
    return position


def _same(part: str, key: str) -> bool:
    return key.startswith(part[:-1]) if part.endswith("*") else key == part


@cache
def _idle(language: str) -> frozenset[str]:
    """Return the folded words that may stand within a cue and change nothing: «what | finally | pushed»."""
    return frozenset(
        phrase[0] for kind in ("aside", "helping") for phrase in folded_phrases(language, kind) if len(phrase) == 1
    )


@cache
def order() -> dict[str, int]:
    """Return the places of the kinds of cue, in the order in which they decide."""
    return {kind: rank for rank, kind in enumerate([*_table()["order"], "what"])}


@cache
def _cues(language: str) -> dict[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for kind, phrases in _row(language).items():
        if kind in _LISTS:
            continue
        for phrase in phrases:
            cue = _parse(kind, phrase, _asking(language))
            first = cue.words[0]
            found.setdefault("*" if first.endswith("*") else first, []).append(cue)
    return {first: tuple(cues) for first, cues in found.items()}


def _parse(kind: str, phrase: str, asking: frozenset[str]) -> Cue:
    side = phrase[-1] if phrase[-1] in "<>" else ""
    plain = phrase.rstrip("<> ")
    parts = []
    for piece in plain.lstrip("^").split():
        folded = [fold(word.text) for word in words(piece)]
        if piece in BLANKS:
            parts.append(piece)
        elif piece.endswith("*") and folded:
            parts.extend([*folded[:-1], folded[-1] + "*"])
        else:
            parts.extend(folded)
    at_start = plain.startswith("^")
    asks = at_start or any(
        part in asking or any(w[-1:] == "*" and part.startswith(w[:-1]) for w in asking) for part in parts
    )
    return Cue(kind, tuple(parts), side, at_start, asks)


@cache
def _asking(language: str) -> frozenset[str]:
    """Return the folded words that ask in a language, ``*`` kept; of several words the last."""
    found = set()
    for phrase in _row(language)["asking"]:
        last = [fold(word.text) for word in words(phrase)][-1]
        found.add(last + "*" * phrase.endswith("*"))
    return frozenset(found)


def is_asking(key: str, language: str) -> bool:
    """Tell whether a folded word is one that asks, in a form that some cue has («कितने», «welcher»)."""
    return key in _asking_forms(language)


@cache
def _asking_forms(language: str) -> frozenset[str]:
    said = {word for cues in _cues(language).values() for cue in cues for word in cue.words}
    starts = tuple(word[:-1] for word in _asking(language) if word[-1:] == "*")
    return _asking(language) | {word for word in said if starts and word.startswith(starts)}


def courtesies(language: str, keys: Sequence[str]) -> frozenset[int]:
    """Return the positions of the words that only make a question polite: «could you tell me»."""
    return said_words(language, keys, "polite")


def said_words(language: str, keys: Sequence[str], kind: str) -> frozenset[int]:
    """Return the positions of the folded words that belong to a phrase of a list."""
    found: set[int] = set()
    for phrase in folded_phrases(language, kind):
        for at in range(len(keys) - len(phrase) + 1):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                found |= set(range(at, at + len(phrase)))
    return frozenset(found)


@cache
def folded_phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a list, each as its folded words."""
    return tuple(tuple(fold(word.text) for word in words(phrase)) for phrase in _row(language).get(kind, ()))


def joiners(language: str) -> frozenset[str]:
    """Return the folded words that may join two questions into one."""
    return frozenset(fold(word) for word in _row(language)["and"])


def phrases_of(kind: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a list as a language has it in ``data/questions.toml``."""
    return tuple(_row(language)[kind])


def frames(language: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last word of each frame in which asking words mean any."""
    for phrase in _row(language).get("any", ()):
        first, *_, last = (fold(word.text) for word in words(phrase))
        yield first, last


def _row(language: str) -> dict[str, list[str]]:
    """Return the lists of a language, those of English where it has none."""
    row: dict[str, list[str]] = _table()[language if language in LANGUAGES else FALLBACK]
    return row


@cache
def _table() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((files("qa") / "data" / "questions.toml").read_text("utf-8"))
