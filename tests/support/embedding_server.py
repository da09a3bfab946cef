"""A server on loopback that speaks OpenAI's embeddings protocol and Ollama's, and can be told to misbehave."""

import base64
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

LETTERS = "abcdefgh"


def vector(text: str, size: int = 8) -> list[float]:
    """Which of the letters a-h a text holds; not of length one, as no promise says so."""
    return [2.0 * (letter in text) for letter in LETTERS[:size]]


@dataclass
class Embedding:
    """What the server does, and what it was asked: the texts of each request, in order."""

    url: str
    size: int = 8
    faults: list[str] = field(default_factory=list)
    """What the next requests get, one each: 429, 500, html, slow, nan, short, ragged, empty."""
    always: str = ""
    """What every request gets, once the faults are used up."""
    asked: list[list[str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def next_fault(self) -> str:
        return self.faults.pop(0) if self.faults else self.always

    def vectors(self, texts: list[str], fault: str) -> list[list[float]]:
        found = [vector(text, self.size) for text in texts]
        if fault == "nan":
            found[-1][0] = float("nan")
        if fault == "ragged":
            found[-1] = found[-1][:-1]
        if fault == "wider":
            found = [[*row, 1.0] for row in found]
        if fault == "zero":
            found = [[0.0] * self.size for _ in found]
        return found[:-1] if fault == "short" else found


def handler(told: Embedding) -> type[BaseHTTPRequestHandler]:
    """Return what answers each request as it is told to."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
            fault = told.next_fault()
            told.asked.append(texts)
            told.times.append(time.monotonic())
            if fault == "slow":
                told.stopped.wait(30)
            if fault == "429":
                self._send(429, {"error": {"message": "too many", "type": "requests"}}, {"Retry-After": "1"})
            elif fault == "500":
                self._send(500, {"error": {"message": "broken"}})
            elif fault == "html":
                self._reply(200, b"<html><body>Bad gateway</body></html>", "text/html", {})
            elif self.path.endswith("/v1/embeddings"):
                self._send(200, _openai(body, told.vectors(texts, fault)))
            elif self.path.endswith("/api/embed"):
                self._send(200, {"model": body["model"], "embeddings": told.vectors(texts, fault)})
            else:
                self._send(404, {"error": f"there is no {self.path}"})

        def _send(self, status: int, body: dict, headers: dict[str, str] | None = None) -> None:
            self._reply(status, json.dumps(body).encode(), "application/json", headers or {})

        def _reply(self, status: int, body: bytes, kind: str, headers: dict[str, str]) -> None:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the client has given up, as is wanted
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def embedding_server() -> Iterator[Embedding]:
    """Serve on a free port of loopback."""
    told = Embedding("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(told))
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield told
    finally:
        told.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _openai(body: dict, vectors: list[list[float]]) -> dict:
    """The reply of /v1/embeddings; the real client asks for base64 unless it is told otherwise."""
    in_base64 = body.get("encoding_format") == "base64"
    rows = [base64.b64encode(np.array(v, "<f4").tobytes()).decode() if in_base64 else v for v in vectors]
    data = [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(rows)]
    usage = {"prompt_tokens": 1, "total_tokens": 1}
    return {"object": "list", "model": body["model"], "data": data, "usage": usage}
