"""How often one may ask: a bucket of tokens for each key and each address, 429 with the seconds to wait."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from problems import assert_problem
from serving import Served
from starlette.testclient import TestClient

from api.app import create_app
from api.limits import Buckets, Rates
from qa.service import Service


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TestBuckets:
    def test_a_minute_s_worth_at_once_then_one_by_one(self) -> None:
        clock = Clock()
        buckets = Buckets(30, clock=clock)
        assert [buckets.wait_s("a") for _ in range(30)] == [0.0] * 30
        assert buckets.wait_s("a") == pytest.approx(2.0)
        assert buckets.wait_s("b") == 0.0
        clock.now = 2.0
        assert buckets.wait_s("a") == 0.0
        assert buckets.wait_s("a") > 0
        clock.now = 1000.0
        assert [buckets.wait_s("a") == 0 for _ in range(31)] == [True] * 30 + [False]

    @given(st.integers(1, 50), st.lists(st.floats(0, 30), max_size=80))
    def test_never_more_than_the_rate_and_a_full_bucket(self, rate: int, pauses: list[float]) -> None:
        clock = Clock()
        buckets = Buckets(rate, clock=clock)
        given_out = 0
        for pause in pauses:
            clock.now += pause
            wait_s = buckets.wait_s("a")
            given_out += not wait_s
            if wait_s:
                clock.now += wait_s + 1e-6
                assert buckets.wait_s("a") == 0.0, "the wait that was told is enough"
                given_out += 1
        assert given_out <= rate + clock.now * rate / 60 + 1

    def test_memory_is_bounded_and_the_last_seen_are_remembered(self) -> None:
        buckets = Buckets(1, clock=Clock(), most=100)
        for n in range(1000):
            buckets.wait_s(f"caller {n}")
        assert len(buckets) == 100
        assert buckets.wait_s("caller 999") > 0
        assert buckets.wait_s("caller 0") == 0.0

    def test_no_rate_no_limit_and_nothing_to_remember(self) -> None:
        buckets = Buckets(0)
        assert {buckets.wait_s("a") for _ in range(1000)} == {0.0}
        assert len(buckets) == 0


@pytest.fixture
def ask_from(service: Served) -> Callable[..., Callable[..., httpx.Response]]:
    """Return a way to ask an application with narrow rates, from any address and with any key; there are two keys."""
    secrets = {name: service.state.keys.create(name, ["ask"])[1] for name in ("k1", "k2")}

    def applied(rates: Rates, *, has_keys: bool = True) -> Callable[..., httpx.Response]:
        for name in () if has_keys else secrets:
            service.state.keys.revoke(name)
        app = create_app(lambda: Service(service.store), service.state, rates=rates)

        def get(address: str, key: str | None = "k1", path: str = "/v1/documents?limit=1") -> httpx.Response:
            headers = {"Authorization": f"Bearer {secrets.get(key, key)}"} if key and has_keys else {}
            return TestClient(app, base_url="http://127.0.0.1", client=(address, 5000)).get(path, headers=headers)

        return get

    return applied


def test_an_address_that_asks_too_often_is_told_when_to_come_back(ask_from: Any) -> None:
    get = ask_from(Rates(address=3))
    assert [get("203.0.113.7").status_code for _ in range(3)] == [200] * 3
    refused = get("203.0.113.7")
    assert_problem(refused, 429, "ask again in")
    assert 1 <= int(refused.headers["Retry-After"]) <= 20
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert get("203.0.113.8").status_code == 200
    assert get("203.0.113.7", path="/healthz").status_code == 200
    assert get("203.0.113.7", path="/").status_code == 200


def test_a_network_of_ipv6_is_one_address(ask_from: Any) -> None:
    get = ask_from(Rates(address=2))
    assert [get(f"2001:db8:1:2::{n}").status_code for n in range(3)] == [200, 200, 429]
    assert get("2001:db8:1:3::1").status_code == 200


def test_guessing_keys_is_limited(ask_from: Any) -> None:
    get = ask_from(Rates(address=3))
    assert [get("203.0.113.7", f"qa_guess{n}").status_code for n in range(5)] == [401, 401, 401, 429, 429]


def test_a_key_is_limited_wherever_it_asks_from(ask_from: Any) -> None:
    get = ask_from(Rates(key=2))
    assert [get(f"203.0.113.{n}", "k1").status_code for n in range(3)] == [200, 200, 429]
    assert get("203.0.113.1", "k2").status_code == 200


def test_no_limit_on_loopback_while_there_are_no_keys(ask_from: Any) -> None:
    get = ask_from(Rates(address=1), has_keys=True)
    assert [get("127.0.0.1").status_code for _ in range(2)] == [200, 429]
    get = ask_from(Rates(key=1, address=1), has_keys=False)
    for address in ("127.0.0.1", "::1", "127.8.8.8"):
        assert [get(address).status_code for _ in range(5)] == [200] * 5
    assert [get("203.0.113.1").status_code for _ in range(2)] == [200, 429], "sent on by a proxy on this machine"
