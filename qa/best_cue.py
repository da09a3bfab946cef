"""Which of a question's cues decides what it asks for: the kind first in order, and of one kind the longest."""

from collections.abc import Iterable, Sequence

from qa.cues import BLANKS, FIGURES, NUMERIC, Cue, folded_phrases, frames, joiners, matches, order, said_words

_VAGUE = ("what", "was")
_FRONT = 3
"""Words among which a question's own asking word stands, mostly: «In which year», «About how many»."""

_TOLD, _TELLERS = ("reason", "manner"), ("person", "organization", "list")
"""What somebody may be said to tell, and the kinds of question that ask for him."""


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
    starts = [at for opening, closing in frames(language) if keys[-1:] == [closing] for at in _places(keys, opening)]
    within = range(min(starts, default=len(keys)) + 1, len(keys) - 1)
    return [
        (cue, first, last)
        for cue, first, last in every
        if first not in within or last > len(keys) - 1 or cue.kind in (*FIGURES, *NUMERIC)
    ]


def _places(keys: Sequence[str], word: str) -> list[int]:
    return [at for at, key in enumerate(keys) if key == word]


def _leading(language: str, keys: Sequence[str], found: list[tuple[Cue, int, int]]) -> list[tuple[Cue, int, int]]:
    """Leave out words that ask elsewhere and only join a clause here: «who spoke *when* the bridge was opened».

    «What» in front asks for whatever the clause is of («what is the town where …»), but for no time and nobody.
    """
    linking = {word for phrase in folded_phrases(language, "linking") for word in phrase}
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
    whole = [(first, last) for cue, first, last in every if BLANKS.keys().isdisjoint(cue.words)]
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
    return len(order()) * (is_weak or cue.kind == "what") + order()[cue.kind]


def named_kind(language: str, keys: Sequence[str]) -> str | None:
    """Return the kind of figure that a question names without asking for it («budget»), None if it names none."""
    return next((cue.kind for cue, _, _ in matches(language, keys) if not cue.asks and cue.kind in NUMERIC), None)


def widest_cues(language: str, keys: Sequence[str]) -> list[tuple[Cue, int, int]]:
    """Return the cues of a question as `qa.cues.matches` does, those within a longer one left out."""
    return _widest(matches(language, keys))
