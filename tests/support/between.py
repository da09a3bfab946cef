"""A wire between a page and its service that can fail: answer in its place, hold a reply back, cut it off."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OF_THE_CONNECTION = {"connection", "transfer-encoding", "keep-alive", "content-length"}


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request: another status, or a reply that ends right after a marker.

    ``hold`` is waited for (10 s at most) before anything of the reply's body is passed on.
    """

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    cut_at: bytes | None = None
    hold: threading.Event | None = None


class Wire:
    """Passes requests on; ``faults`` holds, for a path, what happens to the next requests for it, first to last."""

    def __init__(self, target: str) -> None:
        self.target = urlsplit(target)
        self.faults: dict[str, list[Fault]] = {}
        self.seen: list[tuple[str, str]] = []
        self.url = ""

    def fault_of(self, path: str) -> Fault:
        """Take the next fault of a path."""
        waiting = self.faults.get(path.split("?")[0], [])
        return waiting.pop(0) if waiting else Fault()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wire: Wire

    def _pass_on(self) -> None:
        self.wire.seen.append((self.command, self.path))
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.wire.fault_of(self.path)
        with suppress(OSError):  # the browser has left
            if fault.status is None:
                self._relay(fault, body)
            else:
                self._refuse(fault)

    def _refuse(self, fault: Fault) -> None:
        content = b'{"title": "Refused", "detail": "Refused on the wire."}'
        self.send_response(fault.status or 500)
        for name, value in {"Content-Type": "application/problem+json", **fault.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self._end_headers()
        self.wfile.write(content)

    def _relay(self, fault: Fault, body: bytes) -> None:
        host, port = self.wire.target.hostname or "", self.wire.target.port
        connection = http.client.HTTPConnection(host, port, timeout=60)
        try:
            connection.request(self.command, self.path, body or None, dict(self.headers.items()))
            reply = connection.getresponse()
            self.send_response(reply.status)
            for name, value in reply.getheaders():
                if name.lower() not in _OF_THE_CONNECTION:
                    self.send_header(name, value)
            if reply.status in (204, 304):  # these have no body, not even an empty one
                return self._end_headers()
            self.send_header("Transfer-Encoding", "chunked")
            self._end_headers()
            if fault.hold is not None:
                fault.hold.wait(10)
            if self._copy(reply, fault.cut_at):
                self.wfile.write(b"0\r\n\r\n")
            return None
        finally:
            connection.close()

    def _end_headers(self) -> None:
        self.send_header("Connection", "close")  # unsaid, the browser may ask again on what is just being closed
        self.end_headers()

    def _copy(self, reply: http.client.HTTPResponse, cut_at: bytes | None) -> bool:
        """Pass the body on as it comes; false if it was cut off after a marker."""
        sent = b""
        while piece := reply.read1(65536):
            sent += piece
            end = sent.find(cut_at) + len(cut_at) if cut_at is not None and cut_at in sent else None
            part = piece if end is None else piece[: len(piece) - (len(sent) - end)]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part) if part else b"")
            self.wfile.flush()
            if end is not None:
                return False
        return True

    do_GET = do_POST = do_PATCH = do_DELETE = _pass_on  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128  # a page asks for all its files at once


@contextmanager
def wire_to(target: str) -> Iterator[Wire]:
    """Run a wire to a service on a free loopback port."""
    wire = Wire(target)
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"wire": wire}))
    wire.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
