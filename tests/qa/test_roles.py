"""What part a figure plays, by the words beside it; a question is read by the same signs."""

import pytest
from sentences import figures_of, view_of

from qa.borders import parts_of
from qa.roles import asks_whole, role_features, roles_asked, roles_put, roles_told


def told(text: str, language: str) -> list[set[str]]:
    view = view_of(text, language)
    figures = figures_of(view)
    parts = parts_of(view, figures)
    return [set(roles_told(view, q, figures, part)) for q, part in zip(figures, parts, strict=True)]


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("de", "Parken kostet 2,50 Euro je Stunde statt bisher 1,80 Euro.", [{"each"}, {"before", "reached"}]),
        ("vi", "Đưa 40% HTX lên sàn, so với 23% hiện nay.", [set(), {"now"}]),
        ("hi", "पहले 84 प्रतिशत था, जो अब 52 प्रतिशत है।", [{"before"}, {"now"}]),
        ("de", "35 stimmten dafür, 27 dagegen.", [set(), {"against"}]),
        ("vi", "Tỉnh phấn đấu có 18 trường, hiện có 12 trường.", [{"target"}, {"now"}]),
    ],
)
def test_a_figure_plays_the_part_that_the_words_beside_it_say(language: str, text: str, roles: list[set[str]]) -> None:
    assert told(text, language) == roles


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "How many voted against it?", "against"),
        ("ar", "كم عضوا رفض الموازنة؟", "against"),
        ("vi", "Bao nhiêu đại biểu phản đối?", "against"),
    ],
)
def test_a_question_asks_for_a_part_by_the_same_words(language: str, text: str, role: str) -> None:
    assert role in roles_asked(text, language)


@pytest.mark.parametrize(
    ("language", "text", "roles"),
    [
        ("en", "How much did the roof of the hall cost?", set()),
        ("en", "How many of the halls are old?", {"part"}),
        ("vi", "Năm nay, trong số các nhà, bao nhiêu đã bán?", {"part", "now", "reached"}),
        ("de", "Wie viel bekommt ein Lehrling, nicht der Meister?", set()),
        ("de", "Welchen Mindestlohn zahlt die Firma?", set()),
        ("hi", "इस योजना में कितनी फीस देनी होगी?", set()),
        ("hi", "ज़्यादा से ज़्यादा कितना कर्ज़ मिलता है?", {"most"}),
        ("bn", "মাসে কত টাকা দিতে হবে?", set()),
        ("vi", "Tỉnh bán bao nhiêu tấn sầu riêng?", set()),
        ("en", "What was the profit before tax?", set()),
    ],
)
def test_what_only_sounds_like_a_part_asks_for_none(language: str, text: str, roles: set[str]) -> None:
    assert roles_asked(text, language) == roles


def test_what_is_so_now_is_so_already_and_what_is_to_come_is_not() -> None:
    now, future, plain = (role_features({"reached"}, roles) for roles in ({"now"}, {"future"}, set()))
    assert now["role_met"] > plain["role_met"]
    assert future["role_apart"] > plain["role_apart"]
    assert role_features(set(), {"future"}) == role_features(set(), set())


def test_a_follow_up_changes_the_time_of_the_question_before() -> None:
    first = "Wie viel Treibstoff verbrauchte die Station früher im Jahr?"
    assert roles_put(f"{first} Und künftig?", "de", len(first)) == {"future", "target"}
    assert roles_put(f"{first} Und heute?", "de", len(first)) == {"now"}
    assert roles_put(f"{first} Und im Winter?", "de", len(first)) == {"before"}


def test_where_a_planned_change_begins_is_now_and_where_it_ends_a_target() -> None:
    text = "Fuel use is expected to fall from 52,000 litres a year to 9,000 litres."
    view = view_of(text, "en")
    figures = [q for q in view.quantities if q.kind == "volume"]
    found = [roles_told(view, q, figures, part) for q, part in zip(figures, parts_of(view, figures), strict=True)]
    assert found == [{"now"}, {"target"}]


@pytest.mark.parametrize(
    ("language", "question", "role"),
    [
        ("vi", "Hội nghị tổng kết nghe mấy bài tham luận?", "total"),
        ("ar", "كم مجموعة شاركت؟", "total"),
        ("de", "Wie viele Meister gab es?", "most"),
        ("bn", "কতটি কোম্পানি তিনি চালান?", "denied"),
        ("vi", "Bao nhiêu hộ được hàng không hỗ trợ?", "denied"),
    ],
)
def test_a_sign_is_not_read_inside_another_word(language: str, question: str, role: str) -> None:
    assert role not in roles_asked(question, language)


def test_a_question_may_ask_of_how_many_something_is_a_part() -> None:
    assert asks_whole("170 have three stars. Out of how many?", "en")
    assert not asks_whole("How many of the products have three stars?", "en")


def test_what_was_to_be_done_before_makes_no_plan_of_a_change() -> None:
    view = view_of(
        "They were to repay, but 194 tonnes came in and the price dropped from 15 to 11 shillings a kilo.", "en"
    )
    sums = [q for q in view.quantities if q.kind == "money"]
    parts = parts_of(view, sums)
    found = [roles_told(view, q, sums, part) for q, part in zip(sums, parts, strict=True)]
    assert found == [{"before"}, {"now"}]
    assert told("The price was to fall from 15 to 11 shillings a kilo.", "en") == [{"now"}, {"target"}]


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
    assert told(text, language) == roles


def test_a_role_asked_for_and_met_raises_and_one_not_asked_for_sets_apart() -> None:
    asked = roles_asked("how many came last year?", "en")
    assert asked == {"before"}
    assert role_features(asked, {"before"}) == {"role_met": 1.0, "role_apart": 0.0}
    assert role_features(asked, {"target"})["role_met"] == 0.0
    assert role_features((), {"target"})["role_apart"] > 0


@pytest.mark.parametrize(
    ("language", "question", "asked"),
    [
        ("vi", "Trước khi tăng, mỗi người được bao nhiêu euro?", {"before", "each"}),
        ("hi", "बढ़ने से पहले किराया कितना था?", {"before"}),
        ("de", "Wie viele Zeugen sind im Prozess um die Lehrmittel tatsächlich erschienen?", {"reached"}),
        ("de", "Um wie viel Prozent stiegen die Löhne?", {"change"}),
        ("en", "How many fewer than last year came?", {"change"}),
        ("de", "Um wie viel ist die Zahl der Fahrgäste im letzten Jahr gestiegen?", {"change"}),
        ("hi", "पिछले साल यात्रियों की संख्या कितनी बढ़ी?", {"change"}),
        ("ar", "بكم ارتفع عدد الركاب في العام الماضي؟", {"change"}),
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
        ("de", "Es kamen 2.800 Gäste, 300 mehr als im Jahr davor.", [set(), {"change"}]),
    ],
)
def test_signs_go_with_the_figure_that_they_are_said_of(language: str, text: str, roles: list[set[str]]) -> None:
    assert told(text, language) == roles
