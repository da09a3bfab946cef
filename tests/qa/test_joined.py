from decimal import Decimal

import pytest

from qa.compose import state_figure
from qa.quantities import quantities
from qa.support.figures import holds_figure
from qa.support.reading import Reading


def said(text: str, language: str, shown: str = "en") -> list[str]:
    return [state_figure(q, shown) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("hi", "बिजली औसतन 19 घंटे 20 मिनट मिलती है।", ["19 hours 20 minutes"]),
        ("de", "Das dauert zwei Jahre und sechs Monate.", ["2 years 6 months"]),
        ("vi", "Chuyến đi mất 6 giờ 30 phút.", ["6 hours 30 minutes"]),
        ("ar", "استمرت الجلسة ساعتين و١٥ دقيقة.", ["2 hours 15 minutes"]),
        ("en", "It took 3 hours, 70 minutes more than planned.", ["3 hours", "70 minutes"]),
        ("en", "They get 6 months and 3 years.", ["6 months", "3 years"]),
    ],
)
def test_a_measure_said_in_two_units_is_one_figure(language: str, text: str, figures: list[str]) -> None:
    assert said(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "between 500 and 2,000 dinars", ["500–2,000 dinars"]),
        ("de", "zwischen 5 und 10 Tagen", ["5–10 days"]),
        ("ar", "غرامة بين ٥٠٠ و٢٠٠٠ دينار", ["500–2,000 dinars"]),
        ("hi", "5 और 10 किमी के बीच", ["5–10 km"]),
        ("hi", "500 से 2000 रुपये तक", ["500–2,000 rupees"]),
        ("bn", "৫ ও ১০ দিনের মধ্যে", ["5–10 days"]),
        ("en", "It employs between 5 and 10 people.", ["5–10"]),
        ("en", "5 and 10 dinars", ["5 dinars", "10 dinars"]),
        ("hi", "300 से 400 रुपये हुआ", ["300 rupees", "400 rupees"]),
        ("en", "the match between 2 and 1", ["2", "1"]),
    ],
)
def test_two_ends_are_one_range_where_words_say_so(language: str, text: str, figures: list[str]) -> None:
    assert said(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("ar", "أُجّل الاجتماع شهرين.", ["2 months"]),
        ("ar", "سعر التذكرة للطلبة دينارًا واحدًا.", ["1 dinar"]),
        ("ar", "انتظروا سنة ونصف", ["1.5 years"]),
        ("ar", "انتظروا ٣ ساعات ونصف", ["3.5 hours"]),
        ("vi", "Cuộc họp kéo dài 2 giờ rưỡi.", ["2.5 hours"]),
        ("vi", "Dự án kéo dài 1 năm rưỡi.", ["1.5 years"]),
    ],
)
def test_units_that_say_a_number_themselves_are_figures(language: str, text: str, figures: list[str]) -> None:
    assert said(text, language) == figures


def test_a_claim_with_another_rest_is_not_supported() -> None:
    sentence = Reading("Strom gibt es 19 Stunden 20 Minuten.", "de")
    for claim, holds in (("19 hours 20 minutes", True), ("19 hours 45 minutes", False), ("19 hours", True)):
        reading = Reading(claim, "en")
        assert holds_figure(sentence, reading, reading.figures[0]) == holds, claim


def test_the_rest_is_a_value_with_its_unit() -> None:
    (figure,) = quantities("11 hours 45 minutes", "en")
    assert (figure.value, figure.unit, figure.rest) == (Decimal(11), "hour", ((Decimal(45), "minute"),))


def test_a_measure_may_be_said_in_three_units() -> None:
    (figure,) = quantities("1 hour 4 minutes 50 seconds", "en")
    assert (figure.value, figure.rest) == (Decimal(1), ((Decimal(4), "minute"), (Decimal(50), "second")))


@pytest.mark.parametrize(
    ("language", "text", "smaller"),
    [
        ("bn", "দাম ১২ টাকা ৫০ পয়সা", (Decimal(50), "paisa")),
        ("ar", "ثلاثة دنانير و500 فلس", (Decimal(500), "fils")),
        ("de", "1 Meter 20 Zentimeter", (Decimal(20), "cm")),
        ("en", "3 tonnes 400 kg", (Decimal(400), "kg")),
        ("en", "11 months 7 days", (Decimal(7), "day")),
    ],
)
def test_a_smaller_unit_behind_a_larger_one_is_the_rest_of_the_figure(
    language: str, text: str, smaller: tuple[Decimal, str]
) -> None:
    assert quantities(text, language)[0].rest == (smaller,)


@pytest.mark.parametrize(
    ("text", "upper"),
    [
        ("60 से 90 हजार रुपये में खरीदता था", "90000"),
        ("4 से 5 घंटे लगते हैं", "5"),
        ("कीमत 40 से 60 रुपये हो गई", None),
        ("दाम 40 से बढ़कर 60 रुपये पर पहुंचा", None),
        ("118 में से 103 समितियाँ", None),
    ],
)
def test_hindi_from_makes_a_range_where_nothing_behind_says_that_one_became_the_other(
    text: str, upper: str | None
) -> None:
    assert quantities(text, "hi")[0].upper == (Decimal(upper) if upper else None)
