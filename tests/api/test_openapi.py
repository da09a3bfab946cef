"""The OpenAPI description says of every route what it takes, what it replies and what may go wrong, with examples."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from describing import description
from jsonschema import Draft202012Validator
from pydantic import BaseModel
from serving import Served

from api import models
from api.guard import LOOSENED_POLICY

DESCRIPTION = description()
METHODS = ("get", "put", "post", "patch", "delete")
PROBLEM = {"$ref": "#/components/schemas/ProblemReply"}


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in DESCRIPTION["paths"].items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


OPERATIONS = dict(operations())


def contents(operation: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield where a body stands in an operation, its type, and what is said of it."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield "request", kind, content
    for status, reply in operation["responses"].items():
        for kind, content in reply.get("content", {}).items():
            yield status, kind, content


def test_every_route_of_the_contract_that_stands_is_described() -> None:
    told = {name.replace("_id}", "}") for name in OPERATIONS}
    assert told == {
        "POST /v1/ask", "POST /v1/ask/stream", "POST /v1/search", "GET /v1/suggestions",
        "GET /v1/documents", "POST /v1/documents", "GET /v1/documents/{document}", "DELETE /v1/documents/{document}",
        "GET /v1/conversations", "GET /v1/conversations/{conversation}", "PATCH /v1/conversations/{conversation}",
        "DELETE /v1/conversations/{conversation}", "GET /v1/conversations/{conversation}/export",
        "POST /v1/answers/{answer}/feedback", "GET /v1/me", "GET /v1/keys", "POST /v1/keys", "DELETE /v1/keys/{name}",
        "POST /v1/chat/completions", "GET /v1/models", "GET /v1/models/{model}",
        "GET /healthz", "GET /readyz", "GET /metrics",
    }  # fmt: skip


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_route_has_a_summary_a_description_and_one_tag(name: str) -> None:
    operation = OPERATIONS[name]
    assert operation["summary"]
    assert operation["description"].endswith((".", ":", "`"))
    assert len(operation["tags"]) == 1


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_body_has_a_schema_and_an_example_that_fits(name: str) -> None:
    for place, kind, content in contents(OPERATIONS[name]):
        assert content.get("schema"), f"{place} {kind} has no schema"
        examples = [one["value"] for one in content.get("examples", {}).values()] or [content.get("example")]
        assert examples[0] is not None, f"{place} {kind} has no example"
        if "json" in kind:
            validator = Draft202012Validator({**content["schema"], "components": DESCRIPTION["components"]})
            for example in examples:
                assert [error.message for error in validator.iter_errors(example)] == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_reply_that_may_come_is_told(name: str) -> None:
    operation = OPERATIONS[name]
    codes = set(operation["responses"])
    assert codes & {"200", "201", "204"}
    assert {"401", "403", "429", "503"} <= codes
    if "requestBody" in operation:
        assert {"400", "413", "415", "422"} <= codes
    if operation.get("parameters"):
        assert "422" in codes
    if "{" in name:
        assert "404" in codes
    for code in codes:
        reply = operation["responses"][code]
        assert reply["description"]
        if code >= "400":
            assert list(reply["content"]) == ["application/problem+json"]
            assert reply["content"]["application/problem+json"]["schema"] == PROBLEM
            assert reply["content"]["application/problem+json"]["example"]["status"] == int(code)
        if code in ("429", "503"):
            assert "Retry-After" in reply["headers"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_parameter_is_explained(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", []):
        assert parameter.get("description"), f"{parameter['name']} is not explained"


def exact(model: type[BaseModel], reply: Any) -> None:
    """A real reply has the fields that are described, and no other."""
    model.model_validate(reply, extra="forbid", strict=True)


def test_real_replies_are_what_is_described(seeded: Served) -> None:
    answer = seeded.ask("how many cooperatives in Emulation Cluster 1?", include_passages=True)
    assert answer["citations"]
    exact(models.AnswerReply, answer)
    refused = seeded.ask("Which element has the highest melting point?")
    assert refused["refusal"]["closest"]
    exact(models.AnswerReply, refused)
    exact(models.PassagesReply, seeded.http.post("/v1/search", json={"query": "cooperatives"}).json())
    listed = seeded.http.get("/v1/documents").json()
    exact(models.DocumentsReply, listed)
    exact(models.DocumentReply, seeded.document(listed["documents"][0]["id"]))
    exact(models.AliveReply, seeded.http.get("/healthz").json())
    exact(models.ReadyReply, seeded.http.get("/readyz").json())
    exact(models.ProblemReply, seeded.http.get("/v1/documents/none").json())
    exact(models.SuggestionsReply, seeded.http.get("/v1/suggestions").json())
    exact(models.ModelsReply, seeded.http.get("/v1/models").json())
    exact(models.ModelReply, seeded.http.get("/v1/models/qa").json())
    exact(models.MeReply, seeded.http.get("/v1/me").json())
    chat = {"model": "qa", "messages": [{"role": "user", "content": "how many cooperatives in Emulation Cluster 1?"}]}
    exact(models.ChatReply, seeded.http.post("/v1/chat/completions", json=chat).json())


def test_replies_to_what_is_written_are_what_is_described(service: Served) -> None:
    exact(
        models.ReceiptReply, service.http.post("/v1/documents", json={"text": "The mill of Zel has 42 wheels."}).json()
    )
    answer = service.ask("how many wheels has the mill of Zel?")
    assert answer["citations"]
    exact(models.AnswerReply, answer)
    at = f"/v1/conversations/{answer['conversation_id']}"
    rating = {"rating": "up", "comment": "yes"}
    exact(models.FeedbackReply, service.http.post(f"/v1/answers/{answer['id']}/feedback", json=rating).json())
    exact(models.ConversationsReply, service.http.get("/v1/conversations").json())
    exact(models.TurnsReply, service.http.get(at).json())
    exact(models.ConversationReply, service.http.patch(at, json={"title": "Wheels"}).json())
    exact(models.ExportReply, service.http.get(f"{at}/export?format=json").json())
    key = service.http.post("/v1/keys", json={"name": "k", "scopes": ["ask", "manage"]}).json()
    exact(models.NewKeyReply, key)
    exact(models.KeysReply, service.http.get("/v1/keys", headers={"Authorization": f"Bearer {key['key']}"}).json())


class TestThePage:
    def test_everything_on_it_comes_from_here(self, seeded: Served) -> None:
        page = seeded.http.get("/docs")
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert len(addresses) >= 4
        for address in addresses:
            assert address.startswith("/")
            assert seeded.http.get(address).status_code == 200
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=", page.text)

    def test_its_policy_is_loosened_for_styles_and_images_alone(self, seeded: Served) -> None:
        strict = seeded.http.get("/").headers["Content-Security-Policy"]
        policy = seeded.http.get("/docs").headers["Content-Security-Policy"]
        assert policy == LOOSENED_POLICY
        assert policy.removeprefix(strict) == "; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
        for route in ("/docs/init.js", "/docs/assets/swagger-ui.css", "/openapi.json"):
            assert seeded.http.get(route).headers["Content-Security-Policy"] == strict

    def test_the_description_is_served(self, seeded: Served) -> None:
        assert seeded.http.get("/openapi.json").json() == DESCRIPTION
