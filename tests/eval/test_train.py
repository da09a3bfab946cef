import math
from collections.abc import Sequence

import numpy as np
import pytest

from eval.crossfit import FOLDS, fold, held_out
from eval.draws import Drawn, draws_of
from eval.fit import Draw
from eval.fit_answer import COSTS, MOST_REFUSED, Chosen, Outcome, cheapest, fit_answer, held_out_totals
from eval.golden import GoldenQuestion
from eval.sets import GoldenSet
from eval.train import as_share
from qa.refuse import LEAST_TO_ANSWER
from qa.weights import Models, logistic, total, weights
from vectorstore.document import Source

TEXTS = {
    "bridge": "The bridge at Hameln is 120 metres long. Karl Meyer built it in 1931. Its paint is green.",
    "tower": "The tower of Ulm has 768 steps. It was finished by masons. Its bells ring at noon.",
    "harbour": "The harbour of Sohar has 21 cranes. Fishers use it by night. Its light is red.",
}
ASKED = {
    "bridge": ("How long is the bridge at Hameln?", "measure", "120"),
    "tower": ("How many steps does the tower of Ulm have?", "count", "768"),
    "harbour": ("How many cranes does the harbour of Sohar have?", "count", "21"),
}


def golden() -> GoldenSet:
    questions = tuple(
        GoldenQuestion(name, text, "en", kind, (name,), {name: (figure,)}, ((figure,),))
        for name, (text, kind, figure) in ASKED.items()
    )
    return GoldenSet("small", questions, tuple(Source(name, text, language="en") for name, text in TEXTS.items()))


def rankings(sure_of: int) -> Sequence[Models]:
    """Rankings that are sure of every sentence in one fold, and of none in the others."""
    usual = weights("sentence")
    sure, unsure = ({"sentence": {**usual, "bias": usual["bias"] + more}} for more in (20.0, -40.0))
    return [sure if number == sure_of else unsure for number in range(FOLDS)]


def examples(outcomes: Sequence[Outcome], values: Sequence[float]) -> list[Chosen]:
    return [
        Chosen({"met": value}, outcome, i % 4) for i, (outcome, value) in enumerate(zip(outcomes, values, strict=True))
    ]


def test_a_question_belongs_to_the_article_that_answers_it() -> None:
    assert {drawn.question: drawn.article for drawn in draws_of(golden())} == {name: name for name in TEXTS}


def test_of_the_names_in_a_sentence_the_one_asked_for_is_learned_as_right_else_none() -> None:
    asked = [("Who built the bridge at Hameln?", ("Karl Meyer",)), ("Who paid for the bridge at Hameln?", ())]
    questions = tuple(
        GoldenQuestion(
            f"bridge-{number}", text, "en", "person", ("bridge",) * bool(names), evidence, (names,) * bool(names)
        )
        for number, (text, names) in enumerate(asked)
        for evidence in [{"bridge": ("Karl Meyer built it in 1931",)} if names else {}]
    )
    built, paid = draws_of(GoldenSet("small", questions, (Source("bridge", TEXTS["bridge"], language="en"),)))
    assert [draw.right for draw in built.names] == [(True, False)]
    assert all(draw.right[-1] and draw.weight < built.names[0].weight for draw in paid.names)


@pytest.mark.parametrize("ours", [10, 1000])
def test_parallel_files_count_a_share_of_all_however_much_practice_there_is(ours: int) -> None:
    draw = Draw(({"met": 1.0}, {"met": 0.0}), (True, False), 0.5)
    squad = [Drawn("squad", str(i), "", (Draw(draw.rows, draw.right),), (draw,)) for i in range(40)]
    counted = as_share(squad, ours)
    of_sentences = sum(one.sentences[0].weight for one in counted)
    assert of_sentences / (of_sentences + ours) == pytest.approx(0.2)
    assert [one.figures[0].weight / one.sentences[0].weight for one in counted] == pytest.approx([0.5] * 40)


def test_a_question_is_asked_under_a_ranking_learned_without_its_article() -> None:
    found = list(held_out(golden(), {name: name for name in TEXTS}, rankings(fold("bridge"))))
    assert {one.fold for one in found} == {fold(name) for name in TEXTS}
    for one in found:
        assert (one.features["sentence_score"] > 0) == (one.fold == fold("bridge"))


def test_a_question_without_its_evidence_is_learned_as_one_that_nothing_answers() -> None:
    found = list(held_out(golden(), {name: name for name in TEXTS}, rankings(0)))
    assert [one.outcome for one in found].count("right") == len(TEXTS)
    assert {one.outcome for one in found} <= {"right", "twin"}


def test_what_is_plainly_apart_is_parted() -> None:
    totals = np.array([3.0, 4.0, 5.0, -1.0, 0.0, 1.0])
    limit = cheapest(totals, ["right"] * 3 + ["unanswerable", "twin", "wrong"])
    assert 1.0 < limit <= 3.0


def test_no_more_right_findings_are_refused_than_may_be_whatever_that_spares() -> None:
    right, others = np.linspace(0, 1, 200), np.linspace(0, 0.9, 5000)
    limit = cheapest(np.concatenate([right, others]), ["right"] * 200 + ["unanswerable"] * 5000)
    assert float((right < limit).mean()) <= MOST_REFUSED


def test_nothing_is_refused_that_costs_more_than_it_spares() -> None:
    right = [0.0] + [1.0] * 99
    few = [0.5] * int(0.5 / COSTS["wrong"])
    assert cheapest(np.array(right + few), ["right"] * 100 + ["wrong"] * len(few)) <= 0.0


def test_an_example_is_weighed_by_what_the_other_folds_teach() -> None:
    told = [Chosen({"told": float(i % 2)}, "right" if i % 2 else "twin", 0) for i in range(20)]
    rest = [Chosen({"other": float(i % 2)}, "right" if i % 2 else "twin", 1) for i in range(20)]
    assert len(set(held_out_totals([*told, *rest])[:20])) == 1, "what only its own fold tells is not known"


def test_what_is_learned_answers_with_the_right_and_refuses_the_others() -> None:
    made = examples(["right", "right", "twin", "twin"] * 10, [0.9, 0.8, 0.2, 0.1] * 10)
    learned = fit_answer([Chosen(one.features, one.outcome, i // 10) for i, one in enumerate(made)])
    for one in made:
        is_answered = logistic(total(learned, one.features)) >= LEAST_TO_ANSWER - 1e-9
        assert is_answered == (one.outcome == "right")
    assert all(math.isfinite(value) for value in learned.values())


def test_too_little_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="2 are needed"):
        fit_answer([Chosen({"met": 1.0}, "right", 0)])
    with pytest.raises(ValueError, match="no finding of the examples is right"):
        cheapest(np.array([1.0]), ["twin"])
