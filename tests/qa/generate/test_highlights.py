import pytest
import regex
from hypothesis import given
from texts import any_text, languages

from qa.generate.highlights import highlights
from qa.matching import terms_of
from qa.question import analyse
from qa.views import SentenceView
from vectorstore.document import Document, Span


def view(text: str, language: str) -> SentenceView:
    """A sentence that stands ten characters into its document."""
    span = Span(10, 10 + len(text))
    return SentenceView(Document("d", "x" * 10 + text, "t", language, "v", (span,)), span, 0)


def marked(claim: str, language: str, sentence: SentenceView, question: str = "") -> list[str]:
    asked = terms_of(analyse(question, "en"), lambda _: (0, 1)) if question else ()
    text = sentence.document.text
    return [text[a:b] for a, b in highlights(claim, language, sentence, asked)]


BENGALI = "সমগ্র ক্লাস্টারে ১২,২৮৭টি সমবায় গোষ্ঠী, ৭,৭০০টিরও বেশি সক্রিয় সমবায় আছে"


@pytest.mark.parametrize(
    ("claim", "language", "sentence", "own", "question", "found"),
    [
        ("There are more than 7,700", "en", BENGALI, "bn", "", ["৭,৭০০"]),
        ("12.287 Gruppen, 7.700 Genossenschaften", "de", BENGALI, "bn", "", ["১২,২৮৭", "৭,৭০০"]),
        ("In 2023 there were 17", "en", "2023 gab es 17 Verbände", "de", "How many in 2023?", ["17"]),
        ("It was in 2023", "en", "Das war 2023", "de", "Was it in 2023?", ["2023"]),
        ("It is about co-ops", "en", BENGALI, "bn", "", [BENGALI]),
    ],
)
def test_figures_are_found_in_any_script(
    claim: str, language: str, sentence: str, own: str, question: str, found: list[str]
) -> None:
    assert [part.removesuffix("টি") for part in marked(claim, language, view(sentence, own), question)] == found


def test_without_a_figure_the_names_are_found() -> None:
    sentence = view("Das Treffen leitete Nguyen Bien Cuong in Hanoi", "de")
    assert "Hanoi" in marked("The meeting was held in Hanoi", "en", sentence)
    assert "Treffen" not in marked("The meeting was held in Hanoi", "en", sentence)


@given(any_text, languages, any_text, languages)
def test_spans_lie_inside_the_sentence_on_grapheme_borders(claim: str, language: str, text: str, own: str) -> None:
    sentence = view(text, own)
    spans = highlights(claim, language, sentence)
    borders = {10, *(10 + cluster.end() for cluster in regex.finditer(r"\X", text))}
    assert spans
    assert list(spans) == sorted(set(spans))
    assert all(start in borders and end in borders for start, end in spans)
