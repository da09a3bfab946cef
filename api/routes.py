"""The routes of the contract, thin: read the request, call the floor below, shape the reply."""

import base64
import binascii
from collections.abc import Callable
from functools import partial
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from api import examples
from api.models import AliveReply, DocumentReply, DocumentsReply, PassagesReply, ReadyReply, ReceiptReply
from api.openapi import BODY, OF_RECEIPT, replies, takes
from api.schemas import DocumentBody, FiltersBody, SearchBody
from qa.service import Service
from qa.wire import Json, passage_json
from vectorstore.document import Document, Receipt, Source
from vectorstore.load import CONTENT_TYPES, MAX_BYTES, load_bytes

MAX_PAGE = 200
UPLOADS = 4
"""Articles taken in or removed at the same time; more wait, and leave the threads to those who ask."""

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
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="At most so many.")]
Cursor = Annotated[str, Query(max_length=2000, description="Where to go on: `next_cursor` of the page before.")]
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
    "/v1/search",
    tags=["questions"],
    summary="Find passages",
    responses=replies(PassagesReply, examples.PASSAGES, *BODY, what="passages, best first"),
    openapi_extra=takes(examples.QUERY),
    dependencies=[Depends(json_only)],
)
def search(body: SearchBody, service: ServiceDep) -> JSONResponse:
    """Find passages for a query, best first."""
    found = service.search(body.query, body.k, (body.filters or FiltersBody()).to_filters())
    return JSONResponse({"passages": [passage_json(passage) for passage in found]})


@router.get(
    "/v1/documents",
    tags=["documents"],
    summary="List documents",
    responses=replies(DocumentsReply, examples.DOCUMENTS, 422, what="a page of documents"),
)
def list_documents(
    service: ServiceDep,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> JSONResponse:
    """List the documents in order of their id."""
    rows = service.store.catalog.documents(after=read_cursor(cursor), limit=limit + 1)
    following = write_cursor(rows[limit - 1][0].id) if len(rows) > limit else None
    listed = [listed_json(document, count) for document, count in rows[:limit]]
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
                **{
                    kind: {"schema": {"type": "string", "format": "binary"}, "example": examples.TEXT}
                    for kind in CONTENT_TYPES
                },
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
    receive = await _read_upload(request, filename, origin)
    receipt = await to_thread.run_sync(lambda: service.store.put(receive()), limiter=_uploads(request))
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
    return JSONResponse(document_json(document, service.store.catalog.passages_of(document.id)))


@router.delete(
    "/v1/documents/{document_id:path}",
    tags=["documents"],
    summary="Remove a document",
    status_code=204,
    responses=replies(None, None, 404, 422, 507, status=204, what="removed"),
)
async def delete_document(request: Request, document_id: DocumentId, service: ServiceDep) -> Response:
    """Remove an article."""
    await to_thread.run_sync(service.store.delete, document_id, limiter=_uploads(request))
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
    """Tell that questions are answered: 503 until the first indexing is done, and while the database is away."""
    service.store.reach()
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


async def _read_upload(request: Request, filename: str, origin: str | None) -> Callable[[], Source]:
    """Take the body as it arrives, and return what reads it, which may take long and belongs in a thread."""
    declared = request.headers.get("content-type", "")
    kind = declared.split(";")[0].strip().lower()
    if kind == "application/json":
        body = await request.body()
        try:
            return DocumentBody.model_validate_json(body).to_source
        except ValidationError as error:
            raise HTTPException(422, _first_problem(error)) from error
    if kind not in CONTENT_TYPES:
        known = ", ".join(("application/json", *CONTENT_TYPES))
        raise HTTPException(415, f"The content type is {kind or 'missing'}; send one of {known}.")
    if not filename:
        raise HTTPException(422, "filename: a file is sent with its name, as ?filename=article.txt")
    content = await _read_file(request, filename)
    return partial(load_bytes, content, filename, content_type=declared, origin=origin)


async def _read_file(request: Request, filename: str) -> bytes:
    """Return the body of a file, counted as it arrives.

    :raises HTTPException: 413 as soon as there is too much.
    """
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MAX_BYTES:
            raise HTTPException(
                413, f"{filename}: more than {MAX_BYTES:,} bytes; at most that is taken. Split the file."
            )
    return bytes(content)


def _uploads(request: Request) -> CapacityLimiter:
    """Return what counts the uploads of this application; made in its event loop, where it belongs."""
    state = request.app.state
    if not hasattr(state, "uploads"):
        state.uploads = CapacityLimiter(UPLOADS)
    limiter: CapacityLimiter = state.uploads
    return limiter


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "body"
    return f"{place}: {first['msg'].removeprefix('Value error, ')}".encode("utf-8", "replace").decode()


def document_json(document: Document, passages: int) -> Json:
    """Return a document as it is stored, with its number of passages, in the contract's shape."""
    sentences = [[span.start, span.end] for span in document.sentences]
    return {**listed_json(document, passages), "text": document.text, "sentences": sentences}


def listed_json(document: Document, passages: int) -> Json:
    """Return what a list tells of a document, in the contract's shape."""
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
        "passages": passages,
    }


def write_cursor(place: str) -> str:
    """Return where a list goes on, for a client to send back."""
    return base64.urlsafe_b64encode(place.encode()).decode()


def read_cursor(cursor: str) -> str:
    """Return where a list goes on.

    :raises HTTPException: 422 if it was not made by `write_cursor`.
    """
    try:
        return base64.b64decode(cursor, altchars="-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise HTTPException(422, "cursor: not one that this service gave out; start without it.") from error
