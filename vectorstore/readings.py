"""Readings: the tokens and numbers of sentences as they were read at ingest, so that no question reads them again.

A token is kept as where it starts, where it ends and what it is; its key only where it is not the word that stands
there, folded.
"""

import struct
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.forms import Kind
from vectorstore.numerals import Numeral
from vectorstore.reading import ReadSentence
from vectorstore.tokenizer import Token
from vectorstore.words import fold

_HEAD = struct.Struct("<3I")
_OPEN = 256
"""Packed readings that are kept open, about 5 MB."""

_KINDS: dict[str, Kind] = {"w": "word", "n": "name", "d": "number"}
_LETTERS: dict[str, str] = {kind: letter for letter, kind in _KINDS.items()}
_DATE, _ROMAN = 1, 2


def pack_readings(sentences: Sequence[ReadSentence], texts: Sequence[str]) -> bytes:
    """Return the readings of some sentences; ``texts`` are what they read."""
    kinds: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
    places: list[int] = []
    number_lines: list[str] = []
    for at, (sentence, text) in enumerate(zip(sentences, texts, strict=True)):
        for start, end, key, kind, pos, glosses in sentence.tokens:
            is_written = (written := text[start:end]) == key or fold(written) == key
            what = ("" if is_written else key, kind, pos, glosses)
            places += (start, end, kinds.setdefault(what, len(kinds)))
        number_lines += [_line(at, numeral) for numeral in sentence.numerals]
    firsts = np.cumsum([0, *(len(sentence.tokens) for sentence in sentences)])
    columns = np.array(places, dtype="<u2")
    listed = "\n".join(f"{_LETTERS[kind]}{pos}\t{key}\t{'|'.join(glosses)}" for key, kind, pos, glosses in kinds)
    named, numbered = listed.encode(), "\n".join(number_lines).encode()
    head = _HEAD.pack(len(firsts), len(columns), len(named))
    return head + firsts.astype("<u2").tobytes() + columns.tobytes() + named + numbered


def read_again(packed: bytes, at: int, text: str) -> ReadSentence:
    """Return what a sentence was read as, of which ``text`` is the text."""
    opened = _opened(packed)
    first, last = opened.firsts[at], opened.firsts[at + 1]
    tokens = [_token(start, end, opened.kinds[kind], text) for start, end, kind in opened.places[first:last].tolist()]
    return ReadSentence(tokens, [_numeral(line) for line in opened.numbers.get(at, ())])


class _Opened(NamedTuple):
    """Where the tokens of each sentence begin; where each token starts and ends, and what it is; lines of numbers."""

    firsts: list[int]
    places: NDArray[np.uint16]
    kinds: list[str]
    numbers: dict[int, list[str]]


@lru_cache(maxsize=_OPEN)
def _opened(packed: bytes) -> _Opened:
    count, size, named = _HEAD.unpack_from(packed)
    at = _HEAD.size
    firsts = np.frombuffer(packed, "<u2", count, at).tolist()
    at += 2 * count
    places = np.frombuffer(packed, "<u2", size, at).reshape(-1, 3)
    at += 2 * size
    numbers: dict[int, list[str]] = {}
    for line in packed[at + named :].decode().split("\n") if at + named < len(packed) else ():
        sentence, _, rest = line.partition(" ")
        numbers.setdefault(int(sentence), []).append(rest)
    return _Opened(firsts, places, packed[at : at + named].decode().split("\n"), numbers)


def _token(start: int, end: int, what: str, text: str) -> Token:
    kind, pos, key, glosses = _kind(what)
    return Token(start, end, key or fold(text[start:end]), kind, pos, glosses)


@lru_cache(maxsize=100_000)
def _kind(line: str) -> tuple[Kind, str, str, tuple[str, ...]]:
    sort, key, glosses = line.split("\t")
    return _KINDS[sort[0]], sort[1:], key, tuple(glosses.split("|")) if glosses else ()


def _line(at: int, numeral: Numeral) -> str:
    sort = _DATE * numeral.is_date + _ROMAN * numeral.is_roman
    value, written = str(numeral.value), str(numeral.written)
    return f"{at} {numeral.start} {numeral.end} {sort} {value} {'' if written == value else written}"


def _numeral(line: str) -> Numeral:
    start, end, sort, value, written = line.split(" ")
    return Numeral(
        int(start),
        int(end),
        Decimal(value),
        Decimal(written or value),
        is_date=bool(int(sort) & _DATE),
        is_roman=bool(int(sort) & _ROMAN),
    )
