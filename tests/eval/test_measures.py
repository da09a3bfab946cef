import math
from dataclasses import replace

import pytest
from eval_fakes import BUILDER, LENGTH, LENGTH_DE, QUESTIONS, WEATHER, Knows
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import interval, paired_difference
from eval.measures import CONSISTENCY, MEASURES, latency, ndcg, recall_at, reciprocal_rank, shares
from eval.result import Result, Verdict, read_results, write_results
from eval.run import run
from eval.scores import SCORED, by_kind, by_language, matrix, score, scores

RIGHT = Verdict("answered", (0,), "bridge", 1, 1, 1, 1, 1, ((1, "bridge"),))
REFUSED = Verdict("refused", (None,), None, 0, 0, 0, 0, 0, ())

ranks = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from(["bridge", "bruecke"])), max_size=6, unique_by=lambda each: each[0]
)


def result(question=LENGTH, verdict=RIGHT, **changes) -> Result:
    return Result("toy", question, ("en", "de"), {}, replace(verdict, **changes), 0.004)


def value(name: str, *results: Result) -> float:
    return score(name, results).value


def test_search_measures_by_hand() -> None:
    third = result(found=((3, "bridge"), (5, "bridge"), (7, "bruecke")))
    assert recall_at(1)(third) == (0, 1)
    assert recall_at(5)(third) == (1, 1)
    assert reciprocal_rank(third) == (pytest.approx(1 / 3), 1)
    gained = 1 / math.log2(4) + 1 / math.log2(8)
    assert ndcg(third) == (pytest.approx(gained / (1 + 1 / math.log2(3))), 1)
    assert ndcg(result(found=((1, "bridge"), (2, "bruecke")))) == (pytest.approx(1), 1)
    assert ndcg(result(found=())) == (0, 1)
    assert reciprocal_rank(result(found=((11, "bridge"),))) == (0, 1)


def test_answer_measures_by_hand() -> None:
    wrong = result(matched=(None,), on_evidence=0)
    astray = result(first_document="pul", citations=3, on_evidence=1)
    assert value("answer accuracy", result(), wrong, astray) == pytest.approx(1 / 3)
    assert value("citation precision", result(), wrong, astray) == pytest.approx(2 / 5)
    assert value("citation recall", result(), wrong, astray) == pytest.approx(2 / 3)
    assert value("support rate", result(claims=3, supported=2)) == pytest.approx(2 / 3)
    assert value("exact citations", result(citations=2, exact=1)) == 0.5


def test_refusal_measures_by_hand() -> None:
    right_refusal = result(WEATHER, REFUSED)
    false_refusal = result(LENGTH, REFUSED)
    false_answer = result(WEATHER, RIGHT)
    answered = result()
    everything = (right_refusal, false_refusal, false_answer, answered, answered)
    assert value("refusal precision", *everything) == 0.5
    assert value("refusal recall", *everything) == 0.5
    assert value("false-refusal rate", *everything) == pytest.approx(1 / 3)
    assert value("false-answer rate", *everything) == 0.5


def test_an_error_is_neither_refused_nor_answered() -> None:
    error = Verdict("error", (), None, 0, 0, 0, 0, 0, ())
    assert value("false-refusal rate", result(LENGTH, error)) == 0
    assert value("refusal recall", result(WEATHER, error)) == 0
    assert value("false-answer rate", result(WEATHER, error)) == 0


def test_consistency_is_one_value_and_one_source_in_every_language() -> None:
    assert value(CONSISTENCY, result(), result(LENGTH_DE)) == 1
    assert value(CONSISTENCY, result(), result(LENGTH_DE, first_document="bruecke")) == 0
    assert value(CONSISTENCY, result(), result(LENGTH_DE, matched=(None,))) == 0
    assert value(CONSISTENCY, result(LENGTH, REFUSED), result(LENGTH_DE, REFUSED)) == 0, "refusing all is no merit"
    assert score(CONSISTENCY, [result(), result(BUILDER)]).n == 0, "one language alone says nothing"


def test_latency_is_by_nearest_rank() -> None:
    results = [replace(result(), seconds=ms / 1000) for ms in (10, 20, 30, 40)]
    assert latency(results, 50) == pytest.approx(20)
    assert latency(results, 95) == pytest.approx(40)
    assert math.isnan(latency([], 50))


def test_a_system_that_knows_everything_has_full_marks() -> None:
    results = run("toy", QUESTIONS, Knows())
    for each in scores(results):
        assert each.value == (0 if "rate" in each.measure and each.measure != "support rate" else 1), each.measure


@given(ranks)
def test_search_measures_stay_between_none_and_all(found) -> None:
    asked = result(found=tuple(sorted(found)))
    for measure in (recall_at(1), recall_at(5), recall_at(10), reciprocal_rank, ndcg):
        earned, possible = measure(asked)
        assert 0 <= earned <= possible + 1e-12


@given(ranks)
def test_recall_only_grows_with_depth(found) -> None:
    asked = result(found=tuple(sorted(found)))
    values = [recall_at(k)(asked)[0] for k in range(1, 12)]
    assert values == sorted(values)


@given(ranks)
def test_moving_the_evidence_up_never_costs(found) -> None:
    lower = result(found=tuple(sorted(found)))
    higher = result(found=tuple(sorted((max(1, rank - 1), document) for rank, document in found)))
    assert ndcg(higher)[0] >= ndcg(lower)[0] - 1e-12
    assert reciprocal_rank(higher)[0] >= reciprocal_rank(lower)[0]


@given(st.permutations(run("toy", QUESTIONS, Knows())))
def test_the_order_of_questions_does_not_matter(results) -> None:
    assert [score(name, results).value for name in MEASURES] == [
        score(name, sorted(results, key=lambda each: each.id)).value for name in MEASURES
    ]


def test_groups_and_matrix_hold_every_question() -> None:
    results = run("toy", QUESTIONS, Knows())
    assert sum(len(group) for group in by_language(results).values()) == len(results)
    assert set(by_kind(results)) == {"measure", "person", "date", "off_topic"}
    cells = matrix("answer accuracy", results)
    assert {cell: each.n for cell, each in cells.items()} == {
        ("de", "de"): 1, ("de", "en"): 1, ("en", "de"): 1, ("en", "en"): 3,
    }  # fmt: skip


def test_results_survive_being_written(tmp_path) -> None:
    results = run("toy", QUESTIONS, Knows())
    write_results(tmp_path / "results.jsonl", results)
    again = read_results(tmp_path)
    assert [each.verdict for each in again] == [each.verdict for each in results]
    assert [each.question for each in again] == [each.question for each in results]
    assert [shares(name, again) for name in SCORED] == [shares(name, results) for name in SCORED]


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.5, 1.0]), st.just(1.0)), min_size=1, max_size=30))
def test_the_interval_holds_the_score_and_is_the_same_twice(values) -> None:
    low, high = interval(values)
    assert 0 <= low <= high <= 1
    assert interval(values) == (low, high)
    mean = sum(got for got, _ in values) / len(values)
    assert low - 1e-9 <= mean <= high + 1e-9 or len(values) < 4


def test_the_interval_of_a_coin_is_as_the_books_say() -> None:
    low, high = interval([(1.0, 1.0)] * 200 + [(0.0, 1.0)] * 200)
    assert low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.01)
    assert high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.01)
    assert all(math.isnan(bound) for bound in interval([]))


def test_a_paired_difference_sees_what_is_paired() -> None:
    before = [(float(n % 2), 1.0) for n in range(100)]
    better = [(1.0, 1.0) if n < 20 else share for n, share in enumerate(before)]
    observed, bounds, p = paired_difference(before, better)
    assert observed == pytest.approx(0.10)
    assert bounds.low > 0
    assert p < 0.01
    assert paired_difference(before, before) == (0.0, (0.0, 0.0), 1.0)
    with pytest.raises(ValueError, match="100 and 1"):
        paired_difference(before, before[:1])
