import pytest

from qa.followup import standalone
from qa.question import analyse
from qa.request import Turn

ASKED = Turn("user", "How many cooperatives are in Lang Son in 2023?")
ANSWERED = Turn("assistant", "More than 7,700 cooperatives [1]")


def test_a_new_year_takes_the_place_of_the_old_one() -> None:
    alone = standalone("What about 2024?", [ASKED, ANSWERED])
    assert "2024" in alone
    assert "2023" not in alone
    assert "cooperatives" in alone


@pytest.mark.parametrize(
    ("before", "question", "held", "gone"),
    [
        ("How many cooperatives are in Lang Son?", "What about Lao Cai?", "Lao Cai", "Lang Son"),
        ("How long is the blue line of the metro?", "And the red one?", "red", "blue"),
        ("How many cooperatives were there in 2023?", "And in 2019?", "2019", "2023"),
    ],
)
def test_what_is_asked_anew_takes_the_place_of_its_like(before: str, question: str, held: str, gone: str) -> None:
    alone = standalone(question, [Turn("user", before), Turn("assistant", "38 [1]")])
    assert held in alone
    assert gone not in alone


@pytest.mark.parametrize(
    ("before", "question", "gone"),
    [
        ("How many beds has the clinic at the moment?", "and after the works?", "moment"),
        ("Wie viele Stunden gibt es in Bastar jetzt Strom?", "und wie war das 2022?", "jetzt"),
    ],
)
def test_another_time_takes_the_place_of_the_old_one(before: str, question: str, gone: str) -> None:
    alone = standalone(question, [Turn("user", before), ANSWERED])
    asked, previous = analyse(alone), analyse(before)
    assert gone not in alone
    assert (asked.kind, asked.unit, asked.focus_text) == (previous.kind, previous.unit, previous.focus_text)


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Wie viele Tote gab es 2024 in Kassel?", "und ein Jahr davor?"),
        ("2024 में डेयरी की आय कितनी रही?", "और उससे एक साल पहले?"),
    ],
)
def test_a_year_stays_that_another_is_counted_from(before: str, question: str) -> None:
    alone = standalone(question, [Turn("user", before), ANSWERED])
    assert "2024" in alone
    assert analyse(alone).kind == analyse(before).kind


def test_a_part_of_a_thing_does_not_take_its_place() -> None:
    alone = standalone("und davon in Sachsen?", [Turn("user", "Wie viele Leute arbeiten bei Lindenau?"), ANSWERED])
    assert "Lindenau" in alone


def test_what_stands_behind_the_same_preposition_is_replaced() -> None:
    alone = standalone(
        "and for the bidding?", [Turn("user", "How many years did Thinh get for taking bribes?"), ANSWERED]
    )
    assert "bribes" not in alone
    assert "Thinh" in alone


def test_the_second_half_of_a_year_over_two_leaves_with_it() -> None:
    before = [
        Turn("user", "How many doses were spoiled in Purba Bardhaman in 2023-24?"),
        Turn("assistant", "5,600 [1]"),
    ]
    assert "24" not in standalone("And how many last year?", before)


def test_a_phrase_that_begins_with_the_same_word_takes_the_place_of_another() -> None:
    history = [Turn("user", "How many cooperative groups does the whole cluster have?")]
    found = standalone("And cooperative unions?", history, "en")
    assert "cooperative unions" in found
    assert "groups" not in found
