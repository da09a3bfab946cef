"""Keys over HTTP: who may do what, once there is one; conversations belong to the key that made them."""

import re

import httpx
import pytest
from problems import assert_problem
from serving import Served

from api.access import needed_scope
from qa.client import Client

OPEN = ["/", "/page/app.mjs", "/healthz", "/readyz", "/docs"]
GUARDED = [
    "/v1/me",
    "/v1/documents",
    "/v1/conversations",
    "/v1/keys",
    "/v1",
    "/v1/nowhere",
    "/metrics",
    "/mcp",
    "/mcp/x",
]


@pytest.fixture
def made(service: Served) -> dict[str, str]:
    """The secrets of three keys, by name."""
    scopes = {"reader": ["ask"], "other": ["ask"], "keeper": ["manage"]}
    keys = service.state.keys
    return {name: keys.create(name, some)[1] for name, some in scopes.items()}


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


class TestWithoutKeys:
    @pytest.mark.parametrize("headers", [{}, bearer("qa_none")], ids=["no key", "a key that was revoked"])
    def test_everybody_may_do_everything(self, service: Served, headers: dict) -> None:
        assert service.http.get("/v1/me", headers=headers).json() == {"key": None, "scopes": ["ask", "manage"]}
        reply = service.http.post("/v1/documents", json={"id": "a", "text": "The mill stands."}, headers=headers)
        assert reply.status_code == 201
        assert service.http.get("/v1/keys", headers=headers).json() == {"keys": []}


class TestWithKeys:
    @pytest.mark.parametrize("route", OPEN)
    def test_the_page_and_the_signs_of_life_stay_open(self, service: Served, made: dict, route: str) -> None:
        assert service.http.get(route).status_code not in (401, 403)

    @pytest.mark.parametrize("route", GUARDED)
    def test_everything_else_asks_for_a_key(self, service: Served, made: dict, route: str) -> None:
        reply = service.http.get(route)
        assert_problem(reply, 401, "asks for a key", "qa keys create")
        assert reply.headers["www-authenticate"] == 'Bearer realm="qa"'
        assert service.http.get(route, headers=bearer(made["keeper"])).status_code != 401

    def test_no_route_is_forgotten(self, service: Served, made: dict) -> None:
        """Every route of the description needs a key but for those that are known to be open."""
        paths = service.http.get("/openapi.json").json()["paths"]
        assert len(paths) > 10
        for path, methods in paths.items():
            for method in methods:
                status = service.http.request(method, re.sub(r"\{\w+(:\w+)?\}", "x", path)).status_code
                assert (status == 401) == (path not in OPEN), (method, path)

    @pytest.mark.parametrize(
        "given",
        ["Bearer", "Bearer qa_none", "Basic {secret}", "{secret}", "Bearer {secret}x", "bearer x {secret}"],
    )
    def test_what_is_not_a_key_opens_nothing(self, service: Served, made: dict, given: str) -> None:
        reply = service.http.get("/v1/me", headers={"Authorization": given.format(secret=made["reader"])})
        assert_problem(reply, 401, "not known")
        assert 'error="invalid_token"' in reply.headers["www-authenticate"]

    def test_a_key_is_taken_however_bearer_is_written(self, service: Served, made: dict) -> None:
        reply = service.http.get("/v1/me", headers={"Authorization": f"bearer  {made['reader']}"})
        assert reply.json() == {"key": "reader", "scopes": ["ask"]}

    def test_scopes(self, service: Served, made: dict) -> None:
        def status(method: str, route: str, name: str, **options: object) -> httpx.Response:
            return service.http.request(method, route, headers=bearer(made[name]), **options)

        article = {"id": "a", "text": "The mill of Aldra has 42 wheels."}
        refused = status("POST", "/v1/documents", "reader", json=article)
        assert_problem(refused, 403, "manage", "ask")
        assert 'scope="manage"' in refused.headers["www-authenticate"]
        assert status("POST", "/v1/documents", "keeper", json=article).status_code == 201
        question = {"question": "how many wheels?"}
        assert_problem(status("POST", "/v1/ask", "keeper", json=question), 403, "ask")
        assert status("POST", "/v1/ask", "reader", json=question).status_code == 200
        assert status("GET", "/v1/documents/a", "reader").status_code == 200
        assert_problem(status("GET", "/v1/documents/a", "keeper"), 403)
        assert_problem(status("DELETE", "/v1/documents/a", "reader"), 403)
        assert_problem(status("GET", "/v1/keys", "reader"), 403)
        assert_problem(status("POST", "/v1/keys", "reader", json={"name": "more"}), 403)
        assert_problem(status("DELETE", "/v1/keys/keeper", "reader"), 403)
        assert status("DELETE", "/v1/documents/a", "keeper").status_code == 204

    def test_a_conversation_belongs_to_the_key_that_made_it(self, service: Served, made: dict) -> None:
        with Client(service.url, key=made["reader"]) as mine:
            answer = mine.ask("how many mills?")
            conversation = answer["conversation_id"]
            assert [one["id"] for one in mine.conversations()] == [conversation]
        route = f"/v1/conversations/{conversation}"
        headers = bearer(made["other"])
        assert service.http.get("/v1/conversations", headers=headers).json()["conversations"] == []
        for reply in (
            service.http.get(route, headers=headers),
            service.http.get(f"{route}/export", headers=headers),
            service.http.patch(route, headers=headers, json={"title": "mine"}),
            service.http.delete(route, headers=headers),
            service.http.post("/v1/ask", headers=headers, json={"question": "a", "conversation_id": conversation}),
            service.http.post(f"/v1/answers/{answer['id']}/feedback", headers=headers, json={"rating": "up"}),
        ):
            assert_problem(reply, 404)
        with Client(service.url, key=made["reader"]) as mine:
            assert mine.conversation(str(conversation))["title"] == "how many mills?"

    def test_a_key_renewed_under_its_name_keeps_its_conversations(self, service: Served, made: dict) -> None:
        with Client(service.url, key=made["reader"]) as mine:
            conversation = str(mine.ask("how many mills?")["conversation_id"])
        service.state.keys.revoke("reader")
        assert service.http.get("/v1/me", headers=bearer(made["reader"])).status_code == 401
        _, secret = service.state.keys.create("reader")
        with Client(service.url, key=secret) as mine:
            assert mine.conversation(conversation)["id"] == conversation

    def test_what_was_asked_before_there_were_keys_belongs_to_none(self, service: Served) -> None:
        conversation = service.ask("how many mills?")["conversation_id"]
        _, secret = service.state.keys.create("late")
        route = f"/v1/conversations/{conversation}"
        assert_problem(service.http.get(route, headers=bearer(secret)), 404)
        service.state.keys.revoke("late")
        assert service.http.get(route).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/v1/documents", "ask"),
        ("HEAD", "/v1/documents/a", "ask"),
        ("POST", "/v1/documents", "manage"),
        ("PUT", "/v1/documents/a/b", "manage"),
        ("DELETE", "/v1/documents/a", "manage"),
        ("GET", "/v1/keys", "manage"),
        ("DELETE", "/v1/keys/a", "manage"),
        ("DELETE", "/v1/conversations/a", "ask"),
        ("POST", "/v1/keysmith", "ask"),
        ("POST", "/v1/documentsets", "ask"),
        ("GET", "/v1/me", None),
        ("GET", "/metrics", None),
        ("POST", "/mcp", "ask"),
    ],
)
def test_which_scope_a_request_needs(method: str, path: str, scope: str | None) -> None:
    assert needed_scope(method, path) == scope
