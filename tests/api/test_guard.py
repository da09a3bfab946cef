"""Who may ask and how much: foreign pages, hosts, methods, types and sizes, each refused as a problem."""

import socket
from collections.abc import Callable, Iterator

import pytest
from problems import assert_problem
from serving import Served
from starlette.testclient import TestClient

from api.app import create_app
from qa.service import Service

ROUTES = ["/", "/healthz", "/readyz", "/v1/documents", "/page/index.html", "/nowhere"]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"]
)
def test_a_foreign_host_is_refused(seeded: Served, route: str, host: str) -> None:
    assert_problem(seeded.http.get(route, headers={"Host": host}), 403, "Host")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "[::1]:8000", "[::1]"])
def test_loopback_by_any_name_is_served(seeded: Served, host: str) -> None:
    assert seeded.http.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://127.0.0.1", "null", "file://", "http://localhost:1"]
)
def test_a_foreign_origin_is_refused(seeded: Served, origin: str) -> None:
    body = {"question": "how many mills?"}
    assert_problem(seeded.http.post("/v1/ask", json=body, headers={"Origin": origin}), 403, "origin")


def test_the_page_s_own_origin_is_served(seeded: Served) -> None:
    body = {"question": "how many mills?"}
    assert seeded.http.post("/v1/ask", json=body, headers={"Origin": seeded.url}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
@pytest.mark.parametrize("route", ["/v1/ask", "/v1/search", "/v1/documents"])
def test_another_content_type_is_refused(seeded: Served, route: str, kind: str) -> None:
    reply = seeded.http.post(route, content=b'{"question": "a", "query": "a"}', headers={"Content-Type": kind})
    assert_problem(reply, 422 if (route, kind) == ("/v1/documents", "text/plain") else 415)


def test_a_body_without_a_content_type_is_refused(seeded: Served) -> None:
    assert_problem(seeded.http.post("/v1/ask", content=b'{"question": "a"}'), 415, "missing")


class TestSizes:
    def test_a_body_that_says_it_is_too_large(self, service: Served) -> None:
        reply = service.http.post("/v1/documents?filename=a.txt", content=b"mill " * 5_000_000, headers=TEXT)
        assert_problem(reply, 413, "at most")
        assert service.ids() == []

    def test_a_body_that_turns_out_too_large(self, service: Served) -> None:
        def parts() -> Iterator[bytes]:
            for _ in range(250):
                yield b"mill " * 20_000

        reply = service.http.post("/v1/documents?filename=a.txt", content=parts(), headers=TEXT)
        assert_problem(reply, 413, "at most")
        assert service.ids() == []

    def test_a_file_over_twenty_megabytes(self, service: Served) -> None:
        content = b"-" * (20 * 1024 * 1024 + 1)
        assert_problem(
            service.http.post("/v1/documents?filename=a.txt", content=content, headers=TEXT), 413, "20,971,520"
        )
        assert_problem(
            service.http.post("/v1/ask", content=b" " * 23_000_000, headers={"Content-Type": "application/json"}), 413
        )
        assert service.http.get("/healthz").status_code == 200


TEXT = {"Content-Type": "text/plain"}


@pytest.mark.parametrize(
    "route", ["/nowhere", "/v1", "/v1/documents/none", "/v1/documents/a/b", "/page/none.js", "/page/..%2fapp.py"]
)
def test_what_is_not_there(seeded: Served, route: str) -> None:
    assert_problem(seeded.http.get(route), 404)


@pytest.mark.parametrize(
    ("method", "route"), [("GET", "/v1/ask"), ("DELETE", "/v1/documents"), ("PUT", "/v1/search"), ("POST", "/healthz")]
)
def test_what_cannot_be_done(seeded: Served, method: str, route: str) -> None:
    assert_problem(seeded.http.request(method, route), 405)


def test_conversations_and_models_that_are_not_there(seeded: Served) -> None:
    def ask(**wishes: object) -> object:
        return seeded.http.post("/v1/ask", json={"question": "how many mills?", **wishes})

    turn = {"role": "user", "content": "a"}
    assert_problem(ask(conversation_id="c", history=[turn]), 422, "conversation_id", "history")
    assert_problem(ask(conversation_id="c"), 404, "'c'")
    assert_problem(ask(mode="generative"), 409, "no language model")


def test_before_the_first_indexing_is_done(serve_app: object) -> None:
    served = serve_app(ready=False)
    assert served.http.get("/healthz").status_code == 200
    assert served.http.get("/").status_code == 200
    for reply in (
        served.http.get("/readyz"),
        served.http.get("/v1/documents"),
        served.http.post("/v1/ask", json={"question": "a"}),
        served.http.post("/v1/search", json={"query": "a"}),
        served.http.post("/v1/documents", json={"text": "The mill stands."}),
        served.http.delete("/v1/documents/a"),
    ):
        assert_problem(reply, 503, "indexed")
        assert int(reply.headers["retry-after"]) >= 1


@pytest.mark.parametrize("route", ["/", "/healthz", "/v1/documents", "/page/app.mjs", "/nowhere"])
def test_every_reply_forbids_foreign_content(seeded: Served, route: str) -> None:
    headers = seeded.http.get(route).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in headers["content-security-policy"]


@pytest.mark.parametrize("host", ["localhost.", "127.0.0.2:80", "[0:0:0:0:0:0:0:1]:8000"])
def test_loopback_written_otherwise_is_served(seeded: Served, host: str) -> None:
    assert seeded.http.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["", "localhost:x", "localhost:99999", "user@localhost", "localhost/a", "localhost?", "[::1", "::1", "localhost..",
     "localhost evil.example", "127.1", "2130706433", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_what_only_looks_like_loopback_is_refused(seeded: Served, host: str) -> None:
    assert_problem(seeded.http.get("/healthz", headers={"Host": host}), 403, "Host")


def test_two_hosts_or_two_origins_are_refused(seeded: Served) -> None:
    port = int(seeded.url.rsplit(":", 1)[1])
    for twice in ("Host: localhost", f"Origin: {seeded.url}"):
        lines = [f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}", "Connection: close", twice, twice, "\r\n"]
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall("\r\n".join(lines).encode())
            assert b" 40" in connection.recv(100)


class TestAHostThatIsAllowed:
    @pytest.fixture
    def ask(self, seeded: Served) -> Callable[[str, str | None], int]:
        app = TestClient(
            create_app(lambda: Service(seeded.store), seeded.state, allowed_hosts=["qa.example.", "[2001:db8::1]"])
        )

        def ask(host: str, origin: str | None) -> int:
            headers = {"Host": host, **({"Origin": origin} if origin else {})}
            return app.post("/v1/search", json={"query": "mills"}, headers=headers).status_code

        return ask

    @pytest.mark.parametrize(
        ("host", "origin"),
        [
            ("qa.example", None),
            ("QA.example.:8443", None),
            ("qa.example", "https://qa.example"),
            ("qa.example", "http://qa.example:80"),
            ("qa.example:8443", "https://qa.example:8443"),
            ("qa.example.", "https://qa.example"),
            ("[2001:db8::1]:8000", "http://[2001:db8::1]:8000"),
        ],
    )
    def test_its_own_page_is_served(self, ask: Callable[[str, str | None], int], host: str, origin: str | None) -> None:
        assert ask(host, origin) == 200

    @pytest.mark.parametrize(
        ("host", "origin"),
        [
            ("other.example", None),
            ("qa.example.evil.example", None),
            ("qa.example", "https://evil.example"),
            ("qa.example", "https://qa.example:8443"),
            ("qa.example", "https://qa.example.evil.example"),
            ("qa.example", "https://user@qa.example"),
            ("qa.example", "https://qa.example/"),
            ("qa.example", "qa.example"),
            ("qa.example", "null"),
            ("qa.example", "chrome-extension://abc"),
            ("localhost", "http://qa.example"),
        ],
    )
    def test_another_one_is_not(self, ask: Callable[[str, str | None], int], host: str, origin: str | None) -> None:
        assert ask(host, origin) == 403


SECURE = {
    "content-security-policy": "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.mark.parametrize(
    ("method", "route", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/page/app.mjs", {}),
        ("GET", "/nowhere", {}),
        ("GET", "/openapi.json", {}),
        ("GET", "/v1/documents", {}),
        ("PUT", "/v1/ask", {}),
        ("POST", "/v1/ask", {}),
        ("GET", "/healthz", {"Host": "evil.example"}),
    ],
)
def test_every_reply_is_secured(seeded: Served, method: str, route: str, headers: dict[str, str]) -> None:
    reply = seeded.http.request(method, route, headers=headers)
    assert {name: reply.headers[name] for name in SECURE} == SECURE
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert (reply.headers.get("cache-control") == "no-store") == route.startswith("/v1/")


@pytest.mark.parametrize("origin", ["http://evil.example", "null"])
def test_no_other_page_is_invited(seeded: Served, origin: str) -> None:
    """CORS is off: a preflight gets no leave, whatever it asks for."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    reply = seeded.http.options("/v1/ask", headers=headers)
    assert_problem(reply, 403)
    assert not [name for name in reply.headers if name.startswith("access-control")]
