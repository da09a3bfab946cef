"""Where an article is at home, and how that bears on a country that a question names."""

import numpy as np
import pytest

from qa.home import granted
from qa.matching import Term, terms_of
from qa.question import analyse
from qa.rank import Candidate, rank_sentences
from qa.scope import article_met
from qa.views import Views
from vectorstore.document import Chunk, Passage, Source
from vectorstore.prepare import read_source

JORDAN, KUWAIT, AUSTRIA = "Jordan", "Kuwait", "Austria"
ARABIC = frozenset({JORDAN, KUWAIT})
WELL = "حفر المزارعون 12 بئرا في القرية. وبلغت الكلفة 40 ألف دينار."


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ({}, [0]),
        ({JORDAN: 1, KUWAIT: 1}, [0]),
        ({KUWAIT: 1}, []),
        ({AUSTRIA: 2}, [0]),
        ({AUSTRIA: 3}, []),
        ({AUSTRIA: 3, JORDAN: 1}, [0]),
    ],
)
def test_an_article_is_at_home_where_it_is_printed_unless_it_tells_of_another_country(
    named: dict[str, int], expected: list[int]
) -> None:
    assert granted({0: JORDAN}, named, ARABIC) == expected


def test_a_country_that_the_language_is_not_printed_in_must_be_named() -> None:
    assert granted({0: AUSTRIA}, {}, ARABIC) == []


def met(question: str, text: str, language: str) -> tuple[tuple[Term, ...], list[Candidate], Views]:
    """The terms of a question, and the sentences of an article as candidates."""
    views, document = Views(), read_source(Source("1", text, language=language))
    asked = analyse(question)
    terms = terms_of(asked, lambda _: (1, 10))
    chunk = Chunk("1#0", document.id, "sha256:0", 0, 0, len(document.text), language)
    passages = [Passage(1, 1.0, chunk, document)]
    return terms, rank_sentences(asked, terms, np.zeros(256, dtype=np.float32), passages, views), views


@pytest.mark.parametrize(
    ("text", "strength"),
    [(WELL, 1.0), (WELL + " وزار الوفد الكويت.", 0.0), (WELL + " وتقع القرية قرب إربد.", 1.0)],
)
def test_every_sentence_of_an_article_meets_the_country_it_is_at_home_in(text: str, strength: float) -> None:
    terms, candidates, views = met("How many wells did farmers dig in Jordan?", text, "ar")
    at = next(i for i, term in enumerate(terms) if term.token.glosses == (JORDAN,))
    assert {float(candidate.strength[at]) for candidate in candidates} == {strength}
    article = article_met(terms, candidates[0].view, views.of(candidates[0].view.document))
    assert article.anywhere[at] == strength


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Brunnen wurden in ganz Jordanien gegraben?",
        "पूरे जॉर्डन में कितने कुएँ खोदे गए?",
        "গোটা জর্ডানে কতগুলো কূপ খনন করা হয়েছে?",
        "كم بئرا حفر المزارعون في الأردن كله؟",
        "How many wells were dug in the whole of Jordan?",
    ],
)
def test_an_article_does_not_meet_all_of_the_country_it_is_at_home_in(question: str) -> None:
    terms, candidates, views = met(question, WELL, "ar")
    at = next(i for i, term in enumerate(terms) if term.token.glosses[:1] == (JORDAN,))
    assert article_met(terms, candidates[0].view, views.of(candidates[0].view.document)).anywhere[at] == 0.0
