"""`qa serve`: take the folder and the port, say what is done, index the seeds once, answer until told to stop."""

import contextlib
import ipaddress
import signal
import socket
import threading
from itertools import takewhile

import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from api.app import create_app
from api.limits import Rates
from api.metrics import Metrics
from api.opening import open_server, open_store
from api.settings import Settings, SettingsError, model_settings
from api.state.database import FILE
from api.state.retention import Retention
from api.state.service_state import ServiceState
from qa.generate.language_model import LanguageModel, load_language_model
from qa.loading import load
from qa.service import Service
from vectorstore.folder import find_articles
from vectorstore.lock import FolderLock
from vectorstore.postgres import PostgresServer
from vectorstore.store import Store

_SEEDED = "seeded"
_BACKLOG = 2048
PATIENCE_S = 10
"""How long requests under way may take to end once the service is told to stop."""
PATIENCE_MS = 60_000
"""How long a client may take nothing of what is sent to it."""


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

    def __init__(
        self, settings: Settings, lock: FolderLock, console: Console, server: PostgresServer | None = None
    ) -> None:
        self._settings = settings
        self._lock = lock
        self._server = server
        self._console = console
        self.service: Service | None = None
        self.error: Exception | None = None
        self.metrics = Metrics(settings.model)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Read no further seeds; the next start goes on where this one ends."""
        self._stopped.set()

    def run(self) -> None:
        """Load what questions need, open, seed, and hand over; an error is kept for the main thread to tell."""
        try:
            model = self._model()
            load(is_embedded=self._settings.embedding is None)
            with Progressing(self._console) as progress:
                store = open_store(self._settings, progress=progress, lock=self._lock, server=self._server)
                self._seed(store)
            self.service = Service(store, model, on_answer=self.metrics.answered)
            documents, chunks = store.catalog.counts()
            self._console.print(f"{documents} articles, {chunks} passages indexed.")
        except Exception as error:
            self.error = error

    def _model(self) -> LanguageModel | None:
        """Load the model first: what is wrong with it is told before anything is indexed."""
        chosen = model_settings(self._settings)
        return load_language_model(chosen, self.metrics.count) if chosen else None

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
        reading = takewhile(lambda _: not self._stopped.is_set(), articles)
        store.ingest(reading, on_refused=lambda _article, error: messages.append(str(error)))
        for message in messages:
            self._console.print(f"Refused: {escape(message)}", style="yellow")
        if not self._stopped.is_set():
            store.catalog.note(_SEEDED, "done")


def serve(settings: Settings, console: Console) -> int:
    """Serve until stopped; return the exit status."""
    is_exposed = not _is_loopback(settings.host)
    if is_exposed and settings.database_url is None and not (settings.data_dir / FILE).exists():
        raise _unprotected(settings.host)  # before a folder is made
    lock = FolderLock(settings.data_dir)
    listening = listen(settings)
    server = open_server(settings)
    with contextlib.closing(ServiceState(settings.data_dir, server)) as state:
        if is_exposed and not state.keys.all:
            raise _unprotected(settings.host)
        with _deleting_old(settings, state):
            return _serve(settings, console, lock, listening, state, server)


def _serve(
    settings: Settings,
    console: Console,
    lock: FolderLock,
    listening: socket.socket,
    state: ServiceState,
    database: PostgresServer | None,
) -> int:
    url = f"http://{_reached_by(settings.host)}:{listening.getsockname()[1]}"
    opening = Opening(settings, lock, console, database)
    is_exposed = not _is_loopback(settings.host)
    app = create_app(
        lambda: opening.service,
        state,
        allowed_hosts=settings.allowed_hosts,
        is_exposed=is_exposed,
        rates=Rates(settings.key_rate, settings.address_rate),
        metrics=opening.metrics,
    )
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=PATIENCE_S
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


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _unprotected(host: str) -> SettingsError:
    return SettingsError(
        f"QA_HOST={host!r} is not a loopback address, and there is no key to protect the service; make one with "
        "`qa keys create NAME`, or use 127.0.0.1."
    )


def _deleting_old(settings: Settings, state: ServiceState) -> contextlib.AbstractContextManager[object]:
    if settings.retention_days is None:
        return contextlib.nullcontext()
    return contextlib.closing(Retention(state.conversations, settings.retention_days))


def listen(settings: Settings, *, patience_ms: int = PATIENCE_MS) -> socket.socket:
    """Return the socket to listen on; a connection whose client takes nothing for so long is ended by the system.

    :raises SettingsError: if the address cannot be used.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # what is accepted inherits it
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, patience_ms)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(_BACKLOG)  # the address is announced once the index stands, which may be before uvicorn's turn
    except OSError as error:
        raise SettingsError(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}); choose another with QA_PORT."
        ) from error
    return listening


def _reached_by(host: str) -> str:
    """Return the host by which this machine reaches the service: every address includes loopback."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{reached}]" if ":" in reached else reached
