import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.generate.breaker import Breaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, pause_s=30, clock=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        assert breaker.admit()
        breaker.failed()


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.state == "closed"
    fail(breaker, 1)
    assert breaker.state == "open"
    assert not breaker.admit()


def test_a_success_between_them_counts_anew(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.admit()
    breaker.succeeded()
    fail(breaker, 2)
    assert breaker.state == "closed"


def test_after_the_pause_one_call_alone_is_let_through(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 29.9
    assert not breaker.admit()
    clock.now = 30.0
    assert breaker.state == "half_open"
    assert breaker.admit()
    assert not breaker.admit()


def test_its_success_closes_and_its_failure_opens_for_another_pause(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30.0
    fail(breaker, 1)
    assert breaker.state == "open"
    clock.now = 59.9
    assert not breaker.admit()
    clock.now = 60.0
    assert breaker.admit()
    breaker.succeeded()
    assert breaker.state == "closed"


def test_a_call_that_nobody_waited_for_leaves_room_for_another(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30.0
    assert breaker.admit()
    breaker.released()
    assert breaker.state == "half_open"
    assert breaker.admit()


@given(st.lists(st.sampled_from(["succeeded", "failed", "released", "later"]), max_size=60))
def test_it_always_lets_a_call_through_after_a_pause(steps: list[str]) -> None:
    clock = Clock()
    breaker = Breaker(failures=3, pause_s=30, clock=clock)
    for step in steps:
        if step == "later":
            clock.now += 7
        elif breaker.admit():
            getattr(breaker, step)()
    clock.now += 30
    assert breaker.admit()
