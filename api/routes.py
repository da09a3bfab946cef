"""The routes of the contract, thin: read the request, call the floor below, shape the reply."""

import base64
import binascii
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api import examples
from api.models import (
    AliveReply,
    AnswerReply,
    DocumentReply,
    DocumentsReply,
    PassagesReply,
    ReadyReply,
    ReceiptReply,
)
from api.openapi import BODY, OF_RECEIPT, replies, takes
from api.schemas import AskBody, DocumentBody, SearchBody
from qa.service import Service
from qa.wire import Json, answer_json, passage_json
from vectorstore.document import Document, Receipt, Source
from vectorstore.load import MAX_BYTES, load_bytes

MAX_PAGE = 200
_FILE_TYPES = ("text/plain", "text/markdown")

router = APIRouter()


async def service_of(request: Request) -> Service:
    """Return the service, once its index stands.

    :raises HTTPException: 503 before that.
    """
    current: Callable[[], Service | None] = request.app.state.service
    service = current()
    if service is None:
        raise HTTPException(503, "The articles are still being indexed; try again in a moment.", {"Retry-After": "2"})
    return service


ServiceDep = Annotated[Service, Depends(service_of)]
DocumentId = Annotated[
    str, Path(description="the document's id; it may hold slashes", examples=["002_90b0b3ba3709f975"])
]


async def json_only(request: Request) -> None:
    """Refuse a body that is not declared as JSON: a page elsewhere may send other types without asking first.

    :raises HTTPException: 415.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, f"The content type is {kind or 'missing'}; send application/json.")


@router.post(
    "/v1/ask",
    tags=["questions"],
    summary="Answer a question",
    responses=replies(AnswerReply, examples.ANSWER, *BODY, 404, 409, what="answered, or refused honestly"),
    openapi_extra=takes(examples.QUESTION),
    dependencies=[Depends(json_only)],
)
def ask(body: AskBody, service: ServiceDep) -> JSONResponse:
    """Answer a question with citations, or refuse it honestly."""
    if body.conversation_id is not None and body.history:
        raise HTTPException(422, "Send either conversation_id or history, not both.")
    if body.conversation_id is not None:
        raise HTTPException(404, f"There is no conversation {body.conversation_id!r}.")
    return JSONResponse(answer_json(service.ask(body.to_request()), include_passages=body.include_passages))


@router.post(
    "/v1/search",
    tags=["questions"],
    summary="Find passages",
    responses=replies(PassagesReply, examples.PASSAGES, *BODY, what="passages, best first"),
    openapi_extra=takes(examples.QUERY),
    dependencies=[Depends(json_only)],
)
def search(body: SearchBody, service: ServiceDep) -> JSONResponse:
    """Find passages for a query, best first."""
    found = service.search(body.query, body.k, body.filters.to_filters())
    return JSONResponse({"passages": [passage_json(passage) for passage in found]})


@router.get(
    "/v1/documents",
    tags=["documents"],
    summary="List documents",
    responses=replies(DocumentsReply, examples.DOCUMENTS, 422, what="a page of documents"),
)
def list_documents(
    service: ServiceDep,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE, description="At most so many.")] = 50,
    cursor: Annotated[
        str, Query(max_length=2000, description="Where to go on: `next_cursor` of the page before.")
    ] = "",
) -> JSONResponse:
    """List the documents in order of their id."""
    rows = service.store.catalog.documents(after=_read_cursor(cursor), limit=limit + 1)
    following = _write_cursor(rows[limit - 1][0].id) if len(rows) > limit else None
    listed = [{**_metadata(document), "passages": count} for document, count in rows[:limit]]
    return JSONResponse({"documents": listed, "next_cursor": following})


@router.post(
    "/v1/documents",
    tags=["documents"],
    summary="Take in an article",
    status_code=201,
    responses={
        **replies(ReceiptReply, examples.RECEIPT, status=200, what="unchanged or replaced", links=OF_RECEIPT),
        **replies(ReceiptReply, examples.RECEIPT, *BODY, 507, status=201, what="added", links=OF_RECEIPT),
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": DocumentBody.model_json_schema(), "example": examples.ARTICLE},
                **{kind: {"schema": {"type": "string"}, "example": examples.TEXT} for kind in _FILE_TYPES},
            },
        }
    },
)
async def add_document(
    request: Request,
    service: ServiceDep,
    filename: Annotated[str, Query(max_length=500, description="The file's name, where the body is a file.")] = "",
    origin: Annotated[str | None, Query(max_length=2000, description="The folder the file came from.")] = None,
) -> JSONResponse:
    """Take in an article, as JSON or as the file itself; acknowledged means searchable and durable."""
    source = await _read_upload(request, filename, origin)
    receipt = await run_in_threadpool(service.store.put, source)
    return JSONResponse(receipt_json(receipt), status_code=201 if receipt.status == "added" else 200)


@router.get(
    "/v1/documents/{document_id:path}",
    tags=["documents"],
    summary="Read a document",
    responses=replies(DocumentReply, examples.DOCUMENT, 404, 422, what="the document as it is stored"),
)
def get_document(document_id: DocumentId, service: ServiceDep) -> JSONResponse:
    """Return an article: its text as stored, its metadata, its sentences."""
    document = service.store.document(document_id)
    sentences = [[span.start, span.end] for span in document.sentences]
    passages = service.store.catalog.passages_of(document.id)
    return JSONResponse({**_metadata(document), "passages": passages, "text": document.text, "sentences": sentences})


@router.delete(
    "/v1/documents/{document_id:path}",
    tags=["documents"],
    summary="Remove a document",
    status_code=204,
    responses=replies(None, None, 404, 422, 507, status=204, what="removed"),
)
def delete_document(document_id: DocumentId, service: ServiceDep) -> Response:
    """Remove an article."""
    service.store.delete(document_id)
    return Response(status_code=204)


@router.get(
    "/healthz", tags=["operation"], summary="Alive?", responses=replies(AliveReply, examples.ALIVE, what="alive")
)
def healthz() -> JSONResponse:
    """Tell that the process is alive."""
    return JSONResponse({"status": "alive"})


@router.get(
    "/readyz", tags=["operation"], summary="Ready?", responses=replies(ReadyReply, examples.READY, what="ready")
)
def readyz(service: ServiceDep) -> JSONResponse:
    """Tell that questions are answered: 503 until the first indexing is done."""
    return JSONResponse({"status": "ready", "index": "rebuilding" if service.store.is_degraded else "whole"})


def receipt_json(receipt: Receipt) -> Json:
    """Return what became of a document, in the contract's shape."""
    return {
        "id": receipt.id,
        "status": receipt.status,
        "version": receipt.version,
        "language": receipt.language,
        "passages": receipt.passages,
    }


async def _read_upload(request: Request, filename: str, origin: str | None) -> Source:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            return DocumentBody.model_validate_json(body).to_source()
        except ValidationError as error:
            raise HTTPException(422, _first_problem(error)) from error
    if kind not in _FILE_TYPES:
        raise HTTPException(
            415, f"The content type is {kind or 'missing'}; send application/json, {' or '.join(_FILE_TYPES)}."
        )
    if not filename:
        raise HTTPException(422, "filename: a file is sent with its name, as ?filename=article.txt")
    content = await request.body()
    if len(content) > MAX_BYTES:
        raise HTTPException(
            413, f"{filename}: {len(content):,} bytes, at most {MAX_BYTES:,} are taken; split the file."
        )
    return load_bytes(content, filename, origin=origin)


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "body"
    return f"{place}: {first['msg'].removeprefix('Value error, ')}".encode("utf-8", "replace").decode()


def _metadata(document: Document) -> Json:
    return {
        "id": document.id,
        "title": document.title,
        "language": document.language,
        "source_url": document.source_url,
        "publisher": document.publisher,
        "published": document.published,
        "version": document.version,
        "origin": document.origin,
        "characters": len(document.text),
    }


def _write_cursor(document_id: str) -> str:
    return base64.urlsafe_b64encode(document_id.encode()).decode()


def _read_cursor(cursor: str) -> str:
    try:
        return base64.b64decode(cursor, altchars="-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "cursor: not one that this service gave out; start without it.") from error
