"""How the index was built: embedding model, lexicon, tokenizer and chunking in one short text (design D7)."""

import hashlib
from functools import cache
from importlib.resources import files

from vectorstore.chunk import CHUNK_LENGTH

ANALYSIS = 12
"""Raised by hand when the code of cleaning, sentences, tokenizer or index terms changes what is indexed."""


def fingerprint(embedder_name: str) -> str:
    """Return the fingerprint of an index built now; another one means the index must be built anew."""
    return f"analysis={ANALYSIS} chunk={CHUNK_LENGTH} lexicon={lexicon_digest()} embedding={embedder_name}"


@cache
def lexicon_digest() -> str:
    """Return a digest of all files of the lexicon."""
    digest = hashlib.sha256()
    for path in sorted((files("vectorstore") / "lexicon").iterdir(), key=lambda path: path.name):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
