"""The language model's settings: refused at start in words, passed through, never loaded in vain."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from generating import QUESTION, TRUE, truthful
from scripted_model import Reply, scripted
from serving import ROOT, Served, qa_serve

from api.settings import SettingsError, model_settings, read_settings
from qa.generate.model import BadModel, ModelSettings, load_chat_model


def test_without_a_model_there_are_no_settings_of_it() -> None:
    assert model_settings(read_settings({})) is None
    assert model_settings(read_settings({"QA_MODEL": "", "QA_MODEL_BASE_URL": ""})) is None


def test_what_is_set_is_passed_down() -> None:
    settings = read_settings(
        {
            "QA_MODEL": "ollama:llama3.2",
            "QA_MODEL_BASE_URL": "http://127.0.0.1:11434",
            "QA_MODEL_TIMEOUT_S": "5",
            "QA_MODEL_CONTEXT_TOKENS": "900",
        }
    )
    assert model_settings(settings) == ModelSettings("ollama:llama3.2", "http://127.0.0.1:11434", 5.0, 900)


@pytest.mark.parametrize(
    ("name", "value"),
    [("BASE_URL", "localhost"), ("TIMEOUT_S", "0"), ("TIMEOUT_S", "nan"), ("CONTEXT_TOKENS", "1"), ("KEY", "secret")],
)
def test_what_cannot_be_used_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"QA_MODEL_{name}"):
        read_settings({"QA_MODEL": "openai:x", f"QA_MODEL_{name}": value})


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("gpt-4o-mini", "write provider:name"),
        (":x", "write provider:name"),
        ("openai:", "write provider:name"),
        ("nobody:x", "nobody"),
        ("anthropic:claude-sonnet-4-5", r"run: \.venv/bin/pip install -e '\.\[anthropic\]'"),
        ("groq:llama", r"run: \.venv/bin/pip install langchain-groq"),
        ("openai:x", "OPENAI_API_KEY"),
    ],
)
def test_a_model_that_cannot_be_used_is_refused_with_the_cure(
    monkeypatch: pytest.MonkeyPatch, model: str, told: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(BadModel, match=told) as refused:
        load_chat_model(ModelSettings(model), lambda *_: None)
    assert model in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_service_whose_model_is_missing_does_not_start(qa, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = qa(tmp_path / "data", "serve", QA_MODEL="anthropic:claude-sonnet-4-5", QA_SEED_DIR="")
    assert done.status == 1
    assert "pip install -e '.[anthropic]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_model_nothing_of_it_is_imported() -> None:
    script = (
        "import sys, api.cli, api.serve, api.local; print([m for m in sys.modules if m in ('langchain', 'openai')])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_generative_without_a_model_is_a_conflict(seeded: Served) -> None:
    reply = seeded.http.post("/v1/ask", json={"question": QUESTION, "mode": "generative"})
    assert reply.status_code == 409
    assert seeded.ask(QUESTION, mode="auto")["mode"] == "extractive"


def test_the_real_service_answers_with_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-loopback-only")
    with (
        scripted(truthful) as model,
        qa_serve(tmp_path / "data", QA_MODEL="openai:scripted", QA_MODEL_BASE_URL=model.url) as served,
    ):
        answer = served.ask(QUESTION, mode="generative")
        assert (answer["mode"], answer["text"]) == ("generative", f"{TRUE} [1]")
        (citation,) = answer["citations"]
        text = httpx.get(f"{served.url}/v1/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start_char_index"] : citation["end_char_index"]] == citation["cited_text"]
        assert citation["translation"]["machine"] is True
        model.script = lambda _: Reply(status=401)
        answer = served.ask(QUESTION)
        assert (answer["mode"], answer["notices"]) == ("extractive", ["model_unavailable"])
