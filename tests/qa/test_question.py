import pytest
from hypothesis import example, given
from texts import any_text, languages

from qa.cues import FALLBACK, NUMERIC, is_asking, joiners
from qa.matching import terms_of
from qa.parts import parts
from qa.question import analyse
from qa.roles import asks_whole
from vectorstore.lexicon import LANGUAGES
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


@pytest.mark.parametrize(
    ("language", "text", "focus"),
    [
        ("en", "How many cooperatives are in Lang Son?", "cooperatives"),
        ("de", "Wie viele Genossenschaften gibt es in Lang Son?", "Genossenschaften"),
        ("vi", "Có bao nhiêu hợp tác xã ở Lạng Sơn?", "hợp tác xã"),
    ],
)
def test_the_focus_is_what_is_counted(language: str, text: str, focus: str) -> None:
    question = analyse(text, language)
    assert question.focus_text.startswith(focus)
    assert "Son" not in question.focus_text
    assert question.focus


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


@given(any_text, languages)
def test_a_question_has_one_part_or_two(text: str, language: str) -> None:
    found = parts(text, language)
    assert found == [(text, False)] or len(found) == 2


def test_two_noun_phrases_share_what_follows() -> None:
    (one, leans), (other, also_leans) = parts("How many groups and how many unions are in Lang Son?", "en")
    assert (leans, also_leans) == (False, False)
    assert "groups" in one
    assert "unions" in other
    assert all("Lang Son" in part for part in (one, other))
    whole = "How many groups are in Lang Son and Cao Bang?"
    assert parts(whole, "en") == [(whole, False)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "How many groups joined in 2023, and what was the total?",
            "How many groups joined in 2023?",
            "what was the total?",
        ),
        (
            "What was the average revenue of a farm and the average income of its workers?",
            "What was the average revenue of a farm?",
            "What was the average income of its workers?",
        ),
    ],
)
def test_a_second_clause_leans_on_the_first(text: str, first: str, second: str) -> None:
    (one, leans), (other, also_leans) = parts(text, "en")
    assert (leans, also_leans) == (False, True)
    assert (one, other.replace("What the", "What was the")) == (first, second)


@pytest.mark.parametrize(
    ("text", "language", "first", "second"),
    [
        (
            "তাহমিদ কয়টা ম্যাচ খেলে কয়টা গোল করেছেন?",
            "bn",
            "তাহমিদ কয়টা ম্যাচ খেলে গোল করেছেন?",
            "তাহমিদ ম্যাচ খেলে কয়টা গোল করেছেন?",
        ),
        (
            "ক্লাবকে কত টাকার জামানত কবের মধ্যে দিতে হবে?",
            "bn",
            "ক্লাবকে কত টাকার জামানত দিতে হবে?",
            "ক্লাবকে জামানত কবের মধ্যে দিতে হবে?",
        ),
        (
            "कोष ने कितने मरीज़ों को कुल कितनी मदद दी?",
            "hi",
            "कोष ने कितने मरीज़ों को कुल मदद दी?",
            "कोष ने मरीज़ों को कुल कितनी मदद दी?",
        ),
        ("सरकार ने कब कितने रुपये दिए?", "hi", "सरकार ने कब दिए?", "सरकार ने कितने रुपये दिए?"),
    ],
)
def test_two_words_that_ask_in_one_clause_make_two_questions(text: str, language: str, first: str, second: str) -> None:
    assert parts(text, language) == [(first, False), (second, False)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("कितने-कितने दिन रुके?", "hi"),
        ("গুয়েলমার কেবল কার কত টাকায় চলে?", "bn"),
        ("মেলায় কী কী কত জন কিনেছে?", "bn"),
    ],
)
def test_a_word_said_twice_and_one_that_asks_no_number_make_one_question(text: str, language: str) -> None:
    assert parts(text, language) == [(text, False)]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("most a weaver in Aldra can borrow, and for how long?", "most a weaver in Aldra can borrow?", "for how long?"),
        (
            "Wie viele Stunden braucht der Bus, und wie viele waren es früher?",
            None,
            "wie viele Stunden waren es früher?",
        ),
        (
            "How many looms did the mill have, and how many were there before?",
            None,
            "how many looms were there before?",
        ),
        ("গোয়ায় কম্বল কত লাগবে আর মানুষ পেল কত?", "গোয়ায় কম্বল কত লাগবে?", "মানুষ পেল কত কম্বল?"),
    ],
)
def test_a_second_question_counts_what_the_first_does(text: str, first: str | None, second: str) -> None:
    (one, _), (other, leans) = parts(text, analyse(text).language)
    assert (other, leans) == (second, True)
    assert first is None or one == first


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("How big is the loan for the bridge?", "money"),
        ("How much did the bridge cost?", "money"),
        ("Wie viel leiht Japan für die Brücke?", "money"),
        ("How many villages got a loan?", "count"),
        ("Which chairman opened the meeting?", "person"),
        ("Which years does the plan cover?", "date"),
        ("Did the union say how many groups joined?", "yes_no"),
        ("total cost of the bridge", "money"),
    ],
)
def test_what_a_word_means_decides_where_a_cue_leaves_it_open(text: str, kind: str) -> None:
    assert analyse(text).kind == kind


def test_what_stands_for_a_blank_of_a_cue_is_content() -> None:
    assert [token.key for token in analyse("What does OCOP stand for?", "en").tokens] == ["ocop"]


def test_a_bare_price_asks_for_as_much_of_what_the_first_half_names() -> None:
    text = "जिले में धान पिछले साल कितने हेक्टेयर में बोया गया और इस साल कितने में?"
    assert [analyse(part).unit for part, _ in parts(text, "hi")] == ["ha", "ha"]
    price = "टिकट पहले कितने में मिलता था और अब कितने में?"
    assert [analyse(part).kind for part, _ in parts(price, "hi")] == ["money", "money"]


def test_every_language_joins_questions() -> None:
    assert all(joiners(language) for language in LANGUAGES)


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
    ("text", "kind", "value", "side"),
    [
        ("Do more than half of the weavers own a loom?", "percentage", 50, "above"),
        ("Arbeitet mehr als die Hälfte der Weber nachts?", "percentage", 50, "above"),
        ("क्या आधे से ज़्यादा बुनकर महिलाएँ हैं?", "percentage", 50, "above"),
        ("বুনকরদের অর্ধেকের কম কি নারী?", "percentage", 50, "below"),
        ("هل أكثر من نصف العمال نساء؟", "percentage", 50, "above"),
        ("Có hơn một nửa thợ dệt là phụ nữ không?", "percentage", 50, "above"),
        ("Has the mill beaten its target?", "percentage", 100, "above"),
        ("Were at least three quarters of the votes counted?", "percentage", 75, "from"),
        ("Is the river longer than 80 km?", "measure", 80, "above"),
        ("Are there more than 2000 looms?", "count", 2000, "above"),
        ("Did the mill earn less than $5 million?", "money", 5_000_000, "below"),
    ],
)
def test_a_yes_no_question_says_what_it_compares_with(text: str, kind: str, value: int, side: str) -> None:
    question = analyse(text)
    assert question.kind == "yes_no"
    assert question.limit is not None
    assert (question.limit.kind, question.limit.value, question.limit.side) == (kind, value, side)


def test_only_a_yes_no_question_compares() -> None:
    assert analyse("Which towns have more than 50 mills?").limit is None
    assert analyse("Is the mill open?").limit is None


@pytest.mark.parametrize(
    "text",
    [
        "Did more visitors come than expected?",
        "Kamen mehr Besucher als geplant?",
        "هل فاق عدد الزوار التوقعات؟",
        "Lượng khách có vượt dự kiến không?",
    ],
)
def test_what_was_only_expected_is_no_target_of_which_a_share_is_told(text: str) -> None:
    asked = analyse(text)
    assert (asked.kind, asked.limit) == ("yes_no", None)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("When and where was the mill built?", "When was the mill built?", "where was the mill built?"),
        ("शिविर में कितने बुनकर और कितने दर्जी थे?", "शिविर में कितने बुनकर थे?", "शिविर में कितने दर्जी थे?"),
        ("মেলাটি কবে ও কোথায় হয়েছে?", "মেলাটি কবে হয়েছে?", "মেলাটি কোথায় হয়েছে?"),
        ("متى وأين أقيم المعرض؟", "متى أقيم المعرض?", "أين أقيم المعرض?"),
        ("Hồ dài bao nhiêu và rộng bao nhiêu?", "Hồ dài bao nhiêu?", "Hồ rộng bao nhiêu?"),
        (
            "Wie viele Weber nahm die erste und die zweite Messe jeweils auf?",
            "Wie viele Weber nahm die erste Messe jeweils auf?",
            "Wie viele Weber nahm die zweite Messe jeweils auf?",
        ),
        (
            "Number of weavers and number of tailors in Goa?",
            "Number of weavers in Goa?",
            "number of tailors in Goa?",
        ),
    ],
)
def test_both_questions_say_what_both_share(text: str, first: str, second: str) -> None:
    assert parts(text, analyse(text).language) == [(first, False), (second, False)]


@pytest.mark.parametrize(
    "text",
    [
        "How many weavers and tailors are there altogether?",
        "Which towns and villages were flooded?",
        "Who wrote and directed the film?",
        "মোট কতজন তাঁতি ও দর্জি একসঙ্গে কাজ করেন?",
        "Wie viele Leute wurden dort in Weben und Nähen geschult?",
    ],
)
def test_an_and_within_one_question_does_not_cut_it(text: str) -> None:
    assert parts(text, analyse(text).language) == [(text, False)]


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


def test_what_a_follow_up_puts_in_weighs_double() -> None:
    question = analyse("How many samples held fluoride? And nitrate?")
    weights = {term.token.key: term.weight for term in terms_of(question, lambda gloss: (1, 100))}
    assert weights["nitrate"] == 2 * weights["fluoride"]


def test_what_only_says_what_a_follow_up_is_about_weighs_as_ever() -> None:
    asked, alone = analyse("And what does the state pay? (lend bridge)"), analyse("bridge")
    weights = {term.token.key: term.weight for term in terms_of(asked, lambda gloss: (1, 100))}
    assert [weights["bridge"]] == [term.weight for term in terms_of(alone, lambda gloss: (1, 100))]


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


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [
        ("en", "What does the state literary council mean by a 'boli'?", "definition"),
        ("en", "What exactly counts as a 'black spot' on Indian roads?", "definition"),
        ("en", "How many households counted as poor?", "count"),
        ("de", "Was versteht die Klinik in Ea Sup unter der „Tür-Nadel-Zeit“?", "definition"),
        ("bn", 'প্রদর্শনীর নামে থাকা "লিমেস" আসলে কী ছিল?', "definition"),
        ("vi", "Ở Bangladesh, thế nào thì gọi là đợt rét nhẹ?", "definition"),
        ("en", "Which architect designed the new station?", "person"),
        ("de", "Welcher Gewerkschafter droht am Flughafen mit Streik?", "person"),
        ("ar", "ما الشركة التي تورّد نظام المرور؟", "organization"),
        ("ar", "ما الظروف المخففة التي راعتها المحكمة؟", "list"),
        ("ar", "ما اسم شركة التأمين التي ستدفع التعويض؟", "organization"),
        ("de", "Wie heißt der Vorsitzende des Genossenschaftsverbands?", "person"),
    ],
)
def test_what_is_to_be_explained_and_who_is_asked_for(language: str, question: str, kind: str) -> None:
    assert analyse(question, language).kind == kind


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


def test_a_number_word_meets_digits() -> None:
    asked = analyse("How many products have four stars?")
    assert [term.number for term in terms_of(asked, lambda gloss: (1, 100))] == [None, "4", None]


def test_one_is_no_number_to_look_for() -> None:
    asked = analyse("Which villages share one well?")
    assert {term.number for term in terms_of(asked, lambda gloss: (1, 100))} == {None}


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        ("en", "Which town got the flag?", "Which towns got a flag?"),
        ("de", "Welcher Bezirk bekam die Fahne?", "Welche Provinzen bekamen eine Fahne?"),
        ("hi", "किस शहर को झंडा मिला?", "किन शहरों को झंडा मिला?"),
        ("bn", "কোন জেলা পতাকা পেয়েছে?", "কোন কোন জেলা পতাকা পেয়েছে?"),
        ("ar", "أي مدينة نالت العلم؟", "أي مدن نالت العلم؟"),
        ("vi", "Tỉnh nào nhận cờ?", "Những tỉnh nào nhận cờ?"),
    ],
)
def test_one_place_is_asked_for_otherwise_than_several(language: str, one: str, several: str) -> None:
    assert analyse(one, language).kind == "place"
    assert (analyse(several, language).kind, analyse(several, language).names) == ("list", True)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("person", "Which union boss spoke against the plan?"),
        ("organization", "Which band finished third in Aldra?"),
        ("organization", "Who issued Plan 7 on village roads?"),
        ("person", "Who is the director that issued the plan?"),
        ("list", "Which two districts lost their school?"),
        ("what", "Which tree grows fastest in the valley?"),
    ],
)
def test_which_asks_for_what_its_noun_is(kind: str, text: str) -> None:
    assert analyse(text, "en").kind == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("what", "What did the WHO recommend to Sudan?"),
        ("what", "Ông ấy đánh giá cao điều gì?"),
        ("yes_no", "Tất cả cửa hàng ở Ai Cập đã mở chưa?"),
        ("yes_no", "Hi, travelling with a toddler - do I have to buy a ticket for him?"),
        ("yes_no", "‘सुगम मध्य’ पर अफ़सर से लिया गया जुर्माना क्या आवेदक को मिलता है?"),
        ("what", "सहकारी समितियों से क्या करने को कहा गया?"),
        ("what", "ماذا ستفعل اتحادات المجموعة رقم 1 مستقبلا؟"),
        ("what", "What is the number of the decree?"),
        ("count", "What is the number of decrees?"),
        ("what", "Welches Amt hat Nguyen Duc Lam?"),
        ("organization", "Welches Amt hat den Bau genehmigt?"),
        ("person", "Who bought the club?"),
        ("reason", "It was meant to open in May. What held it up?"),
        ("manner", "عن أي طريق يحصل المنتجون على القروض؟"),
    ],
)
def test_a_word_that_only_looks_like_a_cue_decides_nothing(kind: str, text: str) -> None:
    assert analyse(text).kind == kind


def test_both_halves_of_a_question_say_what_it_carries_over() -> None:
    found = parts("وكم تصير بعد المرحلة الثانية، ومتى تنتهي تلك المرحلة؟ (تنتج محطة رأس النخيل)", "ar")
    assert len(found) == 2
    assert all(text.endswith("(تنتج محطة رأس النخيل)") for text, _ in found)


def test_two_sorts_that_are_counted_share_what_was_done_with_them() -> None:
    first, second = parts("كم مجموعة وكم شخصًا نالوا شهادات من اللجنة؟", "ar")
    assert "اللجنة" in first[0]
    assert "اللجنة" in second[0]


@pytest.mark.parametrize("language", ["sa", "ru", "zh"])
def test_words_of_languages_without_cues_ask_as_english_ones_do(language: str) -> None:
    assert is_asking("how", language)
    assert not asks_whole("12 ?", language)


@pytest.mark.parametrize(
    ("language", "text", "focus"),
    [
        ("ar", "كم شخصًا نُقل بالمروحيات؟", ""),
        ("ar", "كم شخصا مصابا بالسكري؟", "مصابا بالسكري"),
        ("vi", "bao nhiêu người khuyết tật được đào tạo?", "người khuyết tật"),
        ("vi", "Có bao nhiêu người thiệt mạng?", ""),
        ("bn", "এখন কতজন চাকরি করেন?", ""),
        ("bn", "কতজন শিক্ষার্থী পাস করেছে?", "শিক্ষার্থী"),
        ("en", "How many did malaria kill?", ""),
        ("de", "Wie viele haben unterschrieben?", ""),
        ("de", "Wie viele Brücken riss das Hochwasser fort?", "Brücken"),
    ],
)
def test_what_somebody_did_is_not_what_is_counted(language: str, text: str, focus: str) -> None:
    assert analyse(text, language).focus_text == focus


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What finally pushed the bakery over the edge?"),
        ("en", "What has prompted the ban?"),
        ("en", "What gives the lake its red colour?"),
        ("en", "What worried the councillors who voted no?"),
        ("de", "Was hat letztlich zum Streit geführt, was löste ihn aus?"),
        ("de", "Was machte die Brücke so teuer?"),
        ("de", "Was stand eigentlich hinter dem Verbot?"),
        ("hi", "किस घटना के बाद मेला बंद किया गया?"),
        ("bn", "কিসের অভাবে স্কুলটি বন্ধ হলো?"),
        ("ar", "ما الذي أقلق المزارعين في الوادي؟"),
        ("vi", "Rốt cuộc điều gì đã thực sự khiến nhà máy đóng cửa?"),
        ("vi", "Đâu là lý do cây cầu bị đóng?"),
    ],
)
def test_what_brought_something_about_is_its_reason(language: str, text: str) -> None:
    assert analyse(text, language).kind == "reason"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What did the ministry have in mind?", "what"),
        ("Was macht die Feuerwehr?", "what"),
        ("What has the council decided?", "what"),
        ("গ্রামে ক'টা বাড়ি ভেঙেছে?", "count"),
        ("উইপোকা কটা ক্যাসেট খেয়েছিল", "count"),
        ("কটি স্কুল বন্ধ হলো?", "count"),
    ],
)
def test_helping_words_change_no_other_kind(text: str, kind: str) -> None:
    assert analyse(text).kind == kind
