from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.generate.breaker import Breaker
from qa.generate.caller import Caller, Sign
from qa.generate.failures import failure_of
from qa.generate.model import Messages
from qa.generate.patience import ATTEMPTS, LONGEST_PAUSE_S, Deadline, ModelFailed, pause_before_next

seconds = st.floats(0, 1_000)


def failed(after: float | None = None, *, is_retryable: bool = True) -> ModelFailed:
    return ModelFailed("rate_limited", "scripted", is_retryable=is_retryable, retry_after_s=after)


@given(st.integers(1, 9), st.none() | seconds, seconds, st.floats(0, 1, exclude_max=True))
def test_a_pause_honours_the_server_and_ends_in_time(
    attempt: int, after: float | None, left: float, chance: float
) -> None:
    pause = pause_before_next(attempt, failed(after), left, lambda: chance)
    if pause is not None:
        assert attempt < ATTEMPTS
        assert (after or 0) <= pause <= LONGEST_PAUSE_S
        assert pause < left


def test_pauses_double() -> None:
    assert [pause_before_next(n, failed(), 60, lambda: 0.5) for n in (1, 2, 3)] == [0.5, 1.0, None]


def test_what_would_fail_again_is_not_tried_again() -> None:
    assert pause_before_next(1, failed(is_retryable=False), 60, lambda: 0.5) is None


class Status(Exception):
    """What any vendor's client raises for an HTTP status."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__("scripted")
        self.status_code = status
        self.response = httpx.Response(status, headers={name.replace("_", "-"): v for name, v in headers.items()})


@pytest.mark.parametrize(
    ("error", "reason", "is_retryable"),
    [
        (Status(429), "rate_limited", True),
        (Status(500), "server_error", True),
        (Status(503), "server_error", True),
        (Status(400), "rejected", False),
        (Status(401), "rejected", False),
        (Status(404), "rejected", False),
        (ConnectionResetError(), "unreachable", True),
        (httpx.ReadError("x"), "unreachable", True),
        (TimeoutError(), "timeout", False),
        (ValueError("no JSON"), "malformed", True),
    ],
)
def test_exceptions_of_any_vendor_are_told_apart(error: Exception, reason: str, is_retryable: bool) -> None:
    failure = failure_of(error)
    assert (failure.reason, failure.is_retryable) == (reason, is_retryable)


def test_retry_after_is_seconds_or_a_date() -> None:
    assert failure_of(Status(429, retry_after="3")).retry_after_s == 3
    assert failure_of(Status(429, retry_after="-3")).retry_after_s == 0
    assert failure_of(Status(429, retry_after="soon")).retry_after_s is None
    assert failure_of(Status(429)).retry_after_s is None
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (failure_of(Status(429, retry_after=moment)).retry_after_s or 0) <= 30


class Failing:
    """A model whose calls fail as listed; then it replies."""

    def __init__(self, *failures: ModelFailed) -> None:
        self.failures = list(failures)
        self.calls = 0

    def tokens(self, messages: Messages, *, within_s: float, shaped: bool):  # type: ignore[no-untyped-def]
        self.calls += 1
        yield "half "
        if self.failures:
            raise self.failures.pop(0)
        yield "whole"


def caller(model: Failing, slept: list[float]) -> Caller:
    return Caller(model, Breaker(failures=5), lambda *_: None, sleep=slept.append, chance=lambda: 0.5)


def reply(caller: Caller, *, left: float = 60, may_retry: bool = True) -> list[object]:
    deadline = Deadline(left, lambda: 0.0)
    return list(caller.reply([], deadline, shaped=False, may_retry=lambda: may_retry))


def test_a_failed_call_is_made_anew_after_what_the_server_asked_for() -> None:
    slept: list[float] = []
    pieces = reply(caller(Failing(failed(2.0)), slept))
    assert sum(slept) == 2.0
    assert pieces[0] == "half "
    assert pieces[-3:] == [Sign.AGAIN, "half ", "whole"]


def test_whoever_reads_may_leave_while_it_pauses() -> None:
    slept: list[float] = []
    pieces = caller(Failing(failed(9.0)), slept).reply(
        [], Deadline(60, lambda: 0.0), shaped=False, may_retry=lambda: True
    )
    assert next(pieces) == "half "
    assert next(pieces) is Sign.WAITING
    pieces.close()  # type: ignore[attr-defined]
    assert sum(slept) <= 1


def test_three_calls_are_the_most() -> None:
    model = Failing(*[failed()] * 9)
    with pytest.raises(ModelFailed):
        reply(caller(model, []))
    assert model.calls == ATTEMPTS


@pytest.mark.parametrize("after", [60.0, 3600.0])
def test_a_server_that_wants_a_long_rest_is_not_waited_for(after: float) -> None:
    slept: list[float] = []
    with pytest.raises(ModelFailed):
        reply(caller(Failing(failed(after)), slept))
    assert slept == []


def test_nothing_is_tried_anew_once_something_was_kept() -> None:
    model = Failing(failed())
    with pytest.raises(ModelFailed):
        reply(caller(model, []), may_retry=False)
    assert model.calls == 1


def test_without_time_the_model_is_not_asked() -> None:
    model = Failing()
    with pytest.raises(ModelFailed, match="No time"):
        reply(caller(model, []), left=0)
    assert model.calls == 0


def test_a_model_that_rests_is_not_asked() -> None:
    model = Failing(*[failed()] * 9)
    asking = caller(model, [])
    for _ in range(2):
        with pytest.raises(ModelFailed):
            reply(asking)
    assert model.calls == 5
    with pytest.raises(ModelFailed, match="left alone"):
        reply(asking)
    assert model.calls == 5
