"""Articles and questions of any characters at all: no exception, and every pointer is exact."""

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from texts import any_text, languages

from qa.answer import Answer
from qa.errors import BadQuestion
from qa.request import AskRequest, Turn
from qa.service import MAX_QUESTION, Service
from qa.wire import answer_json
from vectorstore import Source, Store

ARTICLES = 8
"""Articles of one example, and questions; they replace those of the example before."""

ANY_CHARACTER = st.text(st.characters(exclude_characters="\0"), max_size=120)
"""Lone surrogates too: what cannot be taken is refused in words."""

article = st.one_of(any_text, ANY_CHARACTER)


@st.composite
def question_about(draw: st.DrawFn, articles: list[str]) -> AskRequest:
    """A question that may quote an article, may ask for a figure, or may be anything."""
    text = draw(st.sampled_from(articles))
    at = draw(st.integers(0, max(0, len(text) - 1)))
    quoted = text[at : at + draw(st.integers(1, 60))]
    asked = draw(
        st.sampled_from(["{}", "how many {}?", "Wie viele {}?", "कितने {}?", "{} কত?", "كم {}؟", "{} bao nhiêu?"])
    )
    history = draw(st.lists(st.builds(Turn, st.sampled_from(["user", "assistant"]), any_text), max_size=2))
    return AskRequest(
        asked.format(draw(st.sampled_from([quoted, draw(any_text)])))[:MAX_QUESTION],
        history=tuple(history),
        language=draw(st.none() | languages),
        k=draw(st.integers(1, 10)),
    )


@st.composite
def examples(draw: st.DrawFn) -> tuple[list[str], list[AskRequest]]:
    articles = draw(st.lists(article, min_size=ARTICLES, max_size=ARTICLES))
    return articles, draw(st.lists(question_about(articles), min_size=ARTICLES, max_size=ARTICLES))


def assert_exact(store: Store, answer: Answer) -> None:
    reply = answer_json(answer, include_passages=True)
    refused = reply["refusal"] or {"closest": []}
    for passage in [*reply["passages"], *refused["closest"]]:  # type: ignore[misc, index]
        text = store.document(passage["document_id"]).text
        assert text[passage["start_char_index"] : passage["end_char_index"]] == passage["text"]
    for citation in reply["citations"]:  # type: ignore[attr-defined]
        text, start, end = (
            store.document(citation["document_id"]).text,
            citation["start_char_index"],
            citation["end_char_index"],
        )
        assert text[start:end] == citation["cited_text"] != ""
        borders = {start + match.start() for match in regex.finditer(r"\X", text[start:end])} | {end}
        for first, last in citation["highlights"]:
            assert start <= first < last <= end
            assert {first, last} <= borders
        assert all(before[1] <= after[0] for before, after in pairwise(citation["highlights"]))
    assert (reply["status"] == "answered") == bool(reply["citations"])


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with closing(Store(tmp_path / "data")) as store:
        yield Service(store)


def ask_about(service: Service, articles: list[str], questions: list[AskRequest]) -> int:
    """Take in the articles that can be, ask, and look at every pointer; return how many questions were answered."""
    refused: list[str] = []
    sources = [Source(f"a{n}", text) for n, text in enumerate(articles)]
    service.store.ingest(sources, on_refused=lambda source, error: refused.append(f"{source.id}: {error}"))
    answered = 0
    for question in questions:
        try:
            answer = service.ask(question)
        except BadQuestion:
            continue
        answered += answer.status == "answered"
        assert_exact(service.store, answer)
    return answered


def run(service: Service, number: int, *, same: bool) -> int:
    answered = 0

    @settings(
        max_examples=number // ARTICLES,
        derandomize=same,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(examples())
    def ask(example: tuple[list[str], list[AskRequest]]) -> None:
        nonlocal answered
        answered += ask_about(service, *example)

    ask()
    assert service.store.compare_index() == (0, 0)
    return answered


def test_a_thousand_articles_and_questions(service: Service) -> None:
    assert run(service, 1_000, same=True) > 50


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_twenty_thousand_articles_and_questions(service: Service) -> None:
    """Other ones at every run."""
    assert run(service, 20_000, same=False) > 1_000
