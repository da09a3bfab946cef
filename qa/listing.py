"""Enumerations: how long is the longest list of short things in a sentence («tea, rice, bananas and fish»)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from qa.cues import joiners
from vectorstore.tokenizer import Token
from vectorstore.words import fold

_BREAK = re.compile(r"[;:؛।—–(){}\n]|\.\s|\s-\s")
"""What a list does not go on over."""

_IN_BRACKETS = re.compile(r"\([^()]{1,24}\)")
"""What only tells more of the thing before it."""

_COMMA = re.compile(r"[،、]|(?<!\d),|,(?!\d)")
_AND_WRITTEN_ON = re.compile(r"(?<=[^\s،,;؛:.]\s)و(?=\w{3})")
"""The Arabic «and» before each thing but the first of a list; some words begin with its letter."""

_ANNOUNCED = re.compile(r":\s|[—–]")
"""What stands between a list and the words that announce it."""

_QUOTES = tuple("\"'„“”«»‘’‚‹")
_WORD = re.compile(r"\S+")
_LONGEST = {"vi": 9}
_LONG = 6
"""Words of the longest thing in a list; in Vietnamese syllables stand apart."""


def listed(text: str, language: str, tokens: Sequence[Token]) -> int:
    """Return how many things the longest list in a sentence has, 0 if it has none.

    Things stand between commas, the last behind a joining word; one with a figure or a verb is a clause, not a thing,
    but for figures in brackets: «schools (12), clinics (4) and wells (30)».
    ``tokens`` are those of the sentence, with places in ``text``.
    """
    text = _IN_BRACKETS.sub(lambda aside: " " * len(aside[0]), text)
    clauses = [t.start for t in tokens if (t.kind == "number" or t.pos == "v") and not text[t.start].isspace()]
    edges = [match.end() for match in _COMMA.finditer(text)]
    if language == "ar":
        plain = {token.start for token in tokens if token.pos in "fv"}
        edges = sorted([*edges, *(m.start() for m in _AND_WRITTEN_ON.finditer(text) if m.start() not in plain)])
    best, start = 0, 0
    for end in [*(match.start() for match in _BREAK.finditer(text)), len(text)]:
        within = [edge for edge in edges if start < edge <= end]
        best = max(best, _longest(text, [*within, end + 1], language, clauses))
        start = end + 1
    return best


def is_announced(text: str, language: str) -> bool:
    """Tell whether a sentence announces several things and then gives them: «three causes: rain, cost and strikes».

    They may be clauses of any length, with figures. What is quoted behind a colon is somebody's words.
    """
    for match in _ANNOUNCED.finditer(text):
        behind = text[match.end() :].lstrip()
        if behind[:1] in _QUOTES or not behind:
            continue
        commas = len(_COMMA.findall(behind))
        if commas > 1 or (commas and any(_joins(word, language) for word in behind.split())):
            return True
    return False


def _longest(text: str, edges: Sequence[int], language: str, clauses: Sequence[int]) -> int:
    """Return how many things the longest list between the edges of parts has, the last one place behind its end."""
    most, end = _LONGEST.get(language, _LONG), edges[-1] - 1
    best = run = 0
    for one, other in pairwise(edges):
        said = list(_WORD.finditer(text, one, other - 1))
        joint = next((i for i, word in enumerate(said[: most + 1]) if _joins(word[0], language)), None)
        edge = other if joint is None else said[joint].start()
        is_thing = not any(one <= place < edge for place in clauses)
        if (
            joint is not None and is_thing and (run or not text[one - 1].isspace())
        ):  # the list ends here, the sentence may go on
            best = max(best, run + 2 + bool(joint))
        run = run + 1 if is_thing and len(said) <= most and other <= end else 0
        best = max(best, run + 1 if run > 1 else 0)
    return best


def _joins(word: str, language: str) -> bool:
    key = fold(word)
    return key in joiners(language) or (language == "ar" and key[:1] == "و" and len(key) > 2)
