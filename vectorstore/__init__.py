"""An article becomes passages that can be found again, in any language, from any other.

Read in this order: `document` (the nouns); `load`, `clean`, `language`, `sentences`, `commands`, `chunk`, `reading`,
`embed`, `prepare`, `bulk` (the way of an article); `words`, `lexicon`, `tokenizer`, `numerals`, `sounds` (how languages
meet); `catalog` (the truth); `dense`, `lexical`, `generation` (what is derived from it); `search`, `fusion` (finding
again); `store` (the whole).
"""

from typing import TYPE_CHECKING

from vectorstore.document import Chunk, Document, Passage, Receipt, Source, Span
from vectorstore.errors import (
    BadDocument,
    BadQuery,
    DataFolderBusy,
    DataFolderError,
    DocumentNotFound,
    VectorstoreError,
)

if TYPE_CHECKING:
    from vectorstore.embed import Embedder, GlossEmbeddings
    from vectorstore.search import Filters
    from vectorstore.store import Store

__all__ = [
    "BadDocument",
    "BadQuery",
    "Chunk",
    "DataFolderBusy",
    "DataFolderError",
    "Document",
    "DocumentNotFound",
    "Embedder",
    "Filters",
    "GlossEmbeddings",
    "Passage",
    "Receipt",
    "Source",
    "Span",
    "Store",
    "VectorstoreError",
]


def __getattr__(name: str) -> object:
    """Import what brings Chroma or a model along (three seconds) when it is first asked for, not with every module."""
    if name == "Store":
        from vectorstore.store import Store

        return Store
    if name == "Filters":
        from vectorstore.search import Filters

        return Filters
    if name in ("Embedder", "GlossEmbeddings"):
        from vectorstore import embed

        return getattr(embed, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
