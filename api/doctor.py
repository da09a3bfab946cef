"""`qa doctor`: is the data folder sound, what of it can be mended, and what only a backup brings back."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from api.opening import open_server, open_store
from api.settings import Settings
from api.state.database import FILE as STATE_FILE
from api.state.service_state import ServiceState
from qa.client import Client, ServiceProblem
from vectorstore import rescue
from vectorstore.backup import databases
from vectorstore.catalog import FILE, Catalog
from vectorstore.checkup import Finding, set_aside
from vectorstore.checkup import examine as examine_store
from vectorstore.errors import VectorstoreError
from vectorstore.lock import FolderLock, running_service
from vectorstore.postgres import PostgresServer

_BACKUP = "Only a backup brings it back (docs/operations.md says how); nothing was changed."
_REPAIR = "`qa doctor --repair` makes it anew from the articles."


def examine(settings: Settings, console: Console, *, repair: bool = False) -> int:
    """Print what was looked at, and mend what can be if asked to; return 0 if all is sound in the end, else 1."""
    try:
        findings = list(_examine(settings, repair=repair))
    except VectorstoreError as error:  # busy, or not to be written: nothing was looked at
        findings = [Finding("folder", False, str(error))]
    for finding in findings:
        mark = "[green]ok[/green]     " if finding.is_sound else "[red]problem[/red]"
        console.print(f"{mark}  {escape(finding.text)}")
    return 0 if all(finding.is_sound for finding in findings) else 1


def _examine(settings: Settings, *, repair: bool) -> Iterator[Finding]:
    folder = settings.data_dir
    url = running_service(folder)
    if url is not None:
        yield _service(url, settings.api_key)
        return
    if not folder.exists():
        yield Finding("folder", True, f"There is no data folder {folder} yet; `qa serve` makes it.")
        return
    with ExitStack() as opened:
        lock = opened.enter_context(closing(FolderLock(folder)))
        server = open_server(settings)
        if server is not None:
            opened.enter_context(closing(server))
        found = [*_other_databases(folder, server), *examine_store(folder, server=server)]
        wrong = [one for one in found if not one.is_sound and one.part in ("catalog", "index")]
        is_hopeless = any(not one.is_mendable for one in wrong)
        is_mended = repair and not is_hopeless
        yield from (one if one.is_sound else _advised(one) for one in found if not (is_mended and one in wrong))
        if is_mended or not wrong:
            yield from _opened(settings, lock, server, wrong, repair=repair)


def _service(url: str, key: str | None) -> Finding:
    try:
        with Client(url, key=key, timeout_s=10) as client:
            count = len(client.documents())
    except ServiceProblem as problem:
        if problem.status in (401, 403):
            text = f"The service at {url} answers; with a key in QA_API_KEY that may ask, it says more."
            return Finding("service", True, text)
        return Finding("service", False, f"The service at {url} does not answer: {problem}")
    return Finding(
        "service",
        True,
        f"The service at {url} answers and holds {count} articles; stop it to have the files examined.",
    )


def _advised(finding: Finding) -> Finding:
    return replace(finding, text=f"{finding.text} {_REPAIR if finding.is_mendable else _BACKUP}")


def _other_databases(folder: Path, server: PostgresServer | None) -> Iterator[Finding]:
    """Look at what the service keeps besides articles; nothing of that can be made anew."""
    if server is not None:
        yield _kept("service", folder, server)
        text = f"Files of {server.shown} are not looked at: `pg_amcheck` does that, and `pg_dump` makes backups."
        yield Finding("service", True, text)
        return
    for path in databases(folder):
        if path.name == FILE:
            continue
        wrong = rescue.examine_file(path)
        if wrong:
            yield Finding(path.name, False, f"{path} is damaged ({wrong[0]}).", is_mendable=False)
        elif path.name == STATE_FILE:
            yield _kept(path.name, folder)
        else:
            yield Finding(path.name, True, f"{path.name} is sound.")


def _kept(part: str, folder: Path, server: PostgresServer | None = None) -> Finding:
    with closing(ServiceState(folder, server)) as state:
        kept = f"{state.conversations.count()} conversations, {len(state.keys.all)} keys"
    return Finding(part, True, f"What the service keeps is sound: {kept}.")


def _opened(
    settings: Settings, lock: FolderLock, server: PostgresServer | None, wrong: list[Finding], *, repair: bool
) -> Iterator[Finding]:
    """Open the store, which mends what a start mends; build the index anew if anything is wrong with it."""
    folder = settings.data_dir
    if server is not None and any(one.part == "catalog" for one in wrong):
        Catalog(server).note("fingerprint", "mended")  # the passages are made anew, as after another chunking
    elif any(one.part == "catalog" for one in wrong):
        kept = rescue.mend(folder / FILE)
        yield Finding("catalog", True, f"The catalog was made anew; the damaged one is kept as {kept.name}.")
    if repair:
        set_aside(folder)
    with closing(open_store(settings, lock=lock, server=server)) as store:
        store.wait()
        if repair and (wrong or store.compare_index() != (0, 0)):
            store.rebuild()
        missing, extra = store.compare_index()
        documents, chunks = store.catalog.counts()
        trouble = store.trouble
    if trouble:
        yield Finding("index", False, trouble)
    if missing or extra:
        text = f"The index lacks {missing} passages and has {extra} that no article has."
        yield Finding("index", False, f"{text} {'Remove its folder `index`.' if repair else _REPAIR}")
        return
    for one in wrong:
        yield Finding(one.part, True, f"Mended: {one.text}")
    yield Finding(
        "index", True, f"The index holds each of {chunks} passages of {documents} articles, and nothing else."
    )
