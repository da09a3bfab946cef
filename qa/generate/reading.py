"""Reading what a model replies, while it comes: the JSON that was asked for, broken JSON, or text with markers.

Nothing here decides what may leave; it finds claims, the numbers they point at, and translations.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from vectorstore.sentences import sentence_spans

LONGEST_REPLY = 40_000
"""Characters of a reply that are read; what comes behind them is not."""

_MARKS = regex.compile(r"(?:\s?[\[【]\s*\p{Nd}{1,4}(?:\s*[,;،、–-]\s*\p{Nd}{1,4})*\s*[\]】])+")
_OPEN_MARK = regex.compile(r"[\[【][\s\p{Nd},;،、–-]*$")
_NUMBER = regex.compile(r"\p{Nd}{1,4}")
_JSON = regex.compile(r"\{\s*[\"'}]")
_TRAILING_COMMA = regex.compile(r",(\s*[}\]])")
_SALVAGE = regex.compile(r'"text"\s*:\s*"([^\n]{1,2000}?)"\s*,\s*"citations"\s*:\s*\[([\d,\s"]*)\]')
_THOUGHT = regex.compile(r"^\s*<think>.*?(?:</think>|$)", flags=regex.DOTALL)
_STOPS = ".!?।؟;,"
_SAID = ("text", "claim", "statement")
_POINTS = ("citations", "sentences", "sources", "numbers")


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as the model states it, with the numbers it points at; neither is checked."""

    text: str
    numbers: tuple[int, ...]


class Reply:
    """A reply that grows. ``translations`` are by the sentence's number, ``declined``: the model cannot tell."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._whole = ""
        self._at = 0
        self._json: int | None = None
        self._scan: _Scan | None = None
        self.claims = 0
        self.declined = False
        self.translations: dict[int, str] = {}

    def feed(self, piece: str) -> list[Stated]:
        """Take in a piece and return the claims that it completes; how the reply is cut into pieces changes nothing."""
        self._whole = (self._whole + piece)[:LONGEST_REPLY]
        return self._read(is_whole=False)

    def finish(self) -> list[Stated]:
        """Return the claims that only the end of the reply completes."""
        found = self._read(is_whole=True)
        if self._json is not None and not self.claims and not self.declined:
            found = list(self._salvaged())
            self.claims += len(found)
        return found

    def _read(self, *, is_whole: bool) -> list[Stated]:
        text = _THOUGHT.sub("", self._whole)
        if self._json is None and (match := _JSON.search(text, self._at)):
            self._json = match.start()
            self._scan = _Scan(self._json)
        found = list(self._from_text(text[: self._json], is_whole=is_whole or self._json is not None))
        if self._scan is not None:
            found += self._from_json(self._scan.objects(text))
        self.claims += len(found)
        return found

    def _from_json(self, objects: Iterator[dict[str, object]]) -> Iterator[Stated]:
        for value in objects:
            said = next((value[name] for name in _SAID if isinstance(value.get(name), str)), None)
            if isinstance(said, str) and "sentence" in value:
                self.translations |= dict.fromkeys(_numbers(value["sentence"]), said)
            elif isinstance(said, str) and "claims" not in value:
                pointed = next((value[name] for name in _POINTS if name in value), None)
                yield Stated(_MARKS.sub("", said), _numbers([*_as_list(pointed), *_MARKS.findall(said)]))
            elif value.get("declined") is True or value.get("claims") == []:
                self.declined = True

    def _from_text(self, text: str, *, is_whole: bool) -> Iterator[Stated]:
        """Take the sentence before each run of markers; what has no marker behind it points at nothing."""
        for marks in _MARKS.finditer(text, self._at):
            rest = text[marks.end() :].lstrip()
            if not is_whole and (not rest or _OPEN_MARK.match(rest) or rest[0] in "[【"):
                break
            before = text[self._at : marks.start()].lstrip(_STOPS + " \n")
            self._at = marks.end()
            spans = sentence_spans(before, self._language)
            if spans:
                yield Stated(before[spans[-1].start : spans[-1].end], _numbers(marks[0]))

    def _salvaged(self) -> Iterator[Stated]:
        """Take what claims a broken or strange piece of JSON still holds."""
        matches = _SALVAGE.findall(self._whole)
        for said, numbers in matches:
            yield Stated(said, _numbers(numbers))
        if not matches and self._scan is not None:
            self._at = 0
            yield from self._from_text("\n".join(self._scan.strings), is_whole=True)


class _Scan:
    """Finds the objects of a growing JSON text, inner ones before outer ones, each once."""

    def __init__(self, start: int) -> None:
        self._at = start
        self._starts: list[int] = []
        self._in_string = False
        self._is_escaped = False
        self.strings: list[str] = []

    def objects(self, text: str) -> Iterator[dict[str, object]]:
        while self._at < len(text):
            c = text[self._at]
            self._at += 1
            if self._in_string:
                self._in_string = self._is_escaped or c != '"'
                self._is_escaped = c == "\\" and not self._is_escaped
            elif c == '"' and self._starts:
                self._in_string = True
            elif c == "{":
                self._starts.append(self._at - 1)
            elif c == "}" and self._starts:
                value = _object(text[self._starts.pop() : self._at])
                if value is not None:
                    self.strings += [one for one in _flat(value) if isinstance(one, str)]
                    yield value


def _object(text: str) -> dict[str, object] | None:
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else None
    return None


def _flat(value: dict[str, object]) -> Iterator[object]:
    for one in value.values():
        yield from one if isinstance(one, list) else [one]


def _numbers(value: object) -> tuple[int, ...]:
    """Return the numbers that a value of JSON or a run of markers names, in order, each once."""
    found = [
        int(digits)
        for part in _as_list(value)
        if isinstance(part, int | str | float) and not isinstance(part, bool)
        for digits in _NUMBER.findall(str(int(part)) if isinstance(part, float) and part.is_integer() else str(part))
    ]
    return tuple(dict.fromkeys(found))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
