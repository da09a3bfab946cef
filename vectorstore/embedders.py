"""Embeddings from elsewhere (``QA_EMBEDDING``): published static models, and whatever LangChain has a class for.

They get every text as it is written, not its glosses. Vendors are imported when a setting names them, not before.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from vectorstore.embed import Embedder, embedded_model
from vectorstore.errors import EmbeddingError

_EXTRAS = {"openai": "openai", "azure_openai": "openai", "ollama": "ollama"}
_EXTRAS |= {"huggingface": "huggingface", "fastembed": "fastembed"}
_WITH_ADDRESS = ("openai", "ollama")
_E5 = regex.compile(r"(?:^|[/_-])e5[_-](?!.*instruct)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for; a query's answer is waited for by a person, an article's is not.

    After a failed query none is sent for ``pause_s``: the words answer alone at once. ``retries`` are those of the
    vendor's client, which keeps to ``Retry-After``.
    """

    query_s: float = 5.0
    batch_s: float = 60.0
    pause_s: float = 20.0
    retries: int = 4
    batch: int = 64


def load_embedder(spec: str | None, base_url: str | None = None, patience: Patience | None = None) -> Embedder:
    """Return the embedder that a setting names: ``model2vec:NAME``, ``PROVIDER:NAME``; None is the embedded model.

    :raises EmbeddingError: if nobody has such a model, its package is not installed, or it cannot be loaded.
    """
    if spec is None:
        return embedded_model()
    provider, _, model = (part.strip() for part in spec.partition(":"))
    if not provider or not model:
        raise EmbeddingError(
            f"QA_EMBEDDING={spec!r} names no model; write PROVIDER:NAME, as in openai:text-embedding-3-small "
            "or model2vec:minishlab/potion-multilingual-128M."
        )
    if base_url and provider not in _WITH_ADDRESS:
        raise EmbeddingError(
            f"QA_EMBEDDING_BASE_URL is for {' and '.join(_WITH_ADDRESS)}, not for {provider}; unset it."
        )
    patience = patience or Patience()
    if provider == "model2vec":
        return _static(spec, model, patience)
    documents = _vendor(spec, provider, model, base_url, patience, is_query=False)
    queries = documents if provider not in _WITH_ADDRESS else None
    queries = queries or _vendor(spec, provider, model, base_url, patience, is_query=True)
    name = f"{provider}:{model}" + (f"@{base_url.rstrip('/')}" if base_url else "")
    asked, told = ("query: ", "passage: ") if _E5.search(model) else ("", "")
    return TextEmbedder(
        name,
        lambda texts: documents.embed_documents([told + text for text in texts]),
        lambda text: queries.embed_query(asked + text),
        patience,
    )


class TextEmbedder:
    """An embedder over texts as written, whatever their language; checks every reply before it is believed."""

    def __init__(
        self,
        name: str,
        documents: Callable[[list[str]], Any],
        query: Callable[[str], Any],
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self._documents = documents
        self._query = query
        self._patience = patience or Patience()
        self._dimensions: int | None = None
        self._paused_until = 0.0
        self._learning = threading.Lock()

    def embed(self, texts: Sequence[str], language: str, *, is_query: bool = False) -> NDArray[np.float32]:
        """See `vectorstore.embed.Embedder.embed`; a blank text is sent nowhere and has the zero vector."""
        sent = [at for at, text in enumerate(texts) if text.strip()]
        rows = [
            self._asked([texts[i] for i in sent[at : at + self._patience.batch]], is_query=is_query)
            for at in range(0, len(sent), self._patience.batch)
        ]
        if self._dimensions is None:
            self._asked(["dimensions"], is_query=False)
        vectors = np.zeros((len(texts), self._dimensions or 0), dtype=np.float32)
        if rows:
            vectors[sent] = np.concatenate(rows)
        return vectors

    def _asked(self, texts: list[str], *, is_query: bool) -> NDArray[np.float32]:
        if not is_query:
            with _explained(self.name):
                reply = self._documents(texts)
            return self._checked(reply, len(texts))
        if time.monotonic() < self._paused_until:
            raise EmbeddingError(f"The embedding {self.name} failed a moment ago and is left alone for some seconds.")
        try:
            with _explained(self.name):
                reply = [self._query(text) for text in texts]
            return self._checked(reply, len(texts))
        except EmbeddingError:
            self._paused_until = time.monotonic() + self._patience.pause_s
            raise

    def _checked(self, reply: Any, wanted: int) -> NDArray[np.float32]:
        """Return a reply as unit vectors of the size that every reply before had.

        :raises EmbeddingError: if it is not that.
        """
        try:
            vectors = np.asarray(reply, dtype=np.float32)
        except (ValueError, TypeError) as error:
            raise EmbeddingError(f"The embedding {self.name} gave no table of numbers: {error}.") from error
        if vectors.ndim != 2 or len(vectors) != wanted or not vectors.size:
            raise EmbeddingError(f"The embedding {self.name} gave {vectors.shape} numbers for {wanted} texts.")
        if not np.all(np.isfinite(vectors)):
            raise EmbeddingError(f"The embedding {self.name} gave numbers that are not finite (NaN or infinity).")
        with self._learning:
            self._dimensions = self._dimensions or vectors.shape[1]
        if vectors.shape[1] != self._dimensions:
            raise EmbeddingError(
                f"The embedding {self.name} gave vectors of {vectors.shape[1]} numbers, before of "
                f"{self._dimensions}; if the model was changed, start anew: the index is rebuilt then."
            )
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: NDArray[np.float32] = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-9)
        return unit


def _static(spec: str, model: str, patience: Patience) -> Embedder:
    from model2vec import StaticModel

    with _explained(spec):
        loaded = StaticModel.from_pretrained(model, force_download=False)
    digest = hashlib.sha256(np.ascontiguousarray(loaded.embedding).tobytes()).hexdigest()[:16]

    def embed(texts: list[str]) -> Any:
        return loaded.encode(texts, max_length=None).reshape(len(texts), -1)

    return TextEmbedder(f"model2vec:{digest}", embed, lambda text: embed([text])[0], patience)


def _vendor(
    spec: str, provider: str, model: str, base_url: str | None, patience: Patience, *, is_query: bool
) -> Embeddings:
    """Make LangChain's class for a provider, patient for articles, impatient for queries."""
    wait = patience.query_s if is_query else patience.batch_s
    wishes: dict[str, Any] = {"base_url": base_url} if base_url else {}
    if provider == "openai":
        # Counting tokens first would fetch the tokenizer's tables; other servers than OpenAI's want plain text anyway.
        wishes |= {"check_embedding_ctx_length": False, "timeout": wait, "chunk_size": patience.batch}
        wishes |= {"max_retries": 0 if is_query else patience.retries}
        if base_url and "OPENAI_API_KEY" not in os.environ:
            wishes |= {"api_key": "none"}  # servers of one's own ask for none, the client insists on one
    if provider == "ollama":
        wishes |= {"client_kwargs": {"timeout": wait}}
    with _explained(spec, provider):
        if provider == "fastembed":
            from langchain_community.embeddings import FastEmbedEmbeddings

            fast: Embeddings = FastEmbedEmbeddings(model_name=model)
            return fast
        from langchain.embeddings import init_embeddings

        return init_embeddings(model, provider=provider, **wishes)


@contextmanager
def _explained(name: str, provider: str = "") -> Iterator[None]:
    """Turn whatever a vendor raises into one sentence; a request to somebody else's code ends here."""
    try:
        yield
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        cure = f"install it: .venv/bin/pip install -e '.[{extra}]'" if extra else str(error).splitlines()[0]
        raise EmbeddingError(f"QA_EMBEDDING={name!r} needs a package that is not installed; {cure}") from error
    except Exception as error:
        reason = " ".join(str(error).split())[:300]
        raise EmbeddingError(f"The embedding {name} cannot be used ({type(error).__name__}: {reason}).") from error
