"""``POST /v1/ask/stream``: an answer as server-sent events, while it is worked out; kept before it is given out."""

from collections.abc import Callable, Generator
from contextlib import closing

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from api.access import CallerDep, StateDep
from api.ask import keep, request_of
from api.examples import QUESTION
from api.openapi import BODY, EVENT, replies, takes
from api.problems import problem_of
from api.routes import ServiceDep, json_only
from api.schemas import AskBody
from api.sse import EventStream, server_event
from qa.answer import Answer
from qa.events import Delta, Event, PassagesFound, Waiting
from qa.wire import Json, answer_json, passage_json

router = APIRouter()

_EXAMPLE = """\
event: passages
data: {"passages": [{"rank": 1, "document_id": "002_90b0b3ba3709f975", "text": "…"}]}

event: delta
data: {"text": "More than 7,700 cooperatives [1]"}

event: answer
data: {"status": "answered", "text": "More than 7,700 cooperatives [1]", "citations": []}

"""


@router.post(
    "/v1/ask/stream",
    tags=["questions"],
    response_class=StreamingResponse,
    summary="Answer a question as events",
    responses={
        **replies(None, None, *BODY, 404, 409, 507),
        200: {
            "description": "events",
            "content": {"text/event-stream": {"schema": EVENT, "example": _EXAMPLE}},
        },
    },
    openapi_extra=takes(QUESTION),
    dependencies=[Depends(json_only)],
)
def ask_stream(body: AskBody, service: ServiceDep, state: StateDep, caller: CallerDep) -> EventStream:
    """Answer a question as events: ``passages``, then ``delta`` by ``delta``, at the end one ``answer`` or ``error``.

    The deltas joined are the answer's text; a delta is whole claims that passed the support check. What is wrong with
    the question itself is told before, as a problem. An answer that reaches its end is kept as that of ``/v1/ask`` is.
    """
    conversations = state.conversations
    events = service.stream(request_of(body, conversations, caller))
    return EventStream(_told(events, body, lambda answer: keep(body, answer, conversations, caller)))


def _told(events: Generator[Event], body: AskBody, kept: Callable[[Json], Json]) -> Generator[bytes]:
    try:
        with closing(events):
            for event in events:
                match event:
                    case PassagesFound(passages):
                        yield server_event({"passages": [passage_json(one) for one in passages]}, name="passages")
                    case Delta(text):
                        yield server_event({"text": text}, name="delta")
                    case Answer():
                        answer = answer_json(event, include_passages=body.include_passages)
                        yield server_event(kept(answer), name="answer")
                    case Waiting():
                        yield b""
    except Exception as error:  # the reply has begun, and ends here
        yield server_event(problem_of(error), name="error")
