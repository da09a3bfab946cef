"""Golden questions: lines of JSON (contract, section 3), each with the evidence that proves its answer."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import BadGoldenSet

UNANSWERABLE = ("off_topic", "absent_fact", "wrong_scope", "false_presupposition")
SPLITS = ("tune", "keep", "all")
KIND_ALIASES = {"quantity": "count"}
"""The contract's own example says ``quantity``."""

_REQUIRED = {
    "id": str,
    "question": str,
    "language": str,
    "kind": str,
    "documents": list,
    "evidence": dict,
    "answer_any": list,
}
_LANGUAGE_SUFFIX = re.compile(r"\.[a-z]{2,3}$")
_PARAPHRASE_SUFFIX = re.compile(r"-[b-f]$")


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """A question and what a right answer must hold.

    ``documents``: every correct source, none if the right answer is a refusal. ``evidence``: exact substrings of each
    source's stored text. ``answer_any``: the answer must match one string of every group. ``history``: turns before.
    """

    id: str
    question: str
    language: str
    kind: str
    documents: tuple[str, ...] = ()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answer_any: tuple[tuple[str, ...], ...] = ()
    history: tuple[Mapping[str, str], ...] = ()
    unanswerable: str | None = None

    @property
    def is_answerable(self) -> bool:
        """Tell whether any article holds the answer."""
        return bool(self.documents)

    @property
    def base_id(self) -> str:
        """The id that all translations and paraphrases of the question share."""
        return _PARAPHRASE_SUFFIX.sub("", self.wording_id)

    @property
    def wording_id(self) -> str:
        """The id that the translations of one wording share."""
        return _LANGUAGE_SUFFIX.sub("", self.id)

    @property
    def split(self) -> str:
        """``keep`` for a third of the base ids, drawn by hash, else ``tune``. Nobody tunes on *keep*."""
        return "keep" if int(hashlib.sha256(self.base_id.encode()).hexdigest(), 16) % 3 == 0 else "tune"


def read_golden(path: Path) -> list[GoldenQuestion]:
    """Read one JSONL file; blank lines are skipped.

    :raises BadGoldenSet: naming file and line, if a line is not a golden question.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadGoldenSet(f"{path} cannot be read: {error}") from error
    return [_parse(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def from_row(row: Mapping[str, Any]) -> GoldenQuestion:
    """Build a question from a row that has been checked."""
    return GoldenQuestion(
        id=row["id"],
        question=row["question"],
        language=row["language"],
        kind=row["kind"],
        documents=tuple(row["documents"]),
        evidence={document: tuple(quotes) for document, quotes in row["evidence"].items()},
        answer_any=tuple(tuple(group) for group in row["answer_any"]),
        history=tuple(dict(turn) for turn in row.get("history", ())),
        unanswerable=row.get("unanswerable"),
    )


def to_row(question: GoldenQuestion) -> dict[str, Any]:
    """Return the row a question was read from."""
    row: dict[str, Any] = {
        "id": question.id,
        "question": question.question,
        "language": question.language,
        "kind": question.kind,
        "documents": list(question.documents),
        "evidence": {document: list(quotes) for document, quotes in question.evidence.items()},
        "answer_any": [list(group) for group in question.answer_any],
        "history": [dict(turn) for turn in question.history],
    }
    return row if question.unanswerable is None else {**row, "unanswerable": question.unanswerable}


def _parse(line: str, where: str) -> GoldenQuestion:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadGoldenSet(f"{where}: not JSON ({error.msg}, column {error.colno}).") from error
    if not isinstance(row, dict):
        raise BadGoldenSet(f"{where}: a line is one JSON object, not {type(row).__name__}.")
    for name, kind in _REQUIRED.items():
        if not isinstance(row.get(name), kind):
            raise BadGoldenSet(f"{where}: {name!r} must be a {kind.__name__}, is {row.get(name)!r}.")
    unknown = set(row) - set(_REQUIRED) - {"history", "unanswerable"}
    if unknown:
        raise BadGoldenSet(f"{where}: unknown field {min(unknown)!r}.")
    return from_row(row)
