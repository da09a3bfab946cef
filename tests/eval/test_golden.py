import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import ARTICLES, BUILDER, LENGTH, QUESTIONS, WEATHER
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import BadGoldenSet, EvalError
from eval.evaluate import chosen_sets
from eval.golden import from_row, read_golden, to_row
from eval.sets import (
    default_sets,
    fresh_set,
    golden_set,
    of_split,
    practice_over_default_sets,
    practice_set,
    shelves_of,
)
from eval.validate import QUOTAS, Quotas, problems


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_row_read_back_is_the_question(question, tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(to_row(question)) + "\n\n", "utf-8")
    assert read_golden(file) == [question] == [from_row(to_row(question))]


@given(st.from_regex(r"[a-z]{2,8}(-[a-z]{3,8}){0,2}", fullmatch=True))
def test_translations_and_paraphrases_fall_on_one_side(base: str) -> None:
    wordings = [f"{base}{paraphrase}{language}" for paraphrase in ("", "-b", "-c") for language in ("", ".hi", ".ar")]
    questions = [replace(BUILDER, id=wording) for wording in wordings]
    assert {question.base_id for question in questions} == {base}
    assert len({question.split for question in questions}) == 1


def test_a_third_is_kept() -> None:
    kept = sum(replace(BUILDER, id=f"question-{n}").split == "keep" for n in range(3000))
    assert 900 < kept < 1100


def test_the_split_never_changes() -> None:
    assert replace(BUILDER, id="lc-young-workers").split == replace(BUILDER, id="lc-young-workers.hi").split
    names = ["pc-total", "cl-groups", "ls-ocop-meaning", "metro-length", "coffee-volume", "bridge-pillars"]
    assert [replace(BUILDER, id=name).split for name in names] == ["keep", "keep", "tune", "keep", "tune", "keep"]


@pytest.mark.parametrize("chosen", default_sets(), ids=lambda chosen: chosen.name)
def test_the_sets_of_the_repository_are_sound(chosen) -> None:
    assert problems(chosen.questions, chosen.articles, QUOTAS[chosen.name]) == []


@pytest.mark.parametrize("chosen", [practice_set(), fresh_set()], ids=lambda chosen: chosen.name)
def test_what_is_learned_from_and_what_is_kept_fresh_are_sound_and_apart(chosen) -> None:
    assert problems(chosen.questions, chosen.articles) == []
    others = [*default_sets(), practice_set(), fresh_set()]
    ids = [id_ for other in others if other.name != chosen.name for id_ in other.articles]
    assert not set(ids) & set(chosen.articles)


@pytest.mark.parametrize("chosen", practice_over_default_sets(), ids=lambda chosen: chosen.name)
def test_what_is_learned_over_the_golden_articles_is_sound_and_asks_none_of_the_golden_questions(chosen) -> None:
    assert problems(chosen.questions, chosen.articles) == []
    golden = {question.question.casefold() for other in default_sets() for question in other.questions}
    assert not golden & {question.question.casefold() for question in chosen.questions if not question.history}


def test_a_split_and_its_complement_are_the_set() -> None:
    chosen = default_sets()[1]
    parts = [question for split in ("tune", "keep") for question in of_split(chosen, split).questions]
    assert sorted(q.id for q in parts) == sorted(q.id for q in of_split(chosen, "all").questions)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (replace(BUILDER, evidence={"bridge": ("Karl Maier",)}), "does not hold 'Karl Maier'"),
        (replace(BUILDER, documents=("tower",), evidence={"tower": ("x",)}), "there is no article tower"),
        (replace(BUILDER, evidence={}), "different articles"),
        (replace(BUILDER, answer_any=()), "needs answer_any"),
        (replace(BUILDER, answer_any=(("-",),)), "is blank"),
        (replace(BUILDER, kind="riddle"), "is none of"),
        (replace(BUILDER, question=" "), "is blank"),
        (replace(WEATHER, unanswerable=None), "unanswerable must be"),
        (replace(WEATHER, answer_any=(("x",),)), "yet evidence or answers"),
        (replace(BUILDER, unanswerable="off_topic"), "yet says unanswerable"),
        (replace(BUILDER, history=({"role": "robot", "content": "x"},)), "history"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_named(broken, fault: str) -> None:
    found = problems([broken], ARTICLES)
    assert any(fault in sentence and sentence.startswith(broken.id) for sentence in found)


def test_families_and_quotas_are_checked() -> None:
    assert problems(QUESTIONS, ARTICLES) == []
    twice = problems([LENGTH, LENGTH], ARTICLES)
    assert twice == ["length: 2 questions have this id"]
    astray = replace(BUILDER, id="length.hi")
    assert any("other documents than length" in fault for fault in problems([LENGTH, astray], ARTICLES))
    faults = problems(QUESTIONS, ARTICLES, Quotas(questions=6, each_article=2, languages={"vi": 1}, follow_ups=2))
    assert "5 questions, at least 6 are asked for" in faults
    assert "0 questions in vi, at least 1 are asked for" in faults
    assert "1 follow-ups, at least 2 are asked for" in faults


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "one JSON object"),
        ('{"id": 7}', "'id' must be a str"),
        (json.dumps({**to_row(BUILDER), "answer": []}), "unknown field 'answer'"),
    ],
)
def test_a_broken_line_is_named(line: str, fault: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(json.dumps(to_row(LENGTH)) + "\n" + line, "utf-8")
    with pytest.raises(BadGoldenSet, match=fault) as caught:
        read_golden(file)
    assert "mine.jsonl:2" in str(caught.value)


def test_one_id_twice_in_a_set_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge was built by Karl Meyer.", "utf-8")
    file = tmp_path / "mine.jsonl"
    file.write_text(2 * (json.dumps(to_row(LENGTH)) + "\n"), "utf-8")
    with pytest.raises(BadGoldenSet, match="length"):
        golden_set("mine", [file], tmp_path)


@pytest.mark.parametrize(
    ("files", "articles", "split", "remedy"),
    [
        ([Path("mine.jsonl")], None, "all", "--articles"),
        ([], Path(), "all", "--set"),
        ([], None, "half", "tune, keep, all"),
        ([Path("gone.jsonl")], Path("seeds"), "all", "gone.jsonl"),
    ],
)
def test_a_wrong_choice_says_the_remedy(files, articles, split: str, remedy: str) -> None:
    with pytest.raises(EvalError, match=remedy):
        chosen_sets(files, articles, split)


def test_a_readme_beside_the_articles_is_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# The articles", "utf-8")
    with pytest.raises(EvalError, match="holds no article"):
        golden_set("mine", [], tmp_path)
    (tmp_path / "a.txt").write_text("The bridge was built by Karl Meyer.", "utf-8")
    assert [source.id for source in golden_set("mine", [], tmp_path).sources] == ["a"]


def test_shelves_hold_every_question_with_its_article_once() -> None:
    whole = practice_set()
    shelves = shelves_of(whole, 10)
    asked = [question for shelf in shelves for question in shelf.questions]
    assert sorted(q.id for q in asked) == sorted(q.id for q in whole.questions)
    assert sorted(source.id for shelf in shelves for source in shelf.sources) == sorted(s.id for s in whole.sources)
    for shelf in shelves:
        held = {source.id for source in shelf.sources}
        assert all(set(question.documents) <= held for question in shelf.questions)
    assert {len(shelf.sources) for shelf in shelves[:-2]} == {10}
