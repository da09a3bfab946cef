from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text

from qa.chain import Chain
from qa.followup import following, standalone
from qa.question import analyse
from qa.request import AskRequest, Turn
from qa.scope import missed_scope
from qa.service import Service
from vectorstore.document import Source
from vectorstore.store import Store

ASKED = Turn("user", "How many cooperatives are in Lang Son in 2023?")
ANSWERED = Turn("assistant", "More than 7,700 cooperatives [1]")

turns = st.builds(Turn, st.sampled_from(["user", "assistant"]), any_text)


@given(any_text)
def test_without_a_conversation_a_question_stands_alone(text: str) -> None:
    assert standalone(text, []) == text
    assert standalone(text, [Turn("assistant", "Hello!"), Turn("user", " ")]) == text


@pytest.mark.parametrize(
    "question",
    [
        "Which bank gave loans to the women of Dien Bien province?",
        "Wie viele Menschen kamen zur Eröffnung des Museums in Hanoi?",
    ],
)
def test_a_question_with_a_topic_of_its_own_is_left_alone(question: str) -> None:
    assert standalone(question, [ASKED, ANSWERED]) == question


@pytest.mark.parametrize(
    "question", ["And how many unions?", "What about unions?", "How many of them are active?", "und die Unionen?"]
)
def test_a_follow_up_takes_over_where_and_when(question: str) -> None:
    alone = standalone(question, [ASKED, ANSWERED])
    assert question in alone
    assert "Lang Son" in alone
    assert "2023" in alone


def test_a_follow_up_of_a_follow_up_reaches_back_to_the_topic() -> None:
    history = [ASKED, ANSWERED, Turn("user", "And how many unions?"), Turn("assistant", "17 [1]")]
    assert "Lang Son" in standalone("And how many groups?", history)


def test_what_the_assistant_said_is_not_taken_over() -> None:
    alone = standalone("And how many unions?", [ASKED, Turn("assistant", "Ask me about Berlin.")])
    assert "Berlin" not in alone


@pytest.mark.parametrize(
    ("before", "question", "kept"),
    [
        ("Wie viele Genossenschaften gibt es in Lang Son?", "Und wie viele Gruppen?", "Lang Son"),
        ("लाई चाउ में कितनी सहकारी समितियाँ हैं?", "और कितने संघ?", "लाई चाउ"),
        ("লাই চাউ প্রদেশে কতটি সমবায় আছে?", "আর কতটি ইউনিয়ন?", "লাই চাউ"),
        ("كم عدد التعاونيات في لاي تشاو؟", "وكم عدد الاتحادات؟", "لاي تشاو"),
        ("Lạng Sơn có bao nhiêu hợp tác xã?", "Còn liên hiệp thì bao nhiêu?", "Lạng Sơn"),
    ],
)
def test_follow_ups_of_every_language(before: str, question: str, kept: str) -> None:
    alone = standalone(question, [Turn("user", before), ANSWERED])
    assert question in alone
    assert all(word in alone for word in kept.split())


@given(any_text, st.lists(turns, max_size=5))
def test_the_question_itself_is_always_kept(question: str, history: list[Turn]) -> None:
    assert question.strip() in standalone(question, history)


def test_a_pronoun_may_stand_for_a_name_of_the_last_answer() -> None:
    history = [Turn("user", "Who opened the conference?"), Turn("assistant", "Nguyen Bien Cuong opened it [1]")]
    assert "Nguyen" in standalone("What is his office?", history)
    assert "Nguyen" not in standalone("And how many guests were at the conference?", history)


@pytest.mark.parametrize("question", ["und ein Jahr davor?", "und drei Monate davor?"])
def test_how_long_before_is_no_figure_to_be_met(question: str) -> None:
    alone = standalone(question, [Turn("user", "Wie viele Tote gab es in Kassel?"), ANSWERED])
    assert {token.key for token in analyse(alone).tokens} == {"tote", "gab", "kassel", "davor"}


@pytest.mark.parametrize(
    ("before", "question", "kind"),
    [
        ("What share of the fish is exported?", "and how much of it goes to the home market?", "percentage"),
        ("How much did the ministry lend?", "and what had they expected?", "money"),
        ("Wie hoch ist die Turbine?", "und wie war das 2022?", "measure"),
    ],
)
def test_a_follow_up_that_leaves_the_kind_open_keeps_it(before: str, question: str, kind: str) -> None:
    assert analyse(standalone(question, [Turn("user", before), ANSWERED])).kind == kind


def test_a_figure_of_nothing_named_leans_on_what_was_counted() -> None:
    alone = standalone("Thực tế trồng được bao nhiêu?", [Turn("user", "Phải trồng bao nhiêu cây ở Akkar?"), ANSWERED])
    assert "cây" in alone
    assert "Akkar" in alone


@pytest.mark.parametrize(
    ("question", "answer", "next_question", "text", "figure"),
    [
        (
            "How long do containers wait in Rabaul harbour now?",
            "19 days [1]",
            "And before the crane failed?",
            "Containers wait 19 days in Rabaul harbour, where nine were usual before the crane failed.",
            (9, "day"),
        ),
        (
            "Wie hoch ist die Kernkapitalquote der Bank Ill derzeit?",
            "14,8 Prozent [1]",
            "Und bis Ende 2026?",
            "Die Kernkapitalquote der Bank Ill muss bis Ende 2026 von 14,8 auf 16 Prozent wachsen.",
            (16, "percent"),
        ),
    ],
)
def test_a_follow_up_is_not_answered_with_the_last_answer_again(
    question: str, answer: str, next_question: str, text: str, figure: tuple[int, str], tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.ingest([Source("report", text)])
    history = (Turn("user", question), Turn("assistant", answer))
    chain = Chain(store)
    drafted = (chain.retrieval | chain.drafting).invoke(AskRequest(next_question, history=history))
    quantity = drafted.findings[0].quantity
    store.close()
    assert quantity is not None
    assert (quantity.value, quantity.unit) == figure


def test_a_follow_up_that_asks_nothing_of_its_own_is_put_into_the_last_question() -> None:
    before = [
        Turn("user", "Wie oft haben Kläger in Rostock beim Bürgergeld Erfolg?"),
        Turn("assistant", "47 Prozent [1]"),
    ]
    alone = standalone("Und wenn es um die Rente geht?", before)
    assert alone.startswith("Wie oft haben Kläger in Rostock")
    assert alone.endswith("Und wenn es um die Rente geht?")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Why was work in Kusmi 12 days late?",
            "In Kusmi elephants came out of the reserve, and all work there was late by 12 days.",
        ),
        ("why do Rabaul's two hops need less spray?", "The hops Amber and Gold of Rabaul need less spray."),
    ],
)
def test_a_number_that_counts_is_no_part_of_a_name(question: str, text: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.ingest([Source("report", text)])
    chain = Chain(store)
    drafted = (chain.retrieval | chain.drafting).invoke(AskRequest(question))
    understood, view = drafted.ranked.understood, drafted.findings[0].candidate.view
    missed = missed_scope(understood.question, understood.terms, view, chain.views.of(view.document))
    store.close()
    assert [term.token.key for term in missed] == []


def test_a_question_in_a_language_that_is_not_read_takes_nothing_over() -> None:
    history = [Turn("user", "How many cooperatives are there in Cluster 1?"), Turn("assistant", "More than 7,700 [1]")]
    assert standalone("有多少合作社？", history) == "有多少合作社？"


@pytest.mark.parametrize(
    ("before", "answer", "question", "kind", "asked"),
    [
        (
            "Wie viele Bauern in Celle arbeiten auch im Winter?",
            "38 Prozent [1]",
            "Und vor vier Jahren?",
            "percentage",
            0,
        ),
        ("How much does the clinic owe the power company?", "K870 million [1]", "and the caterer?", "money", 0),
        ("ম্যালা গ্রামে কখন বিদ্যুৎ ফিরল?", "৫ ঘণ্টা পর [1]", "আর সুনামগঞ্জে?", "measure", "duration"),
        ("সেলে কত জমিতে আলু চাষ হতো?", "৫,০২০ হেক্টর জমিতে [1]", "আর এখন কত?", "measure", "area"),
        ("كم يكسب العامل في بن تري شهريًا؟", "6.4 ملايين دونغ [1]", "وكم كان عام 2020؟", "money", 0),
        ("Nợ xấu của quỹ Cà Mau là bao nhiêu?", "1,9% [1]", "Còn năm 2022?", "percentage", 0),
        ("What share of the girls is underweight?", "15% [1]", "and how many are stunted?", "count", "percentage"),
        ("How many vultures were set free?", "20 vultures [1]", "And how heavy are the tags?", "measure", "weight"),
        ("How much is a ticket?", "80 dollars [1]", "And how many seats are there?", "count", None),
        ("ডেটা সেন্টার কত জল টেনেছে?", "৪,১২,০০০ ঘনমিটার জল [1]", "আর আবেদনপত্রে কতটা লাগবে বলে ধরা ছিল?", "measure", "volume"),
        (
            "पहली बार नियम तोड़ने पर कितना जुर्माना है?",
            "50 हजार रुपये [1]",
            "और दोबारा पकड़े गए तो कितना भरना पड़ेगा?",
            "money",
            0,
        ),
        ("Wie viele Flüge waren pünktlich?", "76,3 Prozent [1]", "Und welcher Wert war angepeilt?", "percentage", 0),
        ("Who won the race?", "Anna Berg in 38 minutes [1]", "And in 2019?", "person", None),
    ],
)
def test_a_follow_up_that_names_no_kind_asks_for_that_of_the_last_answer(
    before: str, answer: str, question: str, kind: str, asked: object
) -> None:
    history = [Turn("user", before), Turn("assistant", answer)]
    found = following(analyse(standalone(question, history)), history)
    assert found.kind == kind
    assert found.asked == (frozenset() if asked is None else {kind if asked == 0 else asked})


def _answer_to(question: str, history: tuple[Turn, ...], texts: Sequence[str], folder: Path) -> str:
    store = Store(folder)
    store.ingest([Source(f"report-{at}", text) for at, text in enumerate(texts)])
    found = Service(store).ask(AskRequest(question, history=history)).text
    store.close()
    return found


@pytest.mark.parametrize(
    ("asked", "told", "question", "figure"),
    [
        ("How many gibbons live in the north of the reserve?", "81 gibbons [1]", "And in the south?", "45"),
        ("How many gibbons live in the north of the reserve?", "1,950 gibbons [1]", "And in the south?", "1,240"),
    ],
)
def test_a_follow_up_goes_on_where_the_last_answer_stands(
    asked: str, told: str, question: str, figure: str, tmp_path: Path
) -> None:
    texts = [
        "A report on gibbons. In the north of the reserve live 81 gibbons, in the south 45.",
        "A report on gibbons. In the north of the reserve live 1,950 gibbons, in the south 1,240.",
        "A report on gibbons. In the north of the reserve live 60 gibbons, in the south 52.",
    ]
    history = (Turn("user", asked), Turn("assistant", told))
    assert _answer_to(question, history, texts, tmp_path) == f"{figure} [1]"


@pytest.mark.parametrize(
    ("before", "question", "kept"),
    [
        ("‘আকাশপাঠ’ প্রকল্প এখন কোন জেলায় চলছে?", "পরের ধাপে আর কোন কোন জেলা ঢুকছে?", "আকাশপাঠ"),
        ("Which towns have the Kestrel tram?", "Which districts join the line in the next phase?", "Kestrel"),
        ("Welche Orte hat die Aldra-Bahn?", "Welche weiteren Bezirke sollen Haltestellen bekommen?", "Aldra"),
        ("कुसमी मेले में क्या बिका?", "अगले साल और कौन सी चीज़ें बाज़ार में आएँगी?", "कुसमी"),
        ("ما المدن التي يشملها مشروع ألدرا؟", "ما المناطق الأخرى التي تنضم إلى الشبكة لاحقا؟", "ألدرا"),
        ("Dự án Aldra có ở xã nào?", "Những huyện nào tham gia giai đoạn tiếp theo?", "Aldra"),
    ],
)
def test_what_asks_for_more_goes_on_from_the_last_question(before: str, question: str, kept: str) -> None:
    assert kept in standalone(question, [Turn("user", before)])


def test_what_asks_for_more_of_a_name_of_its_own_is_left_alone() -> None:
    question = "Welche weiteren Bezirke bekommen Haltestellen der Kusmibahn in Lang Son?"
    assert standalone(question, [ASKED, ANSWERED]) == question
