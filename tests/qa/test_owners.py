import pytest
from sentences import figures_of, view_of

from qa.borders import parts_of
from qa.matching import meeting, terms_of
from qa.owners import are_listed, is_part_of_last, rivals, stands_elsewhere
from qa.question import analyse


def test_a_number_in_what_is_counted_is_no_rival() -> None:
    sentence = view_of("There are 213 3-star hotels and 17 4-star hotels.", "en")
    found = figures_of(sentence)
    assert [f.value for f in rivals(sentence, found[-1], found)[0]] == [213, 17]


def test_of_a_part_and_its_whole_only_one_is_a_rival() -> None:
    sentence = view_of("170/430 products are local, 25 are foreign.", "en")
    found = figures_of(sentence)
    assert [[f.value for f in rivals(sentence, one, found)[0]] for one in found] == [[170, 25], [430, 25], [170, 25]]


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        ("Und die Bahn?", "Die Bahn gab 210 Mio. Euro, die Kirche 90 Mio. Euro.", [0.0, 1.0]),
        ("And India?", "The river runs 241 km in Nepal and 132 km in India.", [1.0, 0.0]),
    ],
)
def test_what_a_follow_up_asks_for_stands_with_one_figure_the_first_or_a_later(
    question: str, text: str, values: list[float]
) -> None:
    language = "de" if "Bahn" in text else "en"
    sentence = view_of(text, language)
    terms = terms_of(analyse(question, language), lambda _: (1, 9))
    alike, _ = rivals(sentence, figures_of(sentence)[0], figures_of(sentence))
    met = meeting(terms, sentence)
    assert [round(stands_elsewhere(terms, met, sentence, alike, at)) for at in range(2)] == values


@pytest.mark.parametrize(
    ("language", "text", "is_part"),
    [
        ("hi", "बाढ़ में 900 किताबें भीग गईं; उनमें से 540 बचा ली गईं।", True),
        ("de", "Geprüft wurden 80 Brücken; davon waren 12 beschädigt.", True),
        ("ar", "أحصت الجمعية ١٢٧٠ طائرا؛ منها ٨٣٠ ماتت.", True),
        ("bn", "৮৩ জন চাকরি পেয়েছিলেন, তাঁদের ৫২ জন বরখাস্ত হয়েছেন।", True),
        ("en", "They counted 80 bridges; the report has 12 pages, some of them empty.", False),
    ],
)
def test_a_figure_is_a_part_of_the_one_before_where_its_clause_begins_so(
    language: str, text: str, *, is_part: bool
) -> None:
    sentence = view_of(text, language)
    assert is_part_of_last(sentence, *figures_of(sentence)) is is_part


@pytest.mark.parametrize(
    ("language", "text", "is_told"),
    [
        ("vi", "Khoảng 55% hàng đi Hà Nội, 25% bán trong tỉnh, phần còn lại sang Vân Nam", True),
        ("bn", "সংগ্রহের ৪৪ শতাংশ ঝুমুর, ২৫ শতাংশ টুসু, বাকিটা ভাদু", True),
        ("hi", "41 प्रतिशत हादसे तेज़ रफ़्तार से, 22 प्रतिशत शराब से हुए", True),
        ("de", "60 Prozent der Befragten fahren mit dem Rad, 25 Prozent mit dem Bus", True),
        ("ar", "ذهب 40 في المئة إلى المستشفيات و22 في المئة إلى المدارس", True),
        ("de", "2025 zählte man 312 Flüge nach 22.30 Uhr, 41 weniger als im Jahr davor", False),
        ("bn", "নির্মিত হচ্ছে ১২.৫ কিলোমিটার সড়ক, যার ৭.২ কিলোমিটার বরিশাল অংশে পড়েছে", False),
    ],
)
def test_figures_of_a_list_have_nouns_of_their_own(language: str, text: str, is_told: bool) -> None:
    sentence = view_of(text, language)
    alike = figures_of(sentence)
    assert are_listed(sentence, alike, parts_of(sentence, alike)) == is_told
