import numpy as np
import pytest

from qa.extract import find_answer
from qa.looks import is_fragment, looks
from qa.matching import meeting, terms_of
from qa.question import analyse
from qa.rank import rank_sentences
from qa.views import SentenceView, Views
from vectorstore.document import Chunk, Document, Passage, Source
from vectorstore.prepare import read_source


def looked(question: str, text: str, language: str) -> dict[str, float]:
    """What the first sentence of a text looks like to a question."""
    asked, view = analyse(question), sentence(text, language)
    terms = terms_of(asked, lambda _: (1, 10))
    return looks(asked, terms, view, meeting(terms, view))


def sentence(text: str, language: str) -> SentenceView:
    document = article(text, language)
    return SentenceView(document, document.sentences[0], 0)


def article(text: str, language: str) -> Document:
    return read_source(Source("a", text, language=language))


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Who is the director of the station?", "Station director Priya Ranganathan sold the seed.", "en"),
        ("Wer ist Direktor des Flughafens?", "हवाई अड्डे के निदेशक सुखविंदर नेगी ने यह बताया।", "hi"),
        ("who was the judge?", "Hội đồng do thẩm phán Trần Hữu Khiêm làm chủ tọa.", "vi"),
    ],
)
def test_who_holds_an_office_is_named_beside_it(question: str, text: str, language: str) -> None:
    assert looked(question, text, language)["office"] >= 0.5


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Trưởng đoàn, bà Vũ Thanh Hà, trao cúp cho học sinh.", 1.0),
        ("Học sinh Đông Nam Á nhận cúp ở lễ bế mạc.", 0.0),
        ("Em Lê Thị Mai, học sinh Trường THPT chuyên Lê Quý Đôn, nhận cúp ở lễ bế mạc.", 0.0),
    ],
)
def test_neither_a_region_nor_a_school_named_after_somebody_is_a_person(text: str, named: float) -> None:
    assert looked("Who handed Lê Thị Mai and the students the cup?", text, "vi")["names_it"] == pytest.approx(
        named, abs=0.45
    )


def test_of_two_places_the_one_beside_the_word_asked_for_is_named() -> None:
    text = "Trên sông Maspero, chùa Cầu Chông lên ngôi."
    assert looked("Which temple won the race?", text, "vi")["names_it"] > 0.55
    assert looked("Which place won the race?", text, "vi")["names_it"] < 0.55


def test_who_leads_something_is_whoever_holds_an_office_of_a_chief() -> None:
    question = "Wer leitet die Klinik?"
    assert looked(question, "Die Klinik hat Direktorin Anna Berg umgebaut.", "de")["office"] > 0.4
    assert looked(question, "Die Klinik hat Anna Berg umgebaut.", "de")["office"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("What must a child do to get the badge?", "Dafür muss ein Kind 15 Minuten schwimmen.", "de"),
        ("كلب عضني، ماذا أفعل أولًا؟", "You should wash the wound.", "en"),
        ("Was soll ich nach einem Hundebiss tun?", "घाव को साबुन से धोना चाहिए।", "hi"),
        ("कुत्ता काटे तो क्या करना चाहिए?", "ক্ষত সাবান দিয়ে ধুতে হবে।", "bn"),
        ("কুকুর কামড়ালে কী করতে হবে?", "يجب غسل الجرح.", "ar"),
        ("What should one do after a bite?", "Phải rửa vết thương.", "vi"),
    ],
)
def test_what_must_be_done_is_told_by_its_own_words(question: str, text: str, language: str) -> None:
    assert looked(question, text, language)["tells_duty"] == 1.0
    assert looked("What did the dog do?", text, language)["tells_duty"] == 0.0


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        (
            "Under what conditions does the fund pay?",
            "de",
            "Der Fonds zahlt, wenn weniger als 250 Millimeter Regen fallen.",
        ),
        ("Unter welchen Bedingungen zahlt der Fonds?", "en", "The fund pays out if less than 250 millimetres fall."),
        ("किस हालत में कोष पैसा देता है?", "vi", "Quỹ chi trả nếu lượng mưa dưới 250 mm."),
        ("কোন অবস্থায় তহবিল টাকা দেয়?", "hi", "अगर 250 मिलीमीटर से कम बारिश हो तो कोष पैसा देता है।"),
        ("في أي حالة يدفع الصندوق؟", "bn", "যদি ২৫০ মিলিমিটারের কম বৃষ্টি হয়, তহবিল টাকা দেয়।"),
        ("Trong trường hợp nào quỹ chi trả?", "ar", "يدفع الصندوق إذا هطل أقل من 250 مليمترا."),
    ],
)
def test_a_condition_is_told_where_one_is_asked_for(question: str, language: str, text: str) -> None:
    assert looked(question, text, language)["tells_condition"] == 1.0
    assert looked("How does the fund pay?", text, language)["tells_condition"] == 0.0


@pytest.mark.parametrize(
    ("text", "language", "denies"),
    [
        ("Divorces are not heard there.", "en", 1.0),
        ("तलाक़ के मामले नहीं लिए जाते।", "hi", 1.0),
        ("Debts are heard there.", "en", 0.0),
    ],
)
def test_what_is_denied_is_told_by_a_sentence_that_denies(text: str, language: str, denies: float) -> None:
    assert looked("Which cases are not heard there?", text, language)["denies_too"] == denies
    assert looked("Which cases are heard there?", text, language)["denies_too"] == 0.5


@pytest.mark.parametrize(
    ("text", "language", "ranks"),
    [
        ("Panna had the most, 1,045.", "en", 1.0),
        ("Kitgum leads with 14,200.", "en", 1.0),
        ("Panna had 1,045, no more than a year ago.", "en", 0.0),
        ("Am meisten waren es in Plön.", "de", 1.0),
        ("Am wenigsten waren es in Plön.", "de", 0.0),
        ("सबसे ज़्यादा पन्ना में दिखे।", "hi", 1.0),
        ("सबसे कम निवाड़ी में दिखे।", "hi", 0.0),
        ("সবচেয়ে বেশি সালথা উপজেলায়।", "bn", 1.0),
        ("সবচেয়ে কম সালথা উপজেলায়।", "bn", 0.0),
        ("وتصدرت أكادير الترتيب.", "ar", 1.0),
        ("Đông nhất là khách Pháp.", "vi", 1.0),
        ("Nhóm đầu tiên đến từ Pháp.", "vi", 0.0),
    ],
)
def test_which_is_the_most_is_told_by_a_superlative_or_by_what_comes_first(
    text: str, language: str, ranks: float
) -> None:
    assert looked("Which district has the most vultures?", text, language)["ranks_too"] == ranks
    assert looked("Which district has vultures?", text, language)["ranks_too"] == 0.0


def test_which_is_the_least_is_told_by_its_own_words() -> None:
    question = "Huyện nào trồng ít đay nhất?"
    assert looked(question, "সবচেয়ে কম সালথা উপজেলায়।", "bn")["ranks_too"] == 1.0
    assert looked(question, "সবচেয়ে বেশি সালথা উপজেলায়।", "bn")["ranks_too"] == 0.0


def test_an_office_without_a_new_name_beside_it_names_nobody() -> None:
    found = looked("Who is the director of Minnipa?", "The director of Minnipa sold the seed of the farms.", "en")
    assert found["office"] == found["new_name"] == 0.0


def test_a_date_asked_for_is_another_than_the_question_gives() -> None:
    question = "When was the project of 2021 finished?"
    assert looked(question, "The project of 2021 was large.", "en")["new_date"] == 0.0
    assert looked(question, "It was finished in March 2024.", "en")["new_date"] == 1.0


def test_a_sentence_that_tells_figures_is_told_by_how_many_of_the_kind_asked_for() -> None:
    question = "How much did the bridge cost?"
    one = looked(question, "The bridge of 1998 cost 5 million euros.", "en")["figures"]
    two = looked(question, "The bridge cost 5 million euros, 2 million euros more than planned.", "en")["figures"]
    many = looked(question, " and ".join(f"{n} million euros" for n in range(5, 25)), "en")["figures"]
    assert looked(question, "The bridge has 12 lamps.", "en")["figures"] == 0.0 < one < two < many == 1.0


def test_the_comma_inside_a_number_lists_nothing() -> None:
    question = "Which plants are there?"
    assert looked(question, "They have 1,512,740 plants.", "en")["enumerates"] == 0.0
    listed = looked(question, "They have plants in Dresden, Suhl, Penang, Monterrey and Suzhou.", "en")
    assert listed["short_items"] == 1.0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She blamed low catches.", "en"),
        ("Der Bau ruht wegen des Streits.", "de"),
        ("बारिश के कारण काम रुका।", "hi"),
        ("বৃষ্টির কারণে কাজ বন্ধ।", "bn"),
        ("تأجل المشروع بسبب العاصفة.", "ar"),
        ("Công trình chậm do mưa.", "vi"),
    ],
)
def test_a_sentence_that_gives_a_reason_is_seen_in_every_language(text: str, language: str) -> None:
    assert looked("Why did it stop?", text, language)["tells_reason"] == 1.0
    assert looked("Why did it stop?", "The hall has 200 seats.", "en")["tells_reason"] == 0.0


@pytest.mark.parametrize(
    ("text", "language", "alone"),
    [
        ("Wangen im Allgäu.", "de", True),
        ("KUMASI —", "en", True),
        ("Die Brücke ist gesperrt.", "de", False),
        ("The director explained it.", "en", False),
        ("58 members.", "en", False),
        ("Không có ca tử vong.", "vi", False),
        ("Keine Toten.", "de", False),
    ],
)
def test_a_dateline_is_a_fragment_and_a_short_sentence_is_none(text: str, language: str, alone: bool) -> None:
    assert is_fragment(sentence(text, language)) is alone


def test_a_dateline_is_no_answer_where_there_is_a_sentence() -> None:
    document = article("Wangen im Allgäu.\nZur Präsidentin wurde Regina Fessler gewählt.", "de")
    asked = analyse("Wer führt den Verband in Wangen im Allgäu?")
    terms = terms_of(asked, lambda _: (1, 10))
    vector = np.zeros(256, dtype=np.float32)
    chunk = Chunk("a#0", "a", "sha256:0", 0, 0, len(document.text), "de")
    candidates = rank_sentences(asked, terms, vector, [Passage(1, 1.0, chunk, document)], Views())
    assert is_fragment(find_answer(asked, terms, vector, candidates)[-1].candidate.view)
    assert not is_fragment(find_answer(asked, terms, vector, candidates)[0].candidate.view)
