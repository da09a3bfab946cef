"""What parts an absent fact from a paraphrased one, each told by a pair of articles that differ in it alone."""

import numpy as np
import pytest

from qa.extract import find_answer
from qa.matching import terms_of
from qa.question import analyse
from qa.rank import rank_sentences
from qa.refuse import reason_to_refuse, weighable
from qa.views import Views
from vectorstore.document import Chunk, Passage, Source
from vectorstore.prepare import read_source


def asked(question: str, *texts: str, language: str = "en", least: float | None = None) -> dict[str, float] | bool:
    """The grounds to answer a question from articles, with whatever finding is best; with ``least``, whether to."""
    analysed, views = analyse(question), Views()
    documents = [read_source(Source(str(i), text, language=language)) for i, text in enumerate(texts)]
    chunks = [Chunk(f"{d.id}#0", d.id, "sha256:0", 0, 0, len(d.text), language) for d in documents]
    passages = [Passage(i, 1.0, *pair) for i, pair in enumerate(zip(chunks, documents, strict=True), start=1)]
    terms, vector = terms_of(analysed, lambda _: (1, 10)), np.zeros(256, dtype=np.float32)
    candidates = rank_sentences(analysed, terms, vector, passages, views)
    findings = find_answer(analysed, terms, vector, candidates)
    document = views.of(findings[0].candidate.view.document)
    if least is not None:
        return reason_to_refuse(analysed, terms, findings, candidates, document, least) is None
    return weighable(analysed, terms, findings, candidates, document)


def weighed(question: str, *texts: str, language: str = "en") -> dict[str, float] | bool:
    """The grounds to answer a question from articles, with whatever finding is best."""
    return asked(question, *texts, language=language)


def grounds(question: str, *texts: str, language: str = "en") -> dict[str, float]:
    found = weighed(question, *texts, language=language)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("In Lai Chau 12 unions met. Son La sent a letter.", "en"),
        ("In Lai Chau tagten 12 Verbände. Son La schickte einen Brief.", "de"),
    ],
)
def test_another_place_in_the_sentence_is_a_rival_of_the_one_asked_about(text: str, language: str) -> None:
    question = "How many unions met in Son La?"
    assert grounds(question, text, language=language)["rival"] == 1.0
    assert grounds(question, text.replace("Lai Chau", "Son La"), language=language)["rival"] == 0.0


def test_neither_a_street_nor_a_part_of_a_person_s_name_is_a_rival() -> None:
    question, street = "How many unions met in Kassel?", "In der Leipziger Straße tagten 12 Verbände. Kassel schrieb."
    assert grounds(question, street.replace(" Straße", ""), language="de")["rival"] == 1.0
    assert grounds(question, street, language="de")["rival"] == 0.0
    people = "Ông Nguyễn Văn Thắng có 12 con bò. Hương cười."
    assert grounds("How many cows has Huong?", people, language="vi")["rival"] == 0.0


def test_a_name_that_nothing_around_meets_speaks_against_the_sentence() -> None:
    question = "How many cows graze in the valley of Kestrelford?"
    text = "Im Tal von Bayern grasen 300 Kühe."
    assert grounds(question, text, language="de")["names_unmet"] == 1.0
    assert grounds(question, text.replace("Bayern", "Kestrelford"), language="de")["names_unmet"] == 0.0


def test_a_noun_that_only_the_rest_of_the_article_holds_is_not_near() -> None:
    question = "How many teachers work at the school?"
    near = grounds(question, "At the school 40 teachers work. The roof leaks. The yard is wide.")
    far = grounds(question, "At the school 40 pupils work. The roof leaks. The yard is wide. Teachers came.")
    assert near["least_near"] > far["least_near"]
    assert near["focus_unsaid"] < far["focus_unsaid"]
    assert near["focus_article"] == far["focus_article"] == 1.0


def test_a_name_is_met_by_all_its_words_together() -> None:
    question = "How many schools opened in Upper East?"
    text = "In Upper West 12 schools opened."
    assert weighed(question, text) is False
    assert grounds(question, text.replace("West", "East"))["named_in_part"] == 0.0


def test_a_name_that_few_other_sentences_have_is_missed_but_the_topic_is_not() -> None:
    question = "How many pupils has Kestrelford?"
    lines = [
        "Schools opened.",
        "The roof is red.",
        "The town has 900 pupils.",
        "It rained.",
        "A bus came.",
        "Snow fell.",
    ]
    aside = grounds(question, " ".join([*lines, "Kestrelford wrote a letter."]))
    topic = grounds(question, " ".join(["Kestrelford opened schools.", *lines[1:], "Kestrelford wrote a letter."]))
    assert aside["named_elsewhere"] > 0.5
    assert topic["named_elsewhere"] == 0.0


def test_a_reason_is_told_of_what_happened_only() -> None:
    question = "Why did the court acquit Mulhern?"
    told = grounds(question, "The court acquitted Mulhern because nobody had seen her.")
    other = grounds(question, "The court sentenced Mulhern because many had seen her.")
    assert told["deed_unsaid"] < other["deed_unsaid"]


@pytest.mark.parametrize(
    ("question", "told", "other", "language"),
    [
        ("How old is Mulhern?", "Mulhern, aged 27 years, ran.", "Mulhern ran for 27 years.", "en"),
        ("Wie alt ist Mulhern?", "Mulhern ist 27 Jahre alt.", "Mulhern lief 27 Jahre lang.", "de"),
        ("Mulhern bao nhiêu tuổi?", "Mulhern (27 năm) chạy.", "Mulhern lĩnh 27 năm tù.", "vi"),
    ],
)
def test_years_are_an_age_only_where_the_sentence_says_so(question: str, told: str, other: str, language: str) -> None:
    assert weighed(question, told, language=language) is not False
    assert weighed(question, other, language=language) is False


def test_the_words_of_the_question_stand_around_its_figure() -> None:
    question = "How many teachers work at the school?"
    near = grounds(question, "At the school 40 teachers work.")
    apart = grounds(question, "The school has teachers, and a green roof of 40 red tiles.")
    assert near["around_figure"] > apart["around_figure"]


def test_another_article_may_speak_more_of_the_topic() -> None:
    question = "How many teachers work at the school of Minnipa?"
    here = grounds(question, "At the school of Minnipa 40 teachers work.", "A bridge was built.")
    texts = ("An einer Schule in Ulm arbeiten 40 Lehrer.", "Die Schule von Minnipa, wo Lehrer arbeiten, ist neu.")
    there = grounds(question, *texts, language="de")
    assert here["elsewhere"] == 0.0
    assert there["elsewhere"] > 0.0


def test_what_a_question_restricts_itself_to_is_settled_without_weighing() -> None:
    assert weighed("How many teachers worked in 2019?", "In 2024 there were 40 teachers.") is False


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many people were hurt on 21/10?", "On 21 October the crash left 12 people hurt."),
        ("Ngày 21/10 có bao nhiêu người bị thương?", "Ngày 21 tháng mười có 12 người bị thương."),
        ("How many people were hurt in 2023-24?", "In 2023 the crashes left 12 people hurt."),
    ],
)
def test_the_second_number_of_a_date_or_a_season_restricts_nothing(question: str, text: str) -> None:
    language = "vi" if question.startswith("Ngày") else "en"
    assert weighed(question, text, language=language) is not False
    assert weighed(question.replace("21/", "22/").replace("2023-", "2019-"), text, language=language) is False


def test_a_date_asked_for_is_told_by_a_date_or_a_word_of_time_that_is_new() -> None:
    question = "When did the clinic in Kestrelford open?"
    assert weighed(question, "The clinic in Kestrelford is open.") is False
    for told in ("in March", "on Friday", "in 2024"):
        assert weighed(question, f"The clinic in Kestrelford opened {told}.") is not False


def test_the_year_asked_about_is_that_of_the_sentence_of_the_one_before_or_of_the_article() -> None:
    question = "How many cases did the court hear in 2019?"
    apart = grounds(question, "The court heard 912 cases in 2021. The judge left. It rained in 2019.")
    assert (apart["year_untold"], apart["year_other"]) == (1.0, 1.0)
    for text in ("The court heard 912 cases in 2019.", "In 2019 it rained. The court heard 912 cases."):
        assert grounds(question, text)["year_untold"] == 0.0


def test_what_is_closed_or_planned_is_told_by_a_word_for_it() -> None:
    question = "How many cows had the farm when it was refused?"
    assert grounds(question, "The farm had 12 cows.")["undone_unsaid"] == 1.0
    assert grounds(question, "The farm had 12 cows when it was refused.")["undone_unsaid"] == 0.0
    assert grounds("How many cows has the farm?", "The farm wants 12 cows.")["planned"] == 1.0
    assert grounds("How many cows does the farm want?", "The farm wants 12 cows.")["planned"] == 0.0


def test_what_hindered_something_is_no_plan_where_why_is_asked() -> None:
    question = "Why did the clinic not open on time?"
    assert grounds(question, "The clinic opening was delayed because nurses were lacking.")["planned_done"] == 0.0
    assert grounds(question, "The clinic opening was proposed because nurses were lacking.")["planned_done"] == 1.0
    assert grounds("Why was the clinic shut?", "The clinic was shut so that it rests.")["tells_purpose"] == 1.0


def test_words_beside_a_figure_that_are_not_asked_for_speak_against_it() -> None:
    question = "How many cows has the farm?"
    few = grounds(question, "The farm has 12 cows.")["unasked_beside"]
    assert grounds(question, "The farm built stables for 12 brown horses near cows.")["unasked_beside"] > few == 0.0


def test_a_number_that_counts_what_follows_is_no_part_of_a_name() -> None:
    text = "The union of Kestrelford met. It has 40 members and returned 11 cases, since proof was missing."
    assert weighed("Why did the union 11 cases return?", text) is not False
    assert weighed("How many members has union 11?", text) is False


@pytest.mark.parametrize(
    ("question", "said", "unsaid", "language"),
    [
        ("How many people died in the storm?", "8 people died", "8 people waited", "en"),
        ("Wie viele Menschen starben bei dem Sturm?", "8 Menschen wurden getötet", "8 Menschen warteten", "de"),
        ("How many women joined the Kestrelford band?", "12 women joined", "12 players joined", "en"),
        ("Why did Mona Weber resign?", "Mona Weber stepped down and was replaced", "Mona Weber sang", "en"),
        ("Wer kaufte die Mühle?", "Gerd Lohmann kaufte die Mühle", "Gerd Lohmann sah die Mühle", "de"),
    ],
)
def test_what_is_taken_for_granted_must_be_said(question: str, said: str, unsaid: str, language: str) -> None:
    library = "Harbour news. The library in Kestrelford lends 900 books a day."
    texts = [
        f"{library} The roof is green. {deed} in the storm because it rained. The yard is wide."
        for deed in (said, unsaid)
    ]
    assert weighed(question, texts[0], language=language) is not False
    assert weighed(question, texts[1], language=language) is False


def test_what_an_article_is_about_need_not_be_said_again() -> None:
    question = "How many women joined the Kestrelford band?"
    text = "{} of Kestrelford sing. The roof is green. This year 12 players joined the band. The yard is wide."
    assert weighed(question, text.format("The women")) is not False
    assert weighed(question, text.format("The friends")) is False


def test_a_plan_does_not_tell_when_it_was_done() -> None:
    question = "When was the bridge at Kestrelford opened?"
    assert weighed(question, "The bridge at Kestrelford is to be opened on 3 May 2027 as planned.") is False
    assert weighed(question, "The bridge at Kestrelford was opened on 3 May 2024.") is not False
    planned = "When is the bridge at Kestrelford planned to be opened?"
    assert weighed(planned, "The bridge at Kestrelford is to be opened on 3 May 2027 as planned.") is not False


def test_a_sentence_without_a_new_name_names_nobody() -> None:
    question = "Who trains Mona Weber?"
    assert weighed(question, "On most days Mona Weber trains in the hall.") is False
    assert weighed(question, "On most days Gerd Lohmann trains Mona Weber in the hall.") is not False


def test_a_deputy_is_not_the_head() -> None:
    question = "Who is the director of the Kestrelford institute?"
    assert weighed(question, "Mona Weber, deputy director of the Kestrelford institute, spoke.") is False
    assert weighed(question, "Mona Weber, director of the Kestrelford institute, spoke.") is not False
    assert (
        weighed(
            "Who is the deputy director of the Kestrelford institute?",
            "Mona Weber, deputy director of the Kestrelford institute, spoke.",
        )
        is not False
    )


def test_a_place_that_the_sentence_leaves_out_is_a_ground() -> None:
    question = "How many unions are there in Son La?"
    far = (
        "Unions met. The roof is green. Outside it rained. There are 17 unions in the cluster. Many sang. Son La wrote."
    )
    assert grounds(question, far)["place_unsaid"] == 1.0
    assert grounds(question, far.replace("in the cluster", "in Son La"))["place_unsaid"] == 0.0


def test_who_holds_which_office_is_shown_by_a_name_beside_one() -> None:
    question = "Which office does Gerd Lohmann hold?"
    assert weighed(question, "Gerd Lohmann, director of the mill, spoke on Monday.") is True
    assert weighed(question, "Gerd Lohmann laughed all day at the mill on Monday.") is not True


def test_a_date_in_figures_is_met_by_the_name_of_its_month() -> None:
    question = "Ngày 21/10 ngư dân tấn công cảnh sát ở đâu?"
    assert weighed(question, "On 21 October fishermen attacked police in Mohanpur.") is not False
    assert weighed(question, "On 22 October fishermen attacked police in Mohanpur.") is False


_NEVER = 2.0
"""More than any score: what is answered all the same is said word by word."""


def test_a_name_is_not_said_by_a_word_that_sounds_like_it() -> None:
    question = "Wie viele Filialen hat Gwynedd?"
    assert asked(question, "The county has 12 branches.", least=_NEVER) is False
    assert asked(question, "Gwynedd has 12 branches.", least=_NEVER) is True


@pytest.mark.parametrize(
    "question",
    [
        "Warum schließt das Freibad nicht?",
        "स्विमिंग पूल बंद क्यों नहीं हो रहा?",
        "Why does the swimming pool not close?",
        "Tại sao bể bơi không đóng cửa?",
    ],
)
def test_what_a_question_negates_it_does_not_take_for_granted(question: str) -> None:
    text = "Das Freibad bleibt offen, weil ein Verein im Freibad die Kasse übernimmt."
    assert weighed(question, text, language="de") is not False


def test_what_a_follow_up_takes_over_need_not_be_said() -> None:
    text = "The football champions of the league got 12 goals."
    assert weighed("How many goals did the champions get? (women)", text) is not False
    assert weighed("How many goals did the women champions get?", text) is False


def test_a_time_of_day_tells_when_unless_a_day_is_asked_for() -> None:
    text = "Die Dörfer haben von 19.30 bis 23 Uhr ihre Lampen abgeschaltet."
    assert weighed("Von wann bis wann haben die Dörfer ihre Lampen abgeschaltet?", text, language="de") is not False
    assert weighed("An welchem Tag haben die Dörfer ihre Lampen abgeschaltet?", text, language="de") is False


def test_in_which_hospital_is_told_by_its_name_only() -> None:
    text = "The injured cyclists are treated in {} hospital."
    assert weighed("In which hospital are the injured cyclists treated?", text.format("a")) is False
    assert weighed("In which hospital are the injured cyclists treated?", text.format("Marienhof")) is not False


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("In which town of Bavaria did the fire break out?", "In Augsburg brach das Feuer aus. Es regnete."),
        ("In which country of Europe did the fire break out?", "In Italien brach das Feuer aus. Es regnete."),
    ],
)
def test_a_place_in_the_one_asked_about_is_not_what_the_question_gives(question: str, text: str) -> None:
    assert weighed(question, text, language="de") is not False
    assert weighed(question, text.replace("Augsburg", "Bayern").replace("Italien", "Europa"), language="de") is False


def test_what_may_be_a_word_restricts_no_question_to_a_place() -> None:
    text = "Die Sanierung der Brücke kostet 52 Millionen. Sie beginnt im Mai."
    assert weighed("Wie viele Franken kostet die Sanierung der Brücke?", text, language="de") is not False


def test_an_office_that_nothing_near_the_evidence_names_speaks_against_it() -> None:
    question = "Who is the headteacher of the school in Tolmek?"
    assert grounds(question, "Rena Odan, 16, of the school in Tolmek won the prize.")["office_unsaid"] > 0.5
    assert grounds(question, "Rena Odan, headteacher of the school in Tolmek, won.")["office_unsaid"] == 0.0


def test_a_figure_that_is_not_told_of_before_is_told_so_where_before_is_asked() -> None:
    question = "How many members did the cooperative have ten years ago?"
    now = "The cooperative now has 2,650 members. It sells coffee."
    assert grounds(question, now)["past_untold"] == 1.0
    before = "Ten years ago the cooperative had 850 members. It sells coffee."
    assert grounds(question, before)["past_untold"] == 0.0
    assert grounds("How many members does the cooperative have?", now)["past_untold"] == 0.0


@pytest.mark.parametrize(
    ("question", "without", "told"),
    [
        ("What time does the marathon start?", "The marathon starts on 19 April.", "The marathon starts at 9 a.m."),
        ("Um wie viel Uhr beginnt der Lauf?", "Der Lauf beginnt am 19. April.", "Der Lauf beginnt um 9 Uhr."),
    ],
)
def test_a_date_is_no_time_of_day(question: str, without: str, told: str) -> None:
    language = "de" if question.startswith("Um") else "en"
    assert grounds(question, without, language=language)["time_untold"] == 1.0
    assert grounds(question, told, language=language)["time_untold"] == 0.0


def test_closed_since_does_not_tell_until_when() -> None:
    question = "Until when is the highway to Lonbar closed?"
    assert grounds(question, "The highway to Lonbar has been closed since 15 March.")["bound_untold"] == 1.0
    assert grounds(question, "The highway to Lonbar is closed until 15 March.")["bound_untold"] == 0.0
    assert grounds("When was the highway closed?", "The highway was closed on 15 March.")["bound_untold"] == 0.0


def test_a_noun_that_only_another_article_has_speaks_for_that_one() -> None:
    question = "How much will the new hospital cost?"
    fares = "A new single ticket will cost 24 francs."
    hospital = "A new hospital near Telvi will serve the town."
    assert grounds(question, fares)["told_elsewhere"] == 0.0
    assert grounds(question, fares, hospital)["told_elsewhere"] > 0.0
