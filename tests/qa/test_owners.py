import pytest

from qa.borders import parts_of
from qa.matching import meeting, terms_of
from qa.owners import are_listed, is_part_of_last, rivals, stands_elsewhere
from qa.question import analyse
from qa.roles import role_features, roles_asked, roles_told
from qa.units import Quantity
from qa.views import SentenceView
from qa.wholes import whole_of
from vectorstore.document import Document, Span


def view(text: str, language: str) -> SentenceView:
    whole = Span(0, len(text))
    return SentenceView(Document("a", text, "title", language, "sha256:0", (whole,)), whole, 0)


def figures(sentence: SentenceView) -> list[Quantity]:
    return [q for q in sentence.quantities if q.kind not in ("year", "date", "label")]


def parts(text: str, language: str) -> list[str]:
    sentence = view(text, language)
    return [
        text[sentence.tokens[part.start].start : sentence.tokens[part.stop - 1].end]
        for part in parts_of(sentence, figures(sentence))
    ]


@pytest.mark.parametrize(
    ("language", "text", "owners"),
    [
        ("en", "There were 17 in Brandenburg and eleven in Saxony.", ["Brandenburg", "Saxony"]),
        ("en", "Cleve received 138 mm of rain, Wudinna 121 mm and Cummins 214 mm.", ["Cleve", "Wudinna", "Cummins"]),
        ("de", "Es sind 15 Sitze für die CDU, 12 für die SPD und 9 für die AfD.", ["CDU", "SPD", "AfD"]),
        ("vi", "Nhiều nhất là Diễn Châu (52 người), tiếp đến là Quỳnh Lưu (44 người).", ["Diễn Châu", "Quỳnh Lưu"]),
        ("hi", "मनाली में 86 प्रतिशत, कुल्लू में 64 प्रतिशत और बंजार में 59 प्रतिशत थी।", ["मनाली", "कुल्लू", "बंजार"]),
        ("bn", "গ্যাভি দিয়েছে ১২৪ কোটি টাকা, সরকার ৪৭ কোটি টাকা", ["গ্যাভি", "সরকার"]),
        ("ar", "تتحمل الوزارة ٨ ملايين ريال منها والشركة ٦ ملايين ريال", ["الوزارة", "والشركة"]),
    ],
)
def test_an_owner_goes_with_its_own_figure_alone(language: str, text: str, owners: list[str]) -> None:
    found = parts(text, language)
    assert [[owner in part for owner in owners] for part in found] == [
        [i == j for j in range(len(owners))] for i in range(len(owners))
    ]


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("de", "Es kamen 412; im Vorjahr waren es 368.", [set(), {"before"}]),
        ("vi", "Thời gian rút từ 27 phút xuống 19 phút.", [{"before"}, {"now"}]),
        ("hi", "हानि 31.6 प्रतिशत से घटकर 22.8 प्रतिशत रही, लक्ष्य 18 प्रतिशत का था।", [{"before"}, {"now"}, {"target"}]),
        ("bn", "পাস করেছে ৭৭টি বিদ্যালয়, গত বছর ৪৯টি।", [set(), {"before"}]),
        ("en", "A total of 40 came, 12 of them by boat.", [{"total"}, {"part"}]),
        ("ar", "بلغ العدد ٣٨ في حين كان الهدف ٣٥", [set(), {"before", "target"}]),
    ],
)
def test_signs_give_a_figure_its_role(language: str, text: str, roles: list[set[str]]) -> None:
    sentence = view(text, language)
    found = figures(sentence)
    told = [roles_told(sentence, one, found, part) for one, part in zip(found, parts_of(sentence, found), strict=True)]
    assert told == roles


def test_a_role_asked_for_and_met_raises_and_one_not_asked_for_sets_apart() -> None:
    asked = roles_asked("how many came last year?", "en")
    assert asked == {"before"}
    assert role_features(asked, {"before"}) == {"role_met": 1.0, "role_apart": 0.0}
    assert role_features(asked, {"target"})["role_met"] == 0.0
    assert role_features((), {"target"})["role_apart"] > 0


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "163 of the 210 schools are open.", "210"),
        ("de", "Auf sie entfielen 287 der 405 Stimmen.", "405"),
        ("vi", "xóa 38 trong số 57 điểm đen", "57"),
        ("ar", "حضر ٤١ من أصل ٦٨ شاهدا", "٦٨"),
        ("hi", "94 गाँवों में से 38 में बैटरियाँ ख़राब हैं।", "94"),
        ("bn", "১৮৬টির মধ্যে ১৫৯টি কারখানা খোলা।", "১৮৬"),
    ],
)
def test_a_part_is_told_from_its_whole(language: str, text: str, whole: str) -> None:
    sentence = view(text, language)
    found = [whole_of(sentence, figure) for figure in sentence.quantities]
    assert [text[f.start : f.end] for f in found if f is not None] == [whole]


def test_delegates_of_cooperatives_are_no_part_of_them() -> None:
    sentence = view("412 Delegierte aus 437 Genossenschaften", "de")
    assert [whole_of(sentence, figure) for figure in sentence.quantities] == [None, None]


def test_a_number_in_what_is_counted_is_no_rival() -> None:
    sentence = view("There are 213 3-star hotels and 17 4-star hotels.", "en")
    found = figures(sentence)
    assert [f.value for f in rivals(sentence, found[-1], found)[0]] == [213, 17]


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [
        ("vi", "Trước khi tăng, mỗi người được bao nhiêu euro?", {"before", "each"}),
        ("hi", "बढ़ने से पहले किराया कितना था?", {"before"}),
        ("de", "Wie viele Zeugen sind im Prozess um die Lehrmittel tatsächlich erschienen?", {"reached"}),
        ("de", "Um wie viel Prozent stiegen die Löhne?", {"change"}),
        ("en", "How many fewer than last year came?", {"change"}),
        ("ar", "كم طنا ينتج المصنع في اليوم؟", {"each"}),
    ],
)
def test_a_question_asks_for_the_roles_that_its_signs_say(language: str, question: str, asked: set[str]) -> None:
    assert roles_asked(question, language) == asked


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("ar", "افتتحت ٣١ مدرسة، فيما لا تزال ١٦ مدرسة مغلقة", [set(), set()]),
        ("ar", "حتى الآن بني ٣٩٥٠ منزلا، ورمم ٩٨٤٠ منزلا", [{"reached"}, {"reached"}]),
        ("de", "Statt 412 Euro zahlt sie nun 498 Euro.", [{"before"}, {"now"}]),
        ("en", "So far 40 came, but 12 did not.", [{"reached"}, {"denied"}]),
        ("en", "Not only 40 came.", [set()]),
    ],
)
def test_signs_go_with_the_figure_that_they_are_said_of(language: str, text: str, roles: list[set[str]]) -> None:
    sentence = view(text, language)
    found = figures(sentence)
    told = [roles_told(sentence, one, found, part) for one, part in zip(found, parts_of(sentence, found), strict=True)]
    assert told == roles


def test_a_semicolon_parts_two_figures_more_than_a_comma() -> None:
    text = "There are 3,150 people in 14 camps; the largest is in the college, where 640 live."
    assert "college" in parts(text, "en")[-1]


def test_of_a_part_and_its_whole_only_one_is_a_rival() -> None:
    sentence = view("170/430 products are local, 25 are foreign.", "en")
    found = figures(sentence)
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
    sentence = view(text, language)
    terms = terms_of(analyse(question, language), lambda _: (1, 9))
    alike, _ = rivals(sentence, figures(sentence)[0], figures(sentence))
    met = meeting(terms, sentence)
    assert [round(stands_elsewhere(terms, met, sentence, alike, at)) for at in range(2)] == values


@pytest.mark.parametrize(
    ("language", "text", "own"),
    [
        ("de", "Die Fabrik kann 900 Räder bauen, lieferte im Mai aber nur 310 aus.", "Mai"),
        ("de", "Der Saal fasst 600 Gäste, zog 2023 jedoch nur 140 an.", "2023"),
        ("bn", "গত বছরে ৮১০টি দোকান চিহ্নিত হলেও ভাঙা গিয়েছে ১২৭টি।", "ভাঙা"),
        ("bn", "৪০ জন আবেদন করলেও নিয়োগ পেয়েছেন ১২ জন।", "নিয়োগ"),
    ],
)
def test_what_a_concession_leads_to_goes_with_the_second_figure(language: str, text: str, own: str) -> None:
    first, second = parts(text, language)
    assert own in second
    assert own not in first


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
    sentence = view(text, language)
    assert is_part_of_last(sentence, *figures(sentence)) is is_part


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
    sentence = view(text, language)
    alike = figures(sentence)
    assert are_listed(sentence, alike, parts_of(sentence, alike)) == is_told
