"""Answers as server-sent events: the events of the contract, and clients that leave or stop reading."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest
from problems import assert_problem
from serving import Served
from staged import Staged, served

from api.sse import EventStream
from qa.client import Client, ServiceProblem

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
COMPOUND = "how many cooperatives and how many cooperative unions are there in Emulation Cluster 1?"
OFF_TOPIC = "Which element has the highest melting point?"


def events(reply: httpx.Response) -> list[tuple[str, dict]]:
    """Return the events of a whole reply by the letter of the format."""
    assert reply.headers["content-type"].split(";")[0] == "text/event-stream"
    assert reply.text.endswith("\n\n")
    found = []
    for block in reply.text.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def lasting(answer: dict) -> dict:
    return {name: value for name, value in answer.items() if name not in ("id", "conversation_id", "timings_ms")}


@pytest.mark.parametrize("question", [FLAGSHIP, COMPOUND, OFF_TOPIC, "কতটি সমবায় আছে?"])
@pytest.mark.parametrize("wishes", [{}, {"include_passages": True, "k": 3, "language": "de-AT"}])
def test_the_events_of_the_contract(seeded: Served, question: str, wishes: dict) -> None:
    reply = seeded.http.post("/v1/ask/stream", json={"question": question, **wishes})
    assert reply.status_code == 200
    (first, found), *parts, (last, answer) = events(reply)
    assert (first, last) == ("passages", "answer")
    assert {name for name, _ in parts} == {"delta"}
    assert "".join(data["text"] for _, data in parts) == answer["text"]
    assert lasting(answer) == lasting(seeded.ask(question, **wishes))
    assert found["passages"] == seeded.ask(question, **{**wishes, "include_passages": True})["passages"]


def test_what_is_wrong_with_a_question_is_an_ordinary_problem(seeded: Served) -> None:
    post = seeded.http.post
    assert_problem(post("/v1/ask/stream", json={"question": " "}), 422, "blank")
    assert_problem(post("/v1/ask/stream", json={"question": "x", "k": 51}), 422, "k")
    assert_problem(post("/v1/ask/stream", json={"question": "x", "mode": "generative"}), 409)
    assert_problem(post("/v1/ask/stream", json={"question": "x", "conversation_id": "none"}), 404, "none")
    both = {"question": "x", "conversation_id": "none", "history": [{"role": "user", "content": "y"}]}
    assert_problem(post("/v1/ask/stream", json=both), 422)
    assert_problem(post("/v1/ask/stream", content="{}", headers={"Content-Type": "text/plain"}), 415)


def test_not_ready_is_an_ordinary_problem(serve_app) -> None:  # type: ignore[no-untyped-def]
    unready = serve_app(ready=False)
    assert_problem(unready.http.post("/v1/ask/stream", json={"question": FLAGSHIP}), 503)


@contextmanager
def asking(http: httpx.Client, question: str) -> Iterator[socket.socket]:
    """Send a question over a bare socket that takes little at once."""
    body = json.dumps({"question": question})
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect((http.base_url.host, http.base_url.port))
        head = f"Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        one.sendall(f"POST /v1/ask/stream HTTP/1.1\r\n{head}\r\n\r\n{body}".encode())
        yield one


def settled(service: Staged, *, within_s: float = 5) -> int:
    """Wait until no step is worked out any more; return how many were."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        before = service.steps
        time.sleep(0.3)
        if service.steps == before:
            return before
    raise TimeoutError("the work goes on")


def test_a_failure_in_the_middle_is_told_as_an_event_and_keeps_its_secret(caplog: pytest.LogCaptureFixture) -> None:
    staged = Staged()
    with served(staged) as http, caplog.at_level(logging.ERROR):
        told = events(http.post("/v1/ask/stream", json={"question": "break"}))
    assert [name for name, _ in told] == ["passages", "delta", "error"]
    problem = told[-1][1]
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == 500
    assert "secret" not in problem["detail"]
    assert "the secret of the house" in caplog.text
    assert staged.ended.is_set()


def test_silence_is_filled_with_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventStream.__init__, "__kwdefaults__", {"heartbeat_s": 0.1})
    with served(Staged()) as http:
        text = http.post("/v1/ask/stream", json={"question": "slow"}).text
    assert 2 <= text.count(": ping\n\n") <= 5
    assert text.startswith("event: passages\n")


def test_a_client_that_leaves_ends_the_work(caplog: pytest.LogCaptureFixture) -> None:
    staged = Staged()
    with served(staged) as http:
        with asking(http, "endless") as one:
            assert one.recv(1000)
        assert staged.ended.wait(5)
        assert settled(staged) == staged.steps
        assert http.get("/healthz").status_code == 200
    assert caplog.records == []


def test_a_client_that_stops_reading_costs_little_and_disturbs_nobody() -> None:
    """What is sent ahead is bounded; after a while the connection is given up, and the work with it."""
    staged = Staged()
    with served(staged, patience_ms=2_000) as http, asking(http, "endless") as one:
        assert one.recv(1000)
        assert settled(staged) < 2_000
        started = time.monotonic()
        assert http.get("/healthz").status_code == 200
        assert time.monotonic() - started < 1
        assert staged.ended.wait(15)


def test_many_who_stop_reading_do_not_use_up_the_threads(seeded: Served) -> None:
    """More than the pool has threads; none of them holds one."""
    staged = Staged()
    with served(staged) as http:
        open_ = [asking(http, "endless") for _ in range(45)]
        sockets = [one.__enter__() for one in open_]
        assert all(one.recv(100) for one in sockets)
        settled(staged, within_s=30)
        reply = http.post("/v1/ask/stream", json={"question": "plain"}, timeout=5)
        assert [name for name, _ in events(reply)] == ["passages", "delta"]
        for one in open_:
            one.__exit__(None, None, None)


def test_the_client_streams(seeded: Served) -> None:
    with Client(seeded.url) as talking:
        first, *parts, last = talking.stream(COMPOUND)
        whole = talking.ask(COMPOUND)
        assert [first.name, last.name] == ["passages", "answer"]
        assert "".join(str(part.data["text"]) for part in parts) == whole["text"]
        assert lasting(last.data) == lasting(whole)
        with pytest.raises(ServiceProblem, match="blank"):
            next(talking.stream(" "))
        with pytest.raises(ServiceProblem, match="surrogate"):
            next(talking.stream("\ud800"))
        with closing(talking.stream(FLAGSHIP)) as early:
            assert next(early).name == "passages"


def test_the_client_tells_of_failures_on_the_way() -> None:
    with served(Staged()) as http, Client(str(http.base_url)) as talking:
        with pytest.raises(ServiceProblem, match="log of the service") as caught:
            list(talking.stream("break"))
        assert caught.value.status == 500
        with pytest.raises(ServiceProblem, match="broke off"):
            list(talking.stream("plain"))
    with Client(str(http.base_url)) as talking, pytest.raises(ServiceProblem, match="does not answer"):
        next(talking.stream(FLAGSHIP))
