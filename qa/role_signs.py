"""Words that tell what part a figure plays beside others (``data/roles.toml``), found in a text."""

from functools import cache, lru_cache
from typing import NamedTuple

from qa.units import table
from vectorstore.lexicon import LANGUAGES
from vectorstore.words import fold, words

NO_ROLES = frozenset({"from", "to", "of", "kept", "lead", "year_ago", "behind", "prior"})
"""Signs that give no role: they join two figures, or only look like a denial («not until»)."""

ALSO_OF = ("de", "ar")
"""Languages whose «from» is also «of»."""

POSTPOSED = ("hi", "bn")
"""Languages whose «from», «of» and «before» stand behind what they are said of."""

NEXT = 40
"""Characters at most between two figures that a sign joins: «from 27 minutes down to 19», «163 of the 210»."""

BESIDE = 2
"""Characters at most between a sign and its figure."""


class Sign(NamedTuple):
    """A sign of a role in a text: ``text[start:end]``."""

    role: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def signs_in(text: str, language: str) -> tuple[Sign, ...]:
    """Return the signs of roles in a text, in order of where they begin."""
    found = list(words(text))
    keys = [fold(word.text) for word in found]
    phrases = _phrases(language if language in LANGUAGES else "en")
    result: list[Sign] = []
    for at, key in enumerate(keys):
        for role, phrase in (*phrases.get(key[:2], ()), *phrases.get("", ())):
            end = at + len(phrase)
            if end <= len(keys) and all(map(_fits, phrase, keys[at:end])):
                result.append(Sign(role, found[at].start, found[end - 1].end))
    return tuple(sign for sign in result if not any(_is_part_of(sign, other) for other in result))


def _is_part_of(sign: Sign, other: Sign) -> bool:
    """Tell whether a sign is only a part of a longer one of another role: «not» of «not until»."""
    is_longer = other.end - other.start > sign.end - sign.start
    is_inside = other.start <= sign.start and sign.end <= other.end and (is_longer or other.role == "kept")
    is_both = (sign.role, other.role) == ("from", "before")  # «came down from 27 to 8»
    return (
        is_inside and not is_both and other.role not in (sign.role, "year_ago", "behind", "prior")
    )  # «the year before» is before as well


def _fits(pattern: str, key: str) -> bool:
    if pattern == "*":
        return True
    if pattern == "#":
        return key[:1].isdigit()
    if pattern[-1:] == "*":
        return key.startswith(pattern[:-1])
    return key.endswith(pattern[1:]) if pattern[:1] == "*" else key in (pattern, f"و{pattern}")


@cache
def _phrases(language: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the signs of a language by their first two letters; those that may begin with any under the empty one."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for role, rows in table("roles.toml").items():
        for phrase in rows[language]:
            parts = tuple(map(_pattern, phrase.split()))
            first = parts[0].rstrip("*")[:2]
            leads = {"" if parts[0][0] == "*" or len(first) < 2 else first}
            if language == "ar" and "" not in leads:
                leads.add(f"و{first[0]}")
            for lead in leads:
                found[lead] = (*found.get(lead, ()), (role, parts))
    return found


def _pattern(word: str) -> str:
    if word in ("#", "*"):
        return word
    bare = fold(word.strip("*"))
    return f"{'*' if word[0] == '*' else ''}{bare}{'*' if word[-1] == '*' else ''}"
