"""The seeds in a store, and services over it whose language model follows a test's script."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from generating import Serve
from serving import SEEDS

from vectorstore.folder import find_articles
from vectorstore.store import Store


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The seeds; to read from only."""
    store = Store(tmp_path_factory.mktemp("generate") / "data")
    store.ingest([article.load() for article in find_articles([SEEDS])[0]])
    yield store
    store.close()


@pytest.fixture
def serve(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    monkeypatch.setenv("OPENAI_API_KEY", "for-loopback-only")
    with ExitStack() as running:
        yield Serve(running, store)
