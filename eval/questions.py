"""How well questions are read: their kind, the figures they let answer, their focus, threshold and parts."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from eval.errors import EvalError
from qa.cues import NUMERIC
from qa.decide import threshold
from qa.followup import standalone
from qa.parts import parts
from qa.question import Question, analyse
from qa.request import Turn
from qa.units import shown_kinds, units
from vectorstore.words import fold, words

LABELLED = Path(__file__).parent / "questions.jsonl"
FLOOR = 0.9
"""Share of questions that must be read right in each half."""

_LIKE = 0.5
"""Words that two foci must share, of all the words of both, to be the same."""


@dataclass(frozen=True)
class Labelled:
    """A question and how it is to be read.

    ``asked``: the kinds of figure that may answer, or that a yes/no question compares with. ``focus``: the words for
    what is counted or named, empty where it does not matter. ``threshold``: side and value («above 50»). ``parts``: the
    kinds of the questions that it asks at once, and ``holds`` the words that each of them needs.
    """

    id: str
    language: str
    question: str
    kind: str
    asked: list[str]
    focus: str
    parts: list[str] | None
    holds: list[list[str]] | None
    threshold: str | None

    @cached_property
    def half(self) -> str:
        """``tune`` or ``keep``, by hash of the id."""
        return "keep" if hashlib.sha256(self.id.encode()).digest()[0] % 2 else "tune"

    @property
    def group(self) -> str:
        """The kind, or what else makes the question hard: ``compound``, ``comparison``."""
        return "compound" if self.parts else "comparison" if self.threshold else self.kind


@dataclass(frozen=True, slots=True)
class Reading:
    """A labelled question and what was read otherwise: ``kind: count, not money``."""

    labelled: Labelled
    faults: tuple[str, ...]


def read_labelled(path: Path = LABELLED) -> list[Labelled]:
    """Read the questions of a JSONL file.

    :raises EvalError: naming file and line, if a line is no labelled question.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            labelled = Labelled(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise EvalError(f"{path.name}:{number} is no labelled question: {error}") from error
        if len(labelled.parts or ()) != len(labelled.holds or ()):
            raise EvalError(f"{path.name}:{number}: each of the parts needs its words in holds.")
        found.append(labelled)
    return found


def read_questions(labelled: Sequence[Labelled]) -> list[Reading]:
    """Analyse every question, and say what comes out otherwise than labelled."""
    return [Reading(each, tuple(_faults(each))) for each in labelled]


def share_right(readings: Sequence[Reading]) -> float | None:
    """Return the share of questions read right in everything; None of none."""
    return sum(not each.faults for each in readings) / len(readings) if readings else None


def accepted(question: Question) -> frozenset[str]:
    """Return the kinds of figure that may answer, or that a comparison is about; none where no figure is asked for."""
    limit = threshold(question)
    if limit is not None:
        return frozenset({limit.figure})
    if question.kind not in NUMERIC:
        return frozenset()
    if question.unit is not None and question.kind in ("count", "measure"):
        return frozenset({units()[question.unit].kind})
    kinds = frozenset(shown_kinds(question.kind))
    return kinds | question.asked if question.kind == "count" else kinds & question.asked or kinds


def _faults(labelled: Labelled) -> Iterator[str]:
    found = parts(labelled.question, labelled.language)
    if len(found) != len(labelled.parts or [None]):
        yield f"parts: {[text for text, _ in found]}"
    elif labelled.parts:
        yield from _faults_of_parts(labelled, found)
    if labelled.parts:
        return
    question = analyse(labelled.question, labelled.language)
    if question.kind != labelled.kind:
        yield f"kind: {question.kind}, not {labelled.kind}"
    if accepted(question) != set(labelled.asked):
        yield f"asked: {sorted(accepted(question))}, not {labelled.asked}"
    if labelled.focus and _likeness(labelled.focus, question.focus_text) < _LIKE:
        yield f"focus: «{question.focus_text}», not «{labelled.focus}»"
    limit = threshold(question)
    if labelled.threshold != (limit and f"{limit.side} {limit.value:f}"):
        yield f"threshold: {limit}, not {labelled.threshold}"


def _faults_of_parts(labelled: Labelled, found: Sequence[tuple[str, bool]]) -> Iterator[str]:
    first = Turn("user", found[0][0])
    whole = [standalone(text, (first,), always=True) if leans else text for text, leans in found]
    kinds = [analyse(text, labelled.language).kind for text in whole]
    if kinds != labelled.parts:
        yield f"parts: {kinds}, not {labelled.parts}, of {whole}"
    for text, needed in zip(whole, labelled.holds or [], strict=True):
        missing = [word for word in needed if fold(word) not in fold(text)]
        if missing:
            yield f"parts: «{text}» lacks {', '.join(missing)}"


def _likeness(one: str, other: str) -> float:
    first, second = ({fold(word.text) for word in words(text)} for text in (one, other))
    return len(first & second) / max(1, len(first | second))
