"""Abbreviations spelt by the names of their letters in another script: إن تي إل and एनटीएल are NTL.

The names stand in ``lexicon/letters.toml``.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice, product
from typing import Any, NamedTuple

import regex

from vectorstore.lexicon import load_lexicon
from vectorstore.words import fold

_FEWEST_IN_WORD = 3
MOST_LETTERS = 6
_MOST_READINGS = 32
_GAP = regex.compile(r"[ .\-\u2010\u2011\u2013]?")


class Spelling(NamedTuple):
    """A word that may be the name of a letter: where it stands, what it may stand for, what else it is.

    ``letters`` holds the readings, likeliest first, empty for any other word; ``is_word`` tells that at an end of what
    is spelt it is a word instead.
    """

    start: int
    end: int
    letters: str
    is_function: bool
    is_word: bool


class _Names(NamedTuple):
    letters: Mapping[str, str]
    words: frozenset[str]
    before: tuple[str, ...]
    pattern: regex.Pattern[str] | None


def letter_named(key: str, language: str) -> str:
    """Return what letters a folded word may be the name of, likeliest first; empty for any other word."""
    names = _names().get(language)
    return names.letters.get(key, "") if names is not None else ""


def first_letter_named(key: str, language: str) -> str:
    """Return what `letter_named` does for a word that may bear what is written on to the first of several names."""
    found = letter_named(key, language)
    names = _names().get(language)
    if found or names is None:
        return found
    bare = (key.removeprefix(before) for before in names.before if key.startswith(before))
    return next((letters for rest in bare if (letters := names.letters.get(rest, ""))), "")


def is_word_too(key: str, language: str) -> bool:
    """Tell whether the name of a letter is a common word of the language as well."""
    names = _names().get(language)
    return names is not None and key in names.words


def spelt_in_word(key: str, language: str) -> str:
    """Return the Latin letters whose names a folded word is made of, with an ending or without; empty if it is not."""
    names = _names().get(language)
    if names is None or names.pattern is None:
        return ""
    for form in (key, *load_lexicon(language).without_ending(key)):
        match = names.pattern.fullmatch(form)
        if match and _FEWEST_IN_WORD <= len(match.captures(1)) <= MOST_LETTERS:
            return _likeliest([names.letters[name] for name in match.captures(1)])
    return ""


def spelt_in_row(text: str, row: Sequence[Spelling]) -> tuple[int, str]:
    """Return how many words from the first on spell an abbreviation, and its Latin letters; (0, "") if none do."""
    count = min(_reach(text, row), MOST_LETTERS)
    while count > 1 and row[count - 1].is_word and text[row[count - 2].end : row[count - 1].start] == " ":
        count -= 1
    is_end = count > 1 and row[0].is_word and text[row[0].end : row[1].start] == " "
    surely = sum(not one.is_function for one in row[:count])
    if count < 2 or is_end or surely < (2 if count == 2 else 1):
        return 0, ""
    return count, _likeliest([one.letters for one in row[:count]])


def _reach(text: str, row: Sequence[Spelling]) -> int:
    """Return how many names of letters stand in a row, parted by no more than a blank, a stop or a hyphen."""
    count = 0
    while count < len(row) and row[count].letters:
        if count and not _GAP.fullmatch(text, row[count - 1].end, row[count].start):
            break
        count += 1
    return count


def _likeliest(readings: Sequence[str]) -> str:
    """Return the first reading of some letters that is a listed name in English, or the first of all."""
    found = list(islice(map("".join, product(*readings)), _MOST_READINGS))
    return next((one for one in found if _is_name(one)), found[0])


def _is_name(letters: str) -> bool:
    entry = load_lexicon("en").lookup(letters)
    return entry is not None and entry.pos == "p"


@cache
def _names() -> Mapping[str, _Names]:
    tables = tomllib.loads((files("vectorstore") / "lexicon" / "letters.toml").read_text("utf-8"))
    return {language: _read(table) for language, table in tables.items()}


def _read(table: Mapping[str, Any]) -> _Names:
    letters = {fold(name): stands_for for name, stands_for in table["names"].items()}
    one = "|".join(map(regex.escape, sorted(letters, key=len, reverse=True)))
    return _Names(
        letters,
        frozenset(map(fold, table["words"])),
        tuple(map(fold, table["before"])),
        regex.compile(f"({one})+") if table["joined"] else None,
    )
