"""Who may send what to loopback: no foreign page, no foreign host name, no endless body; what every reply carries."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_SECURITY = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Refuses a foreign ``Host`` or ``Origin`` with 403 (DNS rebinding, cross-site posts) and adds security headers.

    Bodies over ``max_body`` bytes get 413, whether they declare their length or not: FastAPI's own limit answers the
    former in plain text.
    """

    def __init__(self, app: ASGIApp, *, max_body: int, allowed_hosts: Sequence[str] = ()) -> None:
        self.app = app
        self._max_body = max_body
        self._allowed = _LOOPBACK | {host.casefold() for host in allowed_hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        if refusal is not None:
            await Problem(403, refusal)(scope, receive, send_with_headers)
        elif int(headers.get("content-length", "0")) > self._max_body:
            await Problem(413, self._too_large())(scope, receive, send_with_headers)
        else:
            await self.app(scope, self._counted(receive), send_with_headers)

    def _counted(self, receive: Receive) -> Receive:
        taken = 0

        async def receive_within_limit() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._max_body:
                raise HTTPException(413, self._too_large())
            return message

        return receive_within_limit

    def _too_large(self) -> str:
        return f"The body is too large, at most {self._max_body:,} bytes are taken; split it."

    def _refusal(self, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if _name(host) not in self._allowed:
            return "The Host header names neither loopback nor a host in QA_ALLOWED_HOSTS."
        origin = headers.get("origin")
        if origin is not None and (urlsplit(origin).scheme not in ("http", "https") or urlsplit(origin).netloc != host):
            return "The request comes from a page of another origin."
        return None


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0].casefold() if not host.endswith("]") and ":" in host else host.casefold()
