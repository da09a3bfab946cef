"""Who calls, and what for: from the first key on, everything but the page and the signs of life needs one."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import Problem
from api.state.keys import SCOPES, Keys
from api.state.service_state import ServiceState

_GUARDED = ("/v1", "/metrics", "/mcp")
_ANY_KEY = ("/v1/me", "/metrics")


class Access:
    """Sets ``request.state.key`` (the caller's name or None) and ``request.state.scopes``; 401 and 403 end here.

    While there are no keys everybody may do everything, unless ``is_exposed``: then nobody may do anything, since
    others than this machine could. That happens when the last key is revoked under a running service.
    """

    def __init__(self, app: ASGIApp, *, keys: Keys, is_exposed: bool = False) -> None:
        self.app = app
        self._keys = keys
        self._is_exposed = is_exposed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its caller's name, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        caller = scope.setdefault("state", {})
        caller["key"], caller["scopes"] = None, SCOPES
        refusal = None
        if _is_below(scope["path"], _GUARDED) and (self._keys.all or self._is_exposed):
            key = self._keys.holder(_bearer(scope))
            if key is None:
                refusal = _unknown(scope)
            else:
                caller["key"], caller["scopes"] = key.name, key.scopes
                refusal = _forbidden(key.scopes, needed_scope(scope["method"], scope["path"]))
        await (refusal or self.app)(scope, receive, send)


def needed_scope(method: str, path: str) -> str | None:
    """Return the scope that a request needs; None where any key will do."""
    if _is_below(path, _ANY_KEY):
        return None
    changes_documents = _is_below(path, ("/v1/documents",)) and method not in ("GET", "HEAD")
    return "manage" if changes_documents or _is_below(path, ("/v1/keys",)) else "ask"


def _is_below(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def _bearer(scope: Scope) -> str:
    kind, _, secret = Headers(scope=scope).get("authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def _unknown(scope: Scope) -> Problem:
    was_given = "authorization" in Headers(scope=scope)
    detail = "The key is not known here" if was_given else "This service asks for a key"
    challenge = 'Bearer realm="qa"' + (', error="invalid_token"' if was_given else "")
    return Problem(
        401,
        f"{detail}; send one as `Authorization: Bearer …`, on the command line with QA_API_KEY. `qa keys create` makes "
        "one where the service runs.",
        {"WWW-Authenticate": challenge},
    )


def _forbidden(scopes: tuple[str, ...], needed: str | None) -> Problem | None:
    if needed is None or needed in scopes:
        return None
    return Problem(
        403,
        f"The key lacks the scope {needed}, it has {' and '.join(scopes)}; use another key.",
        {"WWW-Authenticate": f'Bearer realm="qa", error="insufficient_scope", scope="{needed}"'},
    )


async def _caller(request: Request) -> str | None:
    name: str | None = request.state.key
    return name


async def _state(request: Request) -> ServiceState:
    state: ServiceState = request.app.state.service_state
    return state


CallerDep = Annotated[str | None, Depends(_caller)]
"""The name of the caller's key; None where none is asked for."""

StateDep = Annotated[ServiceState, Depends(_state)]
