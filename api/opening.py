"""The store and the database that the settings describe: what `serve`, the command line and the doctor open."""

from api.settings import Settings
from vectorstore.embedders import load_embedder
from vectorstore.generation import Progress
from vectorstore.lock import FolderLock
from vectorstore.postgres import PostgresServer
from vectorstore.store import Store


def open_server(settings: Settings) -> PostgresServer | None:
    """Take the turn to write to the database that is set; None where the data folder holds the databases.

    :raises VectorstoreError: see `vectorstore.postgres.PostgresServer`.
    """
    return None if settings.database_url is None else PostgresServer(settings.database_url)


def open_store(
    settings: Settings,
    *,
    progress: Progress | None = None,
    lock: FolderLock | None = None,
    server: PostgresServer | None = None,
) -> Store:
    """Open the data folder with the embedding and the places that are set.

    ``lock`` and ``server`` are those that the caller has taken already; they are closed with the store.

    :raises VectorstoreError: see `vectorstore.store.Store`, `open_server` and `vectorstore.embedders.load_embedder`.
    """
    embedder = load_embedder(settings.embedding, settings.embedding_base_url)
    lock = lock or FolderLock(settings.data_dir)
    try:
        server = server or open_server(settings)
    except BaseException:
        lock.close()
        raise
    return Store(
        settings.data_dir,
        embedder=embedder,
        progress=progress,
        lock=lock,
        chroma_url=settings.chroma_url,
        server=server,
    )
