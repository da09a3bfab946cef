import pytest
from hypothesis import example, given
from texts import any_text, languages

from qa.cues import FALLBACK, NUMERIC, joiners
from qa.question import analyse
from vectorstore.meant import tokens_as_meant

KINDS = {
    "definition", "percentage", "money", "measure", "count", "date", "reason", "person", "place", "organization",
    "list", "manner", "yes_no", "what", "other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("en", "count", "How many cooperatives are there?"),
        ("de", "count", "Wie viele Genossenschaften gibt es?"),
        ("hi", "count", "कितनी सहकारी समितियाँ हैं?"),
        ("bn", "count", "কতটি সমবায় আছে?"),
        ("ar", "count", "كم عدد التعاونيات؟"),
        ("vi", "count", "Có bao nhiêu hợp tác xã?"),
        ("bn", "count", "মেলায় কত টিকিট বিক্রি হলো?"),
        ("vi", "money", "Vé bao nhiêu?"),
        ("de", "reason", "Können Sie mir bitte sagen, weshalb die Busse später kommen?"),
        ("en", "reason", "What makes most volunteers leave the food banks?"),
        ("en", "reason", "After distance from home, what is the commonest cause that people name for quitting?"),
        ("ar", "reason", "بمَ برّر المدرب خسارته النهائي؟"),
        ("ar", "manner", "فيم أنفق الكاتب مال الجائزة؟"),
        ("de", "definition", "Ab wann gilt in der Ebene ein Tag als Hitzetag?"),
        ("vi", "definition", "Thế nào thì bị coi là trốn đóng bảo hiểm?"),
        ("bn", "definition", "ASEAN বলতে কোন জোট বোঝায়?"),
        ("de", "definition", "Was hat man sich unter einem »Geierrestaurant« vorzustellen?"),
        ("en", "definition", "What is a 'Normalstoss' in Swiss alpine farming?"),
        ("en", "definition", "What is the Montreal Convention that baggage claims rest on?"),
        ("en", "what", "What is Oman's main crop?"),
        ("de", "definition", "Was ist Leptospirose, die nach der Flut auftrat?"),
        ("de", "what", "Was ist das Ziel des Plans?"),
        ("hi", "definition", "नेट मीटरिंग क्या है?"),
        ("hi", "what", "मेले की मुख्य फ़सल क्या है?"),
        ("bn", "definition", "ওমানের ‘ফালাজ’ কী ধরনের খাল?"),
        ("bn", "what", "মেলায় কী বিক্রি হয়?"),
        ("ar", "definition", "ما هي «الوقفة الافتراضية»؟"),
        ("ar", "what", "ما هو هدف الخطة؟"),
        ("vi", "definition", "Geymar của vùng đầm lầy là gì?"),
        ("bn", "manner", "কী ভাবে খবর দেয় অ্যাপটি?"),
        ("de", "definition", "was ist eigentlich ein kassenkredit"),
        ("en", "definition", "what is side-selling?"),
        ("de", "definition", "Was zeichnet ein Passivhaus aus?"),
        ("en", "manner", "Under what conditions does the insurance pay?"),
        ("de", "manner", "In welchen Fällen zahlt die Versicherung?"),
        ("hi", "manner", "किस हालत में किसान को पैसा मिलेगा?"),
        ("bn", "manner", "কোন অবস্থায় কৃষক তার টাকা পাবেন?"),
        ("ar", "manner", "في أي حالة يحصل المزارع على المال؟"),
        ("vi", "manner", "Với điều kiện nào thì hợp tác xã được vay?"),
        ("bn", "list", "খচ্চর দুটির নাম কী কী?"),
        ("vi", "manner", "Cảnh sát tìm ra điện thoại nhờ đâu?"),
        ("vi", "reason", "Nhờ đâu thuyền viên sống sót?"),
        ("en", "manner", "How does the machine know how heavy a bin is?"),
        ("ar", "manner", "بأي طريقة عرف الباحثون كم عمر الشجرة؟"),
        ("hi", "manner", "वैज्ञानिकों ने कैसे पता लगाया कि व्हेल कितने साल जी?"),
        ("ar", "reason", "ما الذي رفع نسبة النجاح؟"),
        ("en", "reason", "What probably killed the whale?"),
        ("de", "reason", "Was legte den Zugverkehr lahm?"),
        ("en", "person", "Who chairs the committee?"),
        ("de", "person", "Wer leitet den Ausschuss?"),
        ("hi", "date", "बैठक कब हुई?"),
        ("bn", "place", "সভা কোথায় হয়েছিল?"),
        ("ar", "reason", "لماذا تأخر المشروع؟"),
        ("vi", "date", "Dự án bắt đầu khi nào?"),
        ("en", "percentage", "What percentage of households is poor?"),
        ("en", "money", "What is the budget of the project?"),
        ("en", "measure", "How long is the bridge?"),
        ("en", "definition", "What does OCOP stand for?"),
        ("en", "other", "cooperatives"),
        ("en", "measure", "How much longer does the bus take?"),
        ("en", "measure", "depth of water where the ship went down"),
        ("de", "measure", "Wie hoch waren die Wellen, als der Kutter unterging?"),
        ("en", "count", "how many Dong Nai firms owe dues?"),
        ("bn", "count", "এ বছর কতজনের জ্বর হয়েছে?"),
        ("en", "count", "cholera deaths in the delta in 2019?"),
        ("en", "person", "Which professor explains why the bees returned?"),
        ("vi", "person", "Giáo sư nào giải thích vì sao ong quay lại?"),
        ("de", "reason", "Womit erklärte der Bürgermeister den Rückgang?"),
        ("ar", "reason", "إلام يعزو المدير تراجع الإنتاج؟"),
        ("hi", "money", "किसानों ने प्याज किस भाव बेचा?"),
        ("de", "money", "Was zahlte der Verein für das Haus?"),
        ("en", "what", "What did the villages do with the old boats they paid for?"),
        ("de", "date", "An welchem Wochentag schließt das Museum früher?"),
        ("en", "person", "Who spoke when the new library opened?"),
        ("en", "place", "Where was the ferry when the engine failed?"),
        ("en", "date", "When did the man who built the tower die?"),
        ("de", "what", "Worin unterscheiden sich die beiden Häfen?"),
        ("ar", "what", "عمّ تحدّث رئيس البلدية؟"),
        ("hi", "organization", "सबसे ज़्यादा चावल बेचने वाली कंपनी कौन-सी है?"),
        ("en", "definition", "Who is Mr. Karim Hassan?"),
        ("hi", "definition", "श्री करीम हसन कौन हैं?"),
        ("vi", "definition", "Bà Phạm Thị Lan là ai?"),
        ("en", "person", "Who is the director of Karim Hassan's school?"),
        ("en", "person", "Who defeated Karim Hassan?"),
        ("ar", "person", "من أشرف على المشروع؟"),
        ("vi", "yes_no", "Vụ cháy có ai chết không?"),
        ("vi", "yes_no", "Có con tàu nào bị chìm không?"),
        ("vi", "yes_no", "Đã có ai bị bắt chưa?"),
        ("vi", "person", "Ai có vé không?"),
        ("vi", "count", "Có bao nhiêu hộ vẫn không có điện không?"),
        ("bn", "person", "বৈঠকটি কে পরিচালনা করেন?"),
        ("bn", "organization", "ফেরি কে পরিচালনা করে?"),
        ("de", "organization", "Wer finanziert den Bau?"),
        ("vi", "person", "Ai là người trả tiền cho lô đất?"),
        ("hi", "list", "प्रतिबंध से कौन लोग बाहर रहेंगे?"),
        ("en", "what", "Who is exempt from the ban?"),
        ("en", "what", "What did the man who won the race say?"),
        ("en", "person", "What is the name of the mayor?"),
        ("en", "place", "What is the name of the island?"),
        ("en", "place", "Which temple did the boats start from?"),
        ("bn", "definition", "দাদন কী?"),
        ("ar", "reason", "إلى ماذا يُعزى تراجع الإنتاج؟"),
        ("ar", "list", "ممّ تكوّن الملاط الذي رُمّمت به البئر؟"),
        ("de", "money", "Was sollte die Brücke kosten?"),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(language: str, kind: str, text: str) -> None:
    question = analyse(text)
    assert (question.language, question.kind) == (language, kind)


def test_cues_and_function_words_are_no_content() -> None:
    question = analyse("How many cooperatives are in the province?", "en")
    assert {"how", "many", "the", "in"}.isdisjoint(token.key for token in question.tokens)


def test_a_unit_behind_the_cue_is_what_is_asked_in() -> None:
    assert analyse("How many tonnes of rice were sold?", "en").unit == "tonne"
    assert analyse("How many cooperatives sold rice?", "en").unit is None


@given(any_text, languages)
@example("how", "en")
@example("?", "hi")
@example("what does * mean", "en")
def test_any_text_can_be_analysed(text: str, language: str) -> None:
    question = analyse(text, language)
    assert (question.text, question.language) == (tokens_as_meant(text, language)[0], language)
    assert question.kind in KINDS
    assert question.focus <= set(range(len(question.tokens)))
    assert question.focus_text in text
    assert not question.focus or question.focus_text
    assert question.unit is None or question.kind in NUMERIC
    assert all(token.pos != "f" for token in question.tokens)


@given(any_text, languages)
def test_how_a_question_ends_does_not_change_its_kind(text: str, language: str) -> None:
    plain = text.rstrip(" ?!.\n")
    assert analyse(plain, language).kind == analyse(plain + " ?", language).kind


def test_an_unsupported_language_is_read_as_english_and_keeps_its_tag() -> None:
    question = analyse("How many cooperatives?", "fr")
    assert (question.language, question.kind) == ("fr", "count")
    assert joiners("fr") == joiners(FALLBACK)


@pytest.mark.parametrize(
    ("language", "question", "own"),
    [
        ("hi", "मधुबनी में कितनी कतिन हैं? और गया में?", "और गया में?"),
        ("bn", "আকাবায় কত টাকা দিয়েছে? আর স্পনসররা?", "আর স্পনসররা?"),
        ("de", "Welche Orte liegen am See? Und im Tal?", "Und im Tal?"),
    ],
)
def test_where_a_follow_up_begins_is_known_whatever_form_the_word_that_asks_has(
    language: str, question: str, own: str
) -> None:
    assert question[analyse(question, language).put_in :].strip("? ") == own.strip("? ")
