"""How each language asks: the cues of ``data/questions.toml``, and which of them decides what a question asks for."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from qa.quantities import shown_kinds
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
_VAGUE = ("what", "was")
_FRONT = 3
"""Words among which a question's own asking word stands, mostly: «In which year», «About how many»."""

_OPEN = {"*": 3, "…": 12}
"""What stands in a cue for any words, and for how many at most."""

SIZES = frozenset(shown_kinds("measure"))


_TOLD, _TELLERS = ("reason", "manner"), ("person", "organization", "list")
"""What somebody may be said to tell, and the kinds of question that ask for him."""


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


def best_cue(language: str, keys: Sequence[str]) -> tuple[Cue | None, int, int]:
    """Find the cue that decides: the kind first in order, and of one kind the longest."""
    found = _leading(language, keys, _widest(_outside_any(language, keys, matches(language, keys))))
    found = sorted(found, key=lambda match: (_rank(match[0]), match[1] - match[2]))
    if found and found[0][0].at_start:  # «কি কারণে»: a longer cue from the same word on says more
        longer = [match for match in found if match[1] == 0 and match[2] > found[0][2]]
        found = longer or found
    if found and found[0][0].kind == "person":  # «number of people who …»
        found = [match for match in found if match[1] == 0 and match[0].kind in NUMERIC] or found
    if found and found[0][0].kind in ("place", "date") and found[0][0].side == ">":  # «depth of water where …»
        headed = [match for match in found if match[1] == 0 and match[0].kind in NUMERIC and match[2] > 1]
        found = headed or found
    if found and found[0][0].kind in (*FIGURES, *NUMERIC):
        found = _found_out(language, keys, found, (*_TELLERS, "manner"))
    if found and found[0][0].kind in _TOLD:  # «which professor explains why …»
        found = [
            match for match in found if match[0].kind in _TELLERS and match[0].asks and match[2] < found[0][1]
        ] or found
    return found[0] if found else (None, 0, 0)


def _found_out(
    language: str, keys: Sequence[str], found: list[tuple[Cue, int, int]], kinds: Sequence[str]
) -> list[tuple[Cue, int, int]]:
    """Return the first cue of some kinds where how a figure is found out is asked, or who found it out or tells it.

    «How does it know how heavy the bin is», «who measured how far the water fell».
    """
    first, knowing = found[0][1], said_words(language, keys, "knowing")
    ways = [match for match in found if match[0].kind in kinds and match[0].asks and match[2] <= first]
    return [match for match in ways if not knowing.isdisjoint(range(match[2], first))] or found


def _outside_any(
    language: str, keys: Sequence[str], found: Iterable[tuple[Cue, int, int]]
) -> list[tuple[Cue, int, int]]:
    """Leave out words that ask elsewhere and mean any in a yes/no question: «có ai chết không»; how many asks still."""
    every = list(found)
    starts = [at for opening, closing in _frames(language) if keys[-1:] == [closing] for at in _places(keys, opening)]
    within = range(min(starts, default=len(keys)) + 1, len(keys) - 1)
    return [
        (cue, first, last)
        for cue, first, last in every
        if first not in within or last > len(keys) - 1 or cue.kind in (*FIGURES, *NUMERIC)
    ]


def _frames(language: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last word of each frame in which asking words mean any."""
    for phrase in _row(language).get("any", ()):
        first, *_, last = (fold(word.text) for word in words(phrase))
        yield first, last


def _places(keys: Sequence[str], word: str) -> list[int]:
    return [at for at, key in enumerate(keys) if key == word]


def _leading(language: str, keys: Sequence[str], found: list[tuple[Cue, int, int]]) -> list[tuple[Cue, int, int]]:
    """Leave out words that ask elsewhere and only join a clause here: «who spoke *when* the bridge was opened».

    «What» in front asks for whatever the clause is of («what is the town where …»), but for no time and nobody.
    """
    linking = {word for phrase in _phrases(language, "linking") for word in phrase}
    fronts = [(cue, last) for cue, first, last in found if first < _FRONT and cue.asks]

    def links(match: tuple[Cue, int, int]) -> bool:
        cue, first, last = match
        if last - first > 1 or keys[first] not in linking or keys[first - 1] in joiners(language):
            return False
        ahead = [other for other, end in fronts if end <= first]
        return bool(ahead) and (cue.kind in ("date", "person") or any(other.words[0] not in _VAGUE for other in ahead))

    return [match for match in found if not links(match)]


def what_cue(language: str, keys: Sequence[str]) -> tuple[Cue, int, int] | None:
    """Find the first cue that only asks what, none where the question asks otherwise too."""
    found = [match for match in _widest(matches(language, keys)) if match[0].asks]
    return found[0] if found and all(cue.kind == "what" for cue, _, _ in found) else None


def _widest(found: Iterable[tuple[Cue, int, int]]) -> list[tuple[Cue, int, int]]:
    """Leave out cues that stand within a longer one, which says more: «कौन» in «कौन सी कंपनी»."""
    every = list(found)
    whole = [(first, last) for cue, first, last in every if _OPEN.keys().isdisjoint(cue.words)]
    return [
        match
        for match in every
        if not any(
            first <= match[1] and match[2] <= last and last - first > match[2] - match[1] for first, last in whole
        )
    ]


def _rank(cue: Cue) -> int:
    """Return the place of a cue: that of its kind; one that only names a date or a size stands just before «what».

    A question that begins as a yes/no question is one.
    """
    if cue.kind == "yes_no" and cue.at_start:
        return -1
    is_weak = not cue.asks and cue.kind in (*NUMERIC, "date")
    return len(_order()) * (is_weak or cue.kind == "what") + _order()[cue.kind]


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
    """Return the position behind a pattern that matches here, else 0; of ``*`` and ``…`` see ``_OPEN``.

    ``within`` a pattern ``idle`` words may stand: «what | finally | pushed».
    """
    position = at
    for index, part in enumerate(pattern):
        if part in _OPEN:
            rest = pattern[index + 1 :]
            for skip in range(1, _OPEN[part] + 1):
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
        phrase[0] for kind in ("aside", "helping") for phrase in _phrases(language, kind) if len(phrase) == 1
    )


@cache
def _order() -> dict[str, int]:
    order = [*_table()["order"], "what"]
    return {kind: rank for rank, kind in enumerate(order)}


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
        if piece in _OPEN:
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


def named_kind(language: str, keys: Sequence[str]) -> str | None:
    """Return the kind of figure that a question names without asking for it («budget»), None if it names none."""
    return next((cue.kind for cue, _, _ in matches(language, keys) if not cue.asks and cue.kind in NUMERIC), None)


def widest_cues(language: str, keys: Sequence[str]) -> list[tuple[Cue, int, int]]:
    """Return the cues of a question as `matches` does, those within a longer one left out."""
    return _widest(matches(language, keys))


def said_words(language: str, keys: Sequence[str], kind: str) -> frozenset[int]:
    """Return the positions of the folded words that belong to a phrase of a list."""
    found: set[int] = set()
    for phrase in _phrases(language, kind):
        for at in range(len(keys) - len(phrase) + 1):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                found |= set(range(at, at + len(phrase)))
    return frozenset(found)


@cache
def _phrases(language: str, kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(word.text) for word in words(phrase)) for phrase in _row(language).get(kind, ()))


def joiners(language: str) -> frozenset[str]:
    """Return the folded words that may join two questions into one."""
    return frozenset(fold(word) for word in _row(language)["and"])


def phrases_of(kind: str, language: str) -> tuple[str, ...]:
    """Return the phrases of a list as a language has it in ``data/questions.toml``."""
    return tuple(_row(language)[kind])


def _row(language: str) -> dict[str, list[str]]:
    """Return the lists of a language, those of English where it has none."""
    row: dict[str, list[str]] = _table()[language if language in LANGUAGES else FALLBACK]
    return row


@cache
def _table() -> dict:  # type: ignore[type-arg]
    return tomllib.loads((files("qa") / "data" / "questions.toml").read_text("utf-8"))
