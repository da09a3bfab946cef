"""`qa ingest`: bring the index to what files and folders hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import track

from qa.client import Refused
from qa.wire import Json
from vectorstore.folder import Article, find_articles
from vectorstore.load import SUFFIXES, document_id


class Backend(Protocol):
    """What takes in articles: the running service or a store in this process."""

    def add(self, articles: Iterable[Article]) -> tuple[list[Json], list[Refused]]:
        """Take in files; return what became of each and which were refused, by name."""
        ...

    def documents(self) -> list[Json]:
        """Return the metadata of every document."""
        ...

    def delete(self, document_id: str) -> None:
        """Remove a document."""
        ...


def ingest_paths(backend: Backend, paths: Sequence[Path], *, prune: bool, console: Console, errors: Console) -> int:
    """Take in every article below the paths; return 1 if a file was refused, else 0."""
    articles, unusable = find_articles(paths)
    receipts, refused = backend.add(_shown(articles, console))
    reasons = [*(str(error) for error in unusable), *(one.reason for one in refused)]
    counts = Counter(str(receipt["status"]) for receipt in receipts)
    if prune:
        counts["removed"] = _prune(backend, paths)
    for reason in reasons:
        errors.print(f"Refused: {escape(reason)}", style="yellow")
    parts = [f"{counts[name]} {name}" for name in ("added", "replaced", "unchanged", "removed") if counts[name]]
    console.print((", ".join(parts) or "Nothing to take in") + (f"; {len(reasons)} refused" if reasons else "") + ".")
    return 1 if reasons else 0


def _shown(articles: Sequence[Article], console: Console) -> Iterator[Article]:
    yield from track(articles, "taking in articles", console=console, transient=True, disable=not console.is_terminal)


def _prune(backend: Backend, paths: Sequence[Path]) -> int:
    """Remove the articles that came from these folders and whose file is gone; a file that was refused stays."""
    removed = 0
    for root in (path for path in paths if path.is_dir()):
        there = {
            document_id(path.relative_to(root).as_posix())
            for path in root.rglob("*")
            if path.suffix.lower() in SUFFIXES
        }
        for document in backend.documents():
            if document.get("origin") == str(root.resolve()) and document["id"] not in there:
                backend.delete(str(document["id"]))
                removed += 1
    return removed
