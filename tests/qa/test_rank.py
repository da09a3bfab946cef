from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa.looks import looks, most_by_looks
from qa.matching import meeting, terms_of
from qa.question import analyse
from qa.request import AskRequest
from qa.service import Service
from vectorstore import Source, Store

TOPICS = ("bridge", "harbour", "school", "orchard", "museum", "railway", "clinic", "library", "brewery", "stadium")
QUESTIONS = (
    "How many visitors did the museum have?",
    "Why was the harbour closed?",
    "When was the railway opened?",
    "Who is the director of the clinic?",
    "Which plants does the orchard grow?",
    "What is the library?",
    "Where is the brewery?",
    "Wie viele Schüler hat die Schule?",
    "How much did the stadium cost?",
    "Is the bridge closed?",
)


def article(number: int, topic: str) -> Source:
    text = (
        f"The {topic} of Lindau {number} was opened on 3 May {1990 + number}. The {topic} had {12 * number} visitors. "
        f"Director Anna Keller said the {topic} was closed because of rain. It grows tea, rice, plums and beans.\n"
        f"The {topic} cost {number} million euros. What comes next? Half of the visitors came by train."
    )
    return Source(f"a{number}", text, title=f"The {topic}", language="en")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("rank")
    with closing(Store(folder)) as store:
        store.ingest([article(number, TOPICS[number % len(TOPICS)]) for number in range(60)])
        yield Service(store)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("k", [1, 5, 30])
def test_a_search_finds_what_an_answer_is_looked_for_in(service: Service, question: str, k: int) -> None:
    assert service.search(question, k) == service.chain.retrieval.invoke(AskRequest(question, k=k)).passages


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_sentence_looks_better_than_the_most_that_is_reckoned_with(service: Service, question: str) -> None:
    asked = analyse(question)
    terms = terms_of(asked, lambda _: (1, 10))
    document = service.store.document("a14")
    for view in service.chain.views.of(document):
        found = looks(asked, terms, view, meeting(terms, view))
        assert sum(found.values()) <= most_by_looks(asked, dict.fromkeys(found, 1.0))
        assert max(found.values()) <= 1.0
