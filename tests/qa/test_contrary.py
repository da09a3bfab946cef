"""Words that rule one another out, in a question and in the sentence that would answer it."""

import pytest

from .test_grounds import grounds


@pytest.mark.parametrize(
    ("question", "told", "other", "language"),
    [
        ("Why was the loan of the mill approved?", "bewilligt", "abgelehnt", "de"),
        ("मिल का क़र्ज़ क्यों मंज़ूर हुआ?", "bewilligt", "abgelehnt", "de"),
        ("Why did the council sell the plot?", "sold the plot", "donated the plot", "en"),
        ("Wie viele Busse fahren im Winter?", "mùa đông", "mùa hè", "vi"),
        ("How many buses run on a Monday?", "thứ Hai", "cuối tuần", "vi"),
        ("كم حافلة تسير يوم الاثنين؟", "thứ Hai", "thứ Bảy", "vi"),
        ("कितने बच्चे गणित में पास हुए?", "গণিতে", "ইংরেজিতে", "bn"),
    ],
)
def test_a_word_in_the_place_of_its_contrary_speaks_against_a_sentence(
    question: str, told: str, other: str, language: str
) -> None:
    text = {
        "de": "Der Kredit der Mühle wurde {}, weil die Bank es so wollte.",
        "en": "The council {} because it was empty.",
        "vi": "Vào {} có 12 xe buýt chạy.",
        "bn": "{} ৩০ জন শিশু পাস করেছে।",
    }[language]
    assert grounds(question, text.format(told), language=language)["contrary"] == 0.0
    assert grounds(question, text.format(other), language=language)["contrary"] == 1.0


def test_what_the_question_has_itself_or_the_sentence_before_says_is_no_contrary() -> None:
    question = "How many buses were bought in winter?"
    summer = "In summer 12 buses were bought."
    assert grounds(question, summer)["contrary"] == 1.0
    assert grounds(question, f"It was a cold winter. {summer}")["contrary"] == 0.0
    assert grounds("How many more buses were bought in summer than in winter?", summer)["contrary"] == 0.0


def test_no_is_an_answer_to_a_yes_no_question() -> None:
    text = "In winter the museum of clocks in Kestrelford is full."
    assert grounds("Is the museum of clocks in Kestrelford full in summer?", text)["contrary"] == 0.0
    assert grounds("Why is the museum of clocks in Kestrelford full in summer?", text)["contrary"] == 1.0


@pytest.mark.parametrize(
    ("question", "speaks_against"),
    [
        ("How many rooms does the old school have?", 1.0),
        ("Wie viele Räume hat die alte Schule?", 1.0),
        ("How many rooms does the new school have?", 0.0),
        ("How many rooms does the school have?", 0.0),
        ("How many rooms does the old mill have?", 0.0),
    ],
)
def test_a_sentence_that_goes_on_from_the_contrary_tells_of_that(question: str, speaks_against: float) -> None:
    text = "In Aldra the new school was opened. It has 40 rooms. The old school was closed in 2019."
    assert grounds(question, text)["contrary"] == speaks_against
