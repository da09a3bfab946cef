"""`qa doctor`: is the data folder sound, does the index hold what the catalog holds, and what mends it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from api.opening import open_store
from api.settings import Settings
from api.state.database import FILE
from api.state.service_state import ServiceState
from qa.client import Client, ServiceProblem
from vectorstore.errors import DataFolderBusy, VectorstoreError
from vectorstore.lock import running_service
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is sound, and what to do if not."""

    is_sound: bool
    text: str


def examine(settings: Settings, console: Console, *, repair: bool = False) -> int:
    """Print what was looked at; return 0 if all is sound, else 1."""
    findings = _examine(settings, repair=repair)
    for finding in findings:
        mark = "[green]ok[/green]     " if finding.is_sound else "[red]problem[/red]"
        console.print(f"{mark}  {escape(finding.text)}")
    return 0 if all(finding.is_sound for finding in findings) else 1


def _examine(settings: Settings, *, repair: bool) -> list[Finding]:
    folder = settings.data_dir
    url = running_service(folder)
    if url is not None:
        return [_service(url, settings.api_key)]
    if not folder.exists():
        return [Finding(True, f"There is no data folder {folder} yet; `qa serve` makes it.")]
    try:
        store = open_store(settings)
    except DataFolderBusy as error:
        return [Finding(False, str(error))]
    except VectorstoreError as error:
        return [Finding(False, f"{error}")]
    try:
        store.wait()
        found = [*_catalog(store), *_index(store, repair=repair), *_trouble(store)]
        return [*found, *_state(settings.data_dir)]
    finally:
        store.close()


def _state(folder: Path) -> list[Finding]:
    if not (folder / FILE).exists():
        return []
    try:
        with closing(ServiceState(folder)) as state:
            wrong = state.database.check()
            conversations, keys = state.conversations.count(), len(state.keys.all)
    except VectorstoreError as error:
        return [Finding(False, str(error))]
    if wrong:
        return [Finding(False, f"{folder / FILE} is damaged: {'; '.join(wrong[:3])}. Restore it from a backup.")]
    return [Finding(True, f"What the service keeps is sound: {conversations} conversations, {keys} keys.")]


def _service(url: str, key: str | None) -> Finding:
    try:
        with Client(url, key=key, timeout_s=10) as client:
            count = len(client.documents())
    except ServiceProblem as problem:
        if problem.status in (401, 403):
            return Finding(True, f"The service at {url} answers; with a key in QA_API_KEY that may ask, it says more.")
        return Finding(False, f"The service at {url} does not answer: {problem}")
    return Finding(
        True, f"The service at {url} answers and holds {count} articles; stop it to have the files examined."
    )


def _catalog(store: Store) -> list[Finding]:
    wrong = store.catalog.check()
    documents, chunks = store.catalog.counts()
    if wrong:
        return [
            Finding(False, f"The catalog is damaged: {'; '.join(wrong[:3])}. Restore the data folder from a backup.")
        ]
    return [Finding(True, f"The catalog is sound: {documents} articles, {chunks} passages.")]


def _trouble(store: Store) -> list[Finding]:
    return [Finding(False, store.trouble)] if store.trouble else []


def _index(store: Store, *, repair: bool) -> list[Finding]:
    if repair:
        store.rebuild()
    missing, extra = store.compare_index()
    if missing or extra:
        advice = (
            "run `qa doctor --repair`" if not repair else "the index could not be mended; remove its folder `index`"
        )
        return [Finding(False, f"The index lacks {missing} passages and has {extra} that no article has; {advice}.")]
    return [Finding(True, "The index holds every passage of the catalog, and nothing else.")]
