from decimal import Decimal
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text, languages

from vectorstore.digits import canonical
from vectorstore.numerals import numerals


def read(text: str, language: str) -> list[str]:
    return [canonical(numeral.value) for numeral in numerals(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "12,287 groups and 17 unions", ["12287", "17"]),
        ("en", "more than 25.3 billion dong", ["25300000000"]),
        ("en", "two hundred and five", ["205"]),
        ("en", "two hundred fifty thousand", ["250000"]),
        ("en", "one hundred and twenty million people", ["120000000"]),
        ("en", "twenty-five thousand three hundred", ["25300"]),
        ("en", "1.2 million and 300 thousand", ["1500000"]),
        ("en", "half a million", ["500000"]),
        ("en", "two and a half million", ["2500000"]),
        ("en", "two dozen", ["24"]),
        ("de", "3 Dutzend Eier", ["36"]),
        ("vi", "2 tá trứng", ["24"]),
        ("ar", "3 دزينات بيض", ["36"]),
        ("vi", "năm 2019 tỷ lệ thất nghiệp là 2 tỷ", ["2019", "2000000000"]),
        ("hi", "2019 अरब देशों में 2 अरब", ["2019", "2000000000"]),
        ("en", "two hundred a day", ["200"]),
        ("en", "between three and five million", ["3", "5000000"]),
        ("en", "between one and five million", ["5000000"]),
        ("en", "a million, one of three", ["1000000", "3"]),
        ("en", "$25.3 million and 17 cows", ["25300000", "17"]),
        ("en", "25.3 million and seventeen cows", ["25300000", "17"]),
        ("en", "in 2023 three people", ["2023", "3"]),
        ("en", "hundreds of millions", []),
        ("en", "170/430", ["170", "430"]),
        ("de", "12.287 Gruppen", ["12287"]),
        ("de", "2 Milliarden und 295 Millionen", ["2295000000"]),
        ("de", "1,5 Mio. Euro", ["1500000"]),
        ("de", "eine halbe Million", ["500000"]),
        ("de", "anderthalb Millionen", ["1500000"]),
        ("de", "DREISSIG", ["30"]),
        ("de", "ein Mann, eine Frau", []),
        ("de", "zehn Millionen zweitausend", ["10002000"]),
        ("hi", "१ लाख", ["100000"]),
        ("hi", "1 लाख 25 हजार", ["125000"]),
        ("hi", "दो सौ पचास करोड़", ["2500000000"]),
        ("hi", "एक लाख करोड़", ["1000000000000"]),
        ("hi", "साढ़े तीन लाख", ["350000"]),
        ("hi", "सवा करोड़", ["12500000"]),
        ("hi", "पौने दो लाख", ["175000"]),
        ("hi", "ढाई हज़ार", ["2500"]),
        ("bn", "৭,৭০০টিরও বেশি", ["7700"]),
        ("bn", "২ কোটি ৫০ লাখ", ["25000000"]),
        ("bn", "দেড় লাখ", ["150000"]),
        ("bn", "সাড়ে তিন কোটি", ["35000000"]),
        ("ar", "مليار و250 مليون", ["1250000000"]),
        ("ar", "2 مليار و295 مليون", ["2295000000"]),
        ("ar", "٣٫٥ مليون", ["3500000"]),
        ("ar", "180.000 شخص", ["180000"]),
        ("ar", "خمسة وعشرون", ["25"]),
        ("ar", "مئة وخمسة وعشرون ألفا", ["125000"]),
        ("ar", "خمسة عشر ألفا", ["15000"]),
        ("ar", "ثلاثة آلاف وخمسمائة", ["3500"]),
        ("ar", "ألف و500 دولار", ["1500"]),
        ("ar", "3 آلاف وخمسمئة", ["3500"]),
        ("ar", "3 ملايين ونصف", ["3500000"]),
        ("ar", "عام 2023 و5 قرى", ["2023", "5"]),
        ("ar", "آلاف السكان", []),
        ("vi", "25,3 tỷ đồng", ["25300000000"]),
        ("vi", "hai trăm năm mươi nghìn", ["250000"]),
        ("vi", "hai trăm linh năm", ["205"]),
        ("vi", "hai mươi mốt", ["21"]),
        ("vi", "hai mươi năm", ["20"]),
        ("vi", "một tỷ hai trăm triệu", ["1200000000"]),
        ("vi", "hai triệu rưỡi", ["2500000"]),
        ("vi", "năm 2023 không có", ["2023"]),
        ("vi", "3 nghìn tỷ", ["3000000000000"]),
        ("de", "40 000 Haushalte", ["40000"]),
        ("de", "12 287 Stimmen", ["12287"]),
        ("en", "12 287 votes", ["12", "287"]),
        ("en", "in 2024 300 came", ["2024", "300"]),
        ("de", "5 Mill. Euro", ["5000000"]),
        ("de", "eine Viertelmillion Besucher", ["250000"]),
        ("vi", "năm người bị thương", ["5"]),
        ("vi", "Mỗi năm người dân thu 3 tấn", ["3"]),
        ("vi", "tháng năm người dân gặt lúa", []),
        ("bn", "নয় দিন লাগে", ["9"]),
        ("bn", "এটি সত্য নয়", []),
        ("bn", "শত শত মানুষ", []),
        ("bn", "হাজার হাজার মানুষ", []),
        ("bn", "সাড়ে চারশ গ্রাম", ["450"]),
        ("bn", "পৌনে চারশ", ["375"]),
        ("bn", "দুই শতাধিক মানুষ", ["200"]),
        ("bn", "শতাধিক মানুষ", ["100"]),
        ("ar", "إحدى عشرة قرية", ["11"]),
        ("ar", "ألفا عامل", ["2000"]),
        ("ar", "مليونا دولار", ["2000000"]),
        ("ar", "مليونًا و٦٥٠ ألف دينار", ["1650000"]),
        ("ar", "مليونا ونصف", ["1500000"]),
        ("ar", "تسعين ألفا من السكان", ["90000"]),
        ("ar", "ألفا من السكان", ["1000"]),
        ("ar", "ألفا ألفا", []),
    ],
)
def test_numbers_in_words_digits_and_scales(language: str, text: str, values: list[str]) -> None:
    assert read(text, language) == values


def test_written_is_what_stands_before_the_scale() -> None:
    (numeral,) = numerals("about 25.3 billion dong", "en")
    assert (numeral.written, numeral.value) == (Decimal("25.3"), Decimal(25_300_000_000))
    assert (numeral.start, numeral.end) == (6, 18)


@pytest.mark.parametrize("date", ["18.09.2023", "18/9/2023", "2023-09-18", "১৮.০৯.২০২৩", "١٨/٩/٢٠٢٣"])
def test_a_numeric_date_is_one_number_worth_its_year(date: str) -> None:
    (numeral,) = numerals(f"on {date}, at noon", "en")
    assert (numeral.is_date, numeral.value, numeral.start, numeral.end) == (True, 2023, 3, 13 - (10 - len(date)))


def test_a_date_inside_a_longer_run_is_none() -> None:
    assert not any(numeral.is_date for numeral in numerals("118.09.2023 and 18.09.20231", "en"))


@given(any_text, languages)
@example("1,2.3,4", "en")
@example("مليار و250 مليون", "ar")
@example("5" + " million" * 50, "en")
def test_numbers_stand_in_order_and_have_a_finite_value(text: str, language: str) -> None:
    found = numerals(text, language)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= n.value < Decimal(10) ** 53 and n.written >= 0 for n in found)
    assert all(not text[n.start].isspace() and not text[n.end - 1].isspace() for n in found)


def test_a_run_of_digits_longer_than_any_number_is_a_code() -> None:
    assert [numeral.value for numeral in numerals("9" * 28, "en")] == [Decimal("9" * 28)]
    assert numerals("9" * 29, "en") == []


@given(any_text, languages)
def test_every_short_run_of_digits_is_in_a_number(text: str, language: str) -> None:
    inside = {at for n in numerals(text, language) for at in range(n.start, n.end)}
    for run in regex.finditer(r"(?<!\p{N})(?<!\p{N}\P{L})\p{Nd}{1,9}(?!\p{N})(?!\P{L}\p{N})", text):
        assert run.start() in inside


@given(st.decimals(min_value=0, max_value=10**20, allow_nan=False, places=5))
@example(Decimal("1E+5"))
@example(Decimal(100))
@example(Decimal("2.50"))
def test_a_value_is_written_in_one_way(value: Decimal) -> None:
    text = canonical(value)
    assert Decimal(text) == value
    assert text == canonical(value * Decimal("1.000"))
    assert regex.fullmatch(r"\d+(\.\d*[1-9])?", text)
