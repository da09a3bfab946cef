"""Words of any script, and the form under which two spellings of one word are the same."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

# Marks belong to words (a vowel sign is category M, not \w); digits stand alone, so that ৮টি is ৮ and টি.
_WORD = regex.compile(
    r"(?P<number>\p{Nd}+(?:[.,٫٬'’\u00a0\u202f]\p{Nd}+)*)"
    r"|(?P<word>[\p{M}\u00ad\u200c\u200d]*[\p{L}\p{No}][\p{L}\p{M}\p{No}\u00ad\u200c\u200d]*(?:['’][\p{L}\p{M}]+)*)"
)
_NUMBER = regex.compile(r"\p{Nd}")

_DELETE = dict.fromkeys(
    [
        *range(0x0610, 0x061B),  # Arabic signs
        *range(0x064B, 0x0660),  # Arabic vowel marks
        0x0670,
        0x0640,  # tatweel
        0x200C,
        0x200D,
        0x00AD,
        0x093C,  # Devanagari nukta
        0x0981,  # Bengali chandrabindu
    ]
)
_MAP = {
    **{ord(c): "ا" for c in "أإآٱ"},
    ord("ى"): "ي",
    ord("ی"): "ي",
    ord("ئ"): "ي",
    ord("ؤ"): "و",
    ord("ة"): "ه",
    ord("ک"): "ك",
    ord("ँ"): "ं",
    ord("’"): "'",
    ord("ৎ"): "ত্",
}
_FOLD = {**_DELETE, **_MAP}
# A nasal before a consonant of its own class is written either way: हिन्दी, हिंदी.
_NASAL = regex.compile(r"[ङञणनम]्(?=[क-म])")
# Older Vietnamese spelling puts the tone on the second vowel: hoà, thuý.
_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe",
    "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = regex.compile(r"(?<!q)(" + "|".join(_TONE) + r")\b")


class Word(NamedTuple):
    """One word or number of a text: ``text[start:end]``."""

    text: str
    start: int
    end: int
    is_number: bool


def has_words(text: str) -> bool:
    """Tell whether a text has any of its `words`."""
    return _WORD.search(text) is not None


def words(text: str) -> list[Word]:
    """Return the words and the digit runs of a text in order, any script, punctuation left out."""
    found: list[Word] = []
    end = 0
    pieces = iter(_WORD.split(text))  # what stands between, a number or None, a word or None: quicker than matches
    for gap, number, word in zip(pieces, pieces, pieces, strict=False):
        start = end + len(gap)
        written = number or word
        end = start + len(written)
        found.append(Word._make((written, start, end, word is None)))
    return found


@lru_cache(maxsize=512)
def words_of(sentence: str) -> tuple[Word, ...]:
    """Return the `words` of a sentence, kept for the few that read the sentences of an article one after the other."""
    return tuple(words(sentence))


def is_number(word: str) -> bool:
    """Tell whether one of `words` is a run of digits."""
    return _NUMBER.match(word) is not None


def fold(word: str) -> str:
    """Return the key under which spelling variants of a word meet.

    Case, Arabic vowel marks and hamza seats, nukta and chandrabindu, joiners, ß/ss and the old Vietnamese tone
    placement are levelled; the result is NFC. Folding twice is folding once.
    """
    return word.casefold() if word.isascii() else _folded(word)


def bare(key: str) -> str:
    """Return a folded word without its diacritics."""
    if key.isascii():
        return key
    plain = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Return each line as `fold` has it, many at once; none may hold a line break."""
    return _level("\n".join(lines)).split("\n") if lines else []


@lru_cache(maxsize=200_000)
def _folded(word: str) -> str:
    return _level(word)


def _level(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()  # in this order: № decomposes to capitals
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_FOLD))
    return _OLD_TONE.sub(lambda m: _TONE[m[0]], _NASAL.sub("ं", folded))


_SCRIPT_OF_BLOCK = ((0x0900, 0x097F, "hi"), (0x0980, 0x09FF, "bn"), (0x0600, 0x06FF, "ar"), (0x0750, 0x077F, "ar"))


def script_language(word: str) -> str | None:
    """Return the supported language that writes with the script of this word, or None for Latin and all others."""
    for character in word:
        code = ord(character)
        if code < 0x0600:
            continue
        for first, last, language in _SCRIPT_OF_BLOCK:
            if first <= code <= last:
                return language
    return None
