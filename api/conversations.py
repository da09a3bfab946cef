"""`/v1/conversations`: find, read, rename, delete and export what was kept."""

from dataclasses import asdict
from typing import Annotated, Literal
from urllib.parse import quote

import regex
from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import JSONResponse

from api.access import CallerDep, StateDep
from api.export import as_json, as_markdown, verified
from api.kept_examples import ANSWER, CONVERSATION, CONVERSATIONS, EXPORT, FEEDBACK, MARKDOWN, TURNS
from api.models import ConversationReply, ConversationsReply, ExportReply, FeedbackReply, TurnsReply
from api.openapi import BODY, replies, takes
from api.routes import Cursor, Limit, ServiceDep, json_only, read_cursor, write_cursor
from api.schemas import FeedbackBody, TitleBody

router = APIRouter(tags=["conversations"])
Id = Annotated[str, Path(max_length=100, description="the conversation's id", examples=[CONVERSATION["id"]])]
_FILE = replies(ExportReply, EXPORT, 404, 422, what="the conversation as a file")
_FILE[200]["content"]["text/markdown"] = {"schema": {"type": "string"}, "example": MARKDOWN}


@router.get(
    "/v1/conversations",
    summary="Find conversations",
    responses=replies(ConversationsReply, CONVERSATIONS, 422, what="a page of conversations"),
)
def list_conversations(
    state: StateDep,
    caller: CallerDep,
    q: Annotated[str, Query(max_length=500, description="words of titles, questions and answers")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> JSONResponse:
    """List conversations, the one last asked in first; ``q`` finds those in which all its words stand."""
    found = state.conversations.find(caller, query=q, limit=limit + 1, after=_place(cursor))
    last = found[limit - 1] if len(found) > limit else None
    following = write_cursor(f"{last.updated} {last.id}") if last else None
    return JSONResponse({"conversations": [asdict(one) for one in found[:limit]], "next_cursor": following})


@router.get(
    "/v1/conversations/{conversation_id}",
    summary="Read a conversation",
    responses=replies(TurnsReply, TURNS, 404, 422, what="the conversation with its turns"),
)
def get_conversation(conversation_id: Id, state: StateDep, caller: CallerDep) -> JSONResponse:
    """Return a conversation with its turns: each question, its answer as it was given out, the feedback on it."""
    conversation, turns = state.conversations.get(conversation_id, caller)
    return JSONResponse({**asdict(conversation), "turns": [asdict(turn) for turn in turns]})


@router.patch(
    "/v1/conversations/{conversation_id}",
    summary="Rename a conversation",
    responses=replies(ConversationReply, CONVERSATION, *BODY, 404, 507, what="the conversation"),
    openapi_extra=takes({"title": "Cooperatives in Lai Chau"}),
    dependencies=[Depends(json_only)],
)
def rename_conversation(conversation_id: Id, body: TitleBody, state: StateDep, caller: CallerDep) -> JSONResponse:
    """Give a conversation another title."""
    return JSONResponse(asdict(state.conversations.rename(conversation_id, caller, body.title)))


@router.delete(
    "/v1/conversations/{conversation_id}",
    summary="Delete a conversation",
    status_code=204,
    responses=replies(None, None, 404, 422, 507, status=204, what="deleted"),
)
def delete_conversation(conversation_id: Id, state: StateDep, caller: CallerDep) -> Response:
    """Delete a conversation with its answers and the feedback on them, for good."""
    state.conversations.delete(conversation_id, caller)
    return Response(status_code=204)


@router.get(
    "/v1/conversations/{conversation_id}/export",
    summary="Export a conversation",
    response_class=Response,
    responses=_FILE,
)
def export_conversation(
    conversation_id: Id,
    state: StateDep,
    service: ServiceDep,
    caller: CallerDep,
    format_: Annotated[Literal["md", "json"], Query(alias="format", description="Markdown or JSON.")] = "md",
) -> Response:
    """Return a conversation as a file, each citation held against the article as it is now."""
    conversation, turns = state.conversations.get(conversation_id, caller)
    checked = verified(turns, service.store.document)
    headers = {"Content-Disposition": _attachment(conversation.title, format_)}
    if format_ == "json":
        return JSONResponse(as_json(conversation, checked), headers=headers)
    return Response(as_markdown(conversation, checked), media_type="text/markdown; charset=utf-8", headers=headers)


@router.post(
    "/v1/answers/{answer_id}/feedback",
    summary="Rate an answer",
    responses=replies(FeedbackReply, FEEDBACK, *BODY, 404, 507, what="what was noted"),
    openapi_extra=takes({"rating": "up", "comment": "The figure is in the article."}),
    dependencies=[Depends(json_only)],
)
def rate_answer(
    answer_id: Annotated[str, Path(max_length=100, description="the answer's id", examples=[ANSWER["id"]])],
    body: FeedbackBody,
    state: StateDep,
    caller: CallerDep,
) -> JSONResponse:
    """Note what a reader thought of a kept answer, in place of what was noted before."""
    return JSONResponse(asdict(state.ratings.rate(answer_id, caller, body.rating, body.comment)))


def _place(cursor: str) -> tuple[str, str] | None:
    if not cursor:
        return None
    updated, _, conversation_id = read_cursor(cursor).partition(" ")
    return updated, conversation_id


def _attachment(title: str, ending: str) -> str:
    """Return a Content-Disposition with the title as file name, for clients that read UTF-8 and those that do not."""
    name = regex.sub(r"[^\p{L}\p{M}\p{N}]+", "-", title).strip("-")[:60] or "conversation"
    plain = regex.sub(r"[^A-Za-z0-9-]+", "", name).strip("-") or "conversation"
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(name)}.{ending}"
