"""Kinds of figure that the words of a question ask for where a word for money, or none, stands there."""

import pytest

from qa.age_asked import asks_age
from qa.followup import following, standalone
from qa.question import analyse
from qa.request import Turn
from vectorstore.tokenizer import tokenizer


@pytest.mark.parametrize(
    ("language", "text", "kind", "asked"),
    [
        ("vi", "Trạm Mutriba nóng bao nhiêu độ?", "measure", {"temperature"}),
        ("vi", "Nhiệt độ cao nhất là bao nhiêu độ?", "measure", {"temperature"}),
        ("de", "Wie hoch war der niedrigste Sauerstoffwert?", "count", {"count", "percentage", "weight", "volume"}),
        ("de", "Wie hoch ist der Wert der Ware?", "money", {"money"}),
        ("de", "Was sollte die Seilbahn kosten?", "money", {"money"}),
        ("en", "What was Kuwait's record electricity load?", "measure", {"power", "weight"}),
        ("ar", "كم بلغت مكافأة العيد في المزارع؟", "money", {"money", "percentage"}),
        ("bn", "দরপত্র কবের মধ্যে জমা দিতে হবে?", "date", {"money"}),
        ("en", "What were the pickers paid a day?", "money", {"money"}),
        ("en", "What does a kilo of ginger sell for?", "money", {"money"}),
        ("de", "Was haben die Bauern fürs Kilo Kirschen bekommen?", "money", {"money"}),
        ("de", "Was bekommt die Gemeinde je Einheit Strom?", "money", {"money"}),
        ("en", "What did the town get a year later?", "what", set()),
        ("vi", "Tiền ăn mỗi ngày bao nhiêu?", "money", {"money"}),
        ("en", "How much a month did the pickers earn?", "money", {"money"}),
        ("en", "How much brown rice was sold?", "measure", {"weight"}),
        ("hi", "मंडी में कितना प्याज आया?", "measure", {"weight"}),
        ("hi", "सरकार ने कितने अनुदान का वादा किया?", "money", {"money", "percentage"}),
        ("hi", "गिरे पत्थर की रफ़्तार कितनी आँकी गई?", "measure", {"speed"}),
        ("ar", "بكم باعت الأرملة الحجر الذي سقط على بيتها؟", "money", {"money"}),
        ("ar", "كم بلغت أدنى درجة حرارة في المدينة؟", "measure", {"temperature"}),
        ("bn", "শহরে সর্বনিম্ন তাপমাত্রা কত ছিল?", "measure", {"temperature"}),
        ("de", "Wie lange baut man an einem Kahn?", "measure", {"duration"}),
        ("en", "How long did the strike take?", "measure", {"duration"}),
    ],
)
def test_a_kind_is_told_by_what_is_measured(language: str, text: str, kind: str, asked: set[str]) -> None:
    question = analyse(text, language)
    assert (question.kind, set(question.asked)) == (kind, asked)


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("vi", "Họ đạp bao nhiêu cây số?", "km"),
        ("vi", "Bao nhiêu mét vuông đất bị thu hồi?", "m2"),
        ("en", "How many square metres does the hall have?", "m2"),
        ("hi", "कितने वर्ग किलोमीटर जंगल जला?", "km2"),
        ("bn", "এখন কত টাকা কেজি?", None),
        ("hi", "ज़िले को कितनी रकम मिली?", None),
    ],
)
def test_a_unit_may_have_several_words_and_is_of_the_kind_asked_for(language: str, text: str, unit: str | None) -> None:
    assert analyse(text, language).unit == unit


def test_how_much_of_nothing_is_of_the_kind_of_the_last_answer() -> None:
    history = [Turn("user", "ধূপঝোরা বাগানের এ বছরের চা উৎপাদনের লক্ষ্য কত?"), Turn("assistant", "৪ লক্ষ কেজি [1]")]
    text = "২০২৮ সালে কত তুলতে চান তাঁরা?"
    question = following(analyse(standalone(text, history)), history)
    assert (question.kind, set(question.asked)) == ("measure", {"weight"})


def test_the_second_of_two_questions_is_of_the_unit_of_the_first() -> None:
    first = "नौगाँव में धान पिछले साल कितने हेक्टेयर में बोया गया था"
    question = analyse(standalone("इस साल कितने में?", [Turn("user", first)], always=True))
    assert (question.kind, set(question.asked)) == ("measure", {"area"})


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("de", "Wie lang war die Wasserzuleitung der alten Zuckerfabrik?", False),
        ("ar", "ما طول ساقية المعمل القديم؟", False),
        ("en", "How old is the sugar mill?", True),
        ("de", "Wie alt ist die Fabrik?", True),
    ],
)
def test_an_old_thing_is_not_asked_for_its_age(language: str, text: str, asks: bool) -> None:
    assert asks_age(tokenizer(language).tokens(text), language) is asks


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("How much does a fisherman make in a season?", "money", {"money"}),
        ("How many fishermen got a loan?", "count", set()),
        ("Wie hoch ist die Miete in Graz?", "money", {"money"}),
        ("Wie hoch ist der Turm?", "measure", {"length"}),
        ("How high was the wave?", "measure", {"length"}),
        ("Wie hoch liegt das Dorf?", "measure", {"length"}),
        ("बुनकर साल में कितना कमाता है?", "money", {"money"}),
        ("लौटी खेपों में से कितनी में कीड़े मिले?", "count", set()),
        ("What kept the weavers from selling?", "reason", set()),
        ("Was bremste den Bau der Schule?", "reason", set()),
        ("Điều gì khiến nông dân bỏ ruộng?", "reason", set()),
        ("ما الذي منع العمال من العودة؟", "reason", set()),
        ("তাঁতিরা মাসে কত পান?", "money", {"money"}),
        ("كم كان معدل دخل النساج سنويا؟", "money", {"money"}),
        ("Người dân vay vốn chịu lãi suất bao nhiêu?", "percentage", {"percentage"}),
        ("How long did the trial last?", "measure", {"duration"}),
        ("What's an irrational number?", "definition", set()),
        ("Could you tell me where the museum is?", "place", set()),
        ("What is the purpose of the loan?", "what", set()),
    ],
)
def test_an_amount_is_of_the_kind_that_its_words_say(text: str, kind: str, asked: set[str]) -> None:
    question = analyse(text)
    assert (question.kind, set(question.asked)) == (kind, asked)


@pytest.mark.parametrize(
    "text",
    [
        "How much did the lake shrink?",
        "Um wie viel ist der See geschrumpft?",
        "Wie hoch ist der Schutzzoll auf Honig?",
        "Wie hoch fiel die Strafe aus?",
        "২০৩০ সালে সেটা কততে নিতে চায়?",
    ],
)
def test_an_amount_of_which_nothing_is_said_may_be_of_any_kind(text: str) -> None:
    question = analyse(text)
    assert question.kind == "count"
    assert question.asked >= {"count", "money", "percentage", "area", "volume"}


@pytest.mark.parametrize(
    ("language", "kind", "asked", "text"),
    [
        ("bn", "count", "", "যশোরে কতজনের ডেঙ্গু ধরা পড়েছে?"),
        ("bn", "count", "", "কতটিতে পানি নেই?"),
        ("bn", "date", "", "কয়টায় শুরু?"),
        ("en", "measure", "area", "How much land will be irrigated?"),
        ("hi", "measure", "area", "कितनी ज़मीन सींची जाएगी?"),
        ("ar", "measure", "area", "كم من الأراضي احترق؟"),
        ("en", "measure", "length", "How much rain fell?"),
        ("en", "measure", "weight", "How much sugar did the mills make?"),
        ("de", "count", "money percentage", "Wie viel vom Geld ist geliehen?"),
        ("de", "money", "money", "Wie viel Geld gab das Land?"),
        ("de", "percentage", "percentage", "Welcher Hebesatz gilt in Bielefeld?"),
        ("de", "money", "money", "Welchen Preis erzielte das Haus?"),
        ("vi", "percentage", "percentage", "Tỷ lệ hộ nghèo xuống mức nào?"),
        ("vi", "measure", "temperature", "nhiệt độ xuống mức nào?"),
        ("en", "count", "", "dengue deaths in Khulna up to November 2023?"),
        ("en", "count", "", "hanging bridges already put up for the gibbons"),
        ("vi", "measure", "duration", "Bà ấy bao nhiêu tuổi?"),
    ],
)
def test_a_figure_is_asked_for_by_what_it_is_of(language: str, kind: str, asked: str, text: str) -> None:
    question = analyse(text, language)
    assert (question.kind, set(question.asked)) == (kind, set(asked.split()))


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("how many million tonnes of rice were sold", "measure", "tonne"),
        ("wie viele Millionen Euro kostet das", "money", "EUR"),
        ("कितने करोड़ रुपये ख़र्च हुए?", "money", "INR"),
        ("বাংলাদেশে কত লাখ টন চাল হয়েছে?", "measure", "tonne"),
        ("bao nhiêu triệu tấn cá", "measure", "tonne"),
        ("how many million people live there", "count", None),
    ],
)
def test_a_unit_may_stand_behind_a_scale(text: str, kind: str, unit: str | None) -> None:
    asked = analyse(text)
    assert (asked.kind, asked.unit) == (kind, unit)


def test_interest_may_be_a_sum_or_a_share() -> None:
    assert analyse("Wie hoch sind die Zinsen der Bank?", "de").asked == {"money", "percentage"}
    assert analyse("Welchen Jahreszins verlangt die Bank?", "de").asked == {"percentage"}
    assert analyse("In welchem Jahr wurde sie gebaut?", "de").kind == "date"
