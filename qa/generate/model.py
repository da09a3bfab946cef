"""The language model behind LangChain's `init_chat_model`: its one home, imported when a model is set (design D12)."""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import regex

from qa.errors import QaError
from qa.generate.failures import failure_of
from qa.generate.patience import ModelFailed

HEARTBEAT_S = 0.5
"""While nothing comes, how often whoever reads gets the chance to leave, in seconds."""

Messages = Sequence[tuple[str, str]]
"""Roles (``system``, ``human``) and what they say."""

Count = Callable[[str, int], None]
"""Adds to a counter: calls, retries, failed_<reason>, tokens_in, tokens_out, claims_kept, claims_dropped, fallbacks."""

_EXTRAS = ("openai", "anthropic", "ollama", "huggingface")
_NEEDED = regex.compile(r"requires the (\S+) package")

ANSWER_SCHEMA: dict[str, Any] = {
    "title": "answer",
    "description": "Claims with the numbers of the sentences that say them, and translations of these sentences.",
    "type": "object",
    "properties": {
        "declined": {"type": "boolean", "description": "true if the sentences do not hold the answer"},
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "citations": {"type": "array", "items": {"type": "integer"}},
                },
                "required": ["text", "citations"],
                "additionalProperties": False,
            },
        },
        "translations": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"sentence": {"type": "integer"}, "text": {"type": "string"}},
                "required": ["sentence", "text"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["declined", "claims", "translations"],
    "additionalProperties": False,
}


class BadModel(QaError):
    """The model that is set cannot be used; the message says what to change or install."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model: ``name`` is ``provider:name``, ``base_url`` its server's address or None for the provider's own.

    ``timeout_s`` is for all calls of one answer, ``context_tokens`` what of the articles is put before it.
    """

    name: str
    base_url: str | None = None
    timeout_s: float = 60.0
    context_tokens: int = 4000


class Model(Protocol):
    """A language model that replies to messages."""

    def tokens(self, messages: Messages, *, within_s: float, shaped: bool) -> Iterator[str]:
        """Yield the reply piece by piece, and the empty string while nothing comes; closing ends the call.

        ``shaped`` asks for `ANSWER_SCHEMA` where the model can be held to it.

        :raises ModelFailed: if the call fails or takes longer than ``within_s``.
        """


class ChatModel:
    """One of LangChain's chat models. Its calls are coroutines, so that each can be cancelled at any moment."""

    def __init__(self, chat: Any, count: Count) -> None:
        self._chat = chat
        self._shaped = _held_to_schema(chat)
        self._count = count

    def tokens(self, messages: Messages, *, within_s: float, shaped: bool) -> Iterator[str]:
        """Yield the reply as `Model.tokens` says. Callbacks of LangChain's current run see the call."""
        pieces: queue.SimpleQueue[str | ModelFailed | None] = queue.SimpleQueue()
        use_schema = shaped and self._shaped is not None
        runnable = self._shaped if use_schema else self._chat
        left = threading.Event()
        call = asyncio.run_coroutine_threadsafe(self._read(runnable, messages, within_s, pieces, left), _loop())
        try:
            while (piece := _next(pieces)) is not None:
                if isinstance(piece, ModelFailed):
                    raise self._without_schema(piece) if use_schema else piece
                yield piece
        finally:
            left.set()
            call.cancel()

    async def _read(
        self,
        runnable: Any,
        messages: Messages,
        within_s: float,
        pieces: "queue.SimpleQueue[str | ModelFailed | None]",
        left: threading.Event,
    ) -> None:
        try:
            async with asyncio.timeout(within_s):
                async for chunk in runnable.astream(list(messages)):
                    if left.is_set():
                        _cancel_again()
                    self._count_tokens(chunk)
                    if text := _text_of(chunk):
                        pieces.put(text)
            pieces.put(None)
        except Exception as error:  # the call ends here, and every vendor has exceptions of its own
            pieces.put(failure_of(error))

    def _without_schema(self, failure: ModelFailed) -> ModelFailed:
        """Ask without the schema from now on if a server rejects a call that has one."""
        if failure.reason != "rejected":
            return failure
        self._shaped = None
        return ModelFailed(failure.reason, str(failure), is_retryable=True)

    def _count_tokens(self, chunk: Any) -> None:
        usage = getattr(chunk, "usage_metadata", None)
        if usage:
            self._count("tokens_in", usage.get("input_tokens", 0))
            self._count("tokens_out", usage.get("output_tokens", 0))


def _cancel_again() -> None:
    """Cancel the task that runs: `asyncio.wait_for` in a vendor's client may swallow a cancellation (Python < 3.12)."""
    task = asyncio.current_task()
    assert task is not None
    task.cancel()


def load_chat_model(settings: ModelSettings, count: Count) -> ChatModel:
    """Return the model that is set, ready to be asked; nothing is sent yet. Takes seconds: LangChain is imported.

    :raises BadModel: if the name is none, the provider's package is not installed, or its key is missing.
    """
    provider, _, name = settings.name.partition(":")
    if not provider.strip() or not name.strip():
        raise BadModel(
            f"QA_MODEL={settings.name!r} names no provider and model; write provider:name, such as openai:gpt-4o-mini "
            "or ollama:llama3.2."
        )
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"base_url": settings.base_url} if settings.base_url else {}
    try:
        chat = init_chat_model(name, model_provider=provider, max_retries=0, **options)
    except ImportError as error:
        raise BadModel(
            f"QA_MODEL={settings.name!r} needs a package that is not installed; run: {_install(provider, error)}"
        ) from error
    except Exception as error:  # what a vendor says of a missing key or a wrong name is an exception of its own
        reason = " ".join(str(error).split())[:300]
        raise BadModel(f"QA_MODEL={settings.name!r} cannot be used: {reason}") from error
    return ChatModel(chat, count)


def _install(provider: str, error: ImportError) -> str:
    if provider in _EXTRAS:
        return f".venv/bin/pip install -e '.[{provider}]'"
    needed = _NEEDED.search(str(error))
    return f".venv/bin/pip install {needed[1] if needed else 'langchain-' + provider.replace('_', '-')}"


def _held_to_schema(chat: Any) -> Any:
    """Return the model bound to `ANSWER_SCHEMA`, or None where it is not known to support that.

    Its reply is read by `qa.generate.reading`, while it comes; LangChain's parser would wait for the end.
    """
    if not (getattr(chat, "profile", None) or {}).get("structured_output"):
        return None
    return getattr(chat.with_structured_output(ANSWER_SCHEMA), "first", None)


def _text_of(chunk: Any) -> str:
    """Return what a chunk adds to the reply; models held to a schema by a tool say it in the tool's arguments."""
    calls = getattr(chunk, "tool_call_chunks", None) or ()
    return str(chunk.text) or "".join(call.get("args") or "" for call in calls)


def _next(pieces: "queue.SimpleQueue[str | ModelFailed | None]") -> str | ModelFailed | None:
    try:
        return pieces.get(timeout=HEARTBEAT_S)
    except queue.Empty:
        return ""


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the event loop in which all models are called; clients keep their connections in it, so it never ends."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop
