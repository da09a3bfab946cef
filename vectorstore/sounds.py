"""Names across scripts: a coarse key under which two spellings of one name meet by their sound.

In the spirit of Soundex and Metaphone, over the sounds that Latin, Devanagari, Bengali and Arabic script all keep
apart; the tables are data (``lexicon/sounds.toml``).
"""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any, NamedTuple

import regex

from vectorstore.words import bare, fold, script_language

_TABLE_OF = {"hi": "deva", "bn": "beng", "ar": "arab"}
_MOST_OTHERS = 2
_SHORTEST_BARE = 3
"""Letters of a name without its affixes."""

_FEW = 2
"""Consonants of a name up to which the vowels that its script leaves out are heard: বন is Bonn."""

_REPEAT = regex.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound_keys(name: str, language: str = "en") -> tuple[str, ...]:
    """Return the keys of one folded word: its consonants, and for a short word its vowels with them.

    Where letters can be read in two ways (w as in Darwin, داروين), the keys of every reading; so too of a short name
    whose script leaves a vowel out (বন, Bonn). Two spellings of a name share at least one key in most cases; two
    unrelated names rarely do. A word without a letter of a known script has none.
    """
    readings = _readings(name, language)
    if len(skeleton(name, language)) <= _FEW:
        readings += [sounds for voiced in _voiced(name) for sounds in _readings(voiced, language)]
    keys = [key for sounds in readings for key in _keys(sounds)]
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=100_000)
def bare_names(name: str, language: str = "en") -> tuple[str, ...]:
    """Return a folded word without what its language writes on to names (القبيات, ইসনির, Isnyer), every way.

    Whether the letters are an affix or the name's own nobody can tell, so the word as it stands may be the name too.
    """
    before, behind = _written_on().get(script_language(name) or language, ((), ()))
    found = [name.removeprefix(p) for p in before if name.startswith(p) and len(name) >= len(p) + _SHORTEST_BARE]
    found += [name.removesuffix(s) for s in behind if name.endswith(s) and len(name) >= len(s) + _SHORTEST_BARE]
    return tuple(found)


@cache
def _written_on() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        language: (tuple(map(fold, affixes.get("before", ()))), tuple(map(fold, affixes.get("behind", ()))))
        for language, affixes in _tables()["written_on"].items()
    }


def _keys(sounds: str) -> list[str]:
    consonants = _REPEAT.sub(r"\1", "".join(c for c in sounds if c.isupper() and c != "H"))
    voiced = _REPEAT.sub(r"\1", sounds.replace("H", ""))
    keys = []
    if len(consonants) >= 3:
        keys.append("c" + _soft(consonants))
    if voiced and len(consonants) <= 3:
        keys.append("v" + _soft(_initial(voiced)))
    return keys


@lru_cache(maxsize=100_000)
def skeleton(name: str, language: str = "en") -> str:
    """Return the consonants of one folded word, each written pair once: what a script without short vowels keeps."""
    return "".join(c for c in _REPEAT.sub(r"\1", _readings(name, language)[0]) if c.isupper() and c != "H")


def _soft(key: str) -> str:
    """Level what Arabic cannot write: ج stands for j, g and ch."""
    return key.replace("J", "K")


def _initial(sounds: str) -> str:
    return sounds.rstrip("aiu") + sounds[len(sounds.rstrip("aiu")) :][:2] if sounds.strip("aiu") else sounds[:3]


def _readings(name: str, language: str) -> list[str]:
    """Return what a word sounds like, in every way it can be read."""
    by_script = script_language(name)
    if by_script is not None:
        script, text = _TABLE_OF[by_script], name
    else:
        text = bare(name)
        script = language if language in ("de", "vi") else "vi" if text != name else "latin"
    table = _table(script)
    found = [(table.sounds[m[0]], table.others.get(m[0])) for m in table.pattern.finditer("^" + text)]
    ambiguous = sorted({other for _, other in found if other is not None})[:_MOST_OTHERS]
    return [
        "".join(other if other in chosen else sound for sound, other in found)
        for count in range(len(ambiguous) + 1)
        for chosen in combinations(ambiguous, count)
    ]


def _voiced(name: str) -> list[str]:
    """Return a word with a vowel between letters that its script writes without one, each vowel it may be."""
    script = _TABLE_OF.get(script_language(name) or "")
    left_out = _tables()["left_out"].get(script, {})
    found = [regex.sub(left_out["between"], vowel, name) for vowel in left_out.get("vowels", ())]
    return [voiced for voiced in found if voiced != name]


class _Table(NamedTuple):
    """The sounds of a script: of letters, ``^`` before those that start a word, and of some their other sound."""

    pattern: regex.Pattern[str]
    sounds: dict[str, str]
    others: dict[str, str]


@cache
def _table(script: str) -> _Table:
    tables = _tables()
    sounds: dict[str, str] = {**tables["latin"], **tables[script]} if script in ("de", "vi") else tables[script]
    others = {**(tables["other"]["latin"] if script == "de" else {}), **tables["other"].get(script, {})}
    letters = sorted(sounds, key=len, reverse=True)
    return _Table(regex.compile("|".join(map(regex.escape, letters))), sounds, others)


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("vectorstore") / "lexicon" / "sounds.toml").read_text("utf-8"))
