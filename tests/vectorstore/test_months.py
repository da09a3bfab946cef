"""Dates in figures: the day is a number, the month means what its name does, the year is a number again."""

import pytest

from vectorstore.months import figured_dates
from vectorstore.numerals import numerals
from vectorstore.reading import numbers_said, read_sentence
from vectorstore.tokenizer import tokenizer


def months(text: str, language: str) -> list[str]:
    tokens = tokenizer(language).tokens(text)
    return [token.glosses[0] for token in tokens if token.kind == "word" and text[token.end - 1].isdigit()]


@pytest.mark.parametrize(
    ("language", "text", "named", "numbers"),
    [
        ("vi", "Ngày 21/10 cảnh sát bị tấn công", ["October"], ["21"]),
        ("vi", "chiều 4/6, ông Dũng nói", ["June"], ["4"]),
        ("vi", "từ ngày 1/6 đến 15/6", ["June", "June"], ["1", "15"]),
        ("vi", "xuất viện ngày 12/5/2025", ["May"], ["12", "2025"]),
        ("vi", "cuối tháng 5/2024", ["May"], ["2024"]),
        ("de", "Seit dem 1.6. gilt das", ["June"], ["1"]),
        ("de", "am 12.6.2025 kam er", ["June"], ["12", "2025"]),
        ("en", "on 10/21 they met", ["October"], ["21"]),
        ("en", "on 2025-06-12 they met", ["June"], ["2025", "12"]),
        ("hi", "२१/१० को बैठक हुई", ["October"], ["21"]),
        ("bn", "২১/১০ তারিখে হামলা হয়", ["October"], ["21"]),
        ("ar", "وقع يوم 21/10 هجوم", ["October"], ["21"]),
    ],
)
def test_a_date_in_figures_has_a_day_a_month_and_a_year(
    language: str, text: str, named: list[str], numbers: list[str]
) -> None:
    assert months(text, language) == named
    assert [str(said.value) for said in numbers_said(read_sentence(text, language))] == numbers


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "2/3 diện tích bị ngập"),
        ("vi", "mở cửa 24/7"),
        ("vi", "Nghị định số 5/2024"),
        ("de", "Kapitel 1.6. ist lang, 1.6 Meter"),
        ("en", "on 4/6 they met"),
        ("en", "a third, 1/3, of the 2023/24 season"),
        ("hi", "2/3 हिस्सा"),
    ],
)
def test_a_fraction_a_label_and_a_season_are_no_dates(language: str, text: str) -> None:
    assert figured_dates(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "the winter of 2023/24", ["2023", "2024"]),
        ("bn", "২০২৩-২৪ অর্থবছরে", ["2023", "2024"]),
        ("en", "in 2023 24 people", ["2023", "24"]),
        ("en", "it fell in 2023-12", ["2023", "12"]),
    ],
)
def test_two_digits_behind_a_year_are_the_year_in_which_a_season_ends(
    language: str, text: str, values: list[str]
) -> None:
    assert [str(numeral.value) for numeral in numerals(text, language)] == values
