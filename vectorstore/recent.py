"""What was read of the catalog lately, kept as long as nothing is written."""

from collections.abc import Mapping

from vectorstore.document import Chunk, Document

_MOST_CHUNKS = 100_000
_MOST_CHARACTERS = 30_000_000


class Recent:
    """Chunks and documents at one state of the catalog's change counter; about 100 MB at most."""

    def __init__(self, change: str | None = None) -> None:
        self.change = change
        self.chunks: dict[str, Chunk] = {}
        self.documents: dict[str, Document] = {}
        self._characters = 0

    def keep_chunks(self, chunks: Mapping[str, Chunk]) -> None:
        """Keep some chunks, by id."""
        if len(self.chunks) + len(chunks) > _MOST_CHUNKS:
            self.chunks = {}
        self.chunks.update(chunks)

    def keep_documents(self, documents: Mapping[str, Document]) -> None:
        """Keep some documents, by id."""
        size = sum(len(document.text) for document in documents.values())
        if self._characters + size > _MOST_CHARACTERS:
            self.documents, self._characters = {}, 0
        self.documents.update(documents)
        self._characters += size
