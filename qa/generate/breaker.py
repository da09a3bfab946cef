"""A circuit breaker: a model that fails again and again is left alone for a while, and then tried once."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Lets calls pass, or not; safe to use from several threads.

    ``closed``: every call passes. After ``failures`` in a row ``open``: none passes for ``pause_s``. Then it is
    ``half_open``:
    a single call passes; its success closes the breaker, its failure opens it anew. Each call that was admitted ends
    with exactly one of `succeeded`, `failed` and `released`.
    """

    def __init__(
        self, *, failures: int = 5, pause_s: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = failures
        self._pause_s = pause_s
        self._clock = clock
        self._guard = threading.Lock()
        self._failures = 0
        self._opened: float | None = None
        self._is_trying = False

    @property
    def state(self) -> str:
        """``closed``, ``open`` or ``half_open``."""
        with self._guard:
            return self._state()

    def admit(self) -> bool:
        """Tell whether a call may be made now; a call that is admitted must be ended."""
        with self._guard:
            state = self._state()
            if state == "half_open" and not self._is_trying:
                self._is_trying = True
                return True
            return state == "closed"

    def succeeded(self) -> None:
        """End a call that was answered."""
        with self._guard:
            self._failures, self._opened, self._is_trying = 0, None, False

    def failed(self) -> None:
        """End a call that failed."""
        with self._guard:
            self._failures += 1
            self._is_trying = False
            if self._failures >= self._limit:
                self._opened = self._clock()

    def released(self) -> None:
        """End a call that nobody waited for: it says nothing about the model."""
        with self._guard:
            self._is_trying = False

    def _state(self) -> str:
        if self._opened is None:
            return "closed"
        return "open" if self._clock() - self._opened < self._pause_s else "half_open"
