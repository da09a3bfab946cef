"""The OpenAPI description: what each route replies, with an example, and every problem it may end in."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from api.models import ProblemReply
from api.problems import problem_json

_EXAMPLE = "x-example"
"""Holds an example as JSON text until the description is made: FastAPI leaves out every null it finds on the way."""

Replies = dict[int | str, dict[str, Any]]

_PROBLEMS = {
    400: "the Content-Length header is not a number",
    401: "no key, or not a known one",
    403: "a foreign host or origin, or not allowed to this key",
    404: "there is no such thing",
    409: "no language model is configured",
    413: "the body is too large",
    415: "another content type than the route's",
    422: "cannot be used; the sentence says why",
    429: "too many requests; see Retry-After",
    503: "not ready yet; see Retry-After",
    507: "the disk is full or cannot be written",
}
OF_RECEIPT = {
    verb: {"operationId": f"{verb}_document", "parameters": {"document_id": "$response.body#/id"}}
    for verb in ("get", "delete")
}
"""Where the id in a receipt leads."""

OF_ANSWER = {
    **{
        verb: {
            "operationId": f"{verb}_conversation",
            "parameters": {"conversation_id": "$response.body#/conversation_id"},
        }
        for verb in ("get", "rename", "export", "delete")
    },
    "rate": {"operationId": "rate_answer", "parameters": {"answer_id": "$response.body#/id"}},
}
"""Where the ids in a kept answer lead."""

EVENT = {
    "type": "object",
    "description": "One of the stream's events.",
    "properties": {"event": {"type": "string"}, "data": {"type": "string", "description": "JSON, or `[DONE]`."}},
    "required": ["data"],
}
"""What each event of a stream is like."""

BODY = (400, 413, 415, 422)
"""What a route that takes a body may answer besides the rest."""


def replies(
    model: type[BaseModel] | None,
    example: Any,
    *problems: int,
    status: int = 200,
    what: str = "done",
    links: Mapping[str, Any] | None = None,
) -> Replies:
    """Return the replies of a route: the good one with its example, and every problem that it may end in.

    401, 403, 429 and 503 need not be named: every route may answer them. ``model`` is None for a reply without a body.
    """
    good: dict[str, Any] = {"description": what}
    if model is not None:
        good |= {"model": model, "content": {"application/json": {_EXAMPLE: json.dumps(example)}}}
    if links is not None:
        good |= {"links": links}
    return {status: good, **{code: _problem(code) for code in sorted({401, 403, 429, 503, *problems})}}


def _problem(code: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/ProblemReply"}
    example = problem_json(code, f"{_PROBLEMS[code].capitalize()}.")
    reply: dict[str, Any] = {
        "description": _PROBLEMS[code],
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }
    if code in (429, 503):
        about = {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}
        reply["headers"] = {"Retry-After": about}
    return reply


def takes(example: Any) -> dict[str, Any]:
    """Return what a route with a JSON body adds to its description: an example of it."""
    return {"requestBody": {"content": {"application/json": {_EXAMPLE: json.dumps(example)}}}}


def complete(app: FastAPI) -> None:
    """Have the description hold the examples, and the schema of problems that every route refers to."""
    make = app.openapi

    def described() -> dict[str, Any]:
        schema = make()
        schema["components"]["schemas"].setdefault("ProblemReply", ProblemReply.model_json_schema())
        for content in _contents(schema):
            if _EXAMPLE in content:
                content["example"] = json.loads(content.pop(_EXAMPLE))
        return schema

    app.openapi = described  # type: ignore[method-assign]


def _contents(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in schema["paths"].values():
        for operation in item.values():
            for body in (operation.get("requestBody", {}), *operation["responses"].values()):
                yield from body.get("content", {}).values()
