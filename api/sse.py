"""Server-sent events out of an iterator that works: step by step in a thread, and closed when the client leaves.

FastAPI's own generator routes leave the iterator open when a client goes away, and log a traceback for it (0.165); its
wire format and its media type are used here all the same.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Generator
from contextlib import aclosing

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.types import Send

from qa.wire import Json

HEARTBEAT_S = 15.0
"""Silence after which a comment is sent, so that nobody between takes the connection for dead."""

_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


def server_event(data: Json, *, name: str | None = None) -> bytes:
    """Return an event on the wire, its data as JSON in ASCII: some readers end a line at U+2028 or U+0085."""
    return format_sse_event(event=name, data_str=json.dumps(data))


class EventStream(EventSourceResponse):
    """A reply that sends what an iterator yields, as soon as it does.

    At most one piece waits to be sent, so a client that reads slowly slows the work down. A client that leaves ends it:
    the step that is being worked out is the last, then the iterator is closed.
    """

    def __init__(self, events: Generator[bytes], *, heartbeat_s: float = HEARTBEAT_S) -> None:
        super().__init__((), headers=_HEADERS)
        self._events = events
        self._heartbeat_s = heartbeat_s

    async def stream_response(self, send: Send) -> None:
        """Send the head, every piece, and the end."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(_paced(self._events, self._heartbeat_s)) as pieces:
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _paced(events: Generator[bytes], heartbeat_s: float) -> AsyncGenerator[bytes]:
    """Yield what the iterator yields, empty pieces left out, and a comment after a long silence; close it at last."""
    step: asyncio.Future[bytes | None] | None = None
    try:
        while True:
            step = step or asyncio.ensure_future(run_in_threadpool(next, events, None))
            await asyncio.wait({step}, timeout=heartbeat_s)
            if not step.done():
                yield KEEPALIVE_COMMENT
                continue
            piece, step = step.result(), None
            if piece is None:
                return
            if piece:
                yield piece
    finally:
        with anyio.CancelScope(shield=True):
            if step is not None:
                await asyncio.wait({step})
            await run_in_threadpool(events.close)
