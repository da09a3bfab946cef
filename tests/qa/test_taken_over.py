from decimal import Decimal

import pytest

from qa.quantities import quantities


def read(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(f"{q.value.normalize():f}", q.unit) for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "The walk fell from 5.8 to 2.4 kilometres.", [("5.8", "km"), ("2.4", "km")]),
        ("de", "Der Satz stieg von 35 auf 50 Euro.", [("35", "EUR"), ("50", "EUR")]),
        ("hi", "किराया 300 से बढ़कर 400 रुपये हुआ।", [("300", "INR"), ("400", "INR")]),
        ("bn", "ভাড়া ৩ হাজার ২০০ থেকে বেড়ে ৪ হাজার ১০০ টাকা।", [("3200", "BDT"), ("4100", "BDT")]),
        ("de", "bekamen 44,1, 51,5 und 56,3 Cent", [("44.1", "cent"), ("51.5", "cent"), ("56.3", "cent")]),
    ],
)
def test_the_figures_of_a_row_share_the_unit_said_once(
    language: str, text: str, figures: list[tuple[str, str | None]]
) -> None:
    assert read(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        (
            "de",
            "48 Millionen Euro, von denen das Land 30 Millionen und der Kreis 18 Millionen übernimmt",
            [("48000000", "EUR"), ("30000000", "EUR"), ("18000000", "EUR")],
        ),
        ("en", "Cleve had 138 mm of rain and Cummins 214.", [("138", "mm"), ("214", "mm")]),
        ("bn", "জোট ১২৪ কোটি, সরকার ৪৭ কোটি টাকা", [("1240000000", "BDT"), ("470000000", "BDT")]),
        ("ar", "دفعت الهيئة ٧٠٠ ألف دينار، والوزارة ٤٠٠ ألف، وغيرها", [("700000", "dinar"), ("400000", "dinar")]),
    ],
)  # fmt: skip
def test_a_figure_with_an_owner_of_its_own_takes_the_unit_of_the_others(
    language: str, text: str, figures: list[tuple[str, str | None]]
) -> None:
    assert read(text, language) == figures
    assert [q.is_taken_over for q in quantities(text, language)].count(False) == 1


@pytest.mark.parametrize(
    "text",
    [
        "They lent 5,000 dollars to 300 farmers.",
        "They lent 5,000 dollars; 300 came.",
        "It rose by 38.6% to the 1,091,300 of before.",
        "In 3 years, 300 came.",
        "It cost 5 million dollars, and 300 came.",
    ],
)
def test_what_counts_something_else_takes_no_unit_over(text: str) -> None:
    assert None in [unit for _, unit in read(text, "en")]


def test_a_scale_said_once_is_that_of_both_ends_of_a_change() -> None:
    before, after = quantities("Der Umsatz stieg von 391 auf 418 Mio. Euro.", "de")
    assert (before.value, before.scale) == (Decimal(391_000_000), Decimal(1_000_000))
    assert after.value == 418_000_000


def test_a_scale_is_not_shared_by_what_is_counted_apart() -> None:
    assert read("Von 300 Höfen, 418 Mio. Euro", "de") == [("300", None), ("418000000", "EUR")]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "It is open 62 hours a week, up from 41 before it closed.", [("62", "hour"), ("41", "hour")]),
        ("en", "It is open 62 hours a week for 41 readers.", [("62", "hour"), ("41", None)]),
        ("en", "The wait came down from 27 minutes to 8.", [("27", "minute"), ("8", "minute")]),
        ("de", "Jeder kam auf 173 Stunden, im Jahr davor waren es 149.", [("173", "hour"), ("149", "hour")]),
        (
            "hi",
            "3 करोड़ 60 लाख रुपये ख़र्च हुए, जिसमें से 1 करोड़ 25 लाख टैंकरों पर गए।",
            [("36000000", "INR"), ("12500000", "INR")],
        ),
        (
            "ar",
            "تبلغ الكلفة ٧٨٠ مليار دينار، أي ٥٩٥ مليون دولار، تسهم الحكومة بـ٤٢٠ مليارًا",
            [("780000000000", "dinar"), ("595000000", "USD"), ("420000000000", "dinar")],
        ),
        (
            "ar",
            "الكلفة ٣٢ مليون دينار، منها ٢٥ مليونًا لإجازة الأمومة و٧ ملايين لإجازة الأبوة",
            [("32000000", "dinar"), ("25000000", "dinar"), ("7000000", "dinar")],
        ),
        (
            "en",
            "He said that 136 km of fences had helped, and that he would raise the number of rangers from 410.",
            [("136", "km"), ("410", None)],
        ),
    ],
)
def test_a_unit_is_that_of_what_a_figure_is_compared_or_listed_with(
    language: str, text: str, figures: list[tuple[str, str | None]]
) -> None:
    assert read(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "It cost £18.6m, a road of 5 m and K94.5m.", [("18600000", "GBP"), ("5", "m"), ("94500000", "kwacha")]),
        ("en", "They got A$1.2tn and ₹12 cr.", [("1200000000000", "dollar"), ("120000000", "INR")]),
        ("de", "eine zwölfwöchige Schulung, ein 20-minütiger Film", [("12", "week"), ("20", "minute")]),
    ],
)  # fmt: skip
def test_a_unit_or_a_scale_may_be_written_on_to_its_number(
    language: str, text: str, figures: list[tuple[str, str | None]]
) -> None:
    assert read(text, language) == figures


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("bn", "খরচ ১৪৮ কোটি টাকা, যার ৯০ কোটি দিয়েছে সরকার, ৪৩ কোটি সবুজ জলবায়ু তহবিল।", ["BDT"] * 3),
        ("hi", "बजट 16 करोड़ रुपये है, जिसमें से 9 करोड़ राज्य सरकार ने, 5 करोड़ मरुधर न्यास ने दिए।", ["INR"] * 3),
        ("bn", "পরিষদ ৪৬৮ কোটি টাকার দেনা রেখে যাচ্ছে, যার ১৯৩ কোটি ঠিকাদারদের পাওনা।", ["BDT"] * 2),
        ("ar", "بلغ الصيد 395 ألف طن، منها 208 آلاف اصطادتها القوارب و112 ألفًا السفن التركية.", ["tonne"] * 3),
        (
            "hi",
            "196 करोड़ रुपये का माल बेचा, जो 2022-23 के 151 करोड़ से लगभग 30 प्रतिशत ज़्यादा है।",
            ["INR", None, "INR", "percent"],
        ),
        ("hi", "योजना पर 12 करोड़ रुपये लगे और 5 करोड़ पेड़ लगाए गए।", ["INR", None]),
    ],
)
def test_a_sum_without_a_currency_may_be_told_with_whose_it_is(
    language: str, text: str, units: list[str | None]
) -> None:
    assert [figure.unit for figure in quantities(text, language)] == units
