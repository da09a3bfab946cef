"""Names across scripts: a coarse key under which two spellings of one name meet by their sound.

In the spirit of Soundex and Metaphone, over the sounds that Latin, Devanagari, Bengali and Arabic script all keep
apart; the tables are data (``lexicon/sounds.toml``).
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import regex

from vectorstore.words import script_language

_TABLE_OF = {"hi": "deva", "bn": "beng", "ar": "arab"}
_REPEAT = regex.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound_keys(name: str, language: str = "en") -> tuple[str, ...]:
    """Return the keys of one folded word: its consonants, and for a short word its vowels with them.

    Two spellings of a name share at least one key in most cases; two unrelated names rarely do. A word without a
    letter of a known script has none.
    """
    sounds = _sounds(name, language)
    consonants = _REPEAT.sub(r"\1", "".join(c for c in sounds if c.isupper() and c != "H"))
    voiced = _REPEAT.sub(r"\1", sounds.replace("H", ""))
    keys = []
    if len(consonants) >= 3:
        keys.append("c" + _soft(consonants))
    if voiced and len(consonants) <= 3:
        keys.append("v" + _soft(_initial(voiced)))
    return tuple(dict.fromkeys(keys))


@lru_cache(maxsize=100_000)
def skeleton(name: str, language: str = "en") -> str:
    """Return the consonants of one folded word, each written pair once: what a script without short vowels keeps."""
    return "".join(c for c in _REPEAT.sub(r"\1", _sounds(name, language)) if c.isupper() and c != "H")


def _soft(key: str) -> str:
    """Level what Arabic cannot write: ج stands for j, g and ch."""
    return key.replace("J", "K")


def _initial(sounds: str) -> str:
    return sounds.rstrip("aiu") + sounds[len(sounds.rstrip("aiu")) :][:2] if sounds.strip("aiu") else sounds[:3]


def _sounds(name: str, language: str) -> str:
    by_script = script_language(name)
    if by_script is not None:
        pattern, table = _table(_TABLE_OF[by_script])
        text = name
    else:
        text = "".join(c for c in unicodedata.normalize("NFD", name.replace("đ", "d")) if not unicodedata.combining(c))
        pattern, table = _table("vi" if language == "vi" or text != name else "latin")
    return "".join(table[match[0]] for match in pattern.finditer(text))


@cache
def _table(script: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    tables = tomllib.loads((files("vectorstore") / "lexicon" / "sounds.toml").read_text("utf-8"))
    table: dict[str, str] = {**tables["latin"], **tables["vi"]} if script == "vi" else tables[script]
    letters = sorted(table, key=len, reverse=True)
    return regex.compile("|".join(map(regex.escape, letters))), table
