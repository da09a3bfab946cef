"""A folder of articles: which files are taken, and what is refused, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load import SUFFIXES, document_id, load_file


@dataclass(frozen=True, slots=True)
class Article:
    """A file to be taken in: its path and the folder its id is relative to."""

    path: Path
    root: Path

    @property
    def id(self) -> str:
        """The document id the file will have."""
        return document_id(self.name)

    @property
    def name(self) -> str:
        """Its path below the folder."""
        return self.path.relative_to(self.root).as_posix()

    def load(self) -> Source:
        """Read the file; see `vectorstore.load.load_file`."""
        return load_file(self.path, root=self.root)


def find_articles(paths: Iterable[Path]) -> tuple[list[Article], list[BadDocument]]:
    """Return the articles in files and folders, in order of their path, and what cannot be taken.

    In a folder, hidden files and files named README are passed over, and so are files of other kinds. Two files with
    one id are both refused by name; a file that is named twice is taken once.
    """
    refused: list[BadDocument] = []
    found: list[Article] = []
    for path in paths:
        if path.is_dir():
            found += [Article(file, path) for file in sorted(_files_below(path))]
        elif path.is_file():
            found.append(Article(path, path.parent))
        else:
            refused.append(BadDocument(f"{path}: there is no such file or folder."))
    found = list(dict.fromkeys(found))
    by_id: dict[str, list[Article]] = {}
    for article in found:
        by_id.setdefault(article.id, []).append(article)
    for document, articles in by_id.items():
        if len(articles) > 1:
            names = " and ".join(str(article.path) for article in articles)
            refused.append(BadDocument(f"{names} would have the same id {document!r}; rename one of them."))
    return [article for article in found if len(by_id[article.id]) == 1], refused


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in SUFFIXES and path.stem.upper() != "README":
            yield path
