"""Verbs whose particle stands apart, at the end of the clause: «schloss ein Bündnis mit der Partei aus» excludes it."""

from collections.abc import Iterator, Sequence

import regex

from vectorstore.lexicon import Lexicon
from vectorstore.lexicon_entry import Entry

_REACH = 40
"""Words that may stand between a verb and its particle."""

_ABBREVIATED = 3
"""A full stop behind a word as short as this («Mio.», «Dr.») does not end the sentence."""

_CLAUSE_END = regex.compile(r"[ \u00a0]*(?:$|[\n,.;:!?»“”\")…–]|(?:und|oder|sowie|aber|als|wie)\b)")

Place = tuple[int, int, str]
"""Where a word stands in the text, and its folded form."""


def verbs_apart(text: str, found: Sequence[Place], lexicon: Lexicon) -> Iterator[tuple[int, int, Entry]]:
    """Yield each verb with a particle apart: the index of its word, that of the particle, what both mean together."""
    for at, (start, end, key) in enumerate(found):
        if key in lexicon.affixes.particles and text[start].islower() and _CLAUSE_END.match(text, end):
            for left in _before(text, found, at):
                entry = lexicon.verb_with(key, found[left][2])
                if entry is not None:
                    yield left, at, entry
                    break


def _before(text: str, found: Sequence[Place], at: int) -> Iterator[int]:
    """Yield the words of the sentence before one, the nearest first, that are written as verbs are."""
    for left in range(at - 1, max(-1, at - _REACH), -1):
        start, end, key = found[left]
        if _ends_sentence(text[end : found[left + 1][0]], key):
            return
        if key.isalpha() and text[start].islower():
            yield left


def _ends_sentence(gap: str, key: str) -> bool:
    is_stop = "." in gap and len(key) > _ABBREVIATED and not key[-1].isdigit()
    return is_stop or any(mark in gap for mark in "!?;:\n")
