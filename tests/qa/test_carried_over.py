"""Sums whose currency the sentence before says."""

import pytest

from qa.support import Evidence, unsupported
from qa.views import SentenceView
from vectorstore.document import Document, Span


def units_of_last(first: str, second: str, language: str) -> list[str | None]:
    text = f"{first} {second}"
    spans = (Span(0, len(first)), Span(len(first) + 1, len(text)))
    view = SentenceView(Document("a", text, "title", language, "sha256:0", spans), spans[1], 1)
    return [figure.unit for figure in view.quantities]


@pytest.mark.parametrize(
    ("language", "first", "second", "units"),
    [
        (
            "en",
            "The plant costs 19.3 billion ringgit.",
            "Of this, 11.6 billion is for machinery and 5.1 billion for buildings.",
            ["ringgit", "ringgit"],
        ),
        (
            "de",
            "Gekostet hat der Umbau 11,6 Millionen Euro.",
            "5,2 Millionen kamen vom Bund, 1,9 Millionen vom Land.",
            ["EUR", "EUR"],
        ),
        (
            "bn",
            "প্রকল্পে খরচ হয়েছে ১৮ কোটি টাকা।",
            "এর মধ্যে ১১ কোটি দিয়েছে সরকার।",
            ["BDT"],
        ),
        ("en", "The plant costs 19.3 billion ringgit.", "Some 2 million people live nearby.", [None]),
        ("en", "The plant is large.", "Of this, 11.6 billion is for machinery.", [None]),
        ("en", "It cost 3 million euros.", "Of this, 11.6 billion is for machinery.", [None]),
    ],
)
def test_the_parts_of_a_sum_are_in_its_currency(
    language: str, first: str, second: str, units: list[str | None]
) -> None:
    assert units_of_last(first, second, language) == units


@pytest.mark.parametrize(
    ("language", "first", "second", "units"),
    [
        (
            "de",
            "Der Stollen kostet 8,6 Millionen Franken.",
            "Ursprünglich waren 5,9 Millionen veranschlagt.",
            ["franc"],
        ),
        ("en", "The town spent £22,000.", "It holds 142,000 books, 31,000 of them for children.", [None, None]),
    ],
)
def test_a_sum_set_against_another_is_in_its_currency(
    language: str, first: str, second: str, units: list[str | None]
) -> None:
    assert units_of_last(first, second, language) == units


def test_a_carried_currency_is_borne_out_by_the_sentence_that_says_it() -> None:
    first, second = (
        "Das Programm kostet 18,5 Millionen Euro.",
        "Davon fließen 6 Millionen in Busse und 5 Millionen in Kurse.",
    )
    assert unsupported("5 million euros", "en", [Evidence(second, "de")]) == ["5 million euros"]
    assert unsupported("5 million euros", "en", [Evidence(second, "de", first)]) == []
