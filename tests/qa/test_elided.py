"""Figures that go without words of the one before them."""

import pytest

from qa.borders import parts_of
from qa.elided import elides_all, elides_predicate
from qa.told_years import years_told
from qa.views import SentenceView
from vectorstore.document import Document, Span


def view(text: str, language: str) -> SentenceView:
    document = Document("a", text, "title", language, "sha256:0", (Span(0, len(text)),))
    return SentenceView(document, document.sentences[0], 0)


def second_elides(text: str, language: str, kind: str) -> tuple[bool, bool]:
    sentence = view(text, language)
    figures = [figure for figure in sentence.quantities if figure.kind == kind][:2]
    parts = parts_of(sentence, figures)
    return elides_all(sentence, figures, parts, 1), elides_predicate(sentence, figures, parts, 1)


@pytest.mark.parametrize(
    ("language", "text", "kind", "elided"),
    [
        ("en", "Four people died of rabies, nine the year before.", "count", (True, True)),
        ("de", "41 Prozent der Kinder haben kein Abzeichen; 2017 waren es 33 Prozent.", "percentage", (True, True)),
        ("de", "51 starben in Seen, sieben in der Nordsee.", "count", (False, True)),
        ("en", "They found 74% satisfied, but 42% complained of it.", "percentage", (False, False)),
    ],
)
def test_a_figure_shares_what_it_leaves_unsaid(language: str, text: str, kind: str, elided: tuple[bool, bool]) -> None:
    assert second_elides(text, language, kind) == elided


def test_the_year_before_is_not_the_one_before_a_year_that_was_only_compared_with() -> None:
    text = (
        "In 2024 there were 41,300 bites, fewer than the 46,900 in 2023, and 4 people died, against 9 the year before."
    )
    sentence = view(text, "en")
    figures = [figure for figure in sentence.quantities if figure.kind == "count"]
    assert [set(years) for years in years_told(sentence, figures)] == [{"2024"}, {"2023"}, {"2024"}, {"2023"}]
