"""A client that is told to come back later does so, and takes no for an answer in the end."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from qa.client import Client, ServiceProblem


@contextmanager
def service(refusals: int) -> Iterator[tuple[str, list[float]]]:
    """A service that answers 429 so many times, and then the documents: none."""
    asked: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(0.0)
            is_refused = len(asked) <= refusals
            body = json.dumps(
                {"detail": "Too many."} if is_refused else {"documents": [], "next_cursor": None}
            ).encode()
            self.send_response(429 if is_refused else 200)
            self.send_header("Retry-After", "0")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_asks_again() -> None:
    with service(3) as (url, asked), Client(url) as client:
        assert client.documents() == []
        assert len(asked) == 4


def test_not_for_ever() -> None:
    with service(1000) as (url, asked), Client(url) as client:
        with pytest.raises(ServiceProblem, match="Too many"):
            client.documents()
        assert len(asked) == 6
