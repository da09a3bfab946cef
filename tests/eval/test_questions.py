import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import EvalError
from eval.gate import QUALITY_FELL
from eval.questions import FLOOR, LABELLED, Labelled, read_labelled, read_questions, share_right
from vectorstore.lexicon import LANGUAGES

KINDS = {
    "definition", "percentage", "money", "measure", "count", "date", "reason", "person", "place", "organization",
    "list", "manner", "yes_no", "what", "other",
}  # fmt: skip


@pytest.fixture(scope="module")
def labelled() -> list[Labelled]:
    return read_labelled()


@pytest.mark.parametrize("half", ["tune", "keep"])
def test_questions_are_read_as_they_are_meant(labelled: list[Labelled], half: str) -> None:
    assert (share_right(read_questions([each for each in labelled if each.half == half])) or 0.0) >= FLOOR


def test_the_questions_are_of_every_kind_and_language(labelled: list[Labelled]) -> None:
    assert len(labelled) >= 600
    assert len({each.id for each in labelled}) == len({each.question for each in labelled}) == len(labelled)
    assert {each.half for each in labelled} == {"tune", "keep"}
    for language in LANGUAGES:
        own = [each for each in labelled if each.language == language]
        assert {each.kind for each in own} == KINDS, language
        assert len(own) >= 100
    assert sum(each.parts is not None for each in labelled) >= 120
    assert sum(each.threshold is not None for each in labelled) >= 60
    assert min(Counter(each.kind for each in labelled).values()) >= 10


def test_labels_speak_of_words_of_the_question(labelled: list[Labelled]) -> None:
    for each in labelled:
        assert each.focus in each.question
        assert set(each.parts or ()) <= KINDS
        assert all(word in each.question for needed in each.holds or () for word in needed)


@pytest.mark.parametrize(
    "change",
    [{"kind": "reason"}, {"asked": ["volume"]}, {"focus": "rivers"}, {"parts": ["count", "date"], "holds": [[], []]}],
)
def test_what_is_read_otherwise_is_a_fault(change: dict) -> None:
    own = {
        "id": "a",
        "language": "en",
        "question": "How many lakes and no rivers?",
        "kind": "count",
        "asked": ["count"],
    }
    right = {**own, "focus": "lakes", "parts": None, "holds": None, "threshold": None}
    assert read_questions([Labelled(**right)])[0].faults == ()
    assert len(read_questions([Labelled(**{**right, **change})])[0].faults) == 1


def test_a_part_without_the_words_it_needs_is_a_fault() -> None:
    text = "How many boats and how many nets were lost in Goa?"
    line = {"id": "a", "language": "en", "question": text, "kind": "count", "asked": ["count"], "focus": ""}
    needed = [["boats", "Goa"], ["nets", "Goa"]]
    both = {**line, "parts": ["count", "count"], "holds": needed, "threshold": None}
    assert read_questions([Labelled(**both)])[0].faults == ()
    assert read_questions([Labelled(**{**both, "holds": [["boats", "nets"], ["nets"]]})])[0].faults


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}'])
def test_a_line_that_is_no_labelled_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(LABELLED.read_text("utf-8").splitlines()[0] + "\n" + line, "utf-8")
    with pytest.raises(EvalError, match=r"questions\.jsonl:2"):
        read_labelled(file)


def test_the_command_prints_both_halves_and_falls_below_the_floor(tmp_path: Path) -> None:
    command = CliRunner().invoke(app, ["questions"])
    assert command.exit_code == 0
    assert "questions read right" in command.output
    wrong = [{**json.loads(line), "kind": "reason"} for line in LABELLED.read_text("utf-8").splitlines()]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, wrong)), "utf-8")
    assert CliRunner().invoke(app, ["questions", "--labelled", str(file)]).exit_code == QUALITY_FELL
