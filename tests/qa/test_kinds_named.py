"""Which questions ask for a person, a body, a place or a time, and which names and dates of a sentence may be those."""

import pytest

from qa.looks import looks
from qa.matching import meeting, terms_of
from qa.name_runs import given_by, is_person, is_surely_person, runs_of
from qa.question import analyse
from qa.views import SentenceView
from vectorstore.document import Source
from vectorstore.prepare import read_source


def sentence(text: str, language: str) -> SentenceView:
    document = read_source(Source("a", text, language=language))
    return SentenceView(document, document.sentences[0], 0)


def names(text: str, language: str) -> dict[str, tuple[bool, bool]]:
    """The names of a sentence, whether each is a person's, and whether it is shown to be."""
    view = sentence(text, language)
    terms = terms_of(analyse("When?"), lambda _: (1, 10))
    runs = runs_of(view, given_by(terms, view, meeting(terms, view)))
    return {run.text(view): (is_person(view, run), is_surely_person(view, run)) for run in runs}


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("ar", "place", "وين تم تفجير الألغام المرفوعة من عين زرقون؟"),
        ("ar", "place", "من أي ميناء أبحرت السفينة؟"),
        ("en", "place", "In which hospital are the injured?"),
        ("en", "organization", "Which hospital treated the injured?"),
        ("de", "place", "In welchem Museum hängt das Bild?"),
        ("hi", "place", "किस अस्पताल में घायलों को भर्ती कराया गया?"),
        ("bn", "place", "আহতদের কোন হাসপাতালে নেওয়া হয়েছে?"),
        ("vi", "place", "Trận chung kết diễn ra trên sân nào?"),
        ("de", "place", "In welcher Stadt wird der indische Preis überreicht?"),
        ("en", "place", "In which city is the price awarded?"),
        ("en", "date", "In which months is the pass closed?"),
        ("de", "date", "In welchem Jahrhundert entstand die Burg?"),
        ("hi", "date", "किस मौसम में बोआई होती है?"),
        ("bn", "date", "কোন ঋতুতে পাখিরা আসে?"),
        ("ar", "date", "في أي شهور من السنة يُنصح الفلاح بالري؟"),
        ("vi", "date", "Lâu đài xây từ thế kỷ nào?"),
        ("en", "date", "reopening of the opera house - new date?"),
        ("de", "date", "Anmeldefrist für den Kurs?"),
        ("en", "person", "Who announced the opening date?"),
        ("en", "person", "Which expert measured how far the water table fell?"),
        ("de", "person", "Wer hat berechnet, wie viele Tonnen Müll anfallen?"),
        ("vi", "person", "Chuyên gia nào đo được mực nước ngầm giảm bao nhiêu?"),
        ("hi", "person", "पुरानी डिब्बियाँ किससे लेते थे?"),
        ("hi", "person", "ज़मीन किससे ख़रीदी गई?"),
        ("vi", "person", "Tên giám đốc hợp tác xã là gì?"),
        ("de", "organization", "Wie heißt die Firma, die die Brücke baut?"),
    ],
)
def test_what_is_asked_for_is_told_by_the_words_beside_what_asks(language: str, kind: str, text: str) -> None:
    assert analyse(text, language).kind == kind


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("On Monday the Ushirika Farmers' Bank stopped lending.", "en", "Ushirika"),
        ("Hợp tác xã Tiêu sạch Chư Hdrông chọn lối đi khác.", "vi", "Chư Hdrông"),
    ],
)
def test_a_name_within_that_of_a_body_is_nobodys(text: str, language: str, name: str) -> None:
    found = names(text, language)
    assert name in found
    assert found[name] == (False, False)


def test_a_name_beside_an_office_is_surely_a_persons() -> None:
    assert names("Das sagte Regierungsrätin Ladina Caviezel.", "de")["Ladina Caviezel"] == (True, True)
    assert names("Man sah den Bau von Murtal Pradatsch aus.", "de")["Murtal Pradatsch"] == (True, False)


def test_a_month_without_a_day_is_a_date_that_is_new() -> None:
    def looked(question: str) -> float:
        view, asked = sentence("Palms are pruned between December and February only.", "en"), analyse(question)
        terms = terms_of(asked, lambda _: (1, 10))
        return looks(asked, terms, view, meeting(terms, view))["new_date"]

    assert looked("When are palms pruned?") == 1.0
    assert looked("When in December and February are palms pruned?") == 0.0


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
