from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import languages, unicode_text

from qa.compose import format_number, has_phrases, phrases, quote, state_figure, state_how_often
from qa.exactness import approximations
from qa.quantities import quantities
from qa.units import Quantity, units
from vectorstore.digits import digits_value
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules

COUNT = quantities("7,700 cooperatives", "en")[0]
numbers = st.decimals(min_value=0, max_value=10**14, places=3)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "12,287"), ("de", "12.287"), ("vi", "12.287"), ("hi", "12,287"), ("bn", "12,287"), ("ar", "12,287")],
)
def test_a_number_is_written_as_its_readers_write_it(language: str, text: str) -> None:
    assert format_number(Decimal(12287), language) == text


@pytest.mark.parametrize(
    ("told", "language", "text"),
    [
        ("1 billion dong", "de", "1 Milliarde VND"),
        ("2 billion dong", "de", "2 Milliarden VND"),
        ("1 million dong", "en", "1 million VND"),
    ],
)
def test_one_million_has_its_own_word(told: str, language: str, text: str) -> None:
    assert state_figure(quantities(told, "en")[0], language) == text


@pytest.mark.parametrize(
    ("told", "read", "language", "text"),
    [
        ("৪ কোটি ৮০ লাখ টাকা", "bn", "hi", "4.8 करोड़ टका"),
        ("1,240 करोड़ रुपये", "hi", "bn", "1,240 কোটি রুপি"),
        ("1,240 करोड़ रुपये", "hi", "en", "12.4 billion rupees"),
        ("64 लाख रुपये", "hi", "bn", "64 লাখ রুপি"),
        ("২১ লাখ ৬০ হাজার টাকা", "bn", "hi", "21.6 लाख टका"),
        ("64 लाख रुपये", "hi", "de", "6,4 Millionen Rupien"),
        ("$48 million", "en", "hi", "48 मिलियन अमेरिकी डॉलर"),
        ("2:04:35", "en", "de", "2:04:35 Stunden"),
        ("minus 5 degrees", "en", "vi", "-5 °C"),
    ],
)
def test_a_figure_keeps_the_scale_that_its_readers_know(told: str, read: str, language: str, text: str) -> None:
    assert state_figure(quantities(told, read)[0], language) == text


def test_decimals_keep_no_trailing_zeros() -> None:
    assert format_number(Decimal("25.30"), "en") == "25.3"
    assert format_number(Decimal("25.30"), "de") == "25,3"
    assert format_number(Decimal("1E+3"), "en") == "1,000"


@given(numbers, languages)
def test_what_is_written_is_worth_what_was_meant(value: Decimal, language: str) -> None:
    text = format_number(value, language)
    _, _, rest = text.rpartition(phrases(language)["decimal"])
    if phrases(language)["decimal"] not in text or len(rest) != 3 or phrases(language)["group"] in text:
        assert digits_value(text, number_rules(language).decimal) == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "More than 7,700 cooperatives"),
        ("de", "Mehr als 7.700 cooperatives"),
        ("vi", "Hơn 7.700 cooperatives"),
    ],
)
def test_a_count_says_how_exact_it_is_and_what_is_counted(language: str, text: str) -> None:
    assert state_figure(replace(COUNT, exactness="more_than"), language, "cooperatives") == text


def test_a_number_stands_before_no_definite_article() -> None:
    assert state_figure(COUNT, "ar", "التعاونيات").endswith(" من التعاونيات")
    assert state_figure(COUNT, "ar", "تعاونية").endswith("0 تعاونية")


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("25.3 billion dong", "25.3 billion VND"),
        ("65–70 million dong", "65–70 million VND"),
        ("5 to 7 km", "5–7 km"),
        ("17.5 percent", "17.5%"),
        ("$500", "500 US dollars"),
    ],
)
def test_a_unit_is_written_behind_its_figure(text: str, stated: str) -> None:
    assert state_figure(quantities(text, "en")[0], "en") == stated


def test_what_is_counted_is_not_said_where_there_is_a_unit() -> None:
    assert "cows" not in state_figure(quantities("5 km", "en")[0], "en", "cows")


@pytest.mark.parametrize(
    ("language", "question", "digits"),
    [
        ("bn", "১ নম্বর ক্লাস্টারে কতটি?", "৭,৭০০"),
        ("bn", "কতটি সমবায়?", "7,700"),
        ("hi", "१ में कितने?", "७,७००"),
        ("ar", "كم في ١؟", "٧,٧٠٠"),
        ("en", "১ নম্বর?", "7,700"),
    ],
)
def test_native_digits_are_used_when_the_question_used_them(language: str, question: str, digits: str) -> None:
    assert digits in state_figure(COUNT, language, question=question)


@given(numbers, languages, st.sampled_from([None, *approximations()]), st.sampled_from([None, *units()]))
def test_any_figure_can_be_stated_in_any_language(
    value: Decimal, language: str, exactness: str | None, unit: str | None
) -> None:
    stated = state_figure(replace(COUNT, value=value, exactness=exactness, unit=unit), language, "x")
    assert stated == stated.strip()
    assert "{" not in stated
    assert unit is None or units()[unit].show[language].strip() in stated
    assert ("x" in stated) or unit is not None
    assert stated[0] == stated[0].upper()


@given(unicode_text, languages)
def test_a_quotation_holds_the_sentence_as_it_is(sentence: str, language: str) -> None:
    quoted = quote(sentence, language)
    assert quoted[1:-1] == sentence
    assert quoted[0] in "“„«"


def test_a_language_without_phrases_is_answered_in_english() -> None:
    assert all(map(has_phrases, LANGUAGES))
    assert not has_phrases("fr")
    assert phrases("fr") == phrases("en")


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [("en", 1, "Once"), ("en", 3, "3 times"), ("ar", 3, "عدد المرات: 3"), ("vi", 1, "Một lần"), ("de", 2, "2-mal")],
)
def test_how_many_times_is_said_as_each_language_does(language: str, value: int, said: str) -> None:
    quantity = Quantity(0, 1, 0, 1, Decimal(value), None, None, "count", None, 1)
    figure = state_figure(quantity, language)
    assert state_how_often(quantity, figure, language, is_time_between=False) == said


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", 3, "3 times a week"),
        ("en", 1, "Once a week"),
        ("de", 2, "2-mal pro Woche"),
        ("hi", 2, "हफ़्ते में 2 बार"),
        ("bn", 3, "সপ্তাহে 3 বার"),
        ("ar", 1, "مرة واحدة في الأسبوع"),
        ("vi", 2, "2 lần mỗi tuần"),
    ],
)
def test_how_many_times_in_a_period(language: str, value: int, said: str) -> None:
    quantity = Quantity(0, 1, 0, 1, Decimal(value), None, None, "count", None, 1)
    figure = state_figure(quantity, language)
    assert state_how_often(quantity, figure, language, is_time_between=False, period="week") == said
