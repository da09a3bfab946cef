"""A language model that follows a script: the real chat-completions protocol, streamed or not, over real sockets.

A test's script gets what the service asks (`Asked`: the messages, the numbered sentences, the question) and returns
what the model does (`Reply`: its words and how they come: slowly, cut off, as an error).
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_SENTENCE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_QUESTION = re.compile(r"^Question: (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Asked:
    """A request as the model's server got it."""

    body: dict[str, Any]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def human(self) -> str:
        return str(self.body["messages"][-1]["content"])

    @property
    def prompt(self) -> str:
        return f"{self.system}\n{self.human}"

    @property
    def is_rewriting(self) -> bool:
        return "rewrite the last question" in self.system

    @property
    def sentences(self) -> dict[int, str]:
        """The sentences under their numbers."""
        return {int(number): text for number, text in _SENTENCE.findall(self.human)}

    @property
    def question(self) -> str:
        return _QUESTION.findall(self.human)[-1]


@dataclass(frozen=True)
class Reply:
    """What the model does.

    ``text`` comes in pieces of ``piece`` characters, ``pause_s`` apart, after ``hang_s``; the connection is cut after
    ``cut`` of them. Any ``status`` but 200 is an error with ``headers``. ``raw`` is a body of HTML instead.
    """

    text: str = ""
    piece: int = 7
    pause_s: float = 0.0
    cut: int | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    hang_s: float = 0.0


Script = Callable[[Asked], Reply]


def said(
    claims: Sequence[tuple[str, Sequence[int]]],
    translations: Mapping[int, str] | None = None,
    *,
    declined: bool = False,
    **how: Any,
) -> Reply:
    """Reply with an answer as the prompt asks for it."""
    answer = {
        "declined": declined,
        "claims": [{"text": text, "citations": list(numbers)} for text, numbers in claims],
        "translations": [{"sentence": number, "text": text} for number, text in (translations or {}).items()],
    }
    return Reply(json.dumps(answer, ensure_ascii=False), **how)


class ScriptedModel:
    """A server of a scripted model; ``asked`` is what it was asked, ``left`` counts clients that left mid-reply."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Asked] = []
        self.left = 0
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"model": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def scripted(script: Script) -> Iterator[ScriptedModel]:
    model = ScriptedModel(script)
    try:
        yield model
    finally:
        model.close()


class _Handler(BaseHTTPRequestHandler):
    model: ScriptedModel
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Write nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = Asked(body)
        self.model.asked.append(asked)
        reply = self.model.script(asked)
        try:
            self.model.stopping.wait(reply.hang_s)
            self._reply(reply, is_streamed=bool(body.get("stream")))
        except OSError:
            self.model.left += 1
            self.close_connection = True

    def _reply(self, reply: Reply, *, is_streamed: bool) -> None:
        if reply.raw is not None:
            self._whole(200, reply.raw, "text/html")
        elif reply.status != 200:
            error = {"error": {"message": "scripted", "type": "scripted", "code": None}}
            self._whole(reply.status, json.dumps(error).encode(), "application/json", reply.headers)
        elif is_streamed:
            self._stream(reply)
        else:
            message = {"role": "assistant", "content": reply.text}
            whole = {**_HEAD, "object": "chat.completion", "usage": _usage(reply)}
            whole["choices"] = [{"index": 0, "message": message, "finish_reason": "stop"}]
            self._whole(200, json.dumps(whole).encode(), "application/json")

    def _whole(self, status: int, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        pieces = [reply.text[at : at + reply.piece] for at in range(0, len(reply.text), reply.piece)]
        for at, piece in enumerate(pieces):
            if at == reply.cut:
                self.close_connection = True
                return
            self._event({"delta": {"role": "assistant", "content": piece}, "finish_reason": None})
            if reply.pause_s:
                self.model.stopping.wait(reply.pause_s)
        if reply.cut is not None and reply.cut >= len(pieces):
            self.close_connection = True
            return
        self._event({"delta": {}, "finish_reason": "stop"}, usage=_usage(reply))
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, choice: dict[str, Any], usage: dict[str, int] | None = None) -> None:
        event = {**_HEAD, "object": "chat.completion.chunk", "choices": [{"index": 0, **choice}], "usage": usage}
        self._chunk(f"data: {json.dumps(event)}\n\n".encode())

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


_HEAD: dict[str, Any] = {"id": "scripted", "created": int(time.time()), "model": "scripted"}


def _usage(reply: Reply) -> dict[str, int]:
    return {"prompt_tokens": 100, "completion_tokens": len(reply.text), "total_tokens": 100 + len(reply.text)}
