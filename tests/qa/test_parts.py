import pytest
from hypothesis import given
from texts import any_text, languages

from qa.parts import parts
from qa.question import analyse


@given(any_text, languages)
def test_a_question_has_one_part_or_two(text: str, language: str) -> None:
    found = parts(text, language)
    assert found == [(text, False)] or len(found) == 2


def test_two_noun_phrases_share_what_follows() -> None:
    (one, leans), (other, also_leans) = parts("How many groups and how many unions are in Lang Son?", "en")
    assert (leans, also_leans) == (False, False)
    assert "groups" in one
    assert "unions" in other
    assert all("Lang Son" in part for part in (one, other))
    whole = "How many groups are in Lang Son and Cao Bang?"
    assert parts(whole, "en") == [(whole, False)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "How many groups joined in 2023, and what was the total?",
            "How many groups joined in 2023?",
            "what was the total?",
        ),
        (
            "What was the average revenue of a farm and the average income of its workers?",
            "What was the average revenue of a farm?",
            "What was the average income of its workers?",
        ),
    ],
)
def test_a_second_clause_leans_on_the_first(text: str, first: str, second: str) -> None:
    (one, leans), (other, also_leans) = parts(text, "en")
    assert (leans, also_leans) == (False, True)
    assert (one, other.replace("What the", "What was the")) == (first, second)


@pytest.mark.parametrize(
    ("text", "language", "first", "second"),
    [
        (
            "তাহমিদ কয়টা ম্যাচ খেলে কয়টা গোল করেছেন?",
            "bn",
            "তাহমিদ কয়টা ম্যাচ খেলে গোল করেছেন?",
            "তাহমিদ ম্যাচ খেলে কয়টা গোল করেছেন?",
        ),
        (
            "ক্লাবকে কত টাকার জামানত কবের মধ্যে দিতে হবে?",
            "bn",
            "ক্লাবকে কত টাকার জামানত দিতে হবে?",
            "ক্লাবকে জামানত কবের মধ্যে দিতে হবে?",
        ),
        (
            "कोष ने कितने मरीज़ों को कुल कितनी मदद दी?",
            "hi",
            "कोष ने कितने मरीज़ों को कुल मदद दी?",
            "कोष ने मरीज़ों को कुल कितनी मदद दी?",
        ),
        ("सरकार ने कब कितने रुपये दिए?", "hi", "सरकार ने कब दिए?", "सरकार ने कितने रुपये दिए?"),
    ],
)
def test_two_words_that_ask_in_one_clause_make_two_questions(text: str, language: str, first: str, second: str) -> None:
    assert parts(text, language) == [(first, False), (second, False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("कितने-कितने दिन रुके?", "hi"),
        ("গুয়েলমার কেবল কার কত টাকায় চলে?", "bn"),
        ("মেলায় কী কী কত জন কিনেছে?", "bn"),
    ],
)
def test_a_word_said_twice_and_one_that_asks_no_number_make_one_question(text: str, language: str) -> None:
    assert parts(text, language) == [(text, False)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("most a weaver in Aldra can borrow, and for how long?", "most a weaver in Aldra can borrow?", "for how long?"),
        (
            "Wie viele Stunden braucht der Bus, und wie viele waren es früher?",
            None,
            "wie viele Stunden waren es früher?",
        ),
        (
            "How many looms did the mill have, and how many were there before?",
            None,
            "how many looms were there before?",
        ),
        ("গোয়ায় কম্বল কত লাগবে আর মানুষ পেল কত?", "গোয়ায় কম্বল কত লাগবে?", "মানুষ পেল কত কম্বল?"),
    ],
)
def test_a_second_question_counts_what_the_first_does(text: str, first: str | None, second: str) -> None:
    (one, _), (other, leans) = parts(text, analyse(text).language)
    assert (other, leans) == (second, True)
    assert first is None or one == first


def test_a_bare_price_asks_for_as_much_of_what_the_first_half_names() -> None:
    text = "जिले में धान पिछले साल कितने हेक्टेयर में बोया गया और इस साल कितने में?"
    assert [analyse(part).unit for part, _ in parts(text, "hi")] == ["ha", "ha"]
    price = "टिकट पहले कितने में मिलता था और अब कितने में?"
    assert [analyse(part).kind for part, _ in parts(price, "hi")] == ["money", "money"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("When and where was the mill built?", "When was the mill built?", "where was the mill built?"),
        ("शिविर में कितने बुनकर और कितने दर्जी थे?", "शिविर में कितने बुनकर थे?", "शिविर में कितने दर्जी थे?"),
        ("মেলাটি কবে ও কোথায় হয়েছে?", "মেলাটি কবে হয়েছে?", "মেলাটি কোথায় হয়েছে?"),
        ("متى وأين أقيم المعرض؟", "متى أقيم المعرض?", "أين أقيم المعرض?"),
        ("Hồ dài bao nhiêu và rộng bao nhiêu?", "Hồ dài bao nhiêu?", "Hồ rộng bao nhiêu?"),
        (
            "Wie viele Weber nahm die erste und die zweite Messe jeweils auf?",
            "Wie viele Weber nahm die erste Messe jeweils auf?",
            "Wie viele Weber nahm die zweite Messe jeweils auf?",
        ),
        (
            "Number of weavers and number of tailors in Goa?",
            "Number of weavers in Goa?",
            "number of tailors in Goa?",
        ),
    ],
)
def test_both_questions_say_what_both_share(text: str, first: str, second: str) -> None:
    assert parts(text, analyse(text).language) == [(first, False), (second, False)]


@pytest.mark.parametrize(
    "text",
    [
        "How many weavers and tailors are there altogether?",
        "Which towns and villages were flooded?",
        "Who wrote and directed the film?",
        "মোট কতজন তাঁতি ও দর্জি একসঙ্গে কাজ করেন?",
        "Wie viele Leute wurden dort in Weben und Nähen geschult?",
    ],
)
def test_an_and_within_one_question_does_not_cut_it(text: str) -> None:
    assert parts(text, analyse(text).language) == [(text, False)]


def test_both_halves_of_a_question_say_what_it_carries_over() -> None:
    found = parts("وكم تصير بعد المرحلة الثانية، ومتى تنتهي تلك المرحلة؟ (تنتج محطة رأس النخيل)", "ar")
    assert len(found) == 2
    assert all(text.endswith("(تنتج محطة رأس النخيل)") for text, _ in found)


def test_two_sorts_that_are_counted_share_what_was_done_with_them() -> None:
    first, second = parts("كم مجموعة وكم شخصًا نالوا شهادات من اللجنة؟", "ar")
    assert "اللجنة" in first[0]
    assert "اللجنة" in second[0]
