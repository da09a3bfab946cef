"""How exact a figure is said to be, what unit it has, and dates: what a sentence supports of them."""

import pytest

from qa.support import Evidence, unsupported


def unmet(claim: str, language: str, text: str, own: str) -> list[str]:
    return unsupported(claim, language, [Evidence(text, own)])


MORE = ("৭,৭০০টিরও বেশি সমবায়", "bn")


@pytest.mark.parametrize(
    ("claim", "language", "sentence"),
    [
        ("7,700 cooperatives", "en", MORE),
        ("more than 7,700 cooperatives", "en", MORE),
        ("at least 7,700 cooperatives", "en", MORE),
        ("rund 7.700 Genossenschaften", "de", MORE),
        ("about 7,683 people", "en", ("7.683 Menschen", "de")),
        ("nearly 900 guests", "en", ("rund 900 Gäste", "de")),
        ("at least 40 ships", "en", ("40 ships", "en")),
        ("at least 65 million dong", "en", ("65–70 triệu đồng", "vi")),
        ("up to 70 million dong", "en", ("65–70 triệu đồng", "vi")),
        ("exactly 40 ships", "en", ("40 ships", "en")),
        ("no fewer than 40 ships", "en", ("40 से अधिक जहाज़", "hi")),
        ("12 to 15 lakh rupees", "en", ("12 से 15 लाख रुपये", "hi")),
        ("from 4 to 7 June", "en", ("4 से 7 जून तक", "hi")),
    ],
)
def test_a_figure_needs_no_hedge_or_one_of_its_direction(claim: str, language: str, sentence: tuple[str, str]) -> None:
    assert unmet(claim, language, *sentence) == []


@pytest.mark.parametrize(
    ("claim", "language", "sentence"),
    [
        ("more than 8,000 cooperatives", "en", MORE),
        ("more than 7,000 cooperatives", "en", MORE),
        ("about 7,700 people", "en", ("7,683 people", "en")),
        ("more than 8,000 cooperatives", "en", ("7,700 cooperatives", "en")),
        ("more than 7,700 cooperatives", "en", ("7.700 Genossenschaften", "de")),
        ("more than 7,700 cooperatives", "en", ("7,700 cooperatives", "en")),
        ("fewer than 7,700 cooperatives", "en", MORE),
        ("exactly 7,700 cooperatives", "en", MORE),
        ("genau 7.700 Genossenschaften", "de", MORE),
        ("about 7,900 people", "en", ("7,683 people", "en")),
        ("more than 70 million dong", "en", ("65–70 triệu đồng", "vi")),
        ("up to 40 ships", "en", ("40 से अधिक जहाज़", "hi")),
    ],
)
def test_another_hedge_or_value_is_not(claim: str, language: str, sentence: tuple[str, str]) -> None:
    assert len(unmet(claim, language, *sentence)) == 1


@pytest.mark.parametrize(
    ("claim", "language", "text", "own", "holds"),
    [
        ("1,200 m", "en", "1,2 km", "de", True),
        ("1,200 m", "en", "12 km", "en", False),
        ("500 kg", "en", "نصف طن", "ar", True),
        ("2 tonnes", "en", "2000 كيلوغرام", "ar", True),
        ("6 percent", "en", "sechs Prozentpunkte", "de", False),
        ("6 percentage points", "en", "sechs Prozentpunkte", "de", True),
        ("two goals", "en", "سجل هدفين", "ar", True),
        ("three people", "en", "ba người", "vi", True),
        ("the 19th century", "en", "القرن التاسع عشر", "ar", True),
        ("Super Bowl 33", "en", "Super Bowl XXXIII", "de", True),
        ("1577", "en", "die Pest von 1576-77", "de", True),
        ("both towns", "en", "a town", "en", True),
        ("2 towns", "en", "beide Städte", "de", True),
        ("2 groups", "en", "المزارعين والمجموعة", "ar", False),
        ("5 towns", "en", "năm 2023 thành phố", "vi", False),
        ("2 groups", "en", "the second group", "en", False),
        ("the 18th century", "en", "القرن التاسع عشر", "ar", False),
        ("38,052 crore taka", "en", "৩৮ হাজার ৫২ কোটি টাকা", "bn", True),
        ("42.6 degrees Celsius", "en", "৪২ দশমিক ৬ ডিগ্রি সেলসিয়াস", "bn", True),
        ("CO2 and H2O", "en", "CO and HO", "en", True),
    ],
)
def test_a_value_is_one_in_any_unit_of_its_kind_and_any_wording(
    claim: str, language: str, text: str, own: str, holds: bool
) -> None:
    assert (unmet(claim, language, text, own) == []) == holds


@pytest.mark.parametrize(
    ("claim", "language", "text", "own", "holds"),
    [
        ("on 18 September 2023", "en", "ngày 18/9/2023", "vi", True),
        ("on 18 September 2023", "en", "ngày 18 tháng 9 năm 2023", "vi", True),
        ("on September 18, 2023", "en", "am 18.09.2023", "de", True),
        ("18 सितंबर 2023", "hi", "2023-09-18", "en", True),
        ("১৮ সেপ্টেম্বর", "bn", "18 September 2023", "en", True),
        ("im September 2023", "de", "يوم 18 سبتمبر 2023", "ar", True),
        ("يوم 18 أيلول", "ar", "on 18 September", "en", True),
        ("on 18 September 2023", "en", "In 2023 it fell on 18 September", "en", True),
        ("on 18 September 2023", "en", "ngày 18/9", "vi", False),
        ("on 18 September 2023", "en", "am 18. September 2021", "de", False),
        ("on 8 September", "en", "am 18. September", "de", False),
        ("in October", "en", "im September", "de", False),
        ("on 9/8/2023", "en", "am 8. September 2023", "de", True),
        ("it may rise", "en", "it rises", "en", True),
        ("a march on the capital", "en", "a walk to the capital", "en", True),
        ("3 tháng", "vi", "three months", "en", True),
    ],
)
def test_a_date_is_one_however_it_is_written(claim: str, language: str, text: str, own: str, holds: bool) -> None:
    assert (unmet(claim, language, text, own) == []) == holds


@pytest.mark.parametrize(
    ("claim", "language", "text", "holds"),
    [
        ("205 million dollars", "en", "It gave N$205 million.", True),
        ("205 Millionen Dollar", "de", "It gave A$205 million.", True),
        ("205 million US dollars", "en", "It gave N$205 million.", False),
        ("5 km/h", "en", "It is 5 km long.", False),
        ("5 मीटर/सेकंड", "hi", "It blew at 5 m/s.", True),
    ],
)
def test_a_unit_holds_what_is_written_as_it_is_shown(claim: str, language: str, text: str, holds: bool) -> None:
    assert (unmet(claim, language, text, "en") == []) == holds
