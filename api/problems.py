"""Every error as ``application/problem+json`` (RFC 9457): a title, a status, a sentence; never a stack trace."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.state.errors import AnswerNotFound, BadKey, ConversationNotFound, KeyExists, KeyNotFound
from qa.errors import BadQuestion, NoModel
from qa.wire import Json
from vectorstore.errors import (
    BadDocument,
    BadQuery,
    DatabaseUnusable,
    DataFolderError,
    DocumentNotFound,
    EmbeddingError,
)

_LOG = logging.getLogger(__name__)

_STATUS = {
    BadQuestion: 422,
    BadQuery: 422,
    BadDocument: 422,
    DocumentNotFound: 404,
    NoModel: 409,
    ConversationNotFound: 404,
    AnswerNotFound: 404,
    KeyNotFound: 404,
    KeyExists: 409,
    BadKey: 422,
    EmbeddingError: 503,
    DatabaseUnusable: 503,
    DataFolderError: 507,
}
_UNREADABLE = "The body is not valid JSON: it is not UTF-8, or a number or its nesting is too large; send plain JSON."
_UNFORESEEN = "Something went wrong here; the log of the service says what."


class Problem(JSONResponse):
    """A problem document."""

    media_type = "application/problem+json"

    def __init__(self, status: int, detail: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(problem_json(status, detail), status_code=status, headers=headers)


def problem_json(status: int, detail: str) -> Json:
    """Return a problem document."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}


def problem_of(error: Exception) -> Json:
    """Return the problem that an error is told as where a reply has begun; one that nobody foresaw is logged."""
    if isinstance(error, HTTPException):
        return problem_json(*_told(error))
    if isinstance(error, RequestValidationError):
        return problem_json(422, _sentences(error))
    for kind, status in _STATUS.items():
        if isinstance(error, kind):
            return problem_json(status, str(error))
    return _logged(error)


def add_handlers(app: FastAPI) -> None:
    """Answer every exception with a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    for kind, status in _STATUS.items():
        app.add_exception_handler(kind, _known(status))
    app.add_exception_handler(Exception, lambda _request, error: unforeseen(error))


def _known(status: int):  # type: ignore[no-untyped-def]
    def handle(_request: Request, error: Exception) -> Problem:
        return Problem(status, str(error), {"Retry-After": "5"} if status == 503 else None)

    return handle


def _http(_request: Request, error: Exception) -> Problem:
    assert isinstance(error, HTTPException)
    status, detail = _told(error)
    return Problem(status, detail, dict(error.headers or {}))


def _told(error: HTTPException) -> tuple[int, str]:
    is_unread = error.status_code == 400 and error.__cause__ is not None  # so the framework says that reading failed
    return (422, _UNREADABLE) if is_unread else (error.status_code, str(error.detail))


def _invalid(_request: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)
    return Problem(422, _sentences(error))


def _sentences(error: RequestValidationError) -> str:
    return "; ".join(_sentence(one) for one in error.errors())


def _sentence(one: dict[str, object]) -> str:
    """Name the place and what is wrong with it; the value itself may hold anything and is left out."""
    place = ".".join(str(part) for part in one["loc"] if part != "body")  # type: ignore[attr-defined]
    message = str(one["msg"]).removeprefix("Value error, ")
    context = one.get("ctx")
    if isinstance(context, dict) and one["type"] == "json_invalid":
        return f"The body is not valid JSON ({context.get('error')}, at {place})."
    return f"{place or 'body'}: {message}".encode("utf-8", "replace").decode()


def unforeseen(error: Exception) -> Problem:
    """Log an error that nobody foresaw, and return what is told of it."""
    _logged(error)
    return Problem(500, _UNFORESEEN)


def _logged(error: Exception) -> Json:
    _LOG.error("unexpected %s", type(error).__name__, exc_info=error)
    return problem_json(500, _UNFORESEEN)
