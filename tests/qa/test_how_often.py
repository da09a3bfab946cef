"""How often: «twice a day», «every Thursday», «open daily» are told again and again; «once pulled out» is not."""

import pytest

from qa.how_often import asks_how_often, tells_rhythm
from qa.question import analyse
from tests.support.sentences import view_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Doctors visit the shelters twice a day."),
        ("en", "New figures come every Thursday."),
        ("en", "Each class has lessons in the park once a month."),
        ("en", "The museum is open daily except Mondays."),
        ("en", "Eight freight trains a day run in each direction."),
        ("en", "Progress is reviewed twice yearly."),
        ("de", "Der Stand wird zweimal im Jahr überprüft."),
        ("de", "Die Zahlen erscheinen künftig donnerstags."),
        ("de", "Die Zeitung erscheint wöchentlich."),
        ("hi", "डॉक्टर दिन में दो बार आते हैं।"),
        ("hi", "महीने में एक बार कक्षा लगेगी।"),
        ("hi", "हर गुरुवार को आँकड़े जारी होंगे।"),
        ("bn", "চিকিৎসকেরা দিনে দুবার আসেন।"),
        ("bn", "দিনে দুই বার ওষুধ দেওয়া হয়।"),
        ("ar", "يزور الأطباء المراكز مرتين يوميا."),
        ("ar", "تجتمع اللجنة ثلاث مرات في الأسبوع."),
        ("vi", "Bác sĩ đến thăm mỗi ngày hai lần."),
        ("vi", "Tiến độ được kiểm tra 2 lần/năm."),
        ("vi", "Mỗi tháng một lần, học sinh học trong vườn."),
    ],
)
def test_a_sentence_tells_a_rhythm(language: str, text: str) -> None:
    assert tells_rhythm(view_of(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Fishermen once pulled the helmet out of the lake."),
        ("en", "A daily wage of 20 euros is paid."),
        ("en", "The three children went home on Monday."),
        ("en", "Each family receives a parcel weighing 18 kilograms."),
        ("en", "He won three times."),
        ("de", "Am Montag kamen zwei Kinder."),
        ("hi", "तीन दिन बाद वे लौटे।"),
        ("bn", "তিন দিনে ৪১২ মিলিমিটার বৃষ্টি হয়েছে।"),
        ("ar", "بعد ثلاثة أيام عادوا."),
        ("vi", "Ba ngày sau họ về."),
    ],
)
def test_a_sentence_tells_none(language: str, text: str) -> None:
    assert not tells_rhythm(view_of(text, language))


@pytest.mark.parametrize(
    "text",
    [
        "How often do doctors come?",
        "Wie oft wird kontrolliert?",
        "डॉक्टर दिन में कितनी बार आते हैं?",
        "কত দিন পরপর নতুন তথ্য আসে?",
        "كم مرة يزور الأطباء المركز؟",
        "Bao lâu thì kiểm tra một lần?",
    ],
)
def test_how_often_is_asked_in_every_language(text: str) -> None:
    assert asks_how_often(analyse(text))


@pytest.mark.parametrize("text", ["How many doctors come?", "Wie lange dauert die Prüfung?", "Bao lâu thì xong?"])
def test_another_question_does_not_ask_how_often(text: str) -> None:
    assert not asks_how_often(analyse(text))
