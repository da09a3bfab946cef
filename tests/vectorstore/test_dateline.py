"""Years that an article tells by another one: «last year» of an article of 2025 is 2024."""

import pytest

from vectorstore.dateline import month_names, year_of, years_told
from vectorstore.document import Document, Span
from vectorstore.reading import read_sentence


def article(text: str, language: str, published: str | None = None) -> Document:
    return Document("a", text, "title", language, "sha256:0", (Span(0, len(text)),), published=published)


def told(text: str, language: str, published: str | None = "2025-10-14") -> list[str]:
    read = read_sentence(text, language)
    return [year for year, _ in years_told(article(text, language, published), text, read.tokens, read.numerals)]


@pytest.mark.parametrize(
    ("language", "text", "year"),
    [
        ("en", "TAMALE — On Friday, 25 July 2025 the council met; it was built in 1998.", 2025),
        ("de", "Am Dienstag, dem 14. Oktober 2025, begann die Zählung.", 2025),
        ("hi", "भोपाल। सोमवार, 15 सितंबर 2025 को बैठक हुई।", 2025),
        ("bn", "গাজীপুর, ১১ নভেম্বর ২০২৫। নতুন ধান এসেছে।", 2025),
        ("ar", "إربد – أعلنت الجمعية يوم ٧ كانون الأول ٢٠٢٥ حملة.", 2025),
        ("vi", "Sáng 18/4/2025, tại xã Mỹ Thọ, dự án khởi công.", 2025),
        ("vi", "Ngày 15 tháng 8 năm 2024, hội nghị khai mạc.", 2024),
        ("en", "The bridge, built in 1998, is old.", None),
    ],
)
def test_an_article_is_of_the_year_of_its_first_date(language: str, text: str, year: int | None) -> None:
    assert year_of(article(text, language)) == year


def test_a_word_that_means_may_or_march_is_no_month() -> None:
    assert {"may", "mai", "মার্চ", "مارس", "অক্টোবরের", "অক্টোবরে"} <= month_names()
    assert month_names().isdisjoint({"قد", "وقد", "darf", "dürfen", "marsch", "कूच", "مسيره"})


def test_when_it_was_published_goes_before_what_the_text_says() -> None:
    assert year_of(article("On 25 July 2023 they met.", "en", "2024-01-02")) == 2024


@pytest.mark.parametrize(
    ("language", "text", "years"),
    [
        ("en", "Last year's harvest was 900 tonnes.", ["2024"]),
        ("de", "Im selben Zeitraum des Vorjahres waren es 203.", ["2024"]),
        ("de", "2023 waren es 90, im Vorjahr 70.", ["2022"]),
        ("en", "In 2020 it was 39, the year before 31.", ["2019"]),
        ("hi", "पिछले साल इसी तारीख को भाव 3,360 रुपये था।", ["2024"]),
        ("bn", "গত বছর এসেছিলেন ১ লাখ মানুষ, এ বছর দুই লাখ।", ["2024", "2025"]),
        ("ar", "بلغ الصيد العام الماضي 395 ألف طن.", ["2024"]),
        ("vi", "Năm ngoái đón 54.200 khách, năm nay 60.000.", ["2024", "2025"]),
        ("en", "The last years were dry.", []),
    ],
)
def test_a_year_told_by_another_is_that_year(language: str, text: str, years: list[str]) -> None:
    assert told(text, language) == years


def test_nothing_is_told_by_a_year_that_nobody_knows() -> None:
    assert told("Last year it was 900.", "en", published=None) == []
