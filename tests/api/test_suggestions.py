"""``GET /v1/suggestions``: questions that the service answers, over HTTP."""

import time

import pytest
from problems import assert_problem
from serving import Served

from qa.client import Client
from vectorstore.lexicon import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_is_answered(seeded: Served, language: str) -> None:
    listed = seeded.http.get("/v1/suggestions", params={"language": language}).json()["suggestions"]
    assert 3 <= len(listed) <= 6
    for one in listed:
        assert set(one) == {"question", "language", "document_id"}
        assert one["language"] == language
        answer = seeded.ask(one["question"])
        assert one["document_id"] in {citation["document_id"] for citation in answer["citations"]}


def test_the_language_is_english_unless_it_is_one_of_ours(seeded: Served) -> None:
    get = seeded.http.get
    english = get("/v1/suggestions").json()
    assert get("/v1/suggestions?language=tlh").json() == english
    assert get("/v1/suggestions?language=de-AT").json() == get("/v1/suggestions?language=de").json() != english
    assert_problem(get("/v1/suggestions?language=no%20tag"), 422, "language")


def test_the_second_call_costs_nothing(seeded: Served) -> None:
    seeded.http.get("/v1/suggestions?language=vi")
    started = time.monotonic()
    for _ in range(20):
        seeded.http.get("/v1/suggestions?language=vi")
    assert time.monotonic() - started < 2


def test_an_empty_index_suggests_nothing(service: Served) -> None:
    assert service.http.get("/v1/suggestions").json() == {"suggestions": []}


def test_not_ready(serve_app) -> None:  # type: ignore[no-untyped-def]
    assert_problem(serve_app(ready=False).http.get("/v1/suggestions"), 503)


def test_the_client_gets_suggestions(seeded: Served) -> None:
    with Client(seeded.url) as talking:
        assert talking.suggestions("de") == seeded.http.get("/v1/suggestions?language=de").json()["suggestions"]
