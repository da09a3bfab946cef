"""How long to wait for a model, and how often to ask it again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from qa.errors import QaError

ATTEMPTS = 3
"""Calls for one reply, the first included."""

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 10.0
"""A model that asks to be left alone for longer (``Retry-After``) is not waited for."""


class ModelFailed(QaError):
    """A call of the model came to nothing.

    ``reason`` is one of timeout, rate_limited, server_error, unreachable, rejected, malformed, resting (the breaker is
    open); ``retry_after_s`` is what the model's server asked for, or None.
    """

    def __init__(self, reason: str, detail: str, *, is_retryable: bool, retry_after_s: float | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.is_retryable = is_retryable
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment by which all calls for one answer have ended."""

    at: float
    clock: Callable[[], float] = time.monotonic

    @property
    def left_s(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self.at - self.clock())


def pause_before_next(attempt: int, failure: ModelFailed, left_s: float, chance: Callable[[], float]) -> float | None:
    """Return how many seconds to wait after a failed attempt (from 1) before the next, or None: no further one.

    Pauses double, scattered by ``chance`` in [0, 1); ``Retry-After`` is honoured where it ends in time.
    """
    if not failure.is_retryable or attempt >= ATTEMPTS:
        return None
    pause = max(FIRST_PAUSE_S * 2 ** (attempt - 1) * (0.75 + chance() / 2), failure.retry_after_s or 0.0)
    return pause if pause <= LONGEST_PAUSE_S and pause < left_s else None
