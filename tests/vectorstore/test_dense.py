"""The dense index in its folder and on Chroma's server: one contract, and what only the server can do wrong."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import numpy as np
import pytest
from servers import chroma_server, free_port

from vectorstore import Source, Store
from vectorstore.dense import DenseIndex, forget, server_of
from vectorstore.document import Chunk
from vectorstore.errors import IndexDamaged, IndexUnreachable

MILLS = Source("mills", "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week.")
FERRY = Source("ferry", "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people.")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma")) as url:
        yield url


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest) -> str | None:
    return request.getfixturevalue("address") if request.param == "server" else None


@pytest.fixture
def index(place: str | None, tmp_path: Path) -> Iterator[DenseIndex]:
    with closing(DenseIndex(tmp_path / "dense", create=True, server=place)) as opened:
        yield opened


def chunk(name: str, language: str = "en") -> Chunk:
    return Chunk(name, f"of {name}", "v1", 0, 0, 1, language)


def rows(*values: tuple[float, float, float]) -> np.ndarray:
    found = np.array(values, dtype=np.float32)
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def collections(address: str) -> set[str]:
    reply = httpx.get(f"{address}/api/v2/tenants/default_tenant/databases/default_database/collections")
    return {collection["name"] for collection in reply.json()}


class TestContract:
    def test_the_nearest_come_first_with_their_cosine(self, index: DenseIndex) -> None:
        index.add([chunk("a"), chunk("b"), chunk("c")], rows((1, 0, 0), (1, 1, 0), (0, 0, 1)))
        found = index.search(rows((1, 0, 0))[0], 3)
        assert [name for name, _ in found] == ["a", "b", "c"]
        assert [score for _, score in found] == pytest.approx([1, 0.7071, 0], abs=1e-3)
        assert index.search(rows((1, 0, 0))[0], 1) == found[:1]

    def test_filters_hold(self, index: DenseIndex) -> None:
        index.add([chunk("a"), chunk("b", "hi"), chunk("c", "hi")], rows((1, 0, 0), (1, 1, 0), (0, 0, 1)))
        asked = rows((1, 0, 0))[0]
        assert [name for name, _ in index.search(asked, 3, languages=("hi",))] == ["b", "c"]
        assert [name for name, _ in index.search(asked, 3, languages=("hi",), document_ids=("of c", "of a"))] == ["c"]

    def test_an_id_that_is_there_is_overwritten_and_a_zero_vector_left_out(self, index: DenseIndex) -> None:
        index.add([chunk("a"), chunk("b")], rows((1, 0, 0), (0, 0, 0)))
        index.add([chunk("a")], rows((0, 1, 0)))
        assert index.ids() == {"a"}
        assert index.count() == 1
        assert index.search(rows((0, 1, 0))[0], 1)[0][1] == pytest.approx(1, abs=1e-4)

    def test_what_is_removed_is_gone(self, index: DenseIndex) -> None:
        index.add([chunk(f"c{n}") for n in range(600)], rows(*((1.0, n / 10, 0) for n in range(600))))
        index.remove(["nowhere", *(f"c{n}" for n in range(599))])
        assert index.ids() == {"c599"}

    def test_it_is_there_again_after_closing(self, index: DenseIndex, tmp_path: Path) -> None:
        index.add([chunk("a")], rows((1, 0, 0)))
        index.close()
        with closing(DenseIndex(tmp_path / "dense")) as again:
            assert again.ids() == {"a"}

    def test_where_there_is_none_none_is_opened(self, place: str | None, tmp_path: Path) -> None:
        with pytest.raises(IndexDamaged):
            DenseIndex(tmp_path / "nothing")
        assert server_of(tmp_path / "nothing") is None


class TestServer:
    def test_what_is_forgotten_is_gone_from_the_server(self, address: str, tmp_path: Path) -> None:
        DenseIndex(tmp_path / "dense", create=True, server=address).close()
        (name,) = {n for n in collections(address) if n in (tmp_path / "dense" / "SERVER").read_text()}
        forget(tmp_path / "dense")
        assert name not in collections(address)
        with pytest.raises(IndexDamaged):
            DenseIndex(tmp_path / "dense")

    def test_a_copied_folder_does_not_write_into_its_originals_collection(self, address: str, tmp_path: Path) -> None:
        DenseIndex(tmp_path / "dense", create=True, server=address).close()
        shutil.copytree(tmp_path / "dense", tmp_path / "copy")
        with pytest.raises(IndexDamaged, match="copied"):
            DenseIndex(tmp_path / "copy")
        before = collections(address)
        forget(tmp_path / "copy")
        assert collections(address) == before

    def test_one_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(IndexUnreachable, match="cannot be reached"):
            DenseIndex(tmp_path / "dense", create=True, server=f"http://127.0.0.1:{free_port()}")


def legs(store: Store) -> set[str]:
    found = store.find(store.analyse(MILLS.text, "en"), 5)
    return {leg for passage in found.passages if passage.document.id == "mills" for leg in passage.signals}


class TestStore:
    def test_a_store_lives_on_a_server_as_in_its_folder(self, address: str, tmp_path: Path) -> None:
        before = collections(address)
        steps: list[str] = []
        with closing(Store(tmp_path, chroma_url=address)) as store:
            store.ingest([MILLS, FERRY])
            assert "dense" in legs(store)
            store.rebuild()
            store.delete("ferry")
            assert store.compare_index() == (0, 0)
        assert len(collections(address) - before) == 1, "the generation before is gone from the server too"
        with closing(Store(tmp_path, chroma_url=address, on_step=steps.append)) as store:
            assert "dense" in legs(store)
        assert "generation built" not in steps, "a clean stop is started from without building"

    def test_changing_the_place_builds_the_index_there(self, address: str, tmp_path: Path) -> None:
        before = collections(address)
        with closing(Store(tmp_path)) as store:
            store.put(MILLS)
        with closing(Store(tmp_path, chroma_url=address)) as store:
            assert "dense" in legs(store)
            assert len(collections(address) - before) == 1
        with closing(Store(tmp_path)) as store:
            assert "dense" in legs(store)
        assert collections(address) == before

    def test_while_the_server_is_down_the_words_answer(self, tmp_path: Path) -> None:
        port = free_port()
        with chroma_server(tmp_path / "chroma", port) as url:
            store = Store(tmp_path / "data", chroma_url=url)
            store.put(MILLS)
        with closing(store):
            assert legs(store) == {"lexical", "native"}
            assert not store.is_degraded, "what the server holds is sound"
            with chroma_server(tmp_path / "chroma", port):
                assert "dense" in legs(store)
            assert store.put(FERRY).status == "added"
            assert store.is_degraded
            assert store.trouble is not None
            assert "`.venv/bin/qa doctor --repair`" in store.trouble
        with closing(Store(tmp_path / "data", chroma_url=url)) as store:
            assert legs(store) == {"lexical", "native"}
            assert store.trouble is not None
        with chroma_server(tmp_path / "chroma", port), closing(Store(tmp_path / "data", chroma_url=url)) as store:
            assert store.trouble is None
            assert store.compare_index() == (0, 0)
            assert "dense" in legs(store)
