"""A running service: in this process on a free loopback port, or the real `qa serve` in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from warm import clean_environment

if TYPE_CHECKING:
    from api.state.service_state import ServiceState
    from qa.generate.language_model import LanguageModel
    from vectorstore import Store

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


@dataclass(frozen=True)
class Served:
    """A service that answers: its address, its data folder, a client of it; its store and state if in this process."""

    url: str
    folder: Path
    http: httpx.Client
    store: "Store | None" = None
    state: "ServiceState | None" = None

    def ask(self, question: str, **wishes: object) -> dict:
        reply = self.http.post("/v1/ask", json={"question": question, **wishes})
        assert reply.status_code == 200, reply.text
        return reply.json()

    def document(self, document_id: str) -> dict:
        reply = self.http.get(f"/v1/documents/{document_id}")
        assert reply.status_code == 200, reply.text
        return reply.json()

    def ids(self) -> list[str]:
        """Return the id of every document, a page at a time."""
        found: list[str] = []
        cursor = ""
        while cursor is not None:
            page = self.http.get("/v1/documents", params={"limit": 200, "cursor": cursor}).json()
            found += [document["id"] for document in page["documents"]]
            cursor = page["next_cursor"]
        return found


def client(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=120, trust_env=False)


@contextmanager
def serve_here(
    folder: Path,
    seeds: Path | None = None,
    *,
    ready: bool = True,
    model: "LanguageModel | None" = None,
    database_url: str | None = None,
) -> Iterator[Served]:
    """Serve from a thread of this process; the articles of ``seeds`` come in first. Not ``ready``: never answers."""
    import uvicorn

    from api.app import create_app
    from api.metrics import Metrics
    from api.state.service_state import ServiceState
    from qa.service import Service
    from vectorstore import Store
    from vectorstore.folder import find_articles
    from vectorstore.postgres import PostgresServer

    server = PostgresServer(database_url) if database_url else None
    store = Store(folder, server=server)
    articles = [article.load() for article in find_articles([seeds])[0]] if seeds else []
    store.ingest(articles)
    metrics = Metrics()
    service = Service(store, model, on_answer=metrics.answered)
    state = ServiceState(folder, server)
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = create_app(lambda: service if ready else None, state, metrics=metrics)
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    http_server = uvicorn.Server(config)
    thread = threading.Thread(target=http_server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        with client(url) as http:
            yield Served(url, folder, http, store, state)
    finally:
        http_server.should_exit = True
        thread.join()
        listening.close()
        state.close()
        store.close()


@contextmanager
def qa_serve(folder: Path, seeds: Path | str = SEEDS, **settings: str) -> Iterator[Served]:
    """Run the real command ``qa serve``, from a cold start, and stop it as a service manager would."""
    environment = clean_environment(QA_DATA_DIR=str(folder), QA_PORT="0", QA_SEED_DIR=str(seeds), **settings)
    command = [str(Path(sys.executable).with_name("qa")), "serve"]
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.log").open("a+") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            url = announced(folder, process.pid)
            with client(url) as http:
                yield Served(url, folder, http)
        finally:
            process.send_signal(signal.SIGTERM)
            status = process.wait(30)
        log.seek(0)
        assert status == 0, log.read()


def announced(folder: Path, pid: int, *, within_s: float = 90) -> str:
    """Wait until the service of a process is ready, and return its address."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        try:
            owner: Mapping[str, object] = json.loads((folder / "LOCK").read_text("utf-8"))
        except (OSError, ValueError):
            owner = {}
        if owner.get("pid") == pid and owner.get("url"):
            return str(owner["url"])
        os.kill(pid, 0)
        time.sleep(0.05)
    raise TimeoutError(f"the service in {folder} did not get ready in {within_s} s")
