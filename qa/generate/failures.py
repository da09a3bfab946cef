"""What went wrong with a call, told from any vendor's exception: its status, its headers, LangChain's marks."""

import time
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from qa.generate.patience import ModelFailed

_UNREACHABLE = (OSError, httpx.TransportError)


def failure_of(error: BaseException) -> ModelFailed:
    """Return the failure that an exception of a model's client amounts to."""
    detail = f"{type(error).__name__}: {error}"[:300]
    status = getattr(error, "status_code", None)
    after = _retry_after(error)
    if isinstance(error, TimeoutError):
        return ModelFailed("timeout", "The model did not reply in time.", is_retryable=False)
    if status == 429:
        return ModelFailed("rate_limited", detail, is_retryable=True, retry_after_s=after)
    if isinstance(status, int) and (status >= 500 or status == 408):
        return ModelFailed("server_error", detail, is_retryable=True, retry_after_s=after)
    if isinstance(status, int) and status >= 400:
        return ModelFailed("rejected", detail, is_retryable=False)
    if isinstance(error, _UNREACHABLE) or getattr(error, "is_retryable", False):
        return ModelFailed("unreachable", detail, is_retryable=True)
    return ModelFailed("malformed", detail, is_retryable=True)


def _retry_after(error: BaseException) -> float | None:
    """Return the seconds of a ``Retry-After`` header, given as seconds or as a date (RFC 9110)."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None) or {}
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except ValueError:
        return None
