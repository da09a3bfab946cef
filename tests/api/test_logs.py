"""What is logged: a line for each request with its id, as text or as JSON; never a key, never what was asked."""

import json
import logging
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from problems import assert_problem
from serving import Served, announced, client
from warm import Warm

from api import logs
from api.app import create_app
from qa.service import Service

SECRET = "zwonk-secret-4711"


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Return a function that sets up logging and returns what reads the lines logged since."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in ("api", "qa", "vectorstore", "eval", "chromadb")}

    def start(form: str, level: str) -> Any:
        logs.configure(form, level)  # type: ignore[arg-type]
        return lambda: capsys.readouterr().err.splitlines()

    yield start
    root.handlers[:], root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def asking(seeded: Served) -> TestClient:
    service = Service(seeded.store)
    return TestClient(create_app(lambda: service, seeded.state), base_url="http://127.0.0.1")


class Failing:
    """A service that fails in a way nobody foresaw, with what was asked in its message."""

    def ask(self, request: Any) -> None:
        try:
            int(request.question)
        except ValueError as error:
            raise RuntimeError(f"cannot answer {request.question}") from error


def test_a_line_of_json_for_each_request(asking: TestClient, log: Any) -> None:
    lines = log("json", "info")
    reply = asking.post("/v1/ask?note=" + SECRET, json={"question": SECRET}, headers={"X-Request-Id": "abc-1"})
    assert (reply.status_code, reply.headers["X-Request-Id"]) == (200, "abc-1")
    (line,) = map(json.loads, lines())
    assert line["request_id"] == "abc-1"
    assert (line["level"], line["logger"], line["message"]) == ("info", "api.access", "request")
    assert (line["method"], line["route"], line["status"]) == ("POST", "/v1/ask", 200)
    assert line["duration_ms"] > 0
    assert line["time"].endswith("+00:00")
    assert SECRET not in str(line)


def test_a_line_of_text_for_each_request(asking: TestClient, log: Any) -> None:
    lines = log("text", "info")
    asking.get("/v1/documents/none?q=" + SECRET, headers={"Authorization": f"Bearer {SECRET}"})
    (line,) = lines()
    assert line.startswith("INFO api.access: request method=GET route=/v1/documents/{document_id:path} status=404")
    assert "request_id=" in line
    assert SECRET not in line


def test_no_line_for_requests_by_default(asking: TestClient, log: Any) -> None:
    lines = log("text", "warning")
    assert asking.get("/healthz").status_code == 200
    assert lines() == []


@pytest.mark.parametrize("sent", ["", "a b", "x" * 101, "ü", 'a"b', "a\\nb"])
def test_an_id_that_is_not_sane_is_replaced(asking: TestClient, sent: str) -> None:
    given = asking.get("/healthz", headers={"X-Request-Id": sent.encode()}).headers["X-Request-Id"]
    assert given != sent
    assert len(given) == 32
    assert given != asking.get("/healthz").headers["X-Request-Id"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_nobody_foresaw_is_logged_with_its_trace_and_without_what_was_asked(
    log: Any, form: str, seeded: Served
) -> None:
    lines = log(form, "warning")
    app = TestClient(create_app(lambda: Failing(), seeded.state), base_url="http://127.0.0.1")  # type: ignore[arg-type, return-value]
    reply = app.post("/v1/ask", json={"question": SECRET}, headers={"X-Request-Id": "abc-2"})
    assert_problem(reply, 500, "log of the service")
    assert reply.headers["X-Request-Id"] == "abc-2"
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'self'")
    written = lines()
    assert any("ValueError" in line for line in written)
    assert any("RuntimeError" in line for line in written)
    assert any(f"{Path(__file__).name}:" in line and "in ask" in line for line in written)
    assert all("abc-2" in line for line in written if line.startswith(("{", "ERROR")))
    assert SECRET not in str(written)


def test_at_debug_the_messages_are_told_too(log: Any, seeded: Served) -> None:
    lines = log("text", "debug")
    app = TestClient(create_app(lambda: Failing(), seeded.state), base_url="http://127.0.0.1")  # type: ignore[arg-type, return-value]
    app.post("/v1/ask", json={"question": SECRET})
    assert f"RuntimeError: cannot answer {SECRET}" in lines()


def test_open_telemetry_gets_no_messages(seeded: Served) -> None:
    app = create_app(lambda: None, seeded.state)
    assert app._telemetry["logs"] is False
    assert app._telemetry["auto_configure"] is False


def test_the_real_service_logs_in_the_form_that_was_set(warm: Warm, tmp_path: Path) -> None:
    settings = {"QA_DATA_DIR": str(tmp_path / "data"), "QA_PORT": "0", "QA_SEED_DIR": "", "QA_LOG_FORMAT": "json"}
    process = warm.start("qa", "serve", env={**settings, "QA_LOG_LEVEL": "info"})
    with client(announced(tmp_path / "data", process.pid)) as http:
        http.get("/healthz")
        http.post("/v1/ask", json={"question": SECRET})
    process.send(signal.SIGTERM)
    done = process.wait()
    assert done.status == 0
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["route"] for line in lines if line["logger"] == "api.access"] == ["/healthz", "/v1/ask"]
    assert SECRET not in done.stderr + done.stdout
