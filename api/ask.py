"""`POST /v1/ask`: a question, the conversation it belongs to, and its answer, kept before it is given out."""

from dataclasses import replace

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.access import CallerDep, StateDep
from api.examples import QUESTION
from api.kept_examples import ANSWER
from api.models import AnswerReply
from api.openapi import BODY, OF_ANSWER, replies, takes
from api.routes import ServiceDep, json_only
from api.schemas import AskBody
from api.state.conversations import Conversations
from qa.request import AskRequest
from qa.service import Service
from qa.wire import Json, answer_json

router = APIRouter()


@router.post(
    "/v1/ask",
    tags=["questions"],
    summary="Answer a question",
    responses=replies(
        AnswerReply, ANSWER, *BODY, 404, 409, 507, what="the answer, or why there is none", links=OF_ANSWER
    ),
    openapi_extra=takes(QUESTION),
    dependencies=[Depends(json_only)],
)
def ask(body: AskBody, service: ServiceDep, state: StateDep, caller: CallerDep) -> JSONResponse:
    """Answer a question with citations, or refuse it honestly; kept in a conversation unless ``store`` is false."""
    return JSONResponse(ask_and_keep(body, service, state.conversations, caller))


def ask_and_keep(body: AskBody, service: Service, conversations: Conversations, owner: str | None) -> Json:
    """Answer a question within its conversation and keep the answer; what is returned is durable.

    It takes a commit to disk, so it belongs in a thread, never in an event loop. See `request_of` for what it raises.
    """
    request = request_of(body, conversations, owner)
    answer = answer_json(service.ask(request), include_passages=body.include_passages)
    return keep(body, answer, conversations, owner)


def request_of(body: AskBody, conversations: Conversations, owner: str | None) -> AskRequest:
    """Return what is to be asked, with the turns of its conversation; nothing is written.

    :raises HTTPException: 422 if there is both a history and a conversation.
    :raises ConversationNotFound: if the owner has no such conversation.
    """
    if body.conversation_id is None:
        return body.to_request()
    if body.history:
        raise HTTPException(422, "Send either conversation_id or history, not both.")
    return replace(body.to_request(), history=conversations.history(body.conversation_id, owner))


def keep(body: AskBody, answer: Json, conversations: Conversations, owner: str | None) -> Json:
    """Return an answer as it is to be given out: kept, with the id of its conversation, unless ``store`` is false.

    :raises ConversationNotFound: if the conversation was deleted while the answer was made.
    """
    if not body.store:
        return {**answer, "conversation_id": None}
    return conversations.keep(answer, body.conversation_id, owner)
