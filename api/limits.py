"""How often one key and one address may ask: token buckets in this process, 429 with ``Retry-After`` when empty."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from api.guard import is_loopback
from api.problems import Problem

_LIMITED = ("/v1/", "/mcp", "/metrics")
_MOST_BUCKETS = 10_000


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests a minute that one key and one address may make, all at once if they like; 0: no limit."""

    key: int = 0
    address: int = 0


class Buckets:
    """A token bucket for each caller: it holds a minute's requests and fills evenly.

    At most ``most`` callers are remembered, those seen last: a bucket that is forgotten counts as full.
    """

    def __init__(self, rate: int, *, clock: Callable[[], float] = time.monotonic, most: int = _MOST_BUCKETS) -> None:
        self._rate = rate
        self._clock = clock
        self._most = most
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._filled)

    def wait_s(self, caller: str) -> float:
        """Take a token; return 0, or the seconds until there is one and take none."""
        if not self._rate:
            return 0.0
        now = self._clock()
        level, at = self._filled.get(caller, (float(self._rate), now))
        level = min(float(self._rate), level + (now - at) * self._rate / 60)
        is_free = level >= 1
        self._filled[caller] = (level - is_free, now)
        self._filled.move_to_end(caller)
        if len(self._filled) > self._most:
            self._filled.popitem(last=False)
        return 0.0 if is_free else (1 - level) * 60 / self._rate


class RateLimit:
    """Answers 429 to a caller who asks too often; to nobody on loopback while ``has_keys()`` is false.

    ``caller_of`` names the caller of a request, None where there is none. Pages and probes are not limited.
    """

    def __init__(
        self, app: ASGIApp, *, rate: int, caller_of: Callable[[Scope], str | None], has_keys: Callable[[], bool]
    ) -> None:
        self.app = app
        self._caller_of = caller_of
        self._has_keys = has_keys
        self._buckets = Buckets(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        wait_s = self._wait_s(scope) if scope["type"] == "http" and scope["path"].startswith(_LIMITED) else 0.0
        if wait_s:
            seconds = max(1, math.ceil(wait_s))
            detail = f"Too many requests; ask again in {seconds} s."
            await Problem(429, detail, headers={"Retry-After": str(seconds)})(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _wait_s(self, scope: Scope) -> float:
        if is_loopback(_address(scope)) and not self._has_keys():
            return 0.0
        caller = self._caller_of(scope)
        return 0.0 if caller is None else self._buckets.wait_s(caller)


def address_of(scope: Scope) -> str:
    """Return the address a request comes from; an IPv6 network of a /64 is one address."""
    address = _address(scope)
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return address
    return address if one.version == 4 else str(ipaddress.ip_network((one, 64), strict=False))


def key_of(scope: Scope) -> str | None:
    """Return the key of a request, ``request.state.key``, which whatever authenticates has set before."""
    key = scope.get("state", {}).get("key")
    return None if key is None else str(key)


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""
