"""The articles a golden set is about, as the system under test stores them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import EvalError
from vectorstore.clean import clean
from vectorstore.document import Source
from vectorstore.folder import find_articles
from vectorstore.language import detect_language


@dataclass(frozen=True, slots=True)
class Article:
    """A document as stored: ``text`` is what citations point into."""

    id: str
    text: str
    language: str


Articles = Mapping[str, Article]


def read_sources(folder: Path) -> list[Source]:
    """Read the articles below a folder that `qa ingest` would take, in the order of their paths.

    :raises EvalError: if there is none, or one is refused.
    """
    found, refused = find_articles([folder])
    if refused:
        raise EvalError(str(refused[0]))
    if not found:
        raise EvalError(f"{folder} holds no article; name the right folder with --articles.")
    return [article.load() for article in found]


def articles_of(sources: Sequence[Source]) -> Articles:
    """Return the articles by id, their texts cleaned as the system would store them."""
    found = {}
    for source in sources:
        text = clean(source.text).text
        found[source.id] = Article(source.id, text, source.language or detect_language(text))
    return found
