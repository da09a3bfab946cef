"""Kinds of figure that the words of a question ask for where a word for money, or none, stands there."""

import pytest

from qa.followup import following, standalone
from qa.grounds import _asks_age
from qa.question import analyse
from qa.request import Turn
from vectorstore.tokenizer import tokenizer


@pytest.mark.parametrize(
    ("language", "text", "kind", "asked"),
    [
        ("vi", "Trạm Mutriba nóng bao nhiêu độ?", "measure", {"temperature"}),
        ("vi", "Nhiệt độ cao nhất là bao nhiêu độ?", "measure", {"temperature"}),
        ("de", "Wie hoch war der niedrigste Sauerstoffwert?", "count", {"count", "percentage", "weight", "volume"}),
        ("de", "Wie hoch ist der Wert der Ware?", "money", {"money"}),
        ("de", "Was sollte die Seilbahn kosten?", "money", {"money"}),
        ("en", "What was Kuwait's record electricity load?", "measure", {"power", "weight"}),
        ("ar", "كم بلغت مكافأة العيد في المزارع؟", "money", {"money", "percentage"}),
        ("bn", "দরপত্র কবের মধ্যে জমা দিতে হবে?", "date", {"money"}),
    ],
)
def test_a_kind_is_told_by_what_is_measured(language: str, text: str, kind: str, asked: set[str]) -> None:
    question = analyse(text, language)
    assert (question.kind, set(question.asked)) == (kind, asked)


def test_how_much_of_nothing_is_of_the_kind_of_the_last_answer() -> None:
    history = [Turn("user", "ধূপঝোরা বাগানের এ বছরের চা উৎপাদনের লক্ষ্য কত?"), Turn("assistant", "৪ লক্ষ কেজি [1]")]
    text = "২০২৮ সালে কত তুলতে চান তাঁরা?"
    question = following(analyse(standalone(text, history)), history)
    assert (question.kind, set(question.asked)) == ("measure", {"weight"})


def test_the_second_of_two_questions_is_of_the_unit_of_the_first() -> None:
    first = "नौगाँव में धान पिछले साल कितने हेक्टेयर में बोया गया था"
    question = analyse(standalone("इस साल कितने में?", [Turn("user", first)], always=True))
    assert (question.kind, set(question.asked)) == ("measure", {"area"})


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("de", "Wie lang war die Wasserzuleitung der alten Zuckerfabrik?", False),
        ("ar", "ما طول ساقية المعمل القديم؟", False),
        ("en", "How old is the sugar mill?", True),
        ("de", "Wie alt ist die Fabrik?", True),
    ],
)
def test_an_old_thing_is_not_asked_for_its_age(language: str, text: str, asks: bool) -> None:
    assert _asks_age(tokenizer(language).tokens(text), language) is asks
