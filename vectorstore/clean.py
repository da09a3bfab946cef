"""From what was handed in to *the* text: stored, hashed, cited."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import regex

from vectorstore.errors import BadDocument
from vectorstore.sentences import grapheme_floor
from vectorstore.words import fold, has_words, words

MAX_CHARACTERS = 20_000_000
TITLE_LENGTH = 90
"""Code points of a derived title, at most."""

_LINE_END = regex.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
_CONTROL = regex.compile(r"[\p{Cc}--[\n\t]]|\ufeff", flags=regex.V1)
_SURROGATE = regex.compile(r"\p{Cs}")
_SOURCE_LINE = regex.compile(r"(?P<label>[^:：\n]{0,40}?)\s*[:：]?\s*(?P<url>https?://\S+)?")
_COUNT_LINE = regex.compile(r"(?P<label>[\p{L}\p{M} ]{2,30}?)\s*[(（\[]\s*\p{Nd}+\s*[)）\]]")
_LEADING = regex.compile(r"^[\s\-–—•*#>]+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and what its trailing lines said of where it came from."""

    text: str
    source_url: str | None = None


def clean(text: str) -> Cleaned:
    """Return the text in NFC, one kind of line end, no control characters, no source or comment lines at its end.

    A page end is a line end. Cleaning twice is cleaning once.

    :raises BadDocument: if the text holds a lone surrogate or a NUL, is longer than `MAX_CHARACTERS`, or holds no
        letter and no digit.
    """
    if (lone := _SURROGATE.search(text)) is not None:
        raise BadDocument(
            f"The text holds a lone surrogate (U+{ord(lone[0]):04X} at {lone.start()}), which no encoding can store; "
            "send the character itself."
        )
    if "\0" in text:
        raise BadDocument(
            f"The text holds a NUL byte (at {text.index(chr(0))}); it is binary, or damaged. Send plain text."
        )
    if len(text) > MAX_CHARACTERS:
        raise BadDocument(f"The text has {len(text):,} characters, at most {MAX_CHARACTERS:,} are taken; split it.")
    plain = _LINE_END.sub("\n", text).replace("\u2029", "\n\n")
    plain = unicodedata.normalize("NFC", _CONTROL.sub("", plain)).strip()
    body, source_url = _without_trailer(plain)
    if not has_words(body):
        raise BadDocument(
            "The text is empty: it holds no word and no number. Send an article with at least one sentence."
        )
    return Cleaned(body, source_url)


def derive_title(first_sentence: str) -> str:
    """Return an honest title for an article that has none: its first sentence, shortened at a word."""
    line = " ".join(first_sentence.split())
    plain = _LEADING.sub("", line) or line
    if len(plain) <= TITLE_LENGTH:
        return plain
    cut = plain.rfind(" ", TITLE_LENGTH // 2, TITLE_LENGTH)
    shortened = plain[: cut if cut > 0 else grapheme_floor(plain, TITLE_LENGTH - 1)]
    return shortened.rstrip(" ,;:-–—،؛।") + "…"


def publisher_of(source_url: str | None) -> str | None:
    """Return the host that published an article, without ``www.``; None if there is no address, or it is none."""
    try:
        host = urlsplit(source_url or "").hostname
    except ValueError:  # https://[: not an address
        return None
    return host.removeprefix("www.") if host else None


def _without_trailer(text: str) -> tuple[str, str | None]:
    source_url: str | None = None
    end = len(text)
    while True:
        at = text.rfind("\n", 0, end)
        head = _end_of_words(text, at + 1)
        line = text[at + 1 : end].strip()
        is_source, url = _source_line(line)
        if not head or (not is_source and not _is_comment_line(line, text.count("\n", head, at + 1))):
            return text[:end], source_url
        source_url = source_url or url
        end = head


def _end_of_words(text: str, end: int) -> int:
    """Return where a text that is cut at a position ends without the white space before it."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def _source_line(line: str) -> tuple[bool, str | None]:
    match = _SOURCE_LINE.fullmatch(line)
    if match is None:
        return False, None
    label, url = match["label"], match["url"]
    if _key(label) in _labels("source"):
        return True, url
    is_short = len(label.split()) <= 3
    return (url is not None and is_short), url


def _is_comment_line(line: str, gap: int) -> bool:
    """Tell whether a line counts comments; ``gap`` is how many line breaks part it from the text before."""
    match = _COUNT_LINE.fullmatch(line)
    if match is None:
        return False
    return _key(match["label"]) in _labels("comments") or (gap > 1 and len(match["label"].split()) <= 2)


def _key(label: str) -> str:
    return " ".join(fold(word.text) for word in words(label))


@cache
def _labels(kind: str) -> frozenset[str]:
    table = tomllib.loads((files("vectorstore") / "lexicon" / "boilerplate.toml").read_text("utf-8"))
    return frozenset(_key(label) for label in table[kind])
