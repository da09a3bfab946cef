"""Who may send what to loopback: no foreign page, no foreign host name, no endless body; what every reply carries."""

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem

_PORTS = {"http": 80, "https": 443}
_POLICY = "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
_SECURITY = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LOOSENED_POLICY = _POLICY + "; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
"""For `/docs` alone: Swagger UI writes styles into its elements and carries its icons as data."""


class SecureHeaders:
    """Adds the security headers to every reply; the outermost of all, so that no reply leaves without them.

    What only one caller may see is kept by nobody: replies below ``/v1`` say ``no-store``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SECURITY.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/v1/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class Guard:
    """Refuses a foreign ``Host`` or ``Origin`` with 403: against DNS rebinding and posts of other sites' pages.

    Bodies over ``max_body`` bytes get 413, counted as they arrive, whether they declare their length or not: FastAPI's
    own limit answers the former in plain text.
    """

    def __init__(self, app: ASGIApp, *, max_body: int, allowed_hosts: Sequence[str] = ()) -> None:
        self.app = app
        self._max_body = max_body
        self._allowed = frozenset(host.casefold().strip("[]").removesuffix(".") for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        length = headers.get("content-length", "0")
        if refusal is not None:
            await Problem(403, refusal)(scope, receive, send)
        elif not (length.isascii() and length.isdigit()):
            await Problem(400, "The Content-Length header is not a number of bytes.")(scope, receive, send)
        elif int(length) > self._max_body:
            await Problem(413, self._too_large())(scope, receive, send)
        else:
            await self.app(scope, self._counted(receive), send)

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
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._is_known(_authority(hosts[0])):
            return "The Host header names neither loopback nor a host in QA_ALLOWED_HOSTS."
        if origins and (len(origins) > 1 or not _is_same(origins[0], hosts[0])):
            return "The request comes from a page of another origin."
        return None

    def _is_known(self, authority: tuple[str, int | None] | None) -> bool:
        return authority is not None and (authority[0] in self._allowed or is_loopback(authority[0]))


def is_loopback(name: str) -> bool:
    """Tell whether a host name or address can only be this machine."""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _authority(host: str) -> tuple[str, int | None] | None:
    """Return the name, without brackets or a last dot, and the port of a ``Host`` header; None if it is neither."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not name or parts.netloc != host or "@" in host or any(c.isspace() for c in host):
        return None
    return name.removesuffix("."), port


def _is_same(origin: str, host: str) -> bool:
    """Tell whether an ``Origin`` is that of the page this service serves; the scheme is the proxy's matter."""
    scheme, separator, rest = origin.partition("://")
    there, here = _authority(rest), _authority(host)
    if not separator or scheme.casefold() not in _PORTS or there is None or here is None:
        return False
    default = _PORTS[scheme.casefold()]
    return (there[0], there[1] or default) == (here[0], here[1] or default)
