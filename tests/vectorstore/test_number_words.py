"""A number in words is worth what it says, in six languages; the words are written by hand in `number_words`."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from number_words import in_words
from texts import languages

from vectorstore.digits import canonical
from vectorstore.numerals import numerals

ALSO_OTHER_WORDS = {"en": {1}, "de": {1}, "hi": {1}, "bn": {1}, "ar": {1}, "vi": {0, 1, 3, 5}}
"""Numbers whose word alone is also an article, a pronoun, "not", a father or a year: never read alone."""


def read(text: str, language: str) -> list[str]:
    return [canonical(numeral.value) for numeral in numerals(text, language)]


@pytest.mark.parametrize("language", sorted(ALSO_OTHER_WORDS))
def test_every_number_below_a_thousand_is_read(language: str) -> None:
    lost = {n: words for n in range(1000) if read(words := in_words(n, language), language) != [str(n)]}
    assert set(lost) == ALSO_OTHER_WORDS[language]
    assert all(read(words, language) == [] for words in lost.values())


@given(st.one_of(st.integers(1000, 99_999), st.integers(1000, 10**9 - 1)), languages)
@example(1_001, "vi")
@example(1_000_001, "de")
@example(111, "ar")
@example(38_052, "bn")
def test_so_is_a_longer_one(number: int, language: str) -> None:
    assert read(f"« {in_words(number, language)} »", language) == [str(number)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "one and a half million", ["1500000"]),
        ("en", "one and a half", ["1.5"]),
        ("en", "a dozen", ["12"]),
        ("en", "twenty-three", ["23"]),
        ("de", "zweihundertfünfzig", ["250"]),
        ("de", "dreieinhalb Milliarden", ["3500000000"]),
        ("de", "zweieinhalbtausend", ["2500"]),
        ("de", "tausendundeins", ["1001"]),
        ("de", "hundertprozentig und hunderte", []),
        ("de", "Zweitausender und Dreihundertjährige", ["300"]),
        ("de", "Pfundzwanzig", []),
        ("hi", "डेढ़ सौ", ["150"]),
        ("hi", "ढाई लाख", ["250000"]),
        ("hi", "उनतालीस", ["39"]),
        ("hi", "सौ एक", ["101"]),
        ("bn", "আড়াই শ বিদ্যালয়", ["250"]),
        ("bn", "দেড়শ", ["150"]),
        ("bn", "সাড়ে বারো হাজার টাকা", ["12500"]),
        ("bn", "তিনজন ও দুটি", ["3", "2"]),
        ("bn", "পাঁচশ টাকা", ["500"]),
        ("bn", "নয় হাজার নয়", ["9000"]),
        ("bn", "একুশে বইমেলা", []),
        ("ar", "ألفي طالب", ["2000"]),
        ("ar", "نصف مليون", ["500000"]),
        ("ar", "مليون ونصف", ["1500000"]),
        ("ar", "ثلاثمائة", ["300"]),
        ("ar", "واحد وعشرون", ["21"]),
        ("vi", "nghìn rưỡi", ["1500"]),
        ("vi", "một triệu rưỡi", ["1500000"]),
        ("vi", "một trăm linh hai", ["102"]),
        ("vi", "hai mươi lăm", ["25"]),
    ],
)
def test_halves_fractions_and_words_written_together(language: str, text: str, values: list[str]) -> None:
    assert read(text, language) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("trong ba tháng trước giải", ["3"]),
        ("quý ba năm 2024", ["2024"]),
        ("lần thứ ba", []),
        ("ba mẹ em", []),
        ("1 năm rưỡi", ["1"]),
    ],
)
def test_a_vietnamese_three_counts_right_before_what_is_counted(text: str, values: list[str]) -> None:
    assert [canonical(numeral.value) for numeral in numerals(text, "vi")] == values
