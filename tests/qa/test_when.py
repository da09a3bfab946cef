"""Of a time, what is asked for and what a sentence tells: its end, its beginning, a weekday, a time of day."""

import pytest

from qa.looks import looks
from qa.matching import meeting, terms_of
from qa.question import analyse
from qa.views import SentenceView
from vectorstore.document import Source
from vectorstore.prepare import read_source


def looked(question: str, text: str, language: str) -> dict[str, float]:
    """What the first sentence of a text looks like to a question."""
    document = read_source(Source("a", text, language=language))
    view, asked = SentenceView(document, document.sentences[0], 0), analyse(question)
    terms = terms_of(asked, lambda _: (1, 10))
    return looks(asked, terms, view, meeting(terms, view))


_ENDS = [
    ("en", "The mill has until 30 June to pay.", 1.0),
    ("en", "The mill paid on 30 June.", 0.0),
    ("en", "The deadline was set on 30 June.", 1.0),
    ("de", "Die Mühle muss bis Ende Februar zahlen.", 1.0),
    ("de", "Die Mühle zahlte am 3. Februar 300 Euro.", 0.0),
    ("hi", "मिल को 30 जून तक भुगतान करना है।", 1.0),
    ("hi", "अब तक मिल ने 30 जून को भुगतान किया।", 0.0),
    ("bn", "মিলকে ৩০ অক্টোবরের মধ্যে টাকা দিতে হবে।", 1.0),
    ("ar", "وأمهلت الوكالة المطحنة حتى 30 يونيو.", 1.0),
    ("vi", "Hồ sơ nộp đến hết ngày 20/1/2026.", 1.0),
]


@pytest.mark.parametrize(("language", "text", "told"), _ENDS)
def test_by_when_is_told_by_a_date_beside_until(language: str, text: str, told: float) -> None:
    assert looked("By when must the mill pay?", text, language)["until_too"] == told


@pytest.mark.parametrize(
    "question",
    [
        "Bis wann muss die Mühle zahlen?",
        "मिल को कब तक भुगतान करना है?",
        "মিলকে কত তারিখের মধ্যে টাকা দিতে হবে?",
        "حتى متى أمهلت المطحنة؟",
        "Hạn chót nộp hồ sơ là ngày nào?",
    ],
)
def test_by_when_is_asked_in_every_language(question: str) -> None:
    assert looked(question, "The mill has until 30 June to pay.", "en")["until_too"] == 1.0


def test_when_alone_does_not_ask_for_an_end() -> None:
    assert looked("When did the mill pay?", "The mill has until 30 June to pay.", "en")["until_too"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("From when is the ban?", "Die Verordnung soll ab 1. Dezember gelten.", "de"),
        ("Ab wann gilt das Verbot?", "Lệnh cấm áp dụng từ ngày 1/12/2026.", "vi"),
        ("প্রবেশমূল্য কবে থেকে দিতে হবে?", "२ अक्टूबर से शुल्क लिया जाएगा।", "hi"),
    ],
)
def test_from_when_is_told_by_a_date_beside_from(question: str, text: str, language: str) -> None:
    found = looked(question, text, language)
    assert (found["since_too"], found["until_too"]) == (1.0, 0.0)


def test_when_something_was_to_be_is_told_by_what_was_planned() -> None:
    question = "Wann hätte die Spinnerei ursprünglich eröffnen sollen?"
    assert looked(question, "وكان الافتتاح مقررا في سبتمبر 2023.", "ar")["meant_too"] == 1.0
    assert looked(question, "وافتتح المصنع في سبتمبر 2024.", "ar")["meant_too"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "language", "held"),
    [
        ("On which day of the week is it closed?", "কেন্দ্রটি শুক্রবার বন্ধ।", "bn", 1.0),
        ("An welchem Wochentag ist länger auf?", "Geöffnet ist donnerstags bis 20 Uhr.", "de", 1.0),
        ("Trung tâm đóng cửa vào thứ mấy?", "The centre opened on Wednesday, 14 January 2026.", "en", 0.0),
        ("सप्ताह के किस दिन बंद रहता है?", "Trung tâm đóng cửa chủ nhật.", "vi", 1.0),
        ("When is it closed?", "কেন্দ্রটি শুক্রবার বন্ধ।", "bn", 0.0),
        ("When did it open?", "وقد افتُتح منها ١٤ فرعا.", "ar", 0.0),
        ("When did it open?", "Members may open 14 of them.", "en", 0.0),
        ("When did it open?", "It opened on 3 May.", "en", 1.0),
        ("At what time does the last train leave?", "Der letzte Zug fährt um 20.42 Uhr.", "de", 1.0),
        ("في أي ساعة يغادر القطار؟", "The last train leaves at 20:42.", "en", 1.0),
        ("At what time does the last train leave?", "The line was closed in May 1999.", "en", 0.0),
    ],
)
def test_a_weekday_or_a_time_of_day_is_held_where_it_is_asked_for(
    question: str, text: str, language: str, held: float
) -> None:
    found = looked(question, text, language)
    assert (found["holds_date"], found["new_date"]) == (held, held)


@pytest.mark.parametrize(
    ("question", "text", "language", "too"),
    [
        ("Wo findet das nächste Forum statt?", "प्रतियोगिता क़तर के दोहा में होगी।", "hi", 1.0),
        ("Who will be the next mayor?", "Bà Enkhtuya sẽ được bầu làm thị trưởng.", "vi", 1.0),
        ("Who will be the next mayor?", "Bà Enkhtuya đã được bầu làm thị trưởng.", "vi", 0.0),
        ("Who was the first mayor?", "Bà Enkhtuya sẽ được bầu làm thị trưởng.", "vi", 0.0),
        ("How many seats will the hall have?", "The hall will have 200 seats.", "en", 0.0),
    ],
)
def test_what_is_to_come_answers_a_question_for_it(question: str, text: str, language: str, too: float) -> None:
    assert looked(question, text, language)["future_too"] == too
