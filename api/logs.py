"""What the service tells its operator: lines of text or of JSON on standard error, each with its request's id.

Neither keys nor what people ask or write stand in a line: a trace is told without the exceptions' messages, which may
quote them, unless the level is ``debug``.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The id of the request that is being answered, in threads that work for it too."""

Format = Literal["text", "json"]
Level = Literal["debug", "info", "warning", "error"]

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Lines(logging.Formatter):
    """Text: one line for an event, another for each frame of a trace."""

    def __init__(self, *, with_messages: bool) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s%(about)s")
        self._with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        about = _about(record)
        record.about = "".join(f" {name}={value}" for name, value in about.items() if value is not None)
        return super().format(record)

    def formatException(self, ei: _Caught) -> str:  # noqa: N802
        return "\n".join(_trace(ei[1], with_messages=self._with_messages))


class _JsonLines(logging.Formatter):
    """JSON: one object for an event, on one line."""

    def __init__(self, *, with_messages: bool) -> None:
        super().__init__()
        self._with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_about(record),
        }
        if record.exc_info:
            told["trace"] = _trace(record.exc_info[1], with_messages=self._with_messages)
        return json.dumps(told, ensure_ascii=False, default=str)


def configure(form: Format = "text", level: Level = "warning") -> None:
    """Send what is logged to standard error, in one form; libraries are heard from a warning up, some from an error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter((_JsonLines if form == "json" else _Lines)(with_messages=level == "debug"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in ("api", "qa", "vectorstore", "eval"):
        logging.getLogger(name).setLevel(level.upper())
    for name in ("chromadb", "httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _about(record: logging.LogRecord) -> dict[str, object]:
    """Return what a line says besides its message: the request's id, and what ``extra={"fields": …}`` brings."""
    about: dict[str, object] = dict(getattr(record, "fields", {}))
    request_id = REQUEST_ID.get()
    return {**about, "request_id": request_id} if request_id else about


def _trace(error: BaseException | None, *, with_messages: bool) -> list[str]:
    """Return the frames of an exception and of those it came from, the first cause first."""
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _trace(before, with_messages=with_messages)
    lines += [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return [*lines, f"{kind}: {error}" if with_messages else kind]
