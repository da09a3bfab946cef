"""Units that a word says with its number, and figures of a change that are no range."""

import pytest

from qa.quantities import quantities


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("يدفع المواطن فلسين للكيلوواط", [("2", "fils")]),
        ("دفع دينارين وريالين", [("2", "dinar"), ("2", "SAR")]),
        ("يبعد كيلومترين ويزن كيلوغرامين", [("2", "km"), ("2", "kg")]),
        ("فاز ميلان على كلمين", []),
    ],
)
def test_an_arabic_dual_is_two_of_its_unit(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(str(figure.value), figure.unit) for figure in quantities(text, "ar")] == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("ar", "ارتفعت الكلفة من 4,3 إلى 6,1 ملايير دينار", [(4_300_000_000, None), (6_100_000_000, None)]),
        ("en", "The cost rose from 4.3 to 6.1 billion dinars", [(4_300_000_000, None), (6_100_000_000, None)]),
        ("en", "They cost from 4.3 to 6.1 billion dinars", [(4_300_000_000, 6_100_000_000)]),
        ("ar", "تتراوح الأسعار من 4 إلى 6 دنانير", [(4, 6)]),
    ],
)
def test_where_a_change_began_and_ended_are_two_figures(
    language: str, text: str, figures: list[tuple[int, int | None]]
) -> None:
    assert [(figure.value, figure.upper) for figure in quantities(text, language)] == figures


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("hi", "लागत १६ करोड़ रुपये है, पर राज्य ने सिर्फ़ ७ करोड़ मंज़ूर किए हैं।"),
        ("bn", "খরচ ১৬ কোটি টাকা, কিন্তু রাজ্য মাত্র ৭ কোটি মঞ্জুর করেছে।"),
    ],
)
def test_what_is_granted_is_in_the_currency_of_the_cost(language: str, text: str) -> None:
    assert len({figure.unit for figure in quantities(text, language)}) == 1


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("ar", "قدرتها 80 ميجاواط ثم 2 جيجاواط", ["MW", "GW"]),
        ("ar", "فيها 90 سعرة حرارية", ["kcal"]),
        ("de", "34.000 Festmeter Holz, 410 Mikrogramm Staub", ["m3", "microgram"]),
        ("vi", "mỗi ký 900 kíp", ["kip"]),
        ("bn", "ট্রেনের গতি ঘণ্টায় সর্বোচ্চ ৬০ কিলোমিটার, পথ ২০ কিলোমিটার", ["kmh", "km"]),
        ("de", "mit 17 Kilometern pro Sekunde", ["kms"]),
    ],
)
def test_units_are_known_by_their_names(language: str, text: str, units: list[str]) -> None:
    assert [figure.unit for figure in quantities(text, language)] == units
