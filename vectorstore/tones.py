"""Vietnamese typed without diacritics: «bao nhieu ho» is read as «bao nhiêu hộ».

Every letter keeps its place, so that what is found in the text as read stands at the same offsets in the text as typed.
What a bare syllable may be stands in ``lexicon/tones.tsv``, what often stands beside what in ``lexicon/tones.toml``;
words of several syllables are those of the lexicon.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple

import regex

from vectorstore.lexicon import collecting_nothing, load_lexicon
from vectorstore.words import Word, bare, fold, words

_WORD = 2.0
"""What a word costs, of one syllable or several: the fewer, the likelier."""

_LESS_LIKELY = (0.1, 1.6, 2.5, 3.2, 4.0)
_RARE = 5.0
"""What the first reading of a syllable costs, the second, and so on; all others."""

_WITHIN = 0.3
"""The share of it that a syllable costs within a listed word."""

_BESIDE = 2.5
"""What it saves that two words often stand beside each other."""

_JOINT = 2.5
"""What each syllable but the first of a listed word saves."""

_UNLISTED = 1.0
"""What it costs that a word with a capital is taken for a name that nobody listed."""

_TYPED = 2.0
"""What it saves that a syllable is meant as typed, where the writer types diacritics elsewhere."""

_MOST_OTHERS = 2

_START, _END, _FIGURE, _NAME = "^", "$", "#", "A"
"""What stands in the rows for the start of a text and its end, for any figure, for a name or any other unread word."""

_OPENS = regex.compile(r"[.?!:«“\"]")
"""Signs behind which a capital is no name's."""


class Restored(NamedTuple):
    """A text with its diacritics, as long as the one typed.

    ``others`` are, by the place where a syllable starts, what else it may have been, folded, the likelier first; none
    where its neighbours told.
    """

    text: str
    others: Mapping[int, tuple[str, ...]] = {}


class _Word(NamedTuple):
    """What some bare syllables may be: what they are to a word before and behind, and what they cost."""

    said: tuple[str, ...]
    first: str
    last: str
    cost: float


class _Step(NamedTuple):
    """The cheapest way to the end of a word that began at ``start``, behind a word that ended on ``before``."""

    cost: float
    start: int
    before: str
    word: _Word
    is_told: bool


def is_syllable(key: str) -> bool:
    """Tell whether a folded word may be a Vietnamese syllable typed without diacritics."""
    return key in _readings()


@lru_cache(maxsize=512)
def with_tones(text: str) -> Restored:
    """Return a Vietnamese text with the diacritics that were not typed, chosen by what stands beside what.

    Where the writer types diacritics, only rows of syllables are read anew that hold one which is no word as typed. A
    word with a capital within a text may be left as typed: a name that nobody listed; so is a syllable alone, beside
    which nothing stands, if it is likeliest as typed.
    """
    found = words(text)
    keys = [_FIGURE if word.is_number else fold(word.text) for word in found]
    if len(keys) == 1 and _readings().get(keys[0], ())[:1] == (keys[0],):
        return Restored(text)
    typed = _TYPED if any(is_syllable(bare(key)) and not key.isascii() for key in keys) else 0.0
    rows = list(_typed_bare(found, keys, is_plain=not typed))
    if not rows:
        return Restored(text)
    capitals = _capitals(text, found)
    letters, others = list(text), dict[int, tuple[str, ...]]()
    for first, last in rows:
        before = _beside_row(keys[first - 1]) if first else _START
        behind = _beside_row(keys[last]) if last < len(keys) else _END
        for at, said, is_sure in _cheapest(keys[first:last], capitals[first:last], (before, behind), typed):
            word = found[first + at]
            letters[word.start : word.end] = _as_typed(word.text, said)
            if not is_sure:
                others[word.start] = tuple(one for one in _readings()[bare(said)] if one != said)[:_MOST_OTHERS]
    return Restored("".join(letters), others)


def _typed_bare(found: Sequence[Word], keys: Sequence[str], *, is_plain: bool) -> Iterator[tuple[int, int]]:
    """Yield where the rows of words begin and end whose diacritics were not typed."""
    is_read = [
        key == _FIGURE or (is_syllable(key) and word.text.isascii()) for key, word in zip(keys, found, strict=True)
    ]
    first = 0
    while first < len(found):
        last = first
        while last < len(found) and is_read[last]:
            last += 1
        row = keys[first:last]
        if row and (is_plain or any(key != _FIGURE and key not in _readings()[key] for key in row)):
            yield first, last
        first = max(last, first + 1)


def _beside_row(key: str) -> str:
    """Return what a word beside a row is to it."""
    return key if key == _FIGURE or is_syllable(bare(key)) else _NAME


def _capitals(text: str, found: Sequence[Word]) -> list[bool]:
    """Tell of each word whether it bears a capital that only names bear here."""
    marked = [word.text[:1].isupper() for word in found]
    if sum(marked) * 2 > len(found):  # a headline, or shouted
        return [False] * len(found)
    ends = [0, *(word.end for word in found)]
    opens = [_OPENS.search(text, end, word.start) is not None for end, word in zip(ends, found, strict=False)]
    return [is_marked and at > 0 and not opens[at] for at, is_marked in enumerate(marked)]


def _as_typed(typed: str, said: str) -> str:
    """Return a folded word with the capitals that were typed."""
    return "".join(c.upper() if t.isupper() else c for t, c in zip(typed, said, strict=True))


def _cheapest(
    keys: Sequence[str], capitals: Sequence[bool], around: tuple[str, str], typed: float
) -> Iterator[tuple[int, str, bool]]:
    """Yield the likeliest reading of each syllable of a row, with its place and whether its neighbours told it.

    ``around`` is what stands before the row and behind it, ``typed`` what it saves that a syllable is meant as typed.
    """
    before, behind = around
    steps: list[dict[str, _Step]] = [{} for _ in range(len(keys) + 1)]
    steps[0][before] = _Step(0.0, 0, "", _Word((), "", "", 0.0), True)
    for at in range(len(keys)):
        for word in _words_at(keys, capitals, at, typed):
            _extend(steps, at, word)
    at, last = len(keys), min(steps[-1], key=lambda last: steps[-1][last].cost - _saved(last, behind))
    way: list[_Step] = []
    while at:
        way.append(steps[at][last])
        at, last = way[-1].start, way[-1].before
    behind_each = [behind, *(step.word.first for step in way)]
    for step, following in zip(way[::-1], behind_each[-2::-1], strict=True):
        is_told = step.is_told or _tells(step.word, partial(_is_beside, behind=following))
        for place, said in enumerate(step.word.said, step.start):
            yield place, said, is_told


def _saved(before: str, behind: str) -> float:
    """Return what it saves that a word stands beside another."""
    return _BESIDE * _is_beside(before, behind)


def _is_beside(before: str, behind: str) -> bool:
    return behind in _beside().get(before, ())


def _tells(word: _Word, fits: Callable[[str], bool]) -> bool:
    """Tell whether what stands beside a syllable fits its reading and no other."""
    return len(word.said) == 1 and [one for one in _readings()[bare(word.said[0])] if fits(one)] == [*word.said]


def _extend(steps: list[dict[str, _Step]], at: int, word: _Word) -> None:
    """Put a word behind each way that ends where it begins, and keep the cheapest to each last syllable."""
    total, before = min((step.cost - _saved(before, word.first), before) for before, step in steps[at].items())
    ends = steps[at + max(1, len(word.said))]
    known = ends.get(word.last)
    if known is None or total + word.cost < known.cost:
        is_told = len(word.said) > 1 or _tells(word, partial(_is_beside, before))
        ends[word.last] = _Step(total + word.cost, at, before, word, is_told)


def _words_at(keys: Sequence[str], capitals: Sequence[bool], at: int, typed: float) -> Iterator[_Word]:
    """Yield the words that may stand from a place on; a figure and an unlisted name are left as typed."""
    key = keys[at]
    if key == _FIGURE:
        yield _Word((), _FIGURE, _FIGURE, _WORD)
        return
    if capitals[at]:
        yield _Word((), _NAME, _NAME, _WORD + _UNLISTED)
    for said in _readings()[key]:
        yield _Word((said,), said, said, _WORD + _cost(said) - typed * (said == key))
    entries = _entries()
    for count in range(2, min(entries.longest.get(key, 1), len(keys) - at) + 1):
        for word, is_name in entries.words.get(" ".join(keys[at : at + count]), ()):
            cost = _WORD + _WITHIN * sum(map(_cost, word)) - _JOINT * (count - 1)
            if is_name:
                yield _Word(word, _NAME, _NAME, cost)
            if not any(capitals[at + 1 : at + count]):
                yield _Word(word, word[0], word[-1], cost)


@lru_cache(maxsize=10_000)
def _cost(said: str) -> float:
    """Return what a reading of a syllable costs."""
    readings = _readings().get(bare(said), ())
    rank = readings.index(said) if said in readings else len(_LESS_LIKELY)
    return _LESS_LIKELY[rank] if rank < len(_LESS_LIKELY) else _RARE


class _Entries(NamedTuple):
    """The words of several syllables by their bare form, each with whether it is a name; its length by its first.

    ``longest`` is how many syllables a word that begins with a bare syllable has at most.
    """

    words: Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]
    longest: Mapping[str, int]


@cache
@collecting_nothing()
def _entries() -> _Entries:
    readings = _readings()
    listed: dict[str, tuple[tuple[tuple[str, ...], bool], ...]] = {}
    longest: dict[str, int] = {}
    for key, entry in load_lexicon("vi").entries.items():
        syllables = tuple(key.split(" "))
        plain = tuple(map(_bare_syllable, syllables))
        if len(syllables) > 1 and all(one in readings for one in plain):
            form = " ".join(plain)
            listed[form] = (*listed.get(form, ()), (syllables, entry.pos == "p"))
            longest[plain[0]] = max(longest.get(plain[0], 0), len(plain))
    return _Entries(listed, longest)


_bare_syllable = cache(bare)


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    """Return what each bare syllable may be, the likeliest first."""
    text = (files("vectorstore") / "lexicon" / "tones.tsv").read_text("utf-8")
    lines = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {syllable: tuple(readings.split("|")) for syllable, _, readings in lines}


@cache
def _beside() -> Mapping[str, frozenset[str]]:
    """Return what often stands behind a syllable."""
    table = tomllib.loads((files("vectorstore") / "lexicon" / "tones.toml").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for row in table["rows"]:
        behind = row["behind"].split()
        for first in row["before"].split():
            found.setdefault(first, set()).update(behind)
    return {first: frozenset(behind) for first, behind in found.items()}
