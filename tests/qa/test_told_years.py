import pytest
from sentences import figures_of, view_of

from qa.told_years import is_told, is_year_before, with_season, years_told
from vectorstore.document import Document, Span


def told(text: str, language: str) -> list[set[str]]:
    view = view_of(text, language)
    return [set(years) for years in years_told(view, figures_of(view))]


@pytest.mark.parametrize(("asked", "is_before"), [("2024", True), ("2025", False), ("2023", False)])
def test_an_article_of_one_year_tells_what_was_in_the_year_before(asked: str, is_before: bool) -> None:
    text = "DHAKA, 3 Oct 2025 — Lightning killed 94. Last year it was 131."
    document = Document("a", text, "title", "en", "sha256:0", (Span(0, 40), Span(41, len(text))))
    assert is_year_before(frozenset({asked}), document) == is_before


def test_a_season_in_short_is_of_two_years_and_no_other_season() -> None:
    asked = with_season(frozenset({"2024"}), "२०२४-२५ में कितने दिन?")
    assert asked == {"2024", "2025"}
    assert with_season(frozenset({"2024"}), "Wie viel 2024-30?") == {"2024"}
    assert not is_told(asked, frozenset({"2023", "2024"}))
    assert is_told(asked, frozenset({"2024"}))


@pytest.mark.parametrize(
    ("language", "text", "years"),
    [
        ("de", "Im Vorjahr wurden 1.870 Wohnungen fertig, 2023 waren es noch 2.640.", [set(), {"2023"}]),
        ("en", "A block costs 2.9 million euros, up from 1.8 million euros in 2021.", [set(), {"2021"}]),
        ("bn", "২০২৩ সালে দুর্ঘটনা ৫৮টি, মারা গেছেন ১০৩ জন; ২০২২ সালে ৭১টি।", [{"2023"}, {"2023"}, {"2022"}]),
        ("vi", "Năm 2022 đón 54.200 lượt khách; năm 2023 đạt 86.500 lượt.", [{"2022"}, {"2023"}]),
        ("hi", "कारोबार 1,240 करोड़ रुपये है, जो 2023 में 905 करोड़ रुपये था।", [set(), {"2023"}]),
        ("ar", "وتراجعت البطالة من 9 في المئة عام 2019 إلى 6 في المئة.", [{"2019"}, set()]),
        ("en", "It fell from 9 percent in 2019 to 6 percent.", [{"2019"}, set()]),
        ("en", "In 2025 the number will rise from 14 to 22.", [set(), {"2025"}]),
        ("de", "Von 2019 bis 2024 sank die Zahl von 9 auf 6.", [{"2019", "2024"}, {"2019", "2024"}]),
        ("en", "In 2023/24 14 came, the season before 12.", [{"2023", "2024"}, {"2022", "2023"}]),
        ("ar", "بلغ العدد ٣٨ ألف مشاهد، ودورة ٢٠٢٣ استقطبت ٢٦ ألف مشاهد.", [set(), {"2023"}]),
    ],
)
def test_a_figure_is_of_the_year_beside_it_or_of_that_of_the_figure_before(
    language: str, text: str, years: list[set[str]]
) -> None:
    assert told(text, language) == years
