"""The command line: `qa COMMAND`. Every command has a line of help and an example."""

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from threading import Lock
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from api import logs
from api.settings import Settings, SettingsError, read_settings
from api.state.errors import StateError
from qa.client import Client
from qa.errors import QaError
from qa.wire import Json
from vectorstore.errors import DatabaseUnusable, VectorstoreError
from vectorstore.lock import running_service

app = typer.Typer(
    name="qa",
    help="Ask questions about articles in any language.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
documents = typer.Typer(
    help="List, show and delete articles.",
    epilog="Example: qa documents list",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(documents, name="documents")
keys = typer.Typer(
    help="Make, list and revoke keys.", epilog="Example: qa keys list", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(keys, name="keys")

AsJson = Annotated[bool, typer.Option("--json", help="Print the reply as JSON.")]
_OUT = Console(highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def _example(text: str) -> str:
    return f"Example: {text}"


@app.command(epilog=_example("qa serve"))
def serve() -> None:
    """Serve the chat page and the REST interface; index the seeds first when the data folder is new."""
    from api import serve as server

    raise typer.Exit(server.serve(_settings(), _OUT))


@app.command(epilog=_example("qa ingest articles/ --prune"))
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders.")],
    prune: Annotated[bool, typer.Option(help="Remove articles whose file is gone from the folder.")] = False,
) -> None:
    """Take in articles; unchanged ones write nothing, one bad file does not stop the rest."""
    from api.ingest import ingest_paths

    with _backend() as backend:
        status = ingest_paths(backend, paths, prune=prune, console=_OUT, errors=_ERR)
    raise typer.Exit(status)


@app.command(epilog=_example('qa ask "how many cooperatives in Emulation Cluster 1?"'))
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language.")],
    as_json: AsJson = False,
    lang: Annotated[str | None, typer.Option(help="Language of the answer; by default the question's.")] = None,
) -> None:
    """Answer a question, with the sentences the answer rests on."""
    with _backend() as backend:
        answer = backend.ask(question, language=lang, store=False)
    if as_json:
        _print_json(answer)
        return
    _OUT.print(escape(str(answer["text"])))
    for citation in answer["citations"]:  # type: ignore[attr-defined]
        _OUT.print(f"\n\\[{citation['number']}] {escape(citation['cited_text'])}")
        if citation["gloss"]:
            _OUT.print(f"    word by word: {escape(citation['gloss']['text'])}", style="dim")
        _OUT.print(
            f"    {escape(citation['document_id'])} ({citation['language']}) {escape(citation['source_url'] or '')}",
            style="dim",
        )


@app.command(epilog=_example('qa search "average income of members" -k 5'))
def search(
    query: Annotated[str, typer.Argument(help="What to look for, in any language.")],
    as_json: AsJson = False,
    k: Annotated[int, typer.Option("-k", help="How many passages, 1 to 100.")] = 10,
) -> None:
    """Find passages, best first."""
    with _backend() as backend:
        found = backend.search(query, k=k)
    if as_json:
        _print_json(found)
        return
    for passage in found["passages"]:  # type: ignore[attr-defined]
        _OUT.print(
            f"{passage['rank']:>3}  {passage['score']:.2f}  {escape(passage['document_id'])} ({passage['language']})",
            style="bold",
        )
        _OUT.print("     " + escape(" ".join(passage["text"].split())[:300]))


@documents.command("list", epilog=_example("qa documents list"))
def list_documents(as_json: AsJson = False) -> None:
    """List the articles."""
    with _backend() as backend:
        listed = backend.documents()
    if as_json:
        _print_json({"documents": listed})
        return
    for document in listed:
        _OUT.print(f"{escape(str(document['id']))}  ({document['language']})  {escape(str(document['title']))}")


@documents.command("show", epilog=_example("qa documents show 002_90b0b3ba3709f975"))
def show_document(document_id: str, as_json: AsJson = False) -> None:
    """Show an article as it is stored."""
    with _backend() as backend:
        document = backend.document(document_id)
    if as_json:
        _print_json(document)
    else:
        _OUT.print(escape(str(document["text"])))


@documents.command("delete", epilog=_example("qa documents delete 002_90b0b3ba3709f975"))
def delete_document(document_id: str) -> None:
    """Delete an article."""
    with _backend() as backend:
        backend.delete(document_id)
    _OUT.print(f"Deleted {escape(document_id)}.")


@keys.command("create", epilog=_example("qa keys create newsroom --scope ask"))
def create_key(
    name: Annotated[str, typer.Argument(help="Whose key it is; conversations belong to this name.")],
    scope: Annotated[list[str] | None, typer.Option(help="ask or manage, may be repeated; by default both.")] = None,
) -> None:
    """Make a key and print it, this once; from the first key on, every request needs one."""
    with _keys_backend() as backend:
        created = backend.create_key(name, scope or ("ask", "manage"))
    _ERR.print(f"The key {escape(name)} may {' and '.join(created['scopes'])}; it is not shown again.", style="dim")  # type: ignore[arg-type]
    sys.stdout.write(f"{created['key']}\n")


@keys.command("list", epilog=_example("qa keys list"))
def list_keys(as_json: AsJson = False) -> None:
    """List the keys, never the secrets."""
    with _keys_backend() as backend:
        listed = backend.keys()
    if as_json:
        _print_json({"keys": listed})
        return
    for key in listed:
        _OUT.print(f"{escape(str(key['name']))}  {' '.join(key['scopes'])}  {str(key['created'])[:10]}")  # type: ignore[arg-type]


@keys.command("revoke", epilog=_example("qa keys revoke newsroom"))
def revoke_key(name: str) -> None:
    """Take a key back, at once; its conversations stay for a key of the same name."""
    with _keys_backend() as backend:
        backend.revoke_key(name)
    _OUT.print(f"Revoked {escape(name)}.")


@app.command(epilog=_example("qa doctor --repair"))
def doctor(
    repair: Annotated[bool, typer.Option(help="Rebuild the index from the catalog where it is not sound.")] = False,
) -> None:
    """Check the data folder and the index; say what is wrong and what mends it."""
    from api.doctor import examine

    raise typer.Exit(examine(_settings(), _OUT, repair=repair))


@app.command(epilog=_example("qa backup ../backup-monday"))
def backup(folder: Annotated[Path, typer.Argument(help="A new folder to write to.")]) -> None:
    """Copy articles and conversations into a new folder, which can serve as a data folder; the service may run on."""
    from vectorstore.backup import back_up

    settings = _settings()
    for copy in back_up(settings.data_dir, folder, server=settings.database_url):
        _OUT.print(f"{escape(str(copy))}  {copy.stat().st_size:,} bytes")


@app.command(epilog=_example("qa mcp"))
def mcp() -> None:
    """Let an MCP host ask and search over standard input and output."""
    from api.mcp_server import run_stdio

    one_at_a_time = Lock()

    @contextmanager
    def backend() -> Iterator["Client"]:
        """Open for one call only: between calls the data folder is free for a service to start on."""
        with one_at_a_time, _backend() as one:
            yield one

    run_stdio(backend)


def main() -> None:
    """Run the command line; an error is one sentence on standard error and exit status 1 (2: the database)."""
    for point in entry_points(group="qa.commands"):
        app.add_typer(point.load(), name=point.name)
    try:
        app()
    except (QaError, VectorstoreError, SettingsError, StateError) as error:
        _ERR.print(escape(str(error)), style="red")
        sys.exit(2 if isinstance(error, DatabaseUnusable) else 1)


def _settings() -> Settings:
    settings = read_settings()
    logs.configure(settings.log_format, settings.log_level)
    return settings


def _backend() -> "AbstractContextManager[Client]":
    """Return the running service where there is one, else the data folder opened in this process."""
    settings = _settings()
    url = running_service(settings.data_dir)
    if url is not None:
        return Client(url, key=settings.api_key)
    from api.local import Local

    return Local(settings)  # type: ignore[return-value]


def _keys_backend() -> "AbstractContextManager[Client]":
    """Return the running service where there is one, else the keys of the data folder."""
    settings = _settings()
    url = running_service(settings.data_dir)
    if url is not None:
        return Client(url, key=settings.api_key)
    from api.local import LocalKeys

    return LocalKeys(settings)  # type: ignore[return-value]


def _print_json(value: Json) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
