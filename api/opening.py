"""The store that the settings describe: what `serve`, the command line and the doctor open."""

from api.settings import Settings
from vectorstore.embedders import load_embedder
from vectorstore.generation import Progress
from vectorstore.lock import FolderLock
from vectorstore.store import Store


def open_store(settings: Settings, *, progress: Progress | None = None, lock: FolderLock | None = None) -> Store:
    """Open the data folder with the embedding and the places that are set.

    :raises VectorstoreError: see `vectorstore.store.Store` and `vectorstore.embedders.load_embedder`.
    """
    embedder = load_embedder(settings.embedding, settings.embedding_base_url)
    return Store(settings.data_dir, embedder=embedder, progress=progress, lock=lock, chroma_url=settings.chroma_url)
