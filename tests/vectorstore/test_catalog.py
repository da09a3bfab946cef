import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.catalog import ROWS_PER_TRANSACTION, Catalog, batches
from vectorstore.document import Chunk, Document, Span
from vectorstore.errors import DataFolderError, DocumentNotFound
from vectorstore.postgres import PostgresServer
from vectorstore.prepared import Entry, Prepared


def open_catalog(folder: Path, url: str | None = None) -> Catalog:
    return Catalog(PostgresServer(url)) if url else Catalog.in_folder(folder)


@pytest.fixture
def catalog(tmp_path: Path, database_url: str | None) -> Iterator[Catalog]:
    with closing(open_catalog(tmp_path, database_url)) as opened:
        yield opened


def article(name: str, version: str = "v1", *, chunks: int = 2, text: str = "It rained.") -> Prepared:
    """An article of so many chunks, each the whole text, with vectors a reader can check."""
    document = Document(name, text, f"Title of {name}", "en", version, (Span(0, len(text)),))
    parts = tuple(Chunk(f"{name}-{version}-{n}", name, version, n, 0, len(text), "en") for n in range(chunks))
    return Prepared(document, parts, np.arange(chunks * 4, dtype=np.float32).reshape(chunks, 4) / 8)


def entries(catalog: Catalog, *, staged: bool = False) -> list[Entry]:
    return [entry for batch in catalog.chunks(staged=staged) for entry in batch]


def state(catalog: Catalog) -> tuple[list[Document], list[tuple[Chunk, str, list[float]]]]:
    return list(catalog.every_document()), [(e.chunk, e.text, e.vector.tolist()) for e in entries(catalog)]


def test_what_is_put_is_there_again(catalog: Catalog) -> None:
    item = article("rain", text="Mưa — बारिश — 𐵁.")
    full = replace(item.document, source_url="https://a.example/", publisher="P", published="2023", origin="/folder")
    assert catalog.put([replace(item, document=full)]) == []
    assert catalog.document("rain") == full
    assert catalog.documents() == [(full, 2)]
    assert [entry.chunk for entry in entries(catalog)] == list(item.chunks)
    assert [entry.text for entry in entries(catalog)] == [full.text, full.text]
    assert np.array_equal([entry.vector for entry in entries(catalog)], item.vectors)
    assert entries(catalog)[0].vector.dtype == np.float32
    assert catalog.versions() == {"rain": ("v1", "/folder")}
    assert (catalog.counts(), catalog.passages_of("rain"), catalog.passages_of("snow")) == ((1, 2), 2, 0)


def test_it_is_there_after_closing(catalog: Catalog, tmp_path: Path, database_url: str | None) -> None:
    catalog.put([article("rain")])
    before = state(catalog)
    catalog.close()
    with closing(open_catalog(tmp_path, database_url)) as again:
        assert state(again) == before
        assert again.check() == []


def test_a_new_version_replaces_the_old_one_whole(catalog: Catalog) -> None:
    catalog.put([article("rain", "v1", chunks=3)])
    assert sorted(catalog.put([article("rain", "v2", chunks=1)])) == ["rain-v1-0", "rain-v1-1", "rain-v1-2"]
    assert catalog.chunk_ids() == {"rain-v2-0"}
    assert catalog.document("rain").version == "v2"


def test_putting_the_same_again_replaces_nothing(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    before = state(catalog)
    assert catalog.put([article("rain")]) == []
    assert state(catalog) == before


def test_put_then_delete_is_as_before(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    before = state(catalog)
    catalog.put([article("snow")])
    assert sorted(catalog.delete("snow")) == ["snow-v1-0", "snow-v1-1"]
    assert state(catalog) == before


def test_what_is_not_there_is_named(catalog: Catalog) -> None:
    with pytest.raises(DocumentNotFound, match="no document 'rain'"):
        catalog.document("rain")
    with pytest.raises(DocumentNotFound, match="no document 'rain'"):
        catalog.delete("rain")
    assert catalog.change() == 0


def test_an_article_is_written_whole_or_not_at_all(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    before, change = state(catalog), catalog.change()
    broken = article("snow")
    with pytest.raises(ValueError, match="zip"):
        catalog.put([article("hail"), replace(broken, vectors=broken.vectors[:1])])
    assert (state(catalog), catalog.change()) == (before, change)


def test_articles_come_in_order_of_id_a_page_at_a_time(catalog: Catalog) -> None:
    names = [f"a{n:03}" for n in range(250)]
    catalog.put([article(name, chunks=1) for name in reversed(names)])
    assert [document.id for document in catalog.every_document()] == names
    assert [document.id for document, _ in catalog.documents(after="a009", limit=3)] == ["a010", "a011", "a012"]
    assert catalog.documents(after="a249") == []


def test_large_articles_are_written_and_read_in_batches(catalog: Catalog) -> None:
    catalog.put([article("long", chunks=ROWS_PER_TRANSACTION + 1), *(article(f"s{n}", chunks=300) for n in range(4))])
    sizes = [len(batch) for batch in catalog.chunks()]
    assert sum(sizes) == catalog.counts()[1] == ROWS_PER_TRANSACTION + 1201
    assert max(sizes) <= ROWS_PER_TRANSACTION
    with catalog.snapshot() as held:
        assert len(held.live([f"long-v1-{n}" for n in range(ROWS_PER_TRANSACTION + 1)])) == ROWS_PER_TRANSACTION + 1


def test_an_article_may_have_no_chunk(catalog: Catalog) -> None:
    catalog.put([article("rain", chunks=0)])
    assert catalog.documents()[0][1] == 0
    assert catalog.delete("rain") == []


def test_only_what_the_catalog_holds_is_live(catalog: Catalog) -> None:
    item = article("rain")
    catalog.put([item])
    with catalog.snapshot() as held:
        assert held.live(["rain-v1-1", "gone", "rain-v0-0"]) == {"rain-v1-1": item.chunks[1]}
        assert held.live([]) == {}
        assert held.documents(["rain", "gone"]) == {"rain": item.document}


def test_what_was_read_before_is_not_taken_for_what_is_there_now(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    with catalog.snapshot() as held:
        assert held.documents(["rain"])
        assert held.live(["rain-v1-1"])
    newer = article("rain", version="v2")
    catalog.put([newer])
    with catalog.snapshot() as held:
        assert held.documents(["rain"]) == {"rain": newer.document}
        assert held.live(["rain-v1-1"]) == {}
    split = replace(newer, document=replace(newer.document, sentences=(Span(0, 2), Span(3, 10))))
    catalog.stage([split])
    with catalog.snapshot() as held:
        assert held.documents(["rain"]) == {"rain": split.document}


def test_a_snapshot_does_not_see_what_is_written_meanwhile(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    with catalog.snapshot() as held:
        assert held.live(["rain-v1-1"])
        catalog.delete("rain")
        assert held.documents(["rain"])


def test_chunks_can_be_asked_for_by_name(catalog: Catalog) -> None:
    catalog.put([article("rain"), article("snow")])
    found = [entry.chunk.id for batch in catalog.chunks(["snow-v1-0", "gone"]) for entry in batch]
    assert found == ["snow-v1-0"]


def test_the_change_counter_grows_with_every_write(catalog: Catalog) -> None:
    seen = [catalog.change()]
    for write in (
        lambda: catalog.put([article("rain")]),
        lambda: catalog.put([article("snow")]),
        lambda: catalog.put([article("rain", "v2")]),
        lambda: catalog.delete("snow"),
    ):
        write()
        seen.append(catalog.change())
    assert seen == sorted(set(seen))
    assert catalog.changed_since(seen[2]) == ["rain"]
    assert catalog.changed_since(seen[-1]) == []


def test_a_fact_is_noted_and_noted_again(catalog: Catalog) -> None:
    assert catalog.fact("fingerprint") is None
    catalog.note("fingerprint", "one")
    catalog.note("fingerprint", "two")
    assert catalog.fact("fingerprint") == "two"


def test_staged_chunks_are_seen_only_when_they_are_promoted(catalog: Catalog) -> None:
    catalog.put([article("rain"), article("snow")])
    before = state(catalog)
    anew = article("rain", chunks=1)
    restaged = replace(anew, chunks=(replace(anew.chunks[0], id="rain-new"),))
    catalog.stage([restaged])
    assert state(catalog) == before
    assert catalog.chunk_ids(staged=True) == {"rain-new"}
    assert [entry.chunk.id for entry in entries(catalog, staged=True)] == ["rain-new"]
    change = catalog.change()
    catalog.promote("built otherwise")
    assert catalog.chunk_ids() == {"rain-new"}
    assert catalog.chunk_ids(staged=True) == set()
    assert catalog.fact("fingerprint") == "built otherwise"
    assert catalog.change() > change


def test_staging_can_be_given_up(catalog: Catalog) -> None:
    catalog.put([article("rain")])
    before = state(catalog)
    catalog.stage([article("rain", chunks=1)])
    catalog.unstage()
    assert state(catalog) == before
    assert catalog.chunk_ids(staged=True) == set()


def test_what_was_staged_of_a_document_that_is_gone_is_not_promoted(catalog: Catalog) -> None:
    catalog.put([article("rain"), article("snow")])
    catalog.stage([article("rain"), article("snow")])
    catalog.delete("snow")
    catalog.promote("built otherwise")
    assert catalog.chunk_ids() == {"rain-v1-0", "rain-v1-1"}


def test_readers_see_one_state_while_another_thread_writes(catalog: Catalog) -> None:
    catalog.put([article("rain", "v0")])
    done = threading.Event()

    def write() -> None:
        for version in range(1, 30):
            catalog.put([article("rain", f"v{version}", chunks=1 + version % 3)])
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not done.is_set():
        for batch in catalog.chunks():
            assert {entry.chunk.version for entry in batch} == {batch[0].chunk.version}
            assert all(entry.chunk.id.startswith(f"rain-{entry.chunk.version}-") for entry in batch)
    thread.join()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"not a database, but long enough to be taken for one" * 100)
    with pytest.raises(DataFolderError, match=r"catalog\.sqlite3.*qa doctor"):
        Catalog.in_folder(tmp_path)


def test_a_damaged_database_is_found(tmp_path: Path) -> None:
    with closing(Catalog.in_folder(tmp_path)) as catalog:
        catalog.put([article(f"a{n}", chunks=50) for n in range(20)])
    path = tmp_path / "catalog.sqlite3"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = bytes(8192)
    path.write_bytes(content)
    with closing(Catalog.in_folder(tmp_path)) as damaged:
        assert damaged.check() != []


def test_nothing_is_lost_of_a_vector_but_its_last_digits(catalog: Catalog) -> None:
    item = article("rain", chunks=1)
    vector = np.array([[0.123456789, -1.0, 1e-3, 0.0]], dtype=np.float32)
    catalog.put([replace(item, vectors=vector)])
    assert np.allclose(entries(catalog)[0].vector, vector, rtol=1e-3)


def test_ids_come_in_the_order_of_their_code_points(catalog: Catalog) -> None:
    """A page follows the one before by its last id: in another order articles would be passed over or come twice."""
    names = ["a-b", "ab", "a b", "B", "b", "ä", "z", "Z", "_", "é", "e\u0301", "𐵁", "\uffee", "क", "10", "9"]
    catalog.put([article(name, chunks=1) for name in names])
    assert [document.id for document in catalog.every_document()] == sorted(names)
    assert [document.id for document, _ in catalog.documents(after="a b")] == [n for n in sorted(names) if n > "a b"]
    assert [entry.chunk.document_id for entry in entries(catalog)] == sorted(names, key=lambda name: f"{name}-v1-0")


@pytest.mark.parametrize("text", ["\0", "a\0b", "\x1a", "\x1a0", "\x1a1\0", "\0\x1a\0", "it's \\ %s :x"])
def test_any_character_is_kept(catalog: Catalog, text: str) -> None:
    item = article("rain")
    full = replace(item.document, publisher=text, text=text, title=text)
    catalog.put([replace(item, document=full)])
    assert catalog.document("rain") == full


def test_no_two_states_have_one_name(catalog: Catalog) -> None:
    """Two that count alike are told apart: a database that is restored counts on from its copy."""
    seen = [catalog.state()]
    for write in (
        lambda: catalog.put([article("rain")]),
        lambda: catalog.put([article("rain", "v2")]),
        lambda: catalog.delete("rain"),
        lambda: catalog.promote("built otherwise"),
    ):
        write()
        seen.append(catalog.state())
    catalog.note("change", "1")
    seen.append(catalog.state())
    assert len(set(seen)) == len(seen)
    assert catalog.state() == catalog.state()


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_lose_nothing(items: list[int], size: int) -> None:
    cut = list(batches(items, size))
    assert [item for batch in cut for item in batch] == items
    assert all(1 <= len(batch) <= size for batch in cut)
