"""How exact a figure is said to be: «about», «more than», «up to», by the words that stand around it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from qa.units import key_of, table
from vectorstore.words import Word

_LONGEST_PHRASE = 5


def exactness(
    text: str, tokens: list[Word], keys: list[str], before: Sequence[int], after: Sequence[int], end: int
) -> tuple[str | None, int]:
    """Return how exact a figure is said to be, and where the words that say it behind the figure end.

    A word written on to the digits is a case ending or a classifier (৮টি) and belongs to the tail as well.
    """
    tail = end
    if after and tokens[after[0]].start == end and text[end : end + 1].isalpha():
        tail = tokens[after[0]].end
    befores, afters, lasts, firsts = _exactness_phrases()
    is_told = bool(before) and keys[before[-1]] in lasts
    for count in range(_LONGEST_PHRASE if is_told else 0, 0, -1):  # "no less than" is not "less than"
        phrase = " ".join(keys[i] for i in before[-count:])
        if len(before) >= count and phrase in befores:
            return befores[phrase], tail
    last = next((i for i in reversed(range(len(tokens))) if tokens[i].end <= end), None)
    if last is not None and keys[last] in _within():
        return _within()[keys[last]], tail
    for first in (0, 1):
        is_told = first < len(after) and keys[after[first]] in firsts
        for count in range(_LONGEST_PHRASE if is_told else 0, 0, -1):
            phrase = " ".join(keys[i] for i in after[first : first + count])
            if len(after) >= first + count and phrase in afters:
                return afters[phrase], max(tail, tokens[after[first + count - 1]].end)
    return None, tail


class _Phrases(NamedTuple):
    """The degree of exactness of each phrase before a figure and behind it, and the words that stand next to it."""

    before: dict[str, str]
    behind: dict[str, str]
    last_before: frozenset[str]
    first_behind: frozenset[str]


@cache
def _exactness_phrases() -> _Phrases:
    listed = approximations().items()
    before = {phrase: name for name, (befores, _, _) in listed for phrase in befores}
    behind = {phrase: name for name, (_, afters, _) in listed for phrase in afters}
    lasts, firsts = ({phrase.split()[at] for phrase in some if phrase} for some, at in ((before, -1), (behind, 0)))
    return _Phrases(before, behind, frozenset(lasts), frozenset(firsts))


@cache
def _within() -> dict[str, str]:
    rows = table("approximations.toml").items()
    return {key_of(word): name for name, row in rows for word in row.get("within", ())}


@cache
def approximations() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]]:
    """Return for each degree of exactness the words before a figure, those behind it, and how to show it."""
    return {
        name: (tuple(map(key_of, row["before"])), tuple(map(key_of, row["after"])), row["show"])
        for name, row in table("approximations.toml").items()
    }
