"""The nouns of this floor: what an article is, what is indexed of it, and what is found again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Span(NamedTuple):
    """Offsets into a document's text, in Unicode code points from 0, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """An article as it was handed in, before cleaning.

    ``id`` may be empty: one is derived from the content. ``origin`` is the folder it was ingested from, or None.
    ``language_hint`` is what a page says of itself; pages often err, so the text decides where it can.
    """

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    source_url: str | None = None
    publisher: str | None = None
    published: str | None = None
    origin: str | None = None
    language_hint: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole article. ``text`` is the cleaned text in NFC: stored, hashed, cited.

    ``version`` is ``sha256:`` and the digest of text and metadata; ``sentences`` are in order and do not
    overlap; what the text says to machines (`vectorstore.commands`) is none of them.
    """

    id: str
    text: str
    title: str
    language: str
    version: str
    sentences: tuple[Span, ...]
    source_url: str | None = None
    publisher: str | None = None
    published: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """An indexed slice of a document: whole sentences, ``document.text[start:end]``."""

    id: str
    document_id: str
    version: str
    index: int
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk found for a query. ``rank`` counts from 1, ``score`` is in [0, 1], higher is better."""

    rank: int
    score: float
    chunk: Chunk
    document: Document
    signals: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The slice of the document that was indexed."""
        return self.document.text[self.chunk.start : self.chunk.end]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a document that was handed in: ``added``, ``unchanged`` or ``replaced``."""

    id: str
    status: str
    version: str
    language: str
    passages: int
