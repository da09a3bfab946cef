"""`/metrics`: what was asked and answered is counted, under labels that nobody outside can make more of."""

import re

import httpx
import pytest
from serving import Served

from api.metrics import Metrics
from qa.request import AskRequest
from qa.service import Service

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
SAMPLE = re.compile(r"([a-z_]+)(?:\{(.*)\})? (\S+)")


def read(served: Served) -> dict[tuple[str, frozenset[str]], float]:
    reply = served.http.get("/metrics")
    assert reply.status_code == 200
    assert reply.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = {}
    for line in reply.text.splitlines():
        if not line.startswith("#"):
            match = SAMPLE.fullmatch(line)
            assert match, line
            found[match[1], frozenset(filter(None, re.split(r",(?=\w+=)", match[2] or "")))] = float(match[3])
    return found


def value(found: dict[tuple[str, frozenset[str]], float], name: str, **labels: str) -> float:
    return found.get((name, frozenset(f'{label}="{text}"' for label, text in labels.items())), 0.0)


def test_what_is_asked_and_answered_is_counted(service: Served) -> None:
    service.http.post("/v1/documents", json={"id": "a", "text": "The district of Aldra has 42 mills."})
    assert service.ask("how many mills in Aldra?")["status"] == "answered"
    assert service.ask("who painted the ceiling?")["status"] == "refused"
    assert service.ask("how many mills in Aldra?", language="tlh")["notices"] == ["language_unsupported"]
    assert service.http.get("/v1/documents/none").status_code == 404
    found = read(service)
    assert value(found, "qa_requests_total", method="POST", route="/v1/ask", status="200") == 3
    assert value(found, "qa_request_seconds_count", route="/v1/ask") == 3
    assert value(found, "qa_answers_total", mode="extractive", status="answered") == 2
    assert value(found, "qa_answers_total", mode="extractive", status="refused") == 1
    assert sum(v for (name, _), v in found.items() if name == "qa_refusals_total") == 1
    assert value(found, "qa_notices_total", notice="language_unsupported") == 1
    for stage in ("understand", "retrieve", "rank", "read", "answer", "check", "total"):
        assert value(found, "qa_stage_seconds_count", stage=stage) == 3
    assert value(found, "qa_requests_total", method="GET", route="/v1/documents/{document_id:path}", status="404") == 1
    assert (value(found, "qa_documents"), value(found, "qa_passages"), value(found, "qa_index_degraded")) == (1, 1, 0)
    assert value(found, "process_resident_memory_bytes") > 1e6


def test_labels_come_from_a_closed_list(service: Served) -> None:
    """Whatever paths, methods and ids are sent, there are no more series than before."""

    def send(n: int) -> None:
        service.http.get(f"/v1/documents/d{n}")
        service.http.get(f"/nowhere/{n}", headers={"X-Request-Id": f"id{n}"})
        service.http.get(f"/page/{n}.js")
        service.http.request(f"METHOD{n}", "/v1/ask")
        service.http.get("/healthz", headers={"Host": f"evil{n}.example"})

    send(0)
    before = set(read(service))
    for n in range(1, 30):
        send(n)
    assert set(read(service)) - before == {key for key in read(service) if '"/metrics"' in str(key[1])} - before
    text = service.http.get("/metrics").text
    assert "nowhere" not in text
    assert "METHOD" not in text
    assert "evil" not in text


def test_two_services_share_nothing(seeded: Served) -> None:
    first, second = Metrics(), Metrics()
    Service(seeded.store, on_answer=first.answered).ask(AskRequest(FLAGSHIP))
    assert b'qa_answers_total{mode="extractive",status="answered"} 1.0' in first.text()
    assert b"qa_answers_total{" not in second.text()


def test_what_a_model_does_is_counted() -> None:
    metrics = Metrics("openai:small")
    assert b"qa_claims_removed_total 0.0" in metrics.text()
    told = [("calls", 1), ("tokens_in", 100), ("tokens_in", 50), ("tokens_out", 10), ("claims_dropped", 2)]
    for name, amount in [*told, ("failed_timeout", 1), ("fallbacks", 1), ("something new", 1)]:
        metrics.count(name, amount)
    text = metrics.text().decode()
    assert "qa_model_calls_total 1.0" in text
    assert "qa_claims_removed_total 2.0" in text
    assert "qa_model_fallbacks_total 1.0" in text
    assert 'qa_model_failures_total{reason="timeout"} 1.0' in text
    assert 'qa_tokens_total{direction="sent",model="openai:small"} 150.0' in text
    assert 'qa_tokens_total{direction="received",model="openai:small"} 10.0' in text


def test_first_questions_are_not_counted_as_asked(service: Served) -> None:
    """To make them the service asks itself; that is nobody's question."""
    service.http.post("/v1/documents", json={"id": "a", "text": "The district of Aldra has 42 mills."})
    assert service.http.get("/v1/suggestions").status_code == 200
    assert not [key for key in read(service) if key[0] == "qa_answers_total"]


def test_an_answer_is_counted_at_every_door(service: Served) -> None:
    service.http.post("/v1/documents", json={"id": "a", "text": "The district of Aldra has 42 mills."})
    question = "how many mills in Aldra?"
    service.ask(question)
    service.http.post("/v1/ask/stream", json={"question": question})
    chat = {"model": "qa", "messages": [{"role": "user", "content": question}]}
    service.http.post("/v1/chat/completions", json=chat)
    service.http.post("/v1/chat/completions", json={**chat, "stream": True})
    assert value(read(service), "qa_answers_total", mode="extractive", status="answered") == 4


def test_before_there_is_an_index(serve_app: object) -> None:
    served = serve_app("starting", ready=False)  # type: ignore[operator]
    assert isinstance(served.http, httpx.Client)
    found = read(served)
    assert ("qa_documents", frozenset()) not in found
    with pytest.raises(AssertionError):
        served.ask("anything?")
    assert value(read(served), "qa_requests_total", method="POST", route="/v1/ask", status="503") == 1
