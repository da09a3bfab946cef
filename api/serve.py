"""`qa serve`: take the folder and the port, say what is done, index the seeds once, answer until told to stop."""

import contextlib
import ipaddress
import signal
import socket
import threading
from collections.abc import Iterable, Iterator

import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from api.app import create_app
from api.limits import Rates
from api.metrics import Metrics
from api.settings import Settings, SettingsError
from qa.service import Service
from vectorstore.document import Source
from vectorstore.errors import VectorstoreError
from vectorstore.folder import Article, find_articles
from vectorstore.lock import FolderLock
from vectorstore.store import Store

_SEEDED = "seeded"
_PATIENCE_S = 10
"""How long requests in flight may take to end once the service is told to stop."""


class Progressing:
    """Shows the progress of indexing: a bar on a terminal, a line at the end elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bars = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> "Progressing":
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` is done (0: nobody knows)."""
        label = {"ingest": "reading articles", "index": "indexing passages", "embed": "embedding articles"}.get(
            what, what
        )
        if what not in self._tasks:
            self._tasks[what] = self._bars.add_task(label, total=total or None)
        self._bars.update(self._tasks[what], completed=done, total=total or None)


class Opening:
    """Opens the store and indexes the seeds beside the server, which answers 503 until that is done."""

    def __init__(self, settings: Settings, lock: FolderLock, console: Console) -> None:
        self._settings = settings
        self._lock = lock
        self._console = console
        self.metrics = Metrics()
        self.service: Service | None = None
        self.error: Exception | None = None
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Read no further seeds; the next start goes on where this one ends."""
        self._stopped.set()

    def run(self) -> None:
        """Open, seed, and hand over; an error is kept for the main thread to tell."""
        try:
            with Progressing(self._console) as progress:
                store = Store(self._settings.data_dir, progress=progress, lock=self._lock)
                self._seed(store)
            self.service = Service(store, on_answer=self.metrics.answered)
            documents, chunks = store.catalog.counts()
            self._console.print(f"{documents} articles, {chunks} passages indexed.")
        except Exception as error:
            self.error = error

    def _seed(self, store: Store) -> None:
        state = store.catalog.fact(_SEEDED)
        is_new = state == "begun" or (state is None and store.catalog.counts()[0] == 0)
        folder = self._settings.seed_dir
        if not is_new or folder is None:
            return
        if not folder.is_dir():
            self._console.print(f"There is no folder {folder}, so no articles are indexed; `qa ingest PATH` adds some.")
            return
        self._console.print(f"Indexing the articles in {folder} …")
        store.catalog.note(_SEEDED, "begun")
        articles, refused = find_articles([folder])
        messages = [str(error) for error in refused]
        store.ingest(
            self._loaded(articles, messages),
            on_refused=lambda source, error: messages.append(f"{source.id}: {error}"),
        )
        for message in messages:
            self._console.print(f"Refused: {escape(message)}", style="yellow")
        if not self._stopped.is_set():
            store.catalog.note(_SEEDED, "done")

    def _loaded(self, articles: Iterable[Article], messages: list[str]) -> Iterator[Source]:
        for article in articles:
            if self._stopped.is_set():
                return
            try:
                yield article.load()
            except VectorstoreError as error:
                messages.append(str(error))


def serve(settings: Settings, console: Console) -> int:
    """Serve until stopped; return the exit status."""
    _only_loopback(settings.host)
    lock = FolderLock(settings.data_dir)
    listening = _listen(settings)
    url = f"http://{_shown(settings.host)}:{listening.getsockname()[1]}"
    opening = Opening(settings, lock, console)
    app = create_app(
        lambda: opening.service,
        allowed_hosts=settings.allowed_hosts,
        rates=Rates(settings.key_rate, settings.address_rate),
        metrics=opening.metrics,
    )
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_PATIENCE_S
    )
    server = uvicorn.Server(config)

    def open_and_announce() -> None:
        opening.run()
        if opening.error is not None:
            server.should_exit = True
            return
        lock.announce(url)
        console.print(f"Open [bold]{url}[/bold] in a browser; press Ctrl+C to stop.")

    # uvicorn raises a signal anew once it has stopped; by default SIGTERM would then end us before the index is sealed.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    worker = threading.Thread(target=open_and_announce, name="opening")
    worker.start()
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    opening.stop()
    worker.join()
    if opening.error is not None:
        raise opening.error
    if opening.service is not None:
        opening.service.store.close()
    return 0


def _only_loopback(host: str) -> None:
    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise SettingsError(
            f"QA_HOST={host!r} is not a loopback address, and there are no keys to protect the service; use 127.0.0.1."
        )


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        raise SettingsError(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}); choose another with QA_PORT."
        ) from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
