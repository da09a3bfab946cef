"""Titles of conversations, and the form in which they are searched: case, digits, marks and separators levelled."""

import unicodedata

import regex

from vectorstore.words import fold, words

MAX_TITLE = 200
_SHORT = 80
"""Characters of a title that is made from a question."""

_MARKS = regex.compile(r"\p{M}+")
_NOT_DIGITS = regex.compile(r"\P{Nd}+")


def folded(*texts: str) -> str:
    """Return texts as they are searched: their words one after the other, folded, parted by single spaces.

    What case, Arabic spelling, marks (vowel signs and tones too), the script of digits and the separators of thousands
    tell apart is one here: ৭,৭০০ is 7700, Đánh is danh. Folding the result gives the result.
    """
    plain = unicodedata.normalize("NFKC", " ".join(texts))
    return " ".join(filter(None, (_key(word.text, is_number=word.is_number) for word in words(plain))))


def title_of(question: str) -> str:
    """Return a title for a conversation that begins with a question: the question, shortened at a word."""
    plain = " ".join(question.split())
    if len(plain) <= _SHORT:
        return plain
    short = plain[: _SHORT - 1]
    whole_words = short if plain[len(short)] == " " else short.rpartition(" ")[0]
    return (whole_words or _whole_characters(plain)).rstrip() + "…"


def _whole_characters(text: str) -> str:
    """Return the beginning of a text without a space, no character cut from its marks; at least one code point."""
    end = 0
    for match in regex.finditer(r"\X", text):
        if match.end() >= _SHORT:
            break
        end = match.end()
    return text[: end or _SHORT - 1]


def _key(word: str, *, is_number: bool) -> str:
    if is_number:
        return "".join(str(unicodedata.decimal(digit)) for digit in _NOT_DIGITS.sub("", word))
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", fold(word)))
    return plain.replace("đ", "d").casefold()
