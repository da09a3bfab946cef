"""The doors: over HTTP, public sets, the command line."""

import json
from pathlib import Path

import httpx
import pytest
from eval_fakes import ARTICLES, BUILDER, LENGTH, QUESTIONS, YEAR, Knows
from typer.testing import CliRunner

from eval import commands, evaluate
from eval.cli import app
from eval.errors import BadGoldenSet, EvalError, SystemFailed
from eval.golden import to_row
from eval.over_http import OverHttp
from eval.public import read_public
from eval.result import read_results
from eval.run import run
from eval.sets import GoldenSet
from eval.validate import problems

COMMANDS = ("compare", "gate", "record", "table", "report", "twins", "validate", "public")


def service(request: httpx.Request) -> httpx.Response:
    """The contract's REST around the fake, two documents a page."""
    knows = Knows()
    body = json.loads(request.content) if request.content else {}
    path = request.url.path
    if request.headers.get("Authorization") != "Bearer secret":
        return httpx.Response(401, json={"title": "no key"})
    if path == "/v1/ask":
        assert body["store"] is False
        return httpx.Response(200, json=knows.ask(body["question"], body["history"]))
    if path == "/v1/search":
        return httpx.Response(200, json={"passages": knows.search(body["query"], body["k"])})
    if path == "/v1/documents":
        start = int(request.url.params.get("cursor", "0"))
        page = list(ARTICLES.values())[start : start + 2]
        after = str(start + 2) if start + 2 < len(ARTICLES) else None
        entries = [{"id": each.id, "language": each.language} for each in page]
        return httpx.Response(200, json={"documents": entries, "next_cursor": after})
    article = ARTICLES[path.removeprefix("/v1/documents/")]
    return httpx.Response(200, json={"id": article.id, "text": article.text})


def client(key: str = "secret") -> httpx.Client:
    headers = {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url="http://qa", headers=headers, transport=httpx.MockTransport(service))


def test_over_http_the_verdicts_are_the_same() -> None:
    with client() as door:
        system = OverHttp(door)
        assert system.articles == ARTICLES
        over = run("toy", QUESTIONS, system)
    inside = run("toy", QUESTIONS, Knows())
    assert [result.verdict for result in over] == [result.verdict for result in inside]


def test_a_service_that_refuses_is_named() -> None:
    with client("wrong") as door, pytest.raises(SystemFailed, match="401"):
        OverHttp(door)


def test_a_set_is_run_only_where_its_articles_are() -> None:
    with client() as door:
        system = OverHttp(door)
        here = GoldenSet("here", QUESTIONS, ())
        elsewhere = GoldenSet("elsewhere", (to_elsewhere(),), ())
        assert evaluate.held_by(system, [here, elsewhere]) == [here]
        with pytest.raises(EvalError, match="tower"):
            evaluate.held_by(system, [elsewhere])


def to_elsewhere():
    from dataclasses import replace

    return replace(BUILDER, documents=("tower",), evidence={"tower": ("x",)})


def squad(path: Path, contexts: dict[str, list[tuple[str, str, str]]]) -> Path:
    paragraphs = [
        {"context": context, "qas": [_entry(context, *entry) for entry in entries]}
        for context, entries in contexts.items()
    ]
    path.write_text(json.dumps({"data": [{"title": "t", "paragraphs": paragraphs}]}), "utf-8")
    return path


def _entry(context: str, name: str, asked: str, said: str) -> dict[str, object]:
    answers = [{"text": said, "answer_start": max(0, context.find(said))}] if said else []
    return {"id": name, "question": asked, "answers": answers}


def test_a_public_set_is_a_sound_golden_set(tmp_path) -> None:
    contexts = {
        "The bridge is 12 metres long. It was built in 12 days.": [("q1", "How many days?", "12 days")],
        "Cats sleep.": [("q2", "Who sleeps?", "Cats"), ("q3", "Who flies?", ""), ("q4", "Who?", "dogs")],
    }
    chosen = read_public(squad(tmp_path / "x.json", contexts), "XQuAD en", "dev")
    assert chosen.name == "XQuAD en dev n=3"
    assert [question.id for question in chosen.questions] == ["q1", "q2", "q3"], (
        "an answer that is not there is dropped"
    )
    assert chosen.questions[0].evidence == {"p00000": ("It was built in 12 days.",)}
    assert not chosen.questions[2].is_answerable
    named = [fault for fault in problems(chosen.questions, chosen.articles) if "kind 'span'" not in fault]
    assert named == []


def test_questions_may_come_from_the_set_in_another_language(tmp_path) -> None:
    there = squad(tmp_path / "de.json", {"Die Katze schläft.": [("q1", "Wer schläft?", "Katze")]})
    here = squad(tmp_path / "en.json", {"The cat sleeps.": [("q1", "Who sleeps?", "cat")]})
    chosen = read_public(there, "XQuAD", language="de", questions=here, question_language="en")
    (question,) = chosen.questions
    assert (question.question, question.language, question.answer_any) == ("Who sleeps?", "en", (("Katze", "cat"),))


def test_goldp_ids_say_the_language(tmp_path) -> None:
    file = squad(tmp_path / "tydi.json", {"Cats sleep.": [("bengali-123-0", "কে ঘুমায়?", "Cats")]})
    assert read_public(file).questions[0].language == "bn"
    assert len(read_public(file, limit=1).questions) == 1


@pytest.mark.parametrize("content", ["{", "[]", '{"data": [{"title": "x"}]}', '{"data": []}'])
def test_what_is_not_of_squads_shape_is_named(content: str, tmp_path) -> None:
    file = tmp_path / "x.json"
    file.write_text(content, "utf-8")
    with pytest.raises(BadGoldenSet, match=r"x\.json"):
        read_public(file)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_says_what_it_does_and_shows_an_example(command: str) -> None:
    shown = CliRunner().invoke(app, [*command.split(), "--help"])
    assert shown.exit_code == 0
    assert "Example: qa eval" in shown.output


@pytest.fixture
def knows(monkeypatch, tmp_path) -> Path:
    """The commands, with the fake in place of the service and one small set of one's own."""
    from contextlib import contextmanager

    @contextmanager
    def opened(_):
        yield Knows()

    monkeypatch.setattr(evaluate, "opened", opened)
    monkeypatch.setattr(commands, "RUNS", tmp_path / "runs")
    for article in ARTICLES.values():
        (tmp_path / f"{article.id}.txt").write_text(article.text, "utf-8")
    rows = "".join(json.dumps(to_row(question)) + "\n" for question in (LENGTH, BUILDER, YEAR))
    (tmp_path / "mine.jsonl").write_text(rows, "utf-8")
    return tmp_path


def test_ones_own_set_from_files_to_report(knows: Path) -> None:
    own = ["--set", str(knows / "mine.jsonl"), "--articles", str(knows)]
    assert CliRunner().invoke(app, ["validate", *own]).exit_code == 0
    ran = CliRunner().invoke(app, [*own, "--out", str(knows / "a")])
    assert ran.exit_code == 0, ran.output
    assert "answer accuracy" in ran.output
    assert {path.name for path in (knows / "a").iterdir()} == {
        "results.jsonl",
        "scores.json",
        "junit.xml",
        "report.html",
    }
    assert all(result.is_passed for result in read_results(knows / "a"))
    CliRunner().invoke(app, [*own, "--out", str(knows / "b")])
    compared = CliRunner().invoke(app, ["compare", str(knows / "a"), str(knows / "b")])
    assert compared.exit_code == 0
    assert "0 questions won, 0 lost" in compared.output
    assert CliRunner().invoke(app, ["report", str(knows / "a")]).exit_code == 0


def test_the_gate_has_an_exit_code_of_its_own(knows: Path) -> None:
    own = ["--set", str(knows / "mine.jsonl"), "--articles", str(knows), "--out", str(knows / "a")]
    assert CliRunner().invoke(app, [*own, "--gate"]).exit_code == 1, "no floor is about this set: an error, not a fall"
    results = (knows / "a" / "results.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in results.splitlines()]
    fallen = [{**row, "set": "seeds", "verdict": {**row["verdict"], "status": "refused"}} for row in rows]
    (knows / "a" / "results.jsonl").write_text("".join(json.dumps(row) + "\n" for row in fallen), "utf-8")
    gated = CliRunner().invoke(app, ["gate", str(knows / "a")])
    assert gated.exit_code == 3
    assert "quality fell" in gated.output


def test_a_faulty_set_is_told_fault_by_fault(knows: Path) -> None:
    rows = (knows / "mine.jsonl").read_text("utf-8").replace('Karl Meyer"]', 'Karl Maier"]')
    (knows / "mine.jsonl").write_text(rows, "utf-8")
    told = CliRunner().invoke(app, ["validate", "--set", str(knows / "mine.jsonl"), "--articles", str(knows)])
    assert told.exit_code == 1
    assert "does not hold 'Karl Maier'" in told.output


@pytest.mark.parametrize("arguments", [["--split", "half"], ["compare", "/none", "/none"], ["--set", "x.jsonl"]])
def test_what_can_be_cured_is_one_sentence(arguments: list[str]) -> None:
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 1
    assert told.output.startswith("qa eval: ")
    assert "Traceback" not in told.output


def test_importing_the_commands_hook_imports_little() -> None:
    import subprocess
    import sys

    code = "import sys, eval.cli; print([m for m in ('numpy', 'chromadb', 'httpx', 'qa.service') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
