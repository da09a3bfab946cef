"""Tests of figures that only say who, where or when."""

import pytest
from sentences import view_of

from qa.incidental import is_age, is_later, is_way_off, said_besides
from qa.question import analyse


@pytest.mark.parametrize(
    ("language", "text", "is_told"),
    [
        ("en", "An eight-year-old girl was pulled out", True),
        ("en", "They signed an eight-year contract", False),
        ("de", "Ein achtjähriges Mädchen wurde gerettet", True),
        ("de", "Die 58-Jährige leitet den Chor", True),
        ("de", "Ein 12-jähriger Schüler hat gewonnen", True),
        ("de", "Vereinbart ist eine fünfjährige Laufzeit", False),
        ("hi", "आठ साल की एक बच्ची को निकाला गया", True),
        ("hi", "45 वर्षीय किसान ने बताया", True),
        ("hi", "आठ साल की गारंटी दी गई", False),
        ("bn", "আট বছরের একটি মেয়েকে জীবিত বার করা হয়", True),
        ("bn", "পাঁচ বছরের চুক্তি হয়েছে", False),
        ("ar", "وتوفي سالم البالغ من العمر 45 عاما", True),
        ("ar", "ودام العمل 45 عاما", False),
        ("vi", "Một bé gái 8 tuổi được cứu", True),
        ("vi", "Hợp đồng kéo dài 8 năm", False),
    ],
)
def test_an_age_is_how_old_somebody_is(language: str, text: str, is_told: bool) -> None:
    view = view_of(text, language)
    assert is_age(view, view.quantities[0]) == is_told


@pytest.mark.parametrize(
    ("language", "text", "is_told"),
    [
        ("en", "The mine lies 28 km north of Safi", True),
        ("en", "The wall is 28 km long", False),
        ("de", "Das Werk liegt 28 Kilometer nördlich von Kiel", True),
        ("de", "Der Deich ist 28 Kilometer lang", False),
        ("hi", "शहर से 5 किलोमीटर दूर एक गांव है", True),
        ("hi", "सड़क 5 किलोमीटर लंबी है", False),
        ("bn", "শহর থেকে ৫ কিলোমিটার দূরে গ্রামটি", True),
        ("ar", "تقع المنارة على بعد 28 كيلومتراً من المدينة", True),
        ("ar", "يبلغ طول الجسر 28 كيلومتراً", False),
        ("vi", "Làng cách trung tâm thành phố 28 km", True),
        ("vi", "Con đường dài 28 km", False),
    ],
)
def test_a_way_off_is_how_far_a_place_is(language: str, text: str, is_told: bool) -> None:
    view = view_of(text, language)
    assert is_way_off(view, view.quantities[0]) == is_told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two years later they still taught there"),
        ("de", "Zwei Jahre später war es fertig"),
        ("hi", "दो साल बाद स्कूल खुला"),
        ("bn", "দুই বছর পর স্কুলটি খোলে"),
        ("vi", "2 năm sau họ quay lại"),
    ],
)
def test_years_later_are_no_time_taken(language: str, text: str) -> None:
    view = view_of(text, language)
    assert is_later(view, view.quantities[0])


@pytest.mark.parametrize(
    ("language", "question", "told"),
    [
        ("en", "How long must they teach?", {"age", "later"}),
        ("en", "How old is the youngest singer?", {"later"}),
        ("en", "How long is the tunnel?", {"distance"}),
        ("en", "How far is the tunnel from the town?", set()),
        ("vi", "Bé gái bao nhiêu tuổi?", {"later"}),
        ("bn", "মেয়েটিকে কতক্ষণ পর বার করা গেল?", {"age"}),
        ("ar", "كم طول المنارة؟", {"distance"}),
        ("de", "Wie viele Euro kostet es?", set()),
    ],
)
def test_what_a_question_asks_for_is_not_said_besides(language: str, question: str, told: set[str]) -> None:
    assert said_besides(analyse(question, language)) == told
