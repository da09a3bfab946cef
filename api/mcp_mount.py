"""``/mcp``: MCP over streamable HTTP, in the process of the service; the SDK is imported at the first request.

Every request stands for itself: there are no sessions to keep, and no stream that a client could leave open.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from api.problems import Problem
from qa.errors import QaError
from qa.request import AskRequest
from qa.service import Service
from qa.wire import Json, answer_json, passage_json

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

_MAX_BODY = 1024 * 1024


class NotReady(QaError):
    """The first indexing is not done."""


class Inside:
    """The running service, behind the calls of the HTTP client."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def ask(self, question: str, *, language: str | None = None) -> Json:
        """Answer a question; the contract's ``Answer``."""
        tag = language.split("-")[0].lower() if language else None
        return answer_json(self._service.ask(AskRequest(question, language=tag)))

    def search(self, query: str, *, k: int = 10) -> Json:
        """Find passages; the contract's reply of ``/v1/search``."""
        return {"passages": [passage_json(passage) for passage in self._service.search(query, k)]}

    def document(self, document_id: str) -> Json:
        """Return one document with its text."""
        found = self._service.store.document(document_id)
        return {name: getattr(found, name) for name in ("id", "title", "language", "source_url", "version", "text")}


class Mcp:
    """Answers MCP's posts; every other method is refused, which tells clients that there is no stream to listen to."""

    def __init__(self, service: Callable[[], Service | None]) -> None:
        self._service = service
        self._starting = asyncio.Lock()
        self._manager: StreamableHTTPSessionManager | None = None
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        async with self._starting:
            manager = self._manager or await self._start()
        await manager.handle_request(scope, receive, send)

    async def _start(self) -> "StreamableHTTPSessionManager":
        """Import the SDK, beside the event loop, and let its manager run until the loop ends."""
        manager = await run_in_threadpool(self._build)
        ready = asyncio.Event()

        async def run() -> None:
            async with manager.run():
                ready.set()
                await asyncio.Event().wait()

        self._running = asyncio.create_task(run(), name="mcp")
        await ready.wait()
        self._manager = manager
        return manager

    def _build(self) -> "StreamableHTTPSessionManager":
        from mcp.server.transport_security import TransportSecuritySettings

        from api.mcp_server import build

        server = build(self._open)
        server.streamable_http_app(
            stateless_http=True,
            json_response=True,
            max_request_body_size=_MAX_BODY,
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),  # `Guard` has looked
        )
        return server.session_manager

    @contextmanager
    def _open(self) -> Iterator[Inside]:
        service = self._service()
        if service is None:
            raise NotReady("The articles are still being indexed; try again in a moment.")
        yield Inside(service)


def _refusal(scope: Scope) -> Problem | None:
    headers = Headers(scope=scope)
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if scope["method"] != "POST":
        return Problem(405, "MCP is spoken by POST here; there is no stream to listen to.", {"Allow": "POST"})
    if kind != "application/json":
        return Problem(415, f"The content type is {kind or 'missing'}; send application/json.")
    if int(headers.get("content-length", "0")) > _MAX_BODY:
        return Problem(413, f"The body is too large, at most {_MAX_BODY:,} bytes are taken; ask for less at once.")
    return None
