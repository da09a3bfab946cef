import pytest
import regex
from hypothesis import given
from texts import any_text

from qa.answer import Gloss
from qa.glossing import gloss_of
from vectorstore.lexicon import LANGUAGES


def gloss(text: str, language: str) -> str:
    found = gloss_of(text, language, "en")
    assert found is not None
    return found.text


@given(any_text)
def test_what_a_reader_can_read_needs_no_gloss(text: str) -> None:
    assert gloss_of(text, "en", "de") is None
    assert all(gloss_of(text, language, language) is None for language in LANGUAGES)


def test_a_gloss_is_english_word_by_word() -> None:
    assert gloss_of("সক্রিয় সমবায়", "bn", "vi") == Gloss("active cooperative", "en")
    assert gloss("Die Genossenschaft in Berlin", "de") == "the cooperative in Berlin"


def test_a_name_that_nobody_listed_is_romanised_with_a_capital() -> None:
    assert regex.fullmatch(r"[A-Z][a-z']+", gloss("ক্ষ্মঝঢ়", "bn"))


def test_a_roman_numeral_stays_as_it_is() -> None:
    assert "III" in gloss("Đại hội lần thứ III khép lại.", "vi")


def test_commas_stay() -> None:
    assert gloss("সমবায়, সমবায়; সমবায়", "bn") == "cooperative, cooperative; cooperative"
    assert "," in gloss("قال، نعم", "ar")


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("bn", "৭,৭০০টিরও বেশি", ["7,700"]),
        ("de", "12.287 Gruppen und 17,5 Prozent", ["12,287", "17.5"]),
        ("hi", "2,46,000 रुपये", ["246,000"]),
        ("ar", "2 مليار و295 مليون جنيه", ["2", "295"]),
        ("vi", "3 triệu 500 nghìn đồng", ["3", "500"]),
        ("de", "im Jahr 2023", ["2023"]),
        ("de", "am 18.09.2023", ["18", "2023"]),
    ],
)
def test_every_number_of_the_sentence_is_in_its_gloss(language: str, text: str, numbers: list[str]) -> None:
    found = regex.findall(r"\d+(?:[.,]\d+)*", gloss(text, language))
    assert [
        number for number in numbers if number not in found and not any(number in f.split(".") for f in found)
    ] == []


def test_scale_words_are_words() -> None:
    assert "billion" in gloss("2 مليار جنيه", "ar")


@given(any_text)
def test_any_text_can_be_glossed_in_latin_letters(text: str) -> None:
    for language in ("bn", "ar", "hi", "vi", "de"):
        found = gloss(text, language)
        assert not regex.search(r"[\p{Devanagari}\p{Bengali}\p{Arabic}]", found)
        assert found == found.strip()
