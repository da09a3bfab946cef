"""What is to be written of an article, and what the indexes take of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vectorstore.document import Chunk, Document
from vectorstore.tables import chunk_row

Vectors = NDArray[np.float32]
"""Shape (n, dimensions), float16 in the catalog, float32 in use."""

Row = dict[str, object]
"""The columns of a row by name."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with its chunks and their vectors, ready to be written: ``vectors[i]`` belongs to ``chunks[i]``.

    ``blocks`` are those of `vectorstore.blocks`, packed; ``made`` is what they were made with. ``terms[i]`` is what
    ``chunks[i]`` is found by, packed by `vectorstore.lexical`; without them they are worked out when it is indexed.
    """

    document: Document
    chunks: tuple[Chunk, ...]
    vectors: Vectors
    made: str = ""
    blocks: tuple[bytes, ...] = ()
    terms: tuple[bytes, ...] = ()


class Entry(NamedTuple):
    """A chunk as the indexes take it: with its text, its vector (float32), and its packed terms if they are kept."""

    chunk: Chunk
    text: str
    vector: Vectors
    terms: bytes | None = None


def chunk_rows(item: Prepared) -> Iterator[Row]:
    """Yield the rows of a document's chunks."""
    return (chunk_row(chunk, vector) for chunk, vector in zip(item.chunks, item.vectors, strict=True))


def block_rows(item: Prepared) -> Iterator[Row]:
    """Yield the rows of its blocks."""
    for number, body in enumerate(item.blocks):
        yield {"document_id": item.document.id, "number": number, "made": item.made, "body": body}


def terms_rows(item: Prepared) -> Iterator[Row]:
    """Yield the rows of what its chunks are found by."""
    for chunk, body in zip(item.chunks, item.terms, strict=False):
        yield {"chunk_id": chunk.id, "document_id": chunk.document_id, "body": body}
