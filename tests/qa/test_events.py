"""An answer step by step is the answer at once: the same words, the same citations, for every kind of question."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import regex
from serving import ROOT, SEEDS

from qa.answer import Answer, Claim
from qa.compose import stated
from qa.errors import BadQuestion, NoModel
from qa.events import Delta, PassagesFound, deltas
from qa.request import AskRequest, Turn
from qa.service import MAX_K, Service
from vectorstore import Store
from vectorstore.folder import find_articles

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
COMPOUND = (
    "how many cooperatives and how many cooperative unions are there in Emulation Cluster 1?",
    "Wie viele Genossenschaften und wie viele Genossenschaftsverbände gibt es im Emulationscluster 1?",
)
OFF_TOPIC = "Which element has the highest melting point?"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with closing(Store(tmp_path_factory.mktemp("events") / "data")) as store:
        store.ingest([article.load() for article in find_articles([SEEDS])[0]])
        yield Service(store)


def golden() -> list[str]:
    files = sorted((ROOT / "eval" / "golden").glob("seeds-*.jsonl"))
    return [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]


def lasting(answer: Answer) -> Answer:
    """Return an answer without what is new every time."""
    return replace(answer, id="", timings_ms={})


def test_the_deltas_are_the_text_and_the_answer_is_that_of_ask(service: Service) -> None:
    questions = [*golden()[::7], *COMPOUND, FLAGSHIP, OFF_TOPIC]
    assert len(questions) > 40
    for question in questions:
        request = AskRequest(question)
        found, *parts, answer = service.stream(request)
        assert isinstance(found, PassagesFound)
        assert isinstance(answer, Answer)
        assert found.passages == answer.passages
        assert all(isinstance(part, Delta) and part.text for part in parts)
        assert "".join(part.text for part in parts) == answer.text
        assert len(parts) == max(1, len(answer.claims))
        assert lasting(answer) == lasting(service.ask(request))


def test_a_delta_never_ends_inside_a_marker(service: Service) -> None:
    for question in COMPOUND:
        _, *parts, answer = service.stream(AskRequest(question))
        assert len(answer.claims) > 1
        for part in parts:
            assert regex.fullmatch(r"(?:; )?[^\[\]]+ (?:\[\d+\])+", part.text)


def test_claims_are_stated_with_their_markers() -> None:
    claims = (Claim("12 mills", (1,)), Claim("3 wells", (2, 3)))
    assert list(stated(claims)) == ["12 mills [1]", "; 3 wells [2][3]"]
    assert list(stated(())) == []


def test_a_refusal_is_one_delta(service: Service) -> None:
    _, only, answer = service.stream(AskRequest(OFF_TOPIC))
    assert answer.refusal is not None
    assert only == Delta(answer.refusal.message)
    assert list(deltas(answer)) == [only]


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (AskRequest("  "), BadQuestion),
        (AskRequest("a" * 2001), BadQuestion),
        (AskRequest("\ud800?"), BadQuestion),
        (AskRequest("how many?", k=MAX_K + 1), BadQuestion),
        (AskRequest("how many?", mode="loud"), BadQuestion),
        (AskRequest("how many?", mode="generative"), NoModel),
    ],
)
def test_what_is_wrong_with_a_question_is_said_before_the_first_event(
    service: Service, request_: AskRequest, error: type[Exception]
) -> None:
    with pytest.raises(error):
        service.stream(request_)


def test_passages_come_before_the_answer_is_worked_out(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops reading after the passages has nothing answered for him."""
    answered: list[object] = []
    monkeypatch.setattr(service.chain, "answering", service.chain.answering.with_listeners(on_start=answered.append))
    events = service.stream(AskRequest(FLAGSHIP))
    assert isinstance(next(events), PassagesFound)
    assert answered == []
    assert isinstance(next(events), Delta)
    assert len(answered) == 1


def test_the_chain_is_still_a_runnable(service: Service) -> None:
    chain = service.chain.runnable
    one, two = AskRequest(FLAGSHIP), AskRequest("how many of them?", history=(Turn("user", FLAGSHIP),))
    expected = [lasting(service.ask(one)), lasting(service.ask(two))]
    assert [lasting(chain.invoke(request)) for request in (one, two)] == expected
    assert [lasting(answer) for answer in chain.batch([one, two])] == expected

    async def streamed() -> list[Answer]:
        return [answer async for answer in chain.astream(one)]

    assert [lasting(answer) for answer in asyncio.run(streamed())] == expected[:1]


def test_the_steps_have_names(service: Service) -> None:
    async def names() -> set[str]:
        return {event["name"] async for event in service.chain.runnable.astream_events(AskRequest(FLAGSHIP))}

    assert {"understand", "retrieve", "rank", "read", "answer", "check"} <= asyncio.run(names())
