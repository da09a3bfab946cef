"""Sentence ends in six languages: rules and a list of abbreviations, kept as data."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import regex

from vectorstore.document import Span

LONGEST_SENTENCE = 1200
"""Code points. A longer run without an end (a table, a list, a broken page) is cut at the best place before it."""

# A terminator with closing quotes and brackets behind it; a line break ends a sentence whatever stands before it.
_END = regex.compile(
    r"""(?P<stop>[.!?…]+|[।॥؟۔。！？]+)(?P<close>["'»”’)\]›]*)(?=\s|$|(?<=[।॥؟۔。！？]))|(?P<line>\n+)"""
)
_LAST_WORD = regex.compile(r"([\p{L}\p{M}\p{N}]+(?:\.[\p{L}\p{M}]+)*)$")
_SOFT = (";", "؛", ":", "،", ",", " ")


def sentence_spans(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of a text in order, without the white space around them.

    Every character that is not white space is in exactly one sentence; none is longer than `LONGEST_SENTENCE`.
    """
    spans: list[Span] = []
    start = 0
    for end in _ends(text, _abbreviations(language)):
        spans.extend(_trimmed(text, start, end))
        start = end
    spans.extend(_trimmed(text, start, len(text)))
    return tuple(spans)


def _ends(text: str, abbreviations: frozenset[str]) -> Iterator[int]:
    for match in _END.finditer(text):
        if match["line"] or not _is_inside(text, match, abbreviations):
            yield match.end()


def _is_inside(text: str, match: regex.Match[str], abbreviations: frozenset[str]) -> bool:
    """Tell whether a full stop stands inside a sentence: abbreviation, ordinal, initial, lower-case sequel."""
    stop = match["stop"]
    rest = text[match.end() : match.end() + 40].lstrip(" \u00a0\t")
    if not rest or rest[0] == "\n":
        return False
    if rest[0].islower() and stop[-1] in ".…":
        return True
    if stop != "." or match["close"]:
        return False
    before = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    if before is None:
        return False
    word = before[1]
    if word.casefold() in abbreviations:
        return True
    if word.isdecimal():
        return len(word) <= 2 and _is_ordinal(text, before.start(), rest)
    return len(word) == 1 and word.isupper()


def _is_ordinal(text: str, start: int, rest: str) -> bool:
    """``5. Juni``, ``1. Platz``: a day or a rank before a capital, not at a line's start (there it numbers a list)."""
    is_listed = start == 0 or text[start - 1] == "\n"
    return not is_listed and rest[:1].isalpha() and rest.split()[0].strip(".,;:").casefold() in _abbreviations("months")


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = _soft_cut(text, start)
        yield from _trimmed(text, start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def _soft_cut(text: str, start: int) -> int:
    """Return where to cut an endless sentence: behind the last strong enough mark, else on a grapheme border."""
    limit = start + LONGEST_SENTENCE
    for mark in _SOFT:
        at = text.rfind(mark, start + LONGEST_SENTENCE // 2, limit)
        if at > 0:
            return at + 1
    return grapheme_floor(text, limit, start)


def grapheme_floor(text: str, position: int, start: int = 0) -> int:
    """Return the last grapheme border at or before a position, at least one character after `start`."""
    last = window = max(start, position - 64)
    for match in regex.finditer(r"\X", text[window : position + 64]):
        if window + match.end() > position:
            break
        last = window + match.end()
    return last if last > start else position


@cache
def _abbreviations(language: str) -> frozenset[str]:
    tables = tomllib.loads((files("vectorstore") / "lexicon" / "abbreviations.toml").read_text("utf-8"))
    return frozenset(word.casefold() for word in tables.get(language, tables["en"])["words"])
