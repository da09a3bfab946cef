"""A place that a question restricts itself to, and articles that are of another one."""

import pytest

from .test_grounds import weighed

_CLAIMS = "Tỉnh Bắc Giang nhận 5.480 hồ sơ. Người dân xếp hàng."


def test_a_province_of_a_like_name_is_another_one() -> None:
    question = "Tỉnh {} nhận bao nhiêu hồ sơ?"
    assert weighed(question.format("Bắc Ninh"), _CLAIMS, language="vi") is False
    assert weighed(question.format("Bắc Giang"), _CLAIMS, language="vi") is not False


def test_a_listed_place_may_be_spelt_as_another_language_spells_it() -> None:
    question = "How many cooperatives has Thai Nguyen?"
    assert weighed(question, "Thái Nguyên hat 655 Genossenschaften.", language="de") is not False


@pytest.mark.parametrize(("name", "is_refused"), [("Gwynedd", True), ("Llanfair", False)])
def test_a_name_stands_in_an_article_of_the_question_s_language_as_it_is(name: str, *, is_refused: bool) -> None:
    text = "The county of Llanfair has 12 bank branches left."
    assert (weighed(f"How many bank branches are left in {name}?", text) is False) is is_refused


def test_a_name_typed_without_diacritics_is_the_article_s() -> None:
    question, text = "luong binh quan o hop tac xa Nam Da Xanh", "Hợp tác xã {} trả lương bình quân 7 triệu đồng."
    assert weighed(question, text.format("Nấm Đá Xanh"), language="vi") is not False
    assert weighed(question, text.format("Hoa Lan"), language="vi") is False


def test_a_word_that_only_may_be_a_name_is_not_missed() -> None:
    text = "The county has 12 bank branches left."
    assert weighed("How many gwynedd branches are left?", text) is not False
    assert weighed("Gwynedd has how many branches left?", text) is not False


def test_a_word_for_a_province_marks_an_unknown_name() -> None:
    text = "Am 3. Mai sah man im Heidekreis 148 Schafe."
    assert weighed("Mongolmur ज़िले में कितनी भेड़ें देखी गईं?", text, language="de") is False
    assert weighed("Mongolmur में कितनी भेड़ें देखी गईं?", text, language="de") is not False


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("Wie viele Tonnen Fisch wurden in ganz Bangladesch gefangen?", True),
        ("Wie viele Tonnen Fisch wurden landesweit gefangen?", True),
        ("Wie viele Tonnen Fisch wurden in Bangladesch gefangen?", False),
        ("কত টন মাছ সারা দেশে ধরা হয়েছে?", True),
        ("बांग्लादेश में पूरे देश में कितने टन मछली पकड़ी गई?", True),
        ("كم طنا من السمك صيد في بنغلاديش كلها؟", True),
        ("Cả nước đánh bắt bao nhiêu tấn cá?", True),
        ("How many tonnes of fish were caught nationwide?", True),
    ],
)
def test_a_part_of_a_country_is_not_the_whole(question: str, *, is_refused: bool) -> None:
    text = "চাঁদপুরে জেলেরা খুশি। জেলায় মাছ ধরা হয়েছে ৩৬ হাজার টন।"
    assert (weighed(question, text, language="bn") is False) is is_refused
    assert weighed(question, text.replace("জেলায়", "সারা দেশে"), language="bn") is not False
    assert weighed(question, text.replace("চাঁদপুরে", "বাংলাদেশে"), language="bn") is not False


def test_a_place_apart_from_the_evidence_is_another_than_the_evidence_s() -> None:
    lines = ["Sóc Trăng tổ chức đua ghe.", "Lễ hội đông vui.", "Trời nắng.", "Ai cũng cười.", "Trống vang."]
    text = " ".join([*lines, "Tỉnh hiện còn 57 chiếc ghe.", "Trưa thì mưa.", "Đội Kiên Giang về nhì."])
    assert weighed("Kiên Giang còn bao nhiêu chiếc ghe?", text, language="vi") is False
    assert weighed("Sóc Trăng còn bao nhiêu chiếc ghe?", text, language="vi") is not False
    assert (
        weighed("Kiên Giang còn bao nhiêu chiếc ghe?", text.replace("Trống", "Kiên Giang"), language="vi") is not False
    )


@pytest.mark.parametrize("question", ["How many tonnes of tea did Japan buy?", "जापान ने कितने टन चाय खरीदी?"])
def test_a_country_apart_from_the_evidence_is_another_than_the_evidence_s(question: str) -> None:
    lines = ["Indien verkauft Tee.", "Die Ernte war gut.", "Es regnete.", "Alle lachten.", "Der Markt war voll."]
    text = " ".join([*lines, "Gekauft wurden 57 Tonnen Tee.", "Mittags kam Wind.", "Japan schickte einen Brief."])
    assert weighed(question, text, language="de") is False
    assert weighed(question, text.replace("Gekauft", "Von Japan gekauft"), language="de") is not False


def test_a_place_that_a_follow_up_takes_over_may_stand_anywhere_in_the_article() -> None:
    text = "Es regnet. Es windet. In Kenia zahlte die Firma 19 Millionen Euro. Es schneit. In Indien prüft man."
    assert weighed("How much did the firm pay in India?", text, language="de") is False
    assert weighed("How much did the firm pay? (India)", text, language="de") is not False


def test_a_number_behind_a_land_counts_and_makes_no_name_with_it() -> None:
    text = "Kerala buys buses. On paper 50 of them run. On the road there are 33."
    assert weighed("Was sind die Busse, von denen in Kerala 50 auf dem Papier stehen?", text) is not False


def test_a_dateline_writes_out_no_abbreviation() -> None:
    text = "पत्थलगाँव (जशपुर), 18 जनवरी। योजना में सरकार टमाटर खरीदती है।"
    assert weighed("ما المقصود بخطة الطماطم في جاشبور؟", text, language="hi") is not True


def test_what_a_follow_up_takes_over_need_not_stand_beside_the_evidence() -> None:
    text = "Die Bühne zahlt. Es regnet. Der Meister bekam 40 Taka. Es schneit. Frauen spielten auch."
    assert weighed("How much did the champion of the women get?", text, language="de") is False
    assert weighed("How much did the champion get? (women)", text, language="de") is not False


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("How many workers has the plant in Slovakia?", "Im slowakischen Werk arbeiten 460 Menschen.", "de"),
        ("স্লোভেনিয়ার কারখানায় কতজন কর্মী?", "Im slowenischen Werk arbeiten 460 Menschen.", "de"),
        ("كم عدد العمال في مصنع ناميبيا؟", "নামিবীয় কারখানায় ৪৬০ জন কর্মী আছেন।", "bn"),
        ("मॉरिटानिया के कारखाने में कितने मज़दूर हैं?", "The Mauritanian factory has 460 workers.", "en"),
        ("Nhà máy ở Uganda có bao nhiêu công nhân?", "Im ugandischen Werk arbeiten 460 Arbeiter.", "de"),
        ("كم فريقا في كأس جنوب آسيا؟", "দক্ষিণ এশীয় কাপে ১২টি দল খেলবে।", "bn"),
    ],
)
def test_a_country_is_named_by_the_word_for_its_people(question: str, text: str, language: str) -> None:
    assert weighed(question, text, language=language) is not False


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("What share of the grain was eaten in the early 2000s?", False),
        ("Welcher Anteil des Getreides wurde in den 2000er-Jahren gefressen?", False),
        ("Bao nhiêu phần trăm ngũ cốc bị ăn trong những năm 2000?", False),
        ("What share of the grain was eaten in 2000?", True),
        ("What share of the grain was eaten in the 1990s?", True),
    ],
)
def test_a_decade_is_met_by_any_year_of_it(question: str, *, is_refused: bool) -> None:
    text = "In 2003 locusts ate 80 per cent of the grain in the fields of all the years."
    assert (weighed(question, text) is False) is is_refused


_UTTAR_PRADESH = ("कानपुर में 52 मरीज़ भर्ती हुए। सब शांत हैं।", "कानपुर", "पटना")
_BAVARIA = ("In Augsburg wurden 52 Patienten aufgenommen. Es regnet.", "Augsburg", "Kassel")
_HIGHLANDS = ("Tại Pleiku có 52 bệnh nhân nhập viện. Trời mưa.", "Pleiku", "Bắc Ninh")
_BANGLADESH = ("أدخل 52 مريضا إلى المستشفى في تكناف. والطقس ماطر.", "تكناف", "أوغندا")


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("उत्तर प्रदेश में कितने मरीज़ भर्ती हुए?", "hi", _UTTAR_PRADESH),
        ("উত্তর প্রদেশে কতজন রোগী ভর্তি হয়েছেন?", "hi", _UTTAR_PRADESH),
        ("Wie viele Patienten wurden in Uttar Pradesh aufgenommen?", "hi", _UTTAR_PRADESH),
        ("How many patients were admitted in Bavaria?", "de", _BAVARIA),
        ("كم مريضا أدخل المستشفى في بافاريا؟", "de", _BAVARIA),
        ("Ở Tây Nguyên có bao nhiêu bệnh nhân nhập viện?", "vi", _HIGHLANDS),
        ("How many patients were admitted in Bangladesh?", "ar", _BANGLADESH),
    ],
)
def test_a_place_is_met_by_one_that_lies_in_it(question: str, language: str, told: tuple[str, str, str]) -> None:
    text, place, apart = told
    assert weighed(question, text, language=language) is not False
    assert weighed(question, text.replace(place, apart), language=language) is False


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many patients were admitted in Kanpur?", "उत्तर प्रदेश में 52 मरीज़ भर्ती हुए। सब शांत हैं।"),
        ("How many patients were admitted in Bihar?", "कानपुर में 52 मरीज़ भर्ती हुए। सब शांत हैं।"),
        ("How many patients were admitted in all of Uttar Pradesh?", "कानपुर में 52 मरीज़ भर्ती हुए। सब शांत हैं।"),
    ],
)
def test_a_place_is_not_met_by_one_that_holds_it_nor_the_whole_of_it_by_a_part(question: str, text: str) -> None:
    assert weighed(question, text, language="hi") is False


@pytest.mark.parametrize("question", ["Who opened a hospital in Bihar?", "How many patients were admitted in Bihar?"])
def test_a_town_that_is_only_named_apart_says_nothing_of_the_place_that_holds_it(question: str) -> None:
    lines = ["कानपुर में अस्पताल खुला।", "सब शांत हैं।", "बारिश हुई।", "सब हँसे।", "राहुल वर्मा ने 52 मरीज़ भर्ती कर अस्पताल खोला।"]
    text = " ".join([*lines, "दोपहर में हवा चली।", "पटना से एक चिट्ठी आई।"])
    assert weighed(question, text, language="hi") is False
    assert weighed(question.replace("Bihar", "Uttar Pradesh"), text, language="hi") is not False
