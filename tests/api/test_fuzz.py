"""Whatever is sent to whatever route: no 5xx, no status and no content type but those that the description names."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from math import ceil
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from describing import description
from hypothesis import HealthCheck, Phase, given
from hypothesis.errors import Unsatisfiable
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from serving import Served

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
QUIET = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.function_scoped_fixture,
]


KEEPER = "keeper-of-the-fuzz"
"""A key, since keys are made on the way, and from the first one on everybody needs one."""


class Sender:
    """Sends cases over one connection, holds every reply against the description, and counts."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.url = served.url
        self.session = requests.Session()
        self.session.trust_env = False
        secret = served.state.keys.create(KEEPER, ["ask", "manage"])[1]
        self.session.headers["Authorization"] = served.http.headers["Authorization"] = f"Bearer {secret}"
        self.counts: Counter[tuple[str, int]] = Counter()

    def send(self, case: Case) -> None:
        response = case.call(base_url=self.url, session=self.session, timeout=60)
        self.counts[case.operation.label, response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    def forget(self) -> None:
        """Start as if nothing had been sent, so that the same requests get the same replies."""
        store, state = self.served.store, self.served.state
        for name in store.catalog.versions():
            store.delete(name)
        for conversation in state.conversations.find(KEEPER, query="", limit=1_000, after=None):
            state.conversations.delete(conversation.id, KEEPER)
        for key in state.keys.all:
            if key.name != KEEPER:
                state.keys.revoke(key.name)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@pytest.fixture
def sender(service: Served) -> Iterator[Sender]:
    service.http.post("/v1/documents", json={"id": "mills", "text": "The district of Aldra has 42 mills."})
    sender = Sender(service)
    yield sender
    sender.session.close()
    assert service.http.get("/readyz").json() == {"status": "ready", "index": "whole"}
    assert service.store.compare_index() == (0, 0)


@pytest.fixture(scope="module")
def described() -> Any:
    return schemathesis.openapi.from_dict(deepcopy(description()))


def settled(examples: int, *, same: bool = True) -> hypothesis.settings:
    """Return how Hypothesis is to try so many examples; without shrinking, which would send thousands of requests."""
    return hypothesis.settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=same,
        suppress_health_check=QUIET,
        phases=[Phase.generate],
    )


def shower(operation: Any, sender: Sender, examples: int, *, same: bool = True) -> None:
    """Send one operation so many right requests and so many wrong ones; of some nothing wrong can be sent."""
    if not operation.body and not list(operation.iter_parameters()):
        examples = 2
    settled(examples, same=same)(given(case=operation.as_strategy())(sender.send))()
    with suppress(Unsatisfiable):
        wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)
        settled(examples, same=same)(given(case=wrong)(sender.send))()


def test_a_thousand_requests(described: Any, sender: Sender) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    for operation in operations:
        shower(operation, sender, examples=30)
    takers = [operation for operation in operations if operation.body]
    while sender.total < 1_000:
        for operation in takers:
            shower(operation, sender, examples=ceil((1_000 - sender.total) / 2 / len(takers)) + 1)
    assert {label for label, _ in sender.counts} == {operation.label for operation in operations}
    assert {status for _, status in sender.counts} >= {200, 201, 404, 409, 422}
    assert sum(number for (_, status), number in sender.counts.items() if status < 300) > 150


def walk(described: Any, sender: Sender, examples: int, *, same: bool) -> None:
    """Send requests that follow from one another: what a reply names is read, asked about, deleted."""

    class Walk(described.as_state_machine()):  # type: ignore[misc]
        def setup(self) -> None:
            sender.forget()

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return {"session": sender.session, "base_url": sender.url, "timeout": 60}

        def validate_response(self, response: Any, case: Case, **_: Any) -> None:
            sender.counts[case.operation.label, response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

    settings = hypothesis.settings(settled(examples, same=same), stateful_step_count=12)
    run_state_machine_as_test(Walk, settings=settings)


def test_requests_that_follow_from_one_another(described: Any, sender: Sender) -> None:
    """Which request follows depends on what the replies hold, so other walks are made until every link was followed."""
    followed = [
        ("DELETE /v1/documents/{document_id}", 204),
        ("GET /v1/conversations/{conversation_id}", 200),
        ("POST /v1/answers/{answer_id}/feedback", 200),
    ]
    related = described.include(path_regex="documents|/ask$|conversations/|answers")
    walk(related, sender, 100, same=True)
    for _ in range(6):
        if all(sender.counts[link] for link in followed):
            break
        walk(related, sender, 50, same=False)
    assert [link for link in followed if not sender.counts[link]] == []


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_ten_thousand_requests_that_follow_from_one_another(described: Any, sender: Sender) -> None:
    """Other requests at every run."""
    while sender.total < 10_000:
        walk(described, sender, 100, same=False)
        for operation in (found.ok() for found in described.get_all_operations()):
            shower(operation, sender, examples=20, same=False)
