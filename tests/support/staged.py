"""A service that goes through given motions, served in this process: for what a real one does too seldom."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import uvicorn
from serving import client

from api.app import create_app
from api.serve import listen
from api.settings import Settings
from api.state.service_state import ServiceState
from qa.events import Delta, Event, PassagesFound
from qa.request import AskRequest
from qa.service import Service


class Staged(Service):
    """A service that goes through given motions; it counts what it was asked to work out, and knows when it was let go.

    ``break``: fails after a delta; ``slow``: says nothing for a while; ``endless``: never comes to an end.
    """

    def __init__(self) -> None:
        self.steps = 0
        self.ended = threading.Event()

    def stream(self, request: AskRequest) -> Iterator[Event]:
        return self._staged(request.question)

    def _staged(self, question: str) -> Iterator[Event]:
        try:
            yield PassagesFound(())
            yield Delta("One [1]")
            if question == "break":
                raise RuntimeError("the secret of the house")
            if question == "slow":
                time.sleep(0.5)
            while question == "endless":
                self.steps += 1
                yield Delta("x" * 10_000)
        finally:
            self.ended.set()


@contextmanager
def served(service: Service, *, patience_ms: int = 60_000) -> Iterator[httpx.Client]:
    """Serve on a socket made as `qa serve` makes its own."""
    listening = listen(Settings(port=0), patience_ms=patience_ms)
    with TemporaryDirectory() as folder, closing(ServiceState(Path(folder))) as state:
        config = uvicorn.Config(create_app(lambda: service, state), log_level="warning", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            with client(f"http://127.0.0.1:{listening.getsockname()[1]}") as http:
                yield http
        finally:
            server.should_exit = True
            thread.join()
            listening.close()
