"""A call of a model ends when whoever reads it leaves, even where the vendor's client swallows the cancellation."""

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.messages import AIMessageChunk

from qa.generate.model import ChatModel


class Swallowing:
    """A chat model whose client loses the first cancellation, as `asyncio.wait_for` does before Python 3.12."""

    def __init__(self) -> None:
        self.has_ended = threading.Event()

    async def astream(self, _messages: Any) -> AsyncIterator[AIMessageChunk]:
        try:
            yield AIMessageChunk("first")
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                yield AIMessageChunk("second")
            await asyncio.sleep(60)
        finally:
            self.has_ended.set()


def test_a_swallowed_cancellation_ends_the_call_all_the_same() -> None:
    chat = Swallowing()
    reply = ChatModel(chat, lambda _event, _amount: None).tokens([("human", "?")], within_s=60, shaped=False)
    assert next(reply) == "first"
    reply.close()  # type: ignore[attr-defined]
    assert chat.has_ended.wait(10)
