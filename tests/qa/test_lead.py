"""Answers that are no figure: the name asked for goes first, and a sentence keeps the one that it goes on from."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answer import Answer
from qa.lead import quoted
from qa.matching import terms_of
from qa.question import analyse
from qa.request import AskRequest
from qa.service import Service
from qa.views import SentenceView
from vectorstore import Source, Store
from vectorstore.document import Document, Span

HINDI = (
    "नदीपुर गाँव में पानी की नई टंकी बनी है। ग्राम पंचायत की अध्यक्ष गीता देवी ने बताया कि टंकी से 900 घरों को पानी मिलेगा। "
    "टंकी पर 12 लाख रुपये ख़र्च हुए।"
)
BENGALI = (
    "রংপুরের সদর হাসপাতালে নতুন ভবন চালু হয়েছে। হাসপাতালের পরিচালক রোকসানা পারভীন জানান, ভবনে ২০০টি শয্যা আছে। "
    "ভবন নির্মাণে ১২ কোটি টাকা খরচ হয়েছে।"
)
ARABIC = (
    "افتتحت في مدينة الزرقاء مكتبة عامة جديدة. وقالت مديرة المكتبة رنا أحمد إن المكتبة تضم 40 ألف كتاب. "
    "وبلغت كلفة البناء مليون دينار."
)
ARABIC_UNLISTED = ARABIC.replace("مديرة المكتبة رنا أحمد", "مديرة المكتبة الدكتورة نضال الخصاونة")
GERMAN = (
    "In Lindau wurde eine neue Bücherei eröffnet. Die Direktorin der Bücherei, Regina Fessler, nannte 40.000 Bücher. "
    "Der Bau kostete eine Million Euro."
)
ENGLISH = (
    "A new library has opened in Lindfield. The director of the library, Harriet Osgood, counted 40,000 books. "
    "The building cost a million pounds."
)
BURNED = (
    "The harbour fish market burned in May. Because of this the boats stayed at home and fish became scarce. "
    "It reopened."
)
ABGEBRANNT = "Der Fischmarkt brannte im Mai ab. Deshalb blieben die Boote im Hafen. Die Stadt half."
VIETNAMESE = (
    "Thư viện mới ở Đồng Tâm đã mở cửa. Giám đốc thư viện, bà Phạm Thị Thùy Dương, cho biết có 40.000 cuốn sách. "
    "Công trình trị giá một triệu đồng."
)


def asked(folder: Path, text: str, language: str, question: str, reader: str | None = None) -> Answer:
    with closing(Store(folder)) as store:
        store.ingest([Source("a", text, language=language)])
        return Service(store).ask(AskRequest(question, language=reader))


def views_of(first: str, second: str, language: str) -> list[SentenceView]:
    """Two sentences of one article."""
    text = f"{first} {second}"
    spans = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    document = Document("a", text, "title", language, "sha256:0", spans)
    return [SentenceView(document, span, index) for index, span in enumerate(spans)]


@pytest.mark.parametrize(
    ("text", "language", "question", "lead", "original"),
    [
        (HINDI, "hi", "Wer ist die Vorsitzende des Gemeinderats von Nadipur?", "Geeta Devi (गीता देवी): „", "गीता देवी"),
        (HINDI, "hi", "ग्राम पंचायत की अध्यक्ष कौन हैं?", "गीता देवी: “", "गीता देवी"),
        (BENGALI, "bn", "Wer ist der Direktor des Krankenhauses?", "Roksana Parvin (রোকসানা পারভীন): „", "রোকসানা পারভীন"),
        (BENGALI, "bn", "अस्पताल का निदेशक कौन है?", "रोकसाना परवीन (রোকসানা পারভীন): “", "রোকসানা পারভীন"),
        (ARABIC, "ar", "Who is the director of the library?", "Rana Ahmed (رنا أحمد): “", "رنا أحمد"),
        (ARABIC_UNLISTED, "ar", "Who is the director of the library?", "نضال الخصاونة: “", "نضال الخصاونة"),
        (GERMAN, "de", "من هي مديرة المكتبة في لينداو؟", "Regina Fessler: «", "Regina Fessler"),
        (GERMAN, "de", "Giám đốc thư viện Lindau là ai?", "Regina Fessler: “", "Regina Fessler"),
        (ENGLISH, "en", "গ্রন্থাগারের পরিচালক কে?", "Harriet Osgood: “", "Harriet Osgood"),
        (VIETNAMESE, "vi", "Wer ist Direktorin der Bibliothek?", "Phạm Thị Thùy Dương: „", "Phạm Thị Thùy Dương"),
    ],
)
def test_who_is_answered_with_the_name_first_and_the_sentence_as_it_is(
    tmp_path: Path, text: str, language: str, question: str, lead: str, original: str
) -> None:
    answer = asked(tmp_path, text, language, question)
    assert answer.refusal is None
    assert answer.text.startswith(lead)
    cited = answer.citations[0]
    assert cited.cited_text in answer.claims[0].text
    assert [text[span.start : span.end] for span in cited.highlights] == [original]
    assert all(cited.span.start <= span.start < span.end <= cited.span.end for span in cited.highlights)


def test_of_two_names_neither_is_said_to_be_the_one(tmp_path: Path) -> None:
    text = "A fire broke out in the mill of Lindfield. The mill was saved by Harriet Osgood and Marek Dittrich."
    answer = asked(tmp_path, text, "en", "Who saved the mill?")
    assert answer.refusal is None
    assert answer.text.startswith("“")


@pytest.mark.parametrize(
    ("text", "language", "question", "lead"),
    [
        (
            "The union of Savelugu voted. Delegates chose President Azara Iddrisu; her rival, Rahinatu Seidu, lost.",
            "en",
            "Savelugu-Verband: Wer wurde Präsident?",
            "Azara Iddrisu",
        ),
        (
            "Hội chợ ở Đà Nẵng kết thúc. Thương vụ lớn nhất thuộc về MarineLoop, công ty làm bao bì từ rong biển.",
            "vi",
            "Which company made the largest deal at the fair in Da Nang?",
            "MarineLoop",
        ),
        (
            "Das Bergdorf Realp feiert. Beste Werferin war Linksaußen Tereza Vondráčková mit 168 Toren.",
            "de",
            "Who was the best thrower?",
            "Tereza Vondráčková",
        ),
    ],
)
def test_a_name_is_chosen_by_the_words_around_it(
    tmp_path: Path, text: str, language: str, question: str, lead: str
) -> None:
    assert asked(tmp_path, text, language, question).text.startswith(lead)


def test_a_deputy_is_not_who_holds_the_office(tmp_path: Path) -> None:
    text = "The library of Lindfield is busy. Deputy director Harriet Osgood of the library counted 40,000 books."
    answer = asked(tmp_path, text, "en", "Who is the director of the library of Lindfield?")
    assert not answer.text.startswith("Harriet Osgood")


@pytest.mark.parametrize(
    ("text", "language", "question"),
    [
        (BURNED, "en", "Why did the boats stay at home?"),
        (ABGEBRANNT, "de", "Warum blieben die Boote im Hafen?"),
        ("मई में मछली बाज़ार जल गया। इसलिए नावें बंदरगाह में रुकी रहीं। शहर ने मदद की।", "hi", "नावें बंदरगाह में क्यों रुकी रहीं?"),
    ],
)
def test_a_sentence_that_goes_on_is_cited_with_the_one_before(
    tmp_path: Path, text: str, language: str, question: str
) -> None:
    answer = asked(tmp_path, text, language, question)
    claim = answer.claims[0]
    first, before = (answer.citations[number - 1] for number in claim.citations)
    assert before.span.end <= first.span.start
    assert f"{before.cited_text} {first.cited_text}" in claim.text
    assert before.highlights == (before.span,)


def test_a_new_paragraph_goes_on_from_nothing(tmp_path: Path) -> None:
    text = BURNED.replace("May. ", "May.\n\n")
    answer = asked(tmp_path, text, "en", "Why did the boats stay at home?")
    assert all(len(claim.citations) == 1 for claim in answer.claims)


@pytest.mark.parametrize(("target", "verdict"), [("80", "Yes: "), ("95", "No: ")])
def test_a_figure_is_held_against_the_target_that_its_sentence_gives(tmp_path: Path, target: str, verdict: str) -> None:
    text = f"In the district of Lindfield 87.4% of households have a water meter, while the target was {target}%."
    answer = asked(tmp_path, text, "en", "Has Lindfield reached its target for water meters?")
    assert answer.text.startswith(verdict + "87.4%")


@pytest.mark.parametrize(
    ("language", "first", "second", "question"),
    [
        ("en", "Fewer flats are built.", "The builders blamed dear loans.", "Why are fewer flats built?"),
        ("de", "Zum Verein gehören Katinen.", "Eine Katine ist eine Frau, die spinnt.", "Was bedeutet Katine?"),
        ("de", "Der Bus hält an virtuellen Halten.", "Das sind Stellen ohne Schild.", "Was sind »virtuelle Halte«?"),
        ("hi", "श्रेय ‘गिद्ध भोजनालय’ को मिला।", "ये बाड़ से घिरे ऐसे मैदान हैं।", "‘गिद्ध भोजनालय’ क्या है?"),
        ("de", "Das Rammen ruht im Mai.", "So wird es still, damit die Fische laichen.", "Warum ruht das Rammen?"),
        ("hi", "जाँच का नया तरीक़ा आया है।", "तस्वीरें उपग्रह के ज़रिए ली जाती हैं।", "जाँच कैसे होती है?"),
        ("vi", "Báo cáo có ba đề xuất.", "Đó là trà, gạo, chuối và cá.", "Báo cáo nêu những đề xuất nào?"),
    ],
)
def test_a_sentence_is_quoted_with_the_next_where_only_that_tells_what_is_asked(
    language: str, first: str, second: str, question: str
) -> None:
    views = views_of(first, second, language)
    read = analyse(question, language)
    terms = terms_of(read, lambda _: (1, 9))
    assert views[1] in quoted(read, terms, views[0], views)
    assert views[1] not in quoted(replace(read, kind="person"), terms, views[0], views)


@pytest.mark.parametrize(
    ("language", "first", "second", "question"),
    [
        ("de", "Der Stadt fehlen neun Millionen.", "Das Bad soll deshalb schließen.", "Warum soll das Bad schließen?"),
        ("en", "The city lost nine million.", "The pool will therefore close.", "Why will the pool close?"),
        ("hi", "शहर के पास पैसे नहीं हैं।", "तालाब इसीलिए बंद रहेगा।", "तालाब क्यों बंद रहेगा?"),
        ("bn", "শহরের টাকা নেই।", "পুকুরটি তাই বন্ধ থাকবে।", "পুকুর কেন বন্ধ থাকবে?"),
        ("ar", "فقدت المدينة تسعة ملايين.", "وسيغلق المسبح نتيجة لذلك.", "لماذا سيغلق المسبح؟"),
        ("vi", "Thành phố mất chín triệu.", "Hồ bơi vì vậy sẽ đóng cửa.", "Vì sao hồ bơi đóng cửa?"),
    ],
)
def test_what_came_of_something_is_quoted_with_the_sentence_before(
    language: str, first: str, second: str, question: str
) -> None:
    views = views_of(first, second, language)
    read = analyse(question, language)
    terms = terms_of(read, lambda _: (1, 9))
    assert quoted(read, terms, views[1], views) == tuple(views)
    assert quoted(replace(read, kind="date"), terms, views[1], views) == (views[1],)
