"""What a figure counts, held against what a question asks for."""

import pytest

from qa.counted import asks_anybody, likeness_of_counted, persons_apart
from qa.counted_phrase import counted_phrase
from qa.matching import Term, terms_of
from qa.question import Question, analyse
from qa.units import Quantity
from qa.views import SentenceView
from vectorstore.document import Document, Span


def asked(text: str, language: str) -> tuple[Question, tuple[Term, ...]]:
    question = analyse(text, language)
    return question, terms_of(question, lambda _: (1, 10))


def counting(text: str, language: str, *, first: str = "") -> tuple[SentenceView, Quantity]:
    """The view of a sentence, behind a first one, and the last figure in it that counts something."""
    spans = (Span(0, len(first)), Span(len(first), len(first) + len(text)))
    document = Document("a", first + text, "title", language, "sha256:0", spans if first else spans[1:])
    view = SentenceView(document, document.sentences[-1], len(document.sentences) - 1)
    return view, [q for q in view.quantities if q.kind == "count"][-1]


def head(question: tuple[Question, tuple[Term, ...]], sentence: tuple[SentenceView, Quantity]) -> float:
    is_anybody = asks_anybody(*question)
    return likeness_of_counted(question[1], *sentence, of_persons=is_anybody)["head"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wie viele Leute sind mit dem Bus gefahren?"),
        ("ar", "كم شخصًا نُقل بالحافلة؟"),
        ("vi", "Có bao nhiêu người đi xe buýt?"),
        ("bn", "বাসে কতজন গেছেন?"),
        ("hi", "बस से कितने लोग गए?"),
    ],
)
def test_who_asks_for_people_is_answered_with_passengers_and_not_with_buses(language: str, text: str) -> None:
    question = asked(text, language)
    assert asks_anybody(*question)
    assert head(question, counting("Last year it carried 640 passengers.", "en")) > 0.8
    assert head(question, counting("The town has 18 buses.", "en")) == 0.0


def test_who_asks_for_nurses_does_not_ask_for_anybody() -> None:
    assert not asks_anybody(*asked("Wie viele Pflegekräfte fehlen?", "de"))


def test_a_vote_is_the_vote_of_a_person_and_several_passengers_are_persons() -> None:
    _, terms = asked("كم نائبا صوّت للقانون؟", "ar")
    assert persons_apart(terms, *counting("It was carried by 78 votes.", "en"), asked=False) == 0.0
    assert persons_apart(terms, *counting("The bus took 78 passengers.", "en"), asked=False) == 0.0
    assert persons_apart(terms, *counting("It was carried by 78 lorries.", "en"), asked=False) == 1.0


@pytest.mark.parametrize(
    ("question", "first", "text", "language"),
    [
        ("Wie viele Bauern kamen?", "इस साल 40 हज़ार किसान आए। ", "एक साल पहले यह संख्या 36 हज़ार थी।", "hi"),
        ("Wie viele Gäste kamen?", "94 guests came. ", "Last year the number was 131.", "en"),
        ("Wie viele Schüler kamen?", "Có 94 học sinh. ", "Năm trước con số này là 131.", "vi"),
    ],
)
def test_this_number_counts_what_was_counted_before(question: str, first: str, text: str, language: str) -> None:
    terms = asked(question, "de")
    assert head(terms, counting(text, language, first=first)) > 0.8
    assert head(terms, counting(text, language)) < 0.8


def test_the_number_of_women_counts_women() -> None:
    phrase, _ = counted_phrase(*counting("महिलाओं की संख्या 1,21,900 रही।", "hi"))
    assert "महिलाओं" in [token.key for token in phrase]


@pytest.mark.parametrize(
    ("language", "question", "first", "text"),
    [
        ("ar", "كم طائرا مات؟", "", "أحصت الجمعية ١٢٧٠ طائرا، نفق منها ٨٣٠، ونقلت البقية."),
        ("hi", "बाघों ने कितने मवेशी मारे?", "", "तेंदुओं ने 203 मवेशी मारे, जबकि बाघों ने 58।"),
        (
            "vi",
            "Bao nhiêu công nhân khuyết tật?",
            "Trại có 46 công nhân. ",
            "Chín người trong số đó khuyết tật.",
        ),
        ("en", "How many workers are disabled?", "The farm has 46 workers. ", "Nine people of them are disabled."),
    ],
)
def test_a_part_counts_what_its_whole_does(language: str, question: str, first: str, text: str) -> None:
    assert head(asked(question, language), counting(text, language, first=first)) > 0.7


def test_who_did_something_is_not_what_is_counted() -> None:
    sentence = counting("तेंदुओं ने 203 मवेशी मारे, जबकि बाघों ने 58।", "hi")
    assert head(asked("कितने बाघ हैं?", "hi"), sentence) < 0.5
