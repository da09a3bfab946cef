"""The articles a golden set is about, as the system under test stores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from vectorstore.clean import clean
from vectorstore.document import Source
from vectorstore.language import detect_language
from vectorstore.load import SUFFIXES, load_file


@dataclass(frozen=True, slots=True)
class Article:
    """A document as stored: ``text`` is what citations point into."""

    id: str
    text: str
    language: str


Articles = Mapping[str, Article]


def read_sources(folder: Path) -> list[Source]:
    """Read every article below a folder, in the order of their paths.

    :raises EvalError: if the folder holds none.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)
    if not paths:
        raise EvalError(f"{folder} holds no article ({', '.join(SUFFIXES)}); name the right folder with --articles.")
    return [load_file(path, root=folder) for path in paths]


def articles_of(sources: Sequence[Source]) -> Articles:
    """Return the articles by id, their texts cleaned as the system would store them."""
    found = {}
    for source in sources:
        text = clean(source.text).text
        found[source.id] = Article(source.id, text, source.language or detect_language(text))
    return found
