"""Each deliberate break of issue 3 turns the gate red; the repository's own questions are asked."""

from functools import cache

import pytest
from eval_fakes import (
    Broken,
    Knows,
    answering,
    citing_neighbours,
    refusing,
    swapping_figures,
    without_words,
)

from eval.compare import compare
from eval.errors import EvalError
from eval.floors import Floor, raised, read_floors, write_floors
from eval.gate import passed, read_passing, rule, write_passing
from eval.result import Result
from eval.run import run
from eval.scores import HEADLINES
from eval.sets import default_sets
from eval.system import System
from eval.table import score_table
from eval.terminal import comparison_lines, ruling_lines

BREAKS = {
    "drop the lexical leg": lambda system: Broken(system, respell=without_words),
    "cite the neighbour sentence": lambda system: Broken(system, citing_neighbours),
    "always refuse": lambda system: Broken(system, refusing),
    "always answer": lambda system: Broken(system, answering),
    "swap two figures": lambda system: Broken(system, swapping_figures),
}
FELL = {
    "drop the lexical leg": "recall@5",
    "cite the neighbour sentence": "citation precision",
    "always refuse": "answer accuracy",
    "always answer": "refusal recall",
    "swap two figures": "answer accuracy",
}


def floors_of(results: list[Result]) -> list[Floor]:
    blank = [
        Floor(name, split, measure, 0.0, "2026-01-01", "qa eval --gate")
        for name in ("seeds", "topics")
        for split in ("tune", "keep", "all")
        for measure in HEADLINES
    ]
    return raised(blank, results, "2026-01-02")


@cache
def whole() -> list[Result]:
    return asked("nothing")


@cache
def asked(name: str) -> list[Result]:
    results = []
    for each in default_sets():
        system: System = BREAKS.get(name, lambda system: system)(Knows(each.questions, each.articles))
        results += run(each.name, each.questions, system)
    return results


def test_the_whole_system_passes_its_own_gate() -> None:
    ruling = rule(floors_of(whole()), passed(whole()), whole())
    assert ruling.is_open
    assert (ruling.checked, ruling.lost, ruling.gained) == (60, (), ())


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_turns_the_gate_red(name: str) -> None:
    ruling = rule(floors_of(whole()), passed(whole()), asked(name))
    assert not ruling.is_open
    fallen = {(each.floor.set, each.floor.split) for each in ruling.shortfalls if each.floor.measure == FELL[name]}
    assert fallen == {(each, split) for each in ("seeds", "topics") for split in ("tune", "keep", "all")}


@pytest.mark.parametrize("name", ["always refuse", "always answer", "swap two figures"])
def test_the_questions_lost_are_named(name: str) -> None:
    broken = asked(name)
    ruling = rule(floors_of(whole()), passed(whole()), broken)
    lines = list(ruling_lines(ruling))
    assert "quality fell" in lines[0]
    assert ruling.lost
    assert set(ruling.lost) == passed(whole()) - passed(broken)
    assert all(f"  lost {each}" in lines for each in ruling.lost)


@pytest.mark.parametrize("name", BREAKS)
def test_comparing_sees_the_break_too(name: str) -> None:
    assert compare(whole(), asked(name)).is_worse
    cured = compare(asked(name), whole())
    assert not any(each.is_worse for each in cured.differences if each.measure == FELL[name])


def test_a_comparison_names_wins_and_losses() -> None:
    found = compare(whole(), asked("always refuse"))
    lines = list(comparison_lines(found))
    assert lines[0] == f"{len(found.won)} questions won, {len(found.lost)} lost."
    assert lines[1].startswith("- seeds/")
    assert "more" in lines[-1]
    same = compare(whole(), whole())
    assert not same.is_worse
    assert (same.won, same.lost) == ((), ())
    with pytest.raises(EvalError, match="no question in common"):
        compare(whole()[:1], whole()[1:2])


def test_floors_of_what_was_not_run_are_left_out() -> None:
    topics = [result for result in whole() if result.set == "topics" and result.question.split == "keep"]
    assert rule(floors_of(whole()), set(), topics).checked == len(HEADLINES)
    with pytest.raises(EvalError, match="No floor"):
        rule([floor for floor in floors_of(whole()) if floor.set == "seeds"], set(), topics)


def test_a_measure_that_vanished_has_fallen() -> None:
    ruling = rule(floors_of(whole()), set(), asked("always refuse"))
    assert "citation precision" in {each.floor.measure for each in ruling.shortfalls}


def test_recording_leaves_one_question_of_slack() -> None:
    floor = Floor("topics", "all", "answer accuracy", 0.0, "2026-01-01", "qa eval --gate")
    (at,) = raised([floor], whole(), "2026-01-02")
    of_topics = [r for r in whole() if r.set == "topics" and r.question.is_answerable]
    exact = sum(r.is_passed for r in of_topics) / len(of_topics)
    assert 0 < exact - at.floor < 1 / len(of_topics) + 0.001
    assert at.date == "2026-01-02"
    assert raised([at], whole(), "2026-01-03") == [at], "an unchanged floor keeps its date"


def test_floors_and_passing_list_survive_being_written(tmp_path) -> None:
    floors = [*floors_of(whole()), Floor("seeds", "all", "recall@5", 0.5, "2026-01-01", 'say "hi"', "hi")]
    write_floors(floors, tmp_path / "scores.toml")
    assert read_floors(tmp_path / "scores.toml") == floors
    write_passing(whole(), tmp_path / "passing.txt")
    assert read_passing(tmp_path / "passing.txt") == passed(whole())
    assert read_passing(tmp_path / "none.txt") == set()


@pytest.mark.parametrize(
    "wrong",
    [
        'measure = "latency p50"\nsplit = "all"\nfloor = 0.5',
        'measure = "false-answer rate"\nsplit = "all"\nfloor = 0.5',
        'measure = "recall@5"\nsplit = "half"\nfloor = 0.5',
        'measure = "recall@5"\nsplit = "all"\nfloor = 50',
        'measure = "recall@5"\nsplit = "all"',
    ],
)
def test_a_wrong_floor_is_named(wrong: str, tmp_path) -> None:
    path = tmp_path / "scores.toml"
    path.write_text(f'[[score]]\nset = "seeds"\ndate = 2026-01-01\ncommand = "x"\n{wrong}\n', "utf-8")
    with pytest.raises(EvalError, match="score 1"):
        read_floors(path)


def test_the_floors_of_the_repository_cover_headlines_and_languages() -> None:
    floors = read_floors()
    assert {floor.measure for floor in floors} >= set(HEADLINES)
    assert {floor.language for floor in floors} == {"all", "en", "hi", "de", "bn", "ar", "vi"}
    assert {(floor.set, floor.split) for floor in floors if floor.language == "all"} == {
        (name, split) for name in ("seeds", "topics") for split in ("tune", "keep")
    }
    known = {f"{each.name}/{question.id}" for each in default_sets() for question in each.questions}
    assert read_passing() <= known


def test_the_table_shows_what_the_gate_holds() -> None:
    floors = [
        Floor("seeds", "tune", "recall@5", 0.8, "2026-01-01", "qa eval --gate"),
        Floor("seeds", "keep", "recall@5", 0.75, "2026-01-02", "qa eval --gate"),
        Floor("seeds", "all", "recall@5", 0.7, "2026-01-01", "qa eval --gate", "hi"),
    ]
    assert score_table(floors) == (
        "| score | seeds, tune | seeds, keep |\n| --- | ---: | ---: |\n| recall@5 | 80.0% | 75.0% |\n\n"
        "| language | recall@5, seeds |\n| --- | ---: |\n| Hindi | 70.0% |\n\n"
        "At least this, by `qa eval --gate`; last changed 2026-01-02.\n"
    )
