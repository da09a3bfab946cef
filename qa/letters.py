"""A name of Hindi or Bengali written letter by letter, in Latin script or in the other's (``data/letters.toml``)."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import regex

from vectorstore.words import script_language

LATIN = "latin"
_SHORTEST = 3
"""Names of letters from which a word of nothing else is an abbreviation."""


class _Sound(NamedTuple):
    """What is written for a letter; ``kind``: consonant, vowel, inherent (a vowel too), nasal, joint of consonants."""

    kind: str
    written: str


class _Alphabet(NamedTuple):
    table: Mapping[str, Any]
    letters: regex.Pattern[str]
    names: regex.Pattern[str]


def by_letter(word: str, target: str) -> str | None:
    """Return a word of Hindi or Bengali in the script ``target`` (`LATIN`, ``hi``, ``bn``), None for all others."""
    source = script_language(word)
    if source not in ("hi", "bn") or source == target or target not in (LATIN, "hi", "bn"):
        return None
    text = unicodedata.normalize("NFC", word)
    return _romanised(text, source) if target == LATIN else _exchanged(text, source)


def _romanised(text: str, source: str) -> str:
    alphabet = _alphabet(source)
    named = alphabet.names.fullmatch(text)
    if named is not None:
        return "".join(alphabet.table["names"][name] for name in named.captures(1))
    spoken = "".join(sound.written for sound in _spoken(list(_sounds(text, alphabet))))
    return spoken[:1].upper() + spoken[1:]


def _sounds(text: str, alphabet: _Alphabet) -> list[_Sound]:
    """Return the sounds of a word with every inherent vowel."""
    table = alphabet.table
    read = [(match.lastgroup or "", match[0]) for match in alphabet.letters.finditer(text)]
    found: list[_Sound] = []
    for at, (kind, letters) in enumerate(read):
        following, behind = read[at + 1] if at + 1 < len(read) else ("", "")
        if kind == "silencer":
            found.append(_Sound("joint", ""))
        elif kind == "mark":
            is_lip = letters == table["nasal"] and behind[:1] in table["labial"]
            found.append(_Sound("nasal", table["labial_nasal"] if is_lip else table["marks"][letters]))
        elif kind == "consonant":
            if letters.startswith(table["silencer"]):
                found.append(_Sound("joint", ""))
            found.append(_Sound("consonant", (table["clusters"] | table["consonants"])[letters]))
            if following not in ("sign", "silencer") and not behind.startswith(table["silencer"]):
                found.append(_Sound("inherent", table["inherent"]))
        else:
            found.append(_Sound("vowel", (table["vowels"] | table["signs"])[letters]))
    return found


def _spoken(sounds: list[_Sound]) -> list[_Sound]:
    """Leave out inherent vowels that nobody speaks: at the end, and between consonants that stand between vowels."""
    kept = list(sounds)
    if len(kept) > 2 and kept[-1].kind == "inherent" and not _wants_vowel(kept):
        kept.pop()
    at = len(kept) - 3
    while at > 1:
        around = [kept[at - 2].kind, kept[at - 1].kind, kept[at + 1].kind, kept[at + 2].kind]
        vowels = around[0] in ("vowel", "inherent") and around[3] in ("vowel", "inherent")
        if kept[at].kind == "inherent" and vowels and around[1] == around[2] == "consonant":
            del kept[at]
            at -= 1  # no two in a row
        at -= 1
    return kept


def _wants_vowel(sounds: Sequence[_Sound]) -> bool:
    """Tell whether a word ends in joined consonants that want a vowel behind them: चंद्र, कृष्ण; not भट्ट, धर्म."""
    if len(sounds) < 4 or sounds[-3].kind != "joint":
        return False
    first, last = sounds[-4].written, sounds[-2].written
    return first[:1] != last[:1] and (first != "r" or last == "y")


def _exchanged(text: str, source: str) -> str:
    table, pattern = _others(source)
    changed = pattern.sub(lambda match: table["^" * (match.start() == 0 and f"^{match[0]}" in table) + match[0]], text)
    return unicodedata.normalize("NFC", changed)


@cache
def _others(source: str) -> tuple[Mapping[str, str], regex.Pattern[str]]:
    table = {unicodedata.normalize("NFC", key): letter for key, letter in _tables()["other"][source].items()}
    return table, regex.compile(_either(key for key in table if key[0] != "^"))


@cache
def _alphabet(source: str) -> _Alphabet:
    table = {name: _normal(part) if isinstance(part, dict) else part for name, part in _tables()[source].items()}
    groups = {
        "consonant": table["clusters"] | table["consonants"],
        "vowel": table["vowels"],
        "sign": table["signs"],
        "mark": table["marks"],
        "silencer": [table["silencer"]],
    }
    letters = "|".join(f"(?P<{kind}>{_either(members)})" for kind, members in groups.items())
    return _Alphabet(table, regex.compile(letters), regex.compile(f"(?:({_either(table['names'])})){{{_SHORTEST},}}"))


def _either(members: Any) -> str:
    return "|".join(map(regex.escape, sorted(members, key=len, reverse=True)))


def _normal(part: Mapping[str, str]) -> dict[str, str]:
    return {unicodedata.normalize("NFC", key): written for key, written in part.items()}


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("qa") / "data" / "letters.toml").read_text("utf-8"))
