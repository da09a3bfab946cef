"""`qa keys`, alone and with a running service; and an address that others can reach is never served unprotected."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from problems import assert_problem
from serving import Served, announced, client
from warm import Process, Warm

from api.state.service_state import ServiceState


def secret_of(done: Any) -> str:
    assert done.status == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert line.startswith("qa_")
    assert len(line) == 46
    return str(line)


def stop(process: Process) -> None:
    process.send(15)
    assert process.wait().status == 0


def test_keys_of_a_folder_that_no_service_runs_on(qa: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    done = qa(folder, "keys", "create", "reader", "--scope", "ask")
    secret = secret_of(done)
    assert done.stderr == "The key reader may ask; it is not shown again.\n"
    secret_of(qa(folder, "keys", "create", "keeper"))
    listed = qa(folder, "keys", "list", "--json")
    assert [(key["name"], key["scopes"]) for key in json.loads(listed.stdout)["keys"]] == [
        ("keeper", ["ask", "manage"]),
        ("reader", ["ask"]),
    ]
    assert qa(folder, "keys", "list").stdout.splitlines()[1].startswith("reader  ask  20")
    assert not any(secret.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert qa(folder, "keys", "revoke", "reader").stdout == "Revoked reader.\n"
    for command, sentence in (
        (("revoke", "reader"), "There is no key 'reader'; `qa keys list` shows those there are.\n"),
        (("create", "keeper"), "There is a key 'keeper' already; choose another name, or revoke it first.\n"),
        (("create", "a b"), "The name 'a b' cannot be taken; "),
        (("create", "a", "--scope", "root"), "The scope 'root' is not known; known are ask, manage.\n"),
    ):
        done = qa(folder, "keys", *command)
        assert (done.status, done.stdout) == (1, "")
        assert done.stderr.startswith(sentence)
        assert done.stderr.count("\n") == 1


def test_keys_of_a_running_service(warm: Warm, qa: Any, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    settings = {"QA_DATA_DIR": str(folder), "QA_PORT": "0", "QA_SEED_DIR": ""}
    process = warm.start("qa", "serve", env=settings)
    announced(folder, process.pid)
    keeper = secret_of(qa(folder, "keys", "create", "keeper"))  # no key exists, so none is asked for
    for command in (("keys", "list"), ("keys", "create", "more"), ("ask", "how many?"), ("documents", "list")):
        done = qa(folder, *command)
        assert (done.status, done.stdout) == (1, "")
        assert "QA_API_KEY" in done.stderr
        assert done.stderr.count("\n") == 1
    assert "with a key in QA_API_KEY" in qa(folder, "doctor").stdout
    assert qa(folder, "doctor", QA_API_KEY=keeper).stdout.endswith("to have the files examined.\n")
    reader = secret_of(qa(folder, "keys", "create", "reader", "--scope", "ask", QA_API_KEY=keeper))
    assert "The key lacks the scope manage" in qa(folder, "keys", "list", QA_API_KEY=reader).stderr
    assert qa(folder, "ask", "how many mills?", QA_API_KEY=reader).status == 0
    done = qa(folder, "keys", "create", "reader", QA_API_KEY=keeper)
    assert (done.status, done.stderr) == (
        1,
        "There is a key 'reader' already; choose another name, or revoke it first.\n",
    )
    assert qa(folder, "keys", "list", QA_API_KEY=keeper).stdout.count("\n") == 2
    assert qa(folder, "keys", "revoke", "reader", QA_API_KEY=keeper).stdout == "Revoked reader.\n"
    assert qa(folder, "ask", "how many mills?", QA_API_KEY=reader).status == 1
    stop(process)
    done = qa(folder, "doctor")
    assert "What the service keeps is sound: 0 conversations, 1 keys." in done.stdout
    assert done.status == 0


def test_a_key_is_told_once_over_http(service: Served) -> None:
    reply = service.http.post("/v1/keys", json={"name": "reader", "scopes": ["ask"]})
    assert (reply.status_code, reply.headers["cache-control"]) == (201, "no-store")
    headers = {"Authorization": f"Bearer {reply.json()['key']}"}
    assert service.http.get("/v1/me", headers=headers).json() == {"key": "reader", "scopes": ["ask"]}


@pytest.mark.parametrize(
    "body",
    [{}, {"name": ""}, {"name": "a/b"}, {"name": "-a"}, {"name": "a", "scopes": []}, {"name": "a", "scopes": ["x"]}],
)
def test_a_key_that_cannot_be_made(service: Served, body: dict) -> None:
    assert_problem(service.http.post("/v1/keys", json=body), 422)
    assert service.state.keys.all == ()


def test_keys_that_are_there_twice_or_not(service: Served) -> None:
    assert_problem(service.http.delete("/v1/keys/none"), 404, "'none'")
    _, secret = service.state.keys.create("one")
    headers = {"Authorization": f"Bearer {secret}"}
    assert_problem(service.http.post("/v1/keys", json={"name": "one"}, headers=headers), 409, "'one'")


class TestOtherAddresses:
    def test_every_address_with_a_key(self, warm: Warm, qa: Any, tmp_path: Path) -> None:
        """It is served, found by the command line, and closed to everybody once its last key is revoked."""
        folder = tmp_path / "data"
        secret = secret_of(qa(folder, "keys", "create", "keeper"))
        with socket.create_server(("127.0.0.1", 0)) as one:
            port = str(one.getsockname()[1])
        settings = {"QA_DATA_DIR": str(folder), "QA_PORT": port, "QA_SEED_DIR": "", "QA_HOST": "0.0.0.0"}
        process = warm.start("qa", "serve", env=settings)
        url = announced(folder, process.pid)
        assert url == f"http://127.0.0.1:{port}"
        assert qa(folder, "ask", "how many mills?", QA_API_KEY=secret).status == 0
        with client(url) as http:
            assert_problem(http.get("/v1/documents"), 401)
            headers = {"Authorization": f"Bearer {secret}"}
            assert http.delete("/v1/keys/keeper", headers=headers).status_code == 204
            assert_problem(http.get("/v1/documents"), 401)
            assert_problem(http.post("/v1/keys", json={"name": "thief"}), 401)
        stop(process)

    def test_a_folder_whose_last_key_was_revoked(self, qa: Any, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        folder.mkdir()
        state = ServiceState(folder)
        state.keys.create("one")
        state.keys.revoke("one")
        state.close()
        done = qa(folder, "serve", QA_HOST="0.0.0.0")
        assert (done.status, done.stdout) == (1, "")
        assert "QA_HOST='0.0.0.0' is not a loopback address" in done.stderr
        assert "qa keys create" in done.stderr
        assert done.stderr.count("\n") == 1
