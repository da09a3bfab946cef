"""An article becomes passages that can be found again, in any language, from any other.

Read in this order: `document` (the nouns); `load`, `clean`, `language`, `sentences`, `chunk`, `embed`, `prepare` (the
way of an article); `words`, `lexicon`, `tokenizer`, `numerals`, `sounds` (how languages meet); `catalog` (the truth);
`dense`, `lexical`, `generation` (what is derived from it); `search`, `fusion` (finding again); `store` (the whole).
"""

from vectorstore.document import Chunk, Document, Passage, Receipt, Source, Span
from vectorstore.embed import Embedder, GlossEmbeddings
from vectorstore.errors import (
    BadDocument,
    BadQuery,
    DataFolderBusy,
    DataFolderError,
    DocumentNotFound,
    VectorstoreError,
)
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
