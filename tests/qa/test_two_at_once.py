"""Questions that ask two things at once in fewer words: what both share stands once, or only in the first."""

import pytest

from qa.parts import parts
from qa.question import analyse


@pytest.mark.parametrize(
    ("language", "question", "first", "second"),
    [
        (
            "hi",
            "शहर में और गाँव में कितने-कितने स्कूल बंद हुए?",
            "शहर में कितने-कितने स्कूल बंद हुए?",
            "गाँव में कितने-कितने स्कूल बंद हुए?",
        ),
        (
            "bn",
            "সরকারি হাসপাতালে আর বেসরকারি হাসপাতালে কত কত দিন লাগে?",
            "সরকারি হাসপাতালে কত কত দিন লাগে?",
            "বেসরকারি হাসপাতালে কত কত দিন লাগে?",
        ),
        (
            "de",
            "Wie viele Betten fehlen in öffentlichen und in privaten Kliniken jeweils?",
            "Wie viele Betten fehlen in öffentlichen Kliniken jeweils?",
            "Wie viele Betten fehlen in privaten Kliniken jeweils?",
        ),
        (
            "en",
            "How many medals did Kenya and Uganda each win?",
            "How many medals did Kenya each win?",
            "How many medals did Uganda each win?",
        ),
        (
            "ar",
            "كم ميدالية فازت بها كينيا وأوغندا كل على حدة؟",
            "كم ميدالية فازت بها كينيا كل على حدة?",
            "كم ميدالية فازت بها أوغندا كل على حدة?",
        ),
    ],
)
def test_what_is_asked_of_each_of_two_is_asked_once_of_either(
    language: str, question: str, first: str, second: str
) -> None:
    assert parts(question, language) == [(first, False), (second, False)]


@pytest.mark.parametrize(
    ("language", "question", "second"),
    [
        ("vi", "Năm nay bán được bao nhiêu tấn đường, còn năm ngoái thì sao?", "năm ngoái thì sao?"),
        ("en", "How many guests came this summer, and last summer?", "last summer?"),
        ("de", "Wie viele Gäste kamen in diesem Jahr, und im letzten?", "im letzten?"),
        ("ar", "كم زائرا وصل هذا العام، وفي العام الماضي؟", "في العام الماضي?"),
    ],
)
def test_another_time_behind_a_comma_asks_the_same_again(language: str, question: str, second: str) -> None:
    assert parts(question, language)[1:] == [(second, True)]


@pytest.mark.parametrize("joined", ["còn lại", "còn nhiều"])
def test_a_word_that_joins_behind_a_comma_alone_joins_nothing_else(joined: str) -> None:
    question = f"Hợp tác xã {joined} bao nhiêu tấn đường năm ngoái?"
    assert parts(question, "vi") == [(question, False)]


@pytest.mark.parametrize(
    ("language", "question", "unit"),
    [
        ("hi", "सड़क कितने किलोमीटर लंबी बननी थी और असल में कितनी बनी?", "km"),
        ("hi", "खाने पर कितने डोंग लगते थे और नियम के हिसाब से कम-से-कम कितने लगने चाहिए?", "VND"),
        ("bn", "পাইল কত মিটার গভীরে বসানোর কথা ছিল আর মেপে আসলে কত পাওয়া গেছে?", "m"),
        ("bn", "এ বছর কত টন ধান কেনা হয়েছে আর গত বছর কত কেনা হয়েছিল?", "tonne"),
    ],
)
def test_how_much_of_nothing_named_is_in_the_unit_that_the_first_names(language: str, question: str, unit: str) -> None:
    assert [analyse(part).unit for part, _ in parts(question, language)] == [unit, unit]


def test_a_second_thing_with_a_noun_of_its_own_keeps_its_own_unit() -> None:
    _, (other, _) = parts("गाँव में कितने टन धान बिका और किसान को कितना पैसा मिला?", "hi")
    assert analyse(other).kind == "money"


def test_the_verb_at_the_end_is_that_of_both() -> None:
    (one, _), _ = parts("Wie schnell müsste Hilfe in der Stadt und wie schnell auf dem Land da sein?", "de")
    assert one == "Wie schnell müsste Hilfe in der Stadt da sein?"


@pytest.mark.parametrize(
    ("question", "kind", "asked"),
    [
        ("wie hoch auf dem Land? (Miete Stadt)", "money", {"money"}),
        ("what is the average for the region? (debt resident Aldra)", "money", {"money"}),
        ("How quickly does the fire brigade get there?", "measure", {"duration"}),
        ("Wie schnell muss der Notarzt eintreffen?", "measure", {"duration"}),
        ("दमकल कितनी जल्दी पहुँचती है?", "measure", {"duration"}),
        ("দমকল কত তাড়াতাড়ি পৌঁছায়?", "measure", {"duration"}),
        ("How fast does the train travel?", "measure", {"speed"}),
        ("What speed does the train reach?", "measure", {"speed"}),
    ],
)
def test_the_kind_of_figure_is_that_of_what_it_is_asked_of(question: str, kind: str, asked: set[str]) -> None:
    found = analyse(question)
    assert (found.kind, set(found.asked)) == (kind, asked)
