"""Every request has an id, one line in the log and its place in the metrics; one that fails unforeseen is a problem."""

import asyncio
import logging
import re
import time
import uuid

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST_ID
from api.metrics import Metrics
from api.problems import Problem, unforeseen

_LOG = logging.getLogger("api.access")
_SANE_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_HEADER = "X-Request-Id"
_STOPPED = Problem(503, "The service stops before this is done; ask again once it is back.", {"Retry-After": "5"})


class Observer:
    """Gives every request an id (the client's ``X-Request-Id`` if it is sane) and notes how the request ended."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note its end, whatever it is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        reset = REQUEST_ID.set(request_id)
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[_HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except asyncio.CancelledError:  # a stop that waits no longer
            if status:
                raise
            await _STOPPED(scope, receive, send_with_id)
        except Exception as error:
            problem = unforeseen(error)
            if status:
                raise  # the reply has begun: what breaks it off tells the client that it is not whole
            await problem(scope, receive, send_with_id)
        finally:
            self._note(scope, status, time.perf_counter() - started)
            REQUEST_ID.reset(reset)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Note a request; status 0 stands for one whose client left before a reply began."""
        route = route_of(scope)
        self._metrics.requested(scope["method"], route, status, seconds)
        fields = {
            "method": scope["method"],
            "route": route,
            "status": status,
            "duration_ms": round(seconds * 1000, 1),
            "client": scope["client"][0] if scope.get("client") else None,
            "key": scope.get("state", {}).get("key"),
        }
        level = logging.ERROR if status >= 500 and status != 503 else logging.INFO
        _LOG.log(level, "request", extra={"fields": fields})


def route_of(scope: Scope) -> str:
    """Return the template of the route that a request met, such as ``/v1/documents/{document_id}``, or ``none``."""
    path = getattr(scope.get("route"), "path", None)
    return str(path) if path else "none"


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(_HEADER, "")
    return given if _SANE_ID.fullmatch(given) else uuid.uuid4().hex
