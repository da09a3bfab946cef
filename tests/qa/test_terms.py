"""The words that a question is looked for by: what they weigh, and which of them are numbers."""

from qa.matching import terms_of
from qa.question import analyse


def test_what_a_follow_up_puts_in_weighs_double() -> None:
    question = analyse("How many samples held fluoride? And nitrate?")
    weights = {term.token.key: term.weight for term in terms_of(question, lambda gloss: (1, 100))}
    assert weights["nitrate"] == 2 * weights["fluoride"]


def test_what_only_says_what_a_follow_up_is_about_weighs_as_ever() -> None:
    asked, alone = analyse("And what does the state pay? (lend bridge)"), analyse("bridge")
    weights = {term.token.key: term.weight for term in terms_of(asked, lambda gloss: (1, 100))}
    assert [weights["bridge"]] == [term.weight for term in terms_of(alone, lambda gloss: (1, 100))]


def test_a_number_word_meets_digits() -> None:
    asked = analyse("How many products have four stars?")
    assert [term.number for term in terms_of(asked, lambda gloss: (1, 100))] == [None, "4", None]


def test_one_is_no_number_to_look_for() -> None:
    asked = analyse("Which villages share one well?")
    assert {term.number for term in terms_of(asked, lambda gloss: (1, 100))} == {None}
