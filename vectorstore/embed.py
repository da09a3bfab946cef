"""Vectors: the embedded static model over English glosses, so that languages meet without a download (design D3)."""

import gzip
import hashlib
import json
import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Tokenizer

from vectorstore.english import irregular_lemma
from vectorstore.language import detect_language
from vectorstore.tokenizer import Token, tokenizer

_SKIPPED = frozenset("fd")
_WORDS_KEPT = 200_000
_TINY = 1e-32
_UNKNOWN = "[UNK]"


class Embedder(Protocol):
    """Turns texts of one language into vectors."""

    name: str
    """What the index's fingerprint knows the model by: changes whenever the vectors would."""

    def embed(self, texts: Sequence[str], language: str, *, is_query: bool = False) -> NDArray[np.float32]:
        """Return one unit vector a text, shape (len(texts), dimensions), float32; zero where nothing is known.

        ``is_query``: the texts are what is asked, not passages; some models embed the two differently.

        :raises EmbeddingError: if the model fails or gives vectors of another size, or NaN.
        """
        ...


class GlossEmbedder:
    """Embeds the English glosses of a text with the static model in the package.

    It works out what `model2vec.StaticModel` would, to the last bit; that class takes longer to load than the lexicon.
    """

    def __init__(self, table: NDArray[np.int8], pieces: Tokenizer, name: str) -> None:
        """``table`` has a row for each of the ``pieces`` that words are cut into."""
        self.name = name
        self.dimensions: int = table.shape[1]
        self._table = table
        self._pieces = pieces
        self._unknown = pieces.token_to_id(_UNKNOWN)
        self._known: dict[str, tuple[int, ...]] = {}

    def embed(self, texts: Sequence[str], language: str, *, is_query: bool = False) -> NDArray[np.float32]:
        """See `Embedder.embed`; the model has no length limit and no unknown language."""
        return self.embed_glosses([gloss_text(tokenizer(language).tokens(text)) for text in texts])

    def embed_glosses(self, glossed: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of English words in a row; see `gloss_text`."""
        rows = [[row for word in text.split(" ") for row in self._rows(word)] for text in glossed]
        vectors = np.zeros((len(rows), self.dimensions), dtype=np.float32)
        for at, own in enumerate(rows):
            if own:
                vectors[at] = self._table[own].sum(axis=0, dtype=np.int32) / len(own)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= lengths + _TINY  # in two steps, as `model2vec` does it
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-6)
        return unit

    def _rows(self, word: str) -> tuple[int, ...]:
        """Return the rows of the model's table that a word amounts to; the model cuts at blanks in any case."""
        found = self._known.get(word)
        if found is None:
            ids = self._pieces.encode(word, add_special_tokens=False).ids
            found = tuple(row for row in ids if row != self._unknown)
            if len(self._known) < _WORDS_KEPT:
                self._known[word] = found
        return found


class GlossEmbeddings(Embeddings):
    """The embedded model behind LangChain's interface, for chains that bring their own vector store."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder or embedded_model()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text; each text's language is detected."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of one text, whose language is detected."""
        vector: list[float] = self._embedder.embed([text], detect_language(text))[0].tolist()
        return vector


class Meanings:
    """The unit vectors of single English words, a row each, in a table that grows with the words that are asked for."""

    def __init__(self, embedder: "GlossEmbedder") -> None:
        self.vectors = np.zeros((1024, embedder.dimensions), dtype=np.float32)
        self._embedder = embedder
        self._rows: dict[str, int] = {"": -1}
        self._used = 0
        self._growing = threading.Lock()

    def rows(self, words: Sequence[str]) -> NDArray[np.int32]:
        """Return the row of each word, -1 where the model knows nothing of it."""
        known = self._rows
        if any(word not in known for word in words):
            with self._growing:
                self._add([word for word in dict.fromkeys(words) if word not in known])
        return np.array([known[word] for word in words], dtype=np.int32)

    def _add(self, words: Sequence[str]) -> None:
        if not words:
            return
        vectors = self._embedder.embed_glosses(words)
        while self._used + len(words) > len(self.vectors):
            self.vectors = np.concatenate([self.vectors, np.zeros_like(self.vectors)])
        for word, vector in zip(words, vectors, strict=True):
            row = -1
            if vector.any():
                row, self._used = self._used, self._used + 1
                self.vectors[row] = vector
            self._rows[word] = row


@cache
def meanings() -> Meanings:
    """Return the table of the embedded model; one a process."""
    return Meanings(embedded_model())


@lru_cache(maxsize=50_000)
def word_vector(word: str) -> NDArray[np.float32] | None:
    """Return the unit vector of one lower-case English word, or None where the embedded model knows nothing of it."""
    row = int(meanings().rows([word])[0])
    return None if row < 0 else meanings().vectors[row].copy()


def meaning_word(token: Token) -> str:
    """Return the English word whose vector a token has: its likeliest gloss's last; empty for one without content."""
    return _last_word(token.glosses[0]) if token.glosses and token.pos not in _SKIPPED else ""


@lru_cache(maxsize=100_000)
def _last_word(gloss: str) -> str:
    return "".join(gloss.lower().split()[-1:])


def gloss_text(tokens: Sequence[Token]) -> str:
    """Return the English that a text amounts to, word by word: first glosses, function words and numbers left out."""
    return " ".join(lemmas for t in tokens if t.glosses and t.pos not in _SKIPPED and (lemmas := _lemmas(t.glosses[0])))


@lru_cache(maxsize=100_000)
def _lemmas(gloss: str) -> str:
    return " ".join(irregular_lemma(word) for word in gloss.lower().split())


@cache
def embedded_model() -> GlossEmbedder:
    """Load the model that ships in the package; cached."""
    folder = Path(str(files("vectorstore") / "model"))
    content = gzip.decompress((folder / "model.safetensors.gz").read_bytes())
    digest = hashlib.sha256(content).hexdigest()[:16]
    pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_truncation()
    return GlossEmbedder(_table(content), pieces, name=f"gloss-static:{digest}")


def _table(content: bytes) -> NDArray[np.int8]:
    """Return the table ``embeddings`` of a safetensors file: a length, so many bytes of JSON, the numbers."""
    size = int.from_bytes(content[:8], "little")
    head = json.loads(content[8 : 8 + size])["embeddings"]
    numbers = np.frombuffer(content, np.int8, offset=8 + size)[slice(*head["data_offsets"])]
    return numbers.reshape(head["shape"])
