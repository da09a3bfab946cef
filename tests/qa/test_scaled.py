"""What a question asks so many of: millions, lakhs, dozens."""

from decimal import Decimal

import pytest

from eval.draws import chain_over
from qa.question import analyse
from qa.request import AskRequest
from vectorstore.document import Source


@pytest.mark.parametrize(
    ("language", "text", "value", "kind", "focus"),
    [
        ("en", "How many million people live in the region?", 1_000_000, "count", "people"),
        ("en", "How many million tonnes of cargo did the port handle?", 1_000_000, "measure", "tonnes"),
        ("en", "How many millions of dollars did it cost?", 1_000_000, "money", "dollars"),
        ("en", "How many dozen eggs may one person buy?", 12, "count", "eggs"),
        ("de", "Wie viele Millionen Menschen leben dort?", 1_000_000, "count", "Menschen"),
        ("hi", "राज्य में कितने लाख किसान हैं?", 100_000, "count", "किसान"),
        ("bn", "সরকার কত হাজার কোটি টাকা দিয়েছে?", 10_000_000_000, "money", "টাকা"),
        ("vi", "Tỉnh có bao nhiêu triệu người dân?", 1_000_000, "count", "người dân"),
        ("ar", "كم دزينة يُسمح للشخص أن يشتري؟", 12, "count", ""),
        ("en", "How many people live in the region?", None, "count", "people"),
        ("en", "How did the million people arrive?", None, "manner", "million people"),
    ],
)
def test_the_scale_is_no_part_of_what_is_asked_about(
    language: str, text: str, value: int | None, kind: str, focus: str
) -> None:
    read = analyse(text, language)
    assert (read.scale and read.scale.value) == (None if value is None else Decimal(value))
    assert (read.kind, read.focus_text) == (kind, focus)
    if read.scale is not None:
        assert not any(read.scale.start <= token.start < read.scale.end for token in read.tokens)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many million inhabitants does Aldra have?", "8.5 million inhabitants [1]"),
        ("Wie viele Millionen Einwohner hat Aldra?", "8,5 Millionen Einwohner [1]"),
        ("How many million tonnes of cargo did the port handle?", "12 million tonnes [1]"),
        ("How many dozen eggs may each customer buy?", "2 dozen eggs [1]"),
        ("كم دزينة بيض يمكن أن يشتري كل زبون؟", "2 دزينة بيض [1]"),
        ("How many dozen loaves were baked?", "30 loaves [1]"),
        ("राज्य में कितने लाख किसान हैं?", "45 लाख किसान [1]"),
        ("How many eggs may each customer buy?", "24 eggs [1]"),
    ],
)
def test_a_figure_is_told_in_the_scale_it_was_asked_in(question: str, answer: str) -> None:
    texts = {
        "en": "Aldra has 8.5 million inhabitants. The port handled 12 million tonnes of cargo. "
        "Each customer may buy two dozen eggs. On Sunday 30 loaves were baked.",
        "hi": "राज्य में 45 लाख किसान हैं।",
    }
    with chain_over([Source(language, text, language=language) for language, text in texts.items()]) as chain:
        assert chain.runnable.invoke(AskRequest(question)).text == answer
