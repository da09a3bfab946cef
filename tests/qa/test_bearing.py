from collections.abc import Sequence

import numpy as np
import pytest

from qa.bearing import bearing, beside
from qa.counted import likeness_of_counted
from qa.matching import Term, terms_of
from qa.question import Question, analyse
from qa.rank import Candidate, rank_sentences
from qa.units import Quantity
from qa.views import Views
from vectorstore.document import Chunk, Document, Passage, Span

BUDGET = "In 2021-2025 the budget for farms is 25.3 billion VND (from 2019 until today, it is 33.5 billion VND)."
SHARES = "The share of members is 58% and of guests 17%."


def document(text: str, language: str = "en") -> Document:
    return Document("a", text, "title", language, "sha256:0", (Span(0, len(text)),))


VECTOR = np.zeros(256, dtype=np.float32)


def read(question: str, text: str) -> tuple[Question, Sequence[Term], Candidate, list[Quantity]]:
    """A question, its terms, the sentence as a candidate and its figures."""
    asked = analyse(question)
    terms = terms_of(asked, lambda _: (1, 10))
    passage = Passage(1, 1.0, Chunk("a#0", "a", "sha256:0", 0, 0, len(text), "en"), document(text))
    (candidate,) = rank_sentences(asked, terms, VECTOR, [passage], Views())
    return asked, terms, candidate, [q for q in candidate.view.quantities if q.kind in ("money", "percentage", "count")]


def bearings(question: str, text: str) -> dict[str, dict[str, float]]:
    """How the words of a question bear on each figure of a sentence, by the figure as it is written."""
    _, terms, candidate, figures = read(question, text)
    return {text[q.start : q.end]: bearing(terms, VECTOR, candidate, q) for q in figures}


def besides(question: str, text: str) -> dict[str, float]:
    """How much of a question each figure of a sentence leaves to the others, by the figure as it is written."""
    asked, terms, candidate, figures = read(question, text)
    return {text[q.start : q.end]: beside(asked, terms, candidate, q, figures)["owned"] for q in figures}


def test_a_figure_of_another_year_is_told_from_that_of_the_year_asked_for() -> None:
    found = bearings("How large is the budget for farms since 2019?", BUDGET)
    assert {figure: one["year_apart"] for figure, one in found.items()} == {
        "25.3 billion VND": 1.0,
        "33.5 billion VND": 0.0,
    }


def test_a_question_without_a_year_asks_for_any() -> None:
    found = bearings("How large is the budget for farms?", BUDGET)
    assert {one["year_apart"] for one in found.values()} == {0.0}


def test_a_word_is_nearer_to_the_figure_on_its_side_of_and() -> None:
    found = bearings("What percentage are guests?", SHARES)
    assert found["17%"]["near"] > found["58%"]["near"]


def test_a_name_that_another_figure_has_speaks_against_this_one() -> None:
    found = besides("How many seats has the SPD?", "15 seats go to the CDU, 12 to the SPD and nine to the AfD.")
    assert found["12"] == 0.0
    assert min(found["15"], found["nine"]) > 0


def test_what_is_said_with_the_first_figure_speaks_against_none() -> None:
    found = besides("How many seats in the council?", "15 seats in the council go to the CDU, 12 to the SPD.")
    assert set(found.values()) == {0.0}


def test_a_unit_said_once_is_of_every_figure_of_the_list() -> None:
    text = "Gavi gave 124 crore, the government 47 crore and Unicef 15 crore taka."
    assert besides("How much taka did Gavi give?", text)["124 crore"] == 0.0


def test_what_changed_is_of_both_ends_of_the_change() -> None:
    text = "There are 246 machines, but the places that take codes fell to 19 from 27."
    assert besides("How many places took codes before?", text)["27"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "figure"),
    [
        ("How many students came by bicycle?", "4,860 students and 610 guards came, 2,300 of them by bicycle.", 2300),
        ("How many electric buses are there?", "There are 64 buses, 40 electric and 24 old.", 40),
    ],
)  # fmt: skip
def test_a_figure_without_a_noun_may_count_what_any_before_it_does(question: str, text: str, figure: int) -> None:
    _, terms, candidate, figures = read(question, text)
    (one,) = [q for q in figures if q.value == figure]
    assert likeness_of_counted(terms, candidate.view, one)["counted"] > 0.8


def test_what_a_follow_up_puts_in_tells_the_figure() -> None:
    text = "The city of Delhi got 88 million euros, Agra 41 million euros and Kota 29 million euros."
    asked, terms, candidate, figures = read("How much did the city of Delhi get? And Kota?", text)
    by_figure = {int(q.value) // 10**6: beside(asked, terms, candidate, q, figures) for q in figures}
    assert by_figure[88]["put_elsewhere"] == 1.0
    assert by_figure[29]["put_elsewhere"] == 0.0


def test_a_bound_parts_no_figure_from_what_is_asked_for() -> None:
    asked, terms, candidate, figures = read("How much does a berth cost?", "A berth costs up to 40 euros.")
    assert beside(asked, terms, candidate, figures[0], figures)["role_apart"] == 0.0


def test_a_season_is_told_from_the_one_before_it_though_they_share_a_year() -> None:
    found = bearings("How many guests came in 2022/23?", "In 2023/24 some 14 guests came, the season before 12.")
    assert {figure: one["year_apart"] for figure, one in found.items()} == {"14": 1.0, "12": 0.0}


def test_what_is_denied_of_a_whole_is_denied_of_its_part() -> None:
    text = "Inspectors met 4,170 traders who showed no prices, 685 of them went to court."
    asked, terms, candidate, figures = read("How many traders without prices went to court?", text)
    assert [beside(asked, terms, candidate, q, figures)["role_met"] for q in figures] == [1.0, 1.0]


def test_what_stands_ahead_of_listed_figures_bears_on_each_of_them() -> None:
    text = "In the valley 120 mills, 45 dams and 17 bridges stand; outside it 30 towers."
    _, terms, candidate, figures = read("How many dams are there in the valley?", text)
    found = {text[q.start : q.end]: bearing(terms, VECTOR, candidate, q, figures) for q in figures}
    assert found["45"]["clause"] == pytest.approx(1.0, abs=0.05)
    assert found["45"]["near"] > found["120"]["near"]
