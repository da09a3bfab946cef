"""A store in a test: what it finds, whether it is whole, and how it breaks."""

import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from vectorstore import Filters, Source, Store
from vectorstore.document import Passage
from vectorstore.prepare import prepare, read_source

MILLS = "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."
FERRY = "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people."


class FakeEmbedder:
    """Embeds a text as which of the letters a-h it holds: every vector can be computed in the head."""

    def __init__(self, name: str = "fake:1", gate: threading.Event | None = None) -> None:
        self.name = name
        self._gate = gate

    def embed(self, texts: Sequence[str], language: str, *, is_query: bool = False) -> NDArray[np.float32]:
        if self._gate is not None and threading.current_thread().name == "index-rebuild":
            assert self._gate.wait(30)
        held = np.array([[letter in text for letter in "abcdefgh"] for text in texts], dtype=np.float32).reshape(-1, 8)
        norms = np.linalg.norm(held, axis=1, keepdims=True)
        return np.divide(held, norms, out=np.zeros_like(held), where=norms > 0)


def look(
    store: Store, text: str, k: int = 10, filters: Filters | None = None, language: str = "en"
) -> tuple[Passage, ...]:
    return store.find(store.analyse(text, language), k, filters).passages


def ids_found(store: Store, text: str) -> set[str]:
    return {passage.document.id for passage in look(store, text)}


def legs_of(store: Store, text: str, document_id: str, language: str = "en") -> set[str]:
    found = look(store, text, language=language)
    return {leg for passage in found if passage.document.id == document_id for leg in passage.signals}


def assert_whole(store: Store, wanted: dict[str, Source]) -> None:
    """Every article as preparing it anew would make it, found by both legs, and nothing else."""
    assert {d.id for d in store.catalog.every_document()} == set(wanted)
    kept = {entry.chunk for batch in store.catalog.chunks() for entry in batch}
    fresh = [prepare(read_source(source), store.embedder) for source in wanted.values()]
    assert kept == {chunk for item in fresh for chunk in item.chunks}
    assert store.compare_index() == (0, 0)
    assert store.document_frequency("anything")[1] == len(kept)
    for item in fresh:
        assert store.document(item.document.id).text == item.document.text
        first = item.document.text[: item.chunks[0].end]
        assert {"dense", "lexical", "native"} <= legs_of(store, first, item.document.id, item.document.language)


def crash_image(folder: Path, copy: Path) -> Path:
    """Copy a data folder as it lies there: what a power cut would leave at this instant."""
    return Path(shutil.copytree(folder, copy))


def break_dense(store: Store) -> None:
    """Take Chroma's collection away beneath the store, as a wedged one is: every call on it fails from now on."""
    folder = store._generation.folder / "dense"
    with chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False)) as client:
        client.delete_collection("passages")
