"""Calls of a model that may fail: asked again after a pause, not asked while it rests, never beyond the deadline."""

import random
import time
from collections.abc import Callable, Iterator
from enum import Enum

from qa.generate.breaker import Breaker
from qa.generate.model import HEARTBEAT_S, Count, Messages, Model
from qa.generate.patience import Deadline, ModelFailed, pause_before_next


class Sign(Enum):
    """What stands between the pieces of a reply."""

    WAITING = "nothing came for a while; whoever reads may leave"
    AGAIN = "the call failed and is made anew: what was read of it is void"


Piece = str | Sign


class Caller:
    """Asks one model, with one breaker for all who ask."""

    def __init__(
        self,
        model: Model,
        breaker: Breaker,
        count: Count,
        *,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._model = model
        self._breaker = breaker
        self._count = count
        self._sleep = sleep
        self._chance = chance

    def reply(
        self, messages: Messages, deadline: Deadline, *, shaped: bool, may_retry: Callable[[], bool]
    ) -> Iterator[Piece]:
        """Yield a reply as it comes; closing the iterator ends the call.

        ``shaped``: the reply is an answer in JSON. ``may_retry`` is asked when a call failed.

        :raises ModelFailed: if the last call failed, the time is over, or the breaker is open.
        """
        attempt = 1
        while True:
            try:
                yield from self._once(messages, deadline, shaped=shaped)
                return
            except ModelFailed as failure:
                self._count(f"failed_{failure.reason}", 1)
                pause = pause_before_next(attempt, failure, deadline.left_s, self._chance) if may_retry() else None
                if pause is None:
                    raise
            self._count("retries", 1)
            yield from self._pause(pause)
            yield Sign.AGAIN
            attempt += 1

    def _once(self, messages: Messages, deadline: Deadline, *, shaped: bool) -> Iterator[Piece]:
        if deadline.left_s == 0:
            raise ModelFailed("timeout", "No time is left to ask the model.", is_retryable=False)
        if not self._breaker.admit():
            raise ModelFailed("resting", "The model failed again and again and is left alone.", is_retryable=False)
        self._count("calls", 1)
        end = self._breaker.released
        try:
            yield from _not_blank(self._model.tokens(messages, within_s=deadline.left_s, shaped=shaped))
            end = self._breaker.succeeded
        except ModelFailed:
            end = self._breaker.failed
            raise
        finally:
            end()

    def _pause(self, seconds: float) -> Iterator[Piece]:
        while seconds > 0:
            self._sleep(min(seconds, HEARTBEAT_S))
            seconds -= HEARTBEAT_S
            yield Sign.WAITING


def _not_blank(tokens: Iterator[str]) -> Iterator[Piece]:
    is_blank = True
    for token in tokens:
        is_blank = is_blank and not token.strip()
        yield token or Sign.WAITING
    if is_blank:
        raise ModelFailed("malformed", "The model replied nothing.", is_retryable=True)
