"""Sentences that say what something is, by words of a meaning, in apposition, or going on from the one before."""

import pytest

from qa.explains import explains
from qa.matching import meeting, terms_of
from qa.question import analyse
from qa.views import SentenceView
from vectorstore.document import Source
from vectorstore.prepare import read_source

HALTE = "Der Bus hält an virtuellen Halten. "


def explained(question: str, text: str, language: str, *, at: int = 0) -> float:
    """How far a sentence of a text explains what is asked about, read with the one before it."""
    asked, document = analyse(question), read_source(Source("a", text, language=language))
    terms = terms_of(asked, lambda _: (1, 10))
    views = [SentenceView(document, span, index) for index, span in enumerate(document.sentences)]
    above = meeting(terms, views[at - 1]).max(axis=1) if at else None
    return explains(asked, terms, views[at], meeting(terms, views[at]), above)


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("What is an 'aura'?", "In many patients there comes first an aura, a spell of flickering lights.", "en"),
        ("What is meant by yield?", "The plant must reach a good yield – the share of chips that work.", "en"),
        ("Was ist ein »Rufbus«?", "Neu ist hier der Rufbus, der nur auf Anruf fährt.", "de"),
        ("What is meant by 'falaj'?", "في القرية أربعة أفلاج، والفلج، وهو قناة قديمة، يروي النخيل.", "ar"),
        ("What is deepfake?", "Nhóm này dùng deepfake - công nghệ ghép khuôn mặt - để gọi video.", "vi"),
    ],
)
def test_what_stands_in_apposition_explains(question: str, text: str, language: str) -> None:
    assert explained(question, text, language) >= 0.5


def test_a_plain_comma_explains_nothing() -> None:
    assert explained("What is an 'aura'?", "In many patients comes first an aura, then pain.", "en") < 0.5


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (HALTE + "Das sind Stellen ohne Schild.", "de"),
        ("बस आभासी स्टॉप पर रुकती है। ये ऐसे स्थान हैं जहाँ बोर्ड नहीं है।", "hi"),
        ("The bus calls at virtual stops. These are places without a sign.", "en"),
    ],
)
def test_a_sentence_that_goes_on_explains_what_the_one_before_names(text: str, language: str) -> None:
    assert explained("What are 'virtual stops'?", text, language, at=1) >= 0.5


def test_a_sentence_that_goes_on_from_another_thing_explains_nothing() -> None:
    assert explained("What are 'virtual stops'?", "Es regnet. Das sind Stellen ohne Schild.", "de", at=1) == 0.0


def test_what_is_in_quotation_marks_is_asked_about_and_a_place_is_not() -> None:
    text = "Fes, das ist eine Stadt. Gekauft wird dort die Balgha."
    assert explained("What is the 'balgha' of Fes?", text, "de") <= 0.5
