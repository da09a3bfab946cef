from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from texts import any_text, languages

from qa.exactness import approximations
from qa.quantities import quantities
from qa.units import Quantity, shown_kinds, units

KINDS = {"count", "money", "percentage", "year", "date", "label", *shown_kinds("measure")}


def only(text: str, language: str) -> Quantity:
    (quantity,) = quantities(text, language)
    return quantity


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "7,700 cooperatives", "7700", None),
        ("bn", "৭,৭০০টিরও বেশি সক্রিয় সমবায়", "7700", None),
        ("en", "25.3 billion dong", "25300000000", "VND"),
        ("vi", "25,3 tỷ đồng", "25300000000", "VND"),
        ("ar", "مليار و250 مليون جنيه", "1250000000", "EGP"),
        ("hi", "१ लाख रुपये", "100000", "INR"),
        ("bn", "৭২ শতাংশই", "72", "percent"),
        ("ar", "بألف و975 دينارا", "1975", "dinar"),
        ("en", "34 working days", "34", "day"),
        ("en", "$5 million", "5000000", "USD"),
        ("de", "5 Mio. Euro", "5000000", "EUR"),
        ("de", "17,5 Prozent", "17.5", "percent"),
        ("ar", "٪٥", "5", "percent"),
        ("en", "5%", "5", "percent"),
        ("en", "Rs. 500", "500", "INR"),
        ("hi", "4.5 किमी", "4.5", "km"),
        ("bn", "১২ হেক্টর", "12", "ha"),
        ("de", "300 Tonnen", "300", "tonne"),
        ("vi", "300 tấn", "300", "tonne"),
        ("en", "5 °C", "5", "celsius"),
        ("en", "two years", "2", "year"),
        ("de", "54,2 Cent", "54.2", "cent"),
        ("hi", "50 पैसे", "50", "paisa"),
        ("bn", "৭৫ পয়সা", "75", "paisa"),
        ("ar", "٢٥ قرشا", "25", "piastre"),
        ("vi", "5 hào", "5", "hao"),
        ("en", "20 pence", "20", "penny"),
        ("en", "K330", "330", "kwacha"),
        ("en", "GH¢2.9 million", "2900000", "cedi"),
        ("en", "A$5,000", "5000", "dollar"),
        ("en", "US$5,000", "5000", "USD"),
        ("bn", "৫ লাখ কোয়াচা", "500000", "kwacha"),
        ("hi", "40 क्विंटल", "40", "quintal"),
        ("vi", "12 tạ", "12", "quintal"),
        ("de", "20 Knoten", "20", "knot"),
        ("bn", "৯ হাজার ৬৪০ টাকা", "9640", "BDT"),
        ("hi", "1 लाख 500 रुपये", "100500", "INR"),
        ("de", "3,5 Mio. €", "3500000", "EUR"),
        ("hi", "500/- रुपये", "500", "INR"),
        ("hi", "0.5 फीसद", "0.5", "percent"),
        ("hi", "3 तोला", "3", "tola"),
        ("bn", "১০০ ভরি সোনা", "100", "bhori"),
        ("bn", "৫ শতক জমি", "5", "decimal"),
        ("ar", "600 ألف أورو", "600000", "EUR"),
        ("ar", "80 كم/س", "80", "kmh"),
        ("vi", "27 tuổi", "27", "age"),
        ("vi", "1.500m2", "1500", "m2"),
        ("vi", "3 công đất", "3", "cong"),
        ("de", "7,5 Promille", "7.5", "per_mille"),
        ("en", "2:04:35", "7475", "run_time"),
        ("bn", "২:০৪:৩৫", "7475", "run_time"),
    ],
)
def test_a_figure_has_a_value_and_a_unit(language: str, text: str, value: str, unit: str | None) -> None:
    quantity = only(text, language)
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)
    assert quantity.kind == (units()[unit].kind if unit else "count")


def test_a_figure_is_the_text_from_its_number_to_its_unit() -> None:
    text = "They got $25.3 million and 17 cows in 2023."
    assert [text[q.start : q.end] for q in quantities(text, "en")] == ["$25.3 million", "17", "2023"]


@pytest.mark.parametrize("text", ["the K2", "a size of K 330"])
def test_a_capital_apart_from_the_digits_is_no_currency(text: str) -> None:
    assert [quantity.unit for quantity in quantities(text, "en")] == [None]


def test_a_comma_parts_a_figure_from_what_follows() -> None:
    assert quantities("of 17, percent signs", "en")[0].unit is None


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "65–70 million dong", 65_000_000, 70_000_000),
        ("en", "5 to 7 cows", 5, 7),
        ("de", "5 bis 7 Kühe", 5, 7),
        ("vi", "từ 5 đến 7 xã", 5, 7),
        ("ar", "من 5 إلى 7 قرى", 5, 7),
    ],
)
def test_a_range_is_one_figure_with_its_scale_said_once(language: str, text: str, low: int, high: int) -> None:
    quantity = only(text, language)
    assert (quantity.value, quantity.upper) == (low, high)


@pytest.mark.parametrize("text", ["5 and 7 cows", "7 to 5", "5, 7", "170/430"])
def test_two_figures_are_no_range(text: str) -> None:
    assert [quantity.upper for quantity in quantities(text, "en")] == [None, None]


@pytest.mark.parametrize(
    ("language", "text", "exactness"),
    [
        ("en", "more than 7,700 cooperatives", "more_than"),
        ("bn", "৭,৭০০টিরও বেশি সমবায়", "more_than"),
        ("hi", "7,700 से अधिक समितियां", "more_than"),
        ("de", "rund 7.700 Genossenschaften", "about"),
        ("vi", "gần 7.700 hợp tác xã", "nearly"),
        ("ar", "ما لا يقل عن 7700 تعاونية", "at_least"),
        ("en", "up to 7,700 cooperatives", "up_to"),
        ("en", "fewer than 7,700 cooperatives", "less_than"),
        ("en", "exactly 7,700 cooperatives", None),
    ],
)
def test_how_exact_a_figure_is_said_to_be(language: str, text: str, exactness: str | None) -> None:
    quantity = only(text, language)
    assert (quantity.value, quantity.exactness) == (7_700, exactness)


def test_what_is_counted_begins_behind_the_words_on_exactness() -> None:
    text = "৭,৭০০টিরও বেশি সক্রিয় সমবায়"
    assert text[only(text, "bn").tail :].strip().startswith(("বেশি", "সক্রিয়"))


@pytest.mark.parametrize("text", ["in 2023", "on 18.09.2023", "2023-09-18"])
def test_a_year_is_no_count(text: str) -> None:
    quantity = only(text, "en")
    assert (quantity.kind, quantity.value) == ("year", 2023)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "minus 12 degrees", -12),
        ("en", "−5 °C", -5),
        ("en", "5 degrees below zero", -5),
        ("en", "10–12 degrees", 10),
        ("de", "minus zwölf Grad", -12),
        ("de", "-5 Grad Celsius", -5),
        ("hi", "माइनस 5 डिग्री", -5),
        ("bn", "মাইনাস ৫ ডিগ্রি", -5),
        ("ar", "5 درجات تحت الصفر", -5),
        ("vi", "âm 5 độ C", -5),
    ],
)
def test_a_temperature_may_be_below_zero(language: str, text: str, value: int) -> None:
    assert only(text, language).value == value


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("vi", "ngày 15 tháng 8 năm 2025", ["date", "date", "year"]),
        ("vi", "kế hoạch 5 năm 2021-2025", ["duration", "year"]),
        ("vi", "lúc 8h30", ["label", "label"]),
        ("vi", "trong 3 tháng", ["duration"]),
        ("de", "um 9.30 Uhr", ["label"]),
        ("de", "von 8 bis 12 Uhr", ["label"]),
        ("en", "at 9 a.m.", ["label"]),
        ("en", "at 18:30", ["label", "label"]),
        ("hi", "सुबह 11 बजे", ["label"]),
        ("bn", "সকাল ১১টায়", ["label"]),
        ("bn", "১১টি গ্রাম", ["count"]),
        ("bn", "১৫ বৈশাখ", ["date"]),
        ("ar", "١٠ محرم", ["date"]),
        ("en", "the 14th edition", ["label"]),
        ("bn", "৩য় আসর", ["label"]),
        ("hi", "मरीज़ों की संख्या 5,260 थी", ["count"]),
        ("hi", "यह संख्या 12 थी", ["count"]),
        ("hi", "वार्ड संख्या 12", ["label"]),
        ("en", "No. 12", ["label"]),
    ],
)
def test_what_tells_when_or_which_counts_nothing(language: str, text: str, kinds: list[str]) -> None:
    assert [quantity.kind for quantity in quantities(text, language)] == kinds


def test_more_than_a_hundred_is_said_within_the_number() -> None:
    assert only("দুই শতাধিক মানুষ", "bn").exactness == "more_than"


def test_what_only_finished_says_more_of_has_the_unit_of_the_figure_before() -> None:
    figures = quantities("von den angekündigten zwölf Kilometern nur 7,3 fertig, weil Firmen fehlten", "de")
    assert [(str(q.value), q.unit) for q in figures] == [("12", "km"), ("7.3", "km")]


@given(any_text, languages)
@example("65–70 million dong", "en")
@example("5 million – 6 men", "en")
@example("٪5%", "ar")
@example("0 – 0,5 to 1 million", "en")
def test_figures_keep_their_promises(text: str, language: str) -> None:
    found = quantities(text, language)
    for quantity in found:
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= quantity.tail
        assert quantity.tail <= len(text)
        assert quantity.value >= 0 or quantity.kind in ("temperature", "percentage")
        assert quantity.upper is None or quantity.upper >= quantity.value
        assert quantity.kind in KINDS
        assert quantity.unit is None or quantity.kind == units()[quantity.unit].kind
        assert quantity.exactness is None or quantity.exactness in approximations()
        assert quantity.scale >= 1
    assert all(one.number_end <= other.number_start for one, other in pairwise(found))


@pytest.mark.parametrize(("kind", "held"), [("money", "money"), ("percentage", "percentage"), ("count", "count")])
def test_a_kind_of_question_is_answered_by_its_kind_of_figure(kind: str, held: str) -> None:
    assert list(shown_kinds(kind)) == [held]


def test_a_measure_is_anything_that_is_measured() -> None:
    assert {"length", "area", "weight", "duration"} <= set(shown_kinds("measure"))
    assert not {"money", "count", "percentage"} & set(shown_kinds("measure"))


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "£300 million", "GBP"),
        ("en", "E£300 million", "EGP"),
        ("ar", "٣٠ جنيهًا إسترلينيًا", "GBP"),
        ("ar", "٣٠ جنيهًا", "EGP"),
        ("vi", "500 bảng Anh", "GBP"),
        ("vi", "500 bảng Ai Cập", "EGP"),
        ("hi", "50 ब्रिटिश पाउंड", "GBP"),
        ("ar", "118 مليون أوقية جديدة", "ouguiya"),
        ("vi", "25 cân gạo", "kg"),
        ("vi", "1,4 triệu năm 2019", None),
        ("ar", "1,4 مليون سنة 2019", None),
        ("vi", "kế hoạch 5 năm 2021-2025", "year"),
    ],
)
def test_units_that_are_easily_taken_for_another(language: str, text: str, unit: str | None) -> None:
    assert quantities(text, language)[0].unit == unit


def test_cents_may_stand_behind_the_euro() -> None:
    figures = quantities("Der Kaffee kostet 3 Euro 50, der Kuchen 4 Euro.", "de")
    assert [(q.value, q.rest) for q in figures] == [(3, ((50, "cent"),)), (4, ())]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "3½ tonnes", "3.5"),
        ("en", "3.5m followers", "3500000"),
        ("en", "3.5m wide", "3.5"),
        ("ar", "ثلاثة ملايين ونصف المليون مسافر", "3500000"),
    ],
)
def test_halves_and_millions_in_short(language: str, text: str, value: str) -> None:
    figures = quantities(text, language)
    assert [f"{q.value.normalize():f}" for q in figures] == [value]


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("en", "Marjorie Askew, 79, has grown leeks.", "age"),
        ("de", "Die Bäuerin Rosi Huber (58) wartet.", "age"),
        ("bn", "রহিমা বেগম (৪৫) বলেন", "age"),
        ("ar", "وقال محمد الخطابي (62) إنه لا يعلم", "age"),
        ("en", "Most of them lived in New Delhi (16).", None),
        ("en", "Sales rose in South Africa, 45, and fell elsewhere.", None),
        ("en", "The younger Osgood Field (2019) is lost.", None),
    ],
)
def test_a_bare_number_behind_a_persons_name_is_an_age_and_behind_a_place_is_none(
    language: str, text: str, unit: str | None
) -> None:
    assert only(text, language).unit == unit
