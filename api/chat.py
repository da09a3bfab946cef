"""``/v1/chat/completions`` and ``/v1/models``: the service as OpenAI's clients know one, streamed and not."""

import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import closing
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from fastapi.sse import format_sse_event

from api.chat_schemas import MODEL, ChatBody, NotSupported, no_such_model
from api.examples import QUESTION
from api.models import ChatReply, ModelReply, ModelsReply
from api.openapi import BODY, EVENT, Replies, replies, takes
from api.problems import Problem, problem_of
from api.routes import ServiceDep, json_only
from api.sse import EventStream, server_event
from qa.answer import Answer
from qa.events import Delta, Event
from qa.request import AskRequest
from qa.wire import Json, citation_json
from vectorstore.words import words

_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_DONE = format_sse_event(data_str="[DONE]")
_MODEL: Json = {"id": MODEL, "object": "model", "created": 0, "owned_by": "crosslingual-qa"}


class ChatRoute(APIRoute):
    """A route whose problems also carry OpenAI's ``error``, which is what their clients show."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler, with every error of its own answered."""
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except Exception as error:  # the request ends here
                problem = chat_problem(error)
                headers = dict(getattr(error, "headers", None) or {})
                return JSONResponse(problem, int(str(problem["status"])), headers, media_type=Problem.media_type)

        return handle


router = APIRouter(route_class=ChatRoute, tags=["OpenAI's shape"])


def chat_problem(error: Exception) -> Json:
    """Return a problem with OpenAI's ``error`` beside it."""
    problem = problem_of(error)
    status = int(str(problem["status"]))
    kind = _TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    known = error if isinstance(error, NotSupported) else None
    told = {
        "message": problem["detail"],
        "type": kind,
        "param": known and known.param,
        "code": known and known.code,
    }
    return {**problem, "error": told}


_EXAMPLE: Json = {
    "id": "chatcmpl-8f14e45f",
    "object": "chat.completion",
    "created": 1763769600,
    "model": MODEL,
    "choices": [
        {
            "index": 0,
            "message": {
                "role": "assistant",
                "content": "More than 7,700 cooperatives [1]",
                "refusal": None,
                "citations": [],
            },
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "usage": {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12},
}


_CHUNKS = """\
data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "More than 7,700 …"}}]}

data: [DONE]

"""


def _replies() -> Replies:
    """Return the replies of a chat: one body, or its chunks."""
    told = replies(ChatReply, _EXAMPLE, *BODY, 404, 409, what="the answer, or with `stream` its chunks and `[DONE]`")
    told[200]["content"]["text/event-stream"] = {"schema": EVENT, "example": _CHUNKS}
    return told


@router.post(
    "/v1/chat/completions",
    summary="Answer the last message of a conversation",
    responses=_replies(),
    openapi_extra=takes({"model": MODEL, "messages": [{"role": "user", "content": QUESTION["question"]}]}),
    dependencies=[Depends(json_only)],
)
def chat_completions(body: ChatBody, service: ServiceDep) -> Response:
    """Answer the last message of the user; the reply's message also has ``citations``, as ``/v1/ask`` gives them."""
    request = body.to_request()
    events = service.stream(request)
    if body.stream:
        includes_usage = body.stream_options is not None and bool(body.stream_options.include_usage)
        return EventStream(_chunks(events, request, includes_usage=includes_usage))
    *_, answer = events
    assert isinstance(answer, Answer)
    message = {"role": "assistant", "content": answer.text, "refusal": None, "citations": _citations(answer)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    head = {"id": f"chatcmpl-{answer.id}", "object": "chat.completion", "created": int(time.time()), "model": MODEL}
    return JSONResponse({**head, "choices": [choice], "usage": _usage(request, answer)})


@router.get(
    "/v1/models",
    summary="List the models",
    responses=replies(ModelsReply, {"object": "list", "data": [_MODEL]}, what="the one model there is"),
)
def list_models() -> JSONResponse:
    """List the models: there is one."""
    return JSONResponse({"object": "list", "data": [_MODEL]})


@router.get(
    "/v1/models/{model}",
    summary="Read a model",
    responses=replies(ModelReply, _MODEL, 404, 422, what="the model"),
)
def get_model(model: Annotated[str, Path(description="the model's id", examples=[MODEL])]) -> JSONResponse:
    """Return a model."""
    if model != MODEL:
        raise no_such_model()
    return JSONResponse(_MODEL)


def _chunks(events: Generator[Event], request: AskRequest, *, includes_usage: bool) -> Generator[bytes]:
    """Yield the chunks of an answer: its role, a chunk for each delta, the citations with the end, ``[DONE]``."""
    stamp = f"{time.time_ns():x}"
    head = {"id": f"chatcmpl-{stamp}", "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}
    usage = {"usage": None} if includes_usage else {}

    def chunk(delta: Json, finish_reason: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
        return server_event({**head, "choices": [choice], **usage})

    try:
        with closing(events):
            yield chunk({"role": "assistant", "content": ""})
            for event in events:
                match event:
                    case Delta(text):
                        yield chunk({"content": text})
                    case Answer():
                        yield chunk({"citations": _citations(event)}, "stop")
                        if includes_usage:
                            yield server_event({**head, "choices": [], "usage": _usage(request, event)})
                        yield _DONE
                    case _:
                        yield b""
    except Exception as error:  # the reply has begun, and ends here
        yield server_event(chat_problem(error))


def _citations(answer: Answer) -> list[Json]:
    return [citation_json(citation) for citation in answer.citations]


def _usage(request: AskRequest, answer: Answer) -> Json:
    """Count words, since there need not be a model that has tokens: of the question with its history, of the answer."""
    asked = sum(1 for text in (request.question, *(turn.content for turn in request.history)) for _ in words(text))
    told = sum(1 for _ in words(answer.text))
    return {"prompt_tokens": asked, "completion_tokens": told, "total_tokens": asked + told}
