"""What became of one golden question: kept for every run, one line of ``results.jsonl`` each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.golden import GoldenQuestion, from_row, to_row
from eval.system import Json


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer and one search, judged; counts and ranks only.

    ``matched``: which string of each `answer_any` group the answer says, None where none. ``found``: rank and document
    of every passage on the evidence, best first. ``exact``: citations whose text is the document's at their offsets.
    """

    status: str
    matched: tuple[int | None, ...]
    first_document: str | None
    citations: int
    on_evidence: int
    exact: int
    claims: int
    supported: int
    found: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A question of a set, the answer given, the ranks of its evidence and the verdict.

    ``languages``: of the correct documents, in their order. ``seconds``: wall time of the answer.
    """

    set: str
    question: GoldenQuestion
    languages: tuple[str, ...]
    answer: Json
    verdict: Verdict
    seconds: float

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def is_passed(self) -> bool:
        """Answered as the contract's *answer accuracy* asks, or refused where a refusal is right."""
        if not self.question.is_answerable:
            return self.verdict.status == "refused"
        return (
            self.verdict.status == "answered"
            and None not in self.verdict.matched
            and self.verdict.first_document in self.question.documents
        )


def write_results(path: Path, results: Iterable[Result]) -> None:
    """Write one JSON line a result."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        for result in results:
            file.write(json.dumps(result_json(result), ensure_ascii=False) + "\n")


def read_results(path: Path) -> list[Result]:
    """Read the results of a run: its folder, or its ``results.jsonl``.

    :raises EvalError: if there are none, or they are of another version.
    """
    file = path / "results.jsonl" if path.is_dir() else path
    try:
        return [_from_json(json.loads(line)) for line in file.read_text("utf-8").splitlines() if line]
    except OSError as error:
        raise EvalError(
            f"{file} cannot be read ({error.strerror}); name a folder that `qa eval --out` wrote."
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise EvalError(f"{file} holds no results of this version of the examiner: {error!r}.") from error


def result_json(result: Result) -> Json:
    """Return a result as one JSON object; `read_results` reads it back."""
    return {
        "set": result.set,
        "id": result.id,
        "split": result.question.split,
        "passed": result.is_passed,
        "question": to_row(result.question),
        "languages": list(result.languages),
        "answer": result.answer,
        "verdict": asdict(result.verdict),
        "seconds": round(result.seconds, 6),
    }


def _from_json(row: Mapping[str, Any]) -> Result:
    verdict = dict(row["verdict"])
    verdict["matched"] = tuple(verdict["matched"])
    verdict["found"] = tuple((rank, document) for rank, document in verdict["found"])
    return Result(
        set=row["set"],
        question=from_row(row["question"]),
        languages=tuple(row["languages"]),
        answer=row["answer"],
        verdict=Verdict(**verdict),
        seconds=row["seconds"],
    )
