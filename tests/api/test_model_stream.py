"""A model behind the doors: what it writes leaves claim by claim, and a client that leaves ends its call."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from generating import QUESTION, TRUE, number_of, truthful
from scripted_model import Asked, Reply, ScriptedModel, said, scripted
from serving import SEEDS, Served, serve_here

from qa.generate.language_model import load_language_model
from qa.generate.model import ModelSettings

BODY = {"question": QUESTION}
CHAT = {"model": "qa", "messages": [{"role": "user", "content": QUESTION}], "stream": True}


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with scripted(truthful) as model:
        yield model


@pytest.fixture(scope="module")
def served(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_API_KEY", "for-loopback-only")
        loaded = load_language_model(ModelSettings("openai:scripted", model.url))
    with serve_here(tmp_path_factory.mktemp("model") / "data", SEEDS, model=loaded) as served:
        yield served


def two_claims(asked: Asked) -> Reply:
    claims = [(TRUE, [number_of(asked)]), ("There are 17 cooperative unions", [number_of(asked)])]
    return said(claims, pause_s=0.05)


def test_deltas_come_while_the_model_writes_and_join_to_the_answer(served: Served, model: ScriptedModel) -> None:
    model.script = two_claims
    told: list[tuple[str, dict, float]] = []
    with served.http.stream("POST", "/v1/ask/stream", json=BODY) as reply:
        for line in reply.iter_lines():
            if line.startswith("event: "):
                told.append((line.removeprefix("event: "), {}, time.monotonic()))
            elif line.startswith("data: "):
                told[-1][1].update(json.loads(line.removeprefix("data: ")))
    assert [name for name, _, _ in told] == ["passages", "delta", "delta", "answer"]
    answer = told[-1][1]
    assert "".join(data["text"] for name, data, _ in told if name == "delta") == answer["text"]
    assert (answer["mode"], len(answer["claims"])) == ("generative", 2)
    assert told[2][2] - told[1][2] > 0.1


def test_the_openai_shape_streams_the_same_claims(served: Served, model: ScriptedModel) -> None:
    model.script = two_claims
    text = ""
    with served.http.stream("POST", "/v1/chat/completions", json=CHAT) as reply:
        for line in reply.iter_lines():
            if line.startswith("data: {"):
                text += json.loads(line.removeprefix("data: "))["choices"][0]["delta"].get("content", "")
    assert text == f"{TRUE} [1]; There are 17 cooperative unions [1]"


@pytest.mark.parametrize(("path", "body"), [("/v1/ask/stream", BODY), ("/v1/chat/completions", CHAT)])
def test_a_client_that_leaves_ends_the_call_of_the_model(
    served: Served, model: ScriptedModel, path: str, body: dict
) -> None:
    model.script = lambda asked: truthful(asked, pause_s=0.5)
    left = model.left
    asked = len(model.asked)
    with (
        httpx.Client(base_url=served.url, trust_env=False) as leaving,
        leaving.stream("POST", path, json=body) as reply,
    ):
        assert reply.status_code == 200
        pieces = reply.iter_bytes()  # dropping it would be leaving already
        next(pieces)
        wait_until(lambda: len(model.asked) > asked)
    wait_until(lambda: model.left > left)


def wait_until(is_so, within_s: float = 10) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_generated_answer_is_kept_with_its_translation(served: Served, model: ScriptedModel, tmp_path: Path) -> None:
    model.script = truthful
    answer = served.ask(QUESTION)
    assert answer["citations"][0]["translation"]["machine"] is True
    conversation = served.http.get(f"/v1/conversations/{answer['conversation_id']}").json()
    assert json.dumps(answer["citations"][0]["translation"], ensure_ascii=False) in json.dumps(
        conversation, ensure_ascii=False
    )
