"""The index is built anew behind its readers: made with another model, damaged, or worn out."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import article, bulk
from stores import FERRY, MILLS, FakeEmbedder, assert_whole, break_dense, crash_image, ids_found, legs_of

import vectorstore.upkeep
from vectorstore import Source, Store
from vectorstore.prepare import read_source


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "data")) as opened:
        yield opened


class TestRebuiltOtherwise:
    """The fingerprint: an index built with another model is never searched with this one."""

    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        with closing(Store(tmp_path / "data")) as store:
            store.ingest([Source("mills", MILLS), Source("ferry", FERRY)])
        return tmp_path / "data"

    def test_a_small_index_is_rebuilt_at_once(self, built: Path) -> None:
        steps: list[str] = []
        with closing(Store(built, embedder=FakeEmbedder(), on_step=steps.append)) as store:
            assert not store.is_degraded
            assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})
            assert [p.name for p in (built / "index").iterdir() if p.is_dir()] == [store._generation.folder.name]
        assert "generation built" in steps
        steps.clear()
        with closing(Store(built, embedder=FakeEmbedder(), on_step=steps.append)) as store:
            assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})
        assert "generation built" not in steps

    def test_of_a_large_index_the_words_answer_while_it_is_rebuilt(self, built: Path) -> None:
        gate = threading.Event()
        with closing(Store(built, embedder=FakeEmbedder(gate=gate), small=0)) as store:
            assert store.is_degraded
            assert legs_of(store, MILLS, "mills") == {"lexical", "native"}
            gate.set()
            store.wait()
            assert not store.is_degraded
            assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})

    def test_what_is_written_meanwhile_is_kept(self, built: Path) -> None:
        gate = threading.Event()
        with closing(Store(built, embedder=FakeEmbedder(gate=gate), small=0)) as store:
            store.put(Source("new", "A chapel stands at the lake. It has 9 bells."))
            assert ids_found(store, "chapel bells") >= {"new"}
            store.put(Source("ferry", "The ferry is no more. Since May a bridge of 310 metres crosses the Ulbe."))
            store.delete("mills")
            gate.set()
            store.wait()
            wanted = {
                "new": Source("new", "A chapel stands at the lake. It has 9 bells."),
                "ferry": Source("ferry", "The ferry is no more. Since May a bridge of 310 metres crosses the Ulbe."),
            }
            assert_whole(store, wanted)
            for source in wanted.values():
                assert store.document(source.id).sentences == read_source(source).sentences

    def test_a_new_generation_meanwhile_mixes_no_vectors(self, built: Path) -> None:
        """A bulk ingest needs a new generation while the old chunks still have vectors of the other model."""
        gate = threading.Event()
        with closing(Store(built, embedder=FakeEmbedder(gate=gate), small=0)) as store:
            many = bulk("big")
            store.ingest(many)
            assert store.is_degraded
            assert ids_found(store, "mills of Aldra") >= {"mills"}
            assert legs_of(store, many[3].text[:500], "big3", many[3].language or "en") == {"lexical", "native"}
            gate.set()
            store.wait()
            assert not store.is_degraded
            assert store.compare_index() == (0, 0)
            assert store.catalog.counts()[0] == len(many) + 2
            assert legs_of(store, MILLS, "mills") == {"dense", "lexical", "native"}

    def test_a_stop_in_the_middle_starts_it_again(self, built: Path, tmp_path: Path) -> None:
        gate = threading.Event()
        with closing(Store(built, embedder=FakeEmbedder(gate=gate), small=0)):
            image = crash_image(built, tmp_path / "copy")
            gate.set()
        with closing(Store(image, embedder=FakeEmbedder(), small=0)) as store:
            store.wait()
            assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})


class TestDamageAtRunTime:
    def test_when_meaning_fails_words_answer_and_the_index_is_rebuilt(self, store: Store) -> None:
        store.ingest([Source("mills", MILLS), Source("ferry", FERRY)])
        break_dense(store)
        found = store.find(store.analyse(MILLS, "en"), 5)
        assert set(found.failed) == {"dense"}
        assert found.passages[0].document.id == "mills"
        store.wait()
        assert not store.is_degraded
        assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})

    def test_when_meaning_fails_while_writing_the_article_is_kept(self, store: Store) -> None:
        store.put(Source("mills", MILLS))
        break_dense(store)
        assert store.put(Source("ferry", FERRY)).status == "added"
        assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})

    def test_when_the_word_index_vanishes_while_writing_the_article_is_kept(self, store: Store) -> None:
        store.put(Source("mills", MILLS))
        shutil.rmtree(store._generation.folder / "lexical")
        assert store.put(Source("ferry", FERRY)).status == "added"
        assert_whole(store, {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)})

    def test_writers_and_a_rebuild_behind_do_not_undo_each_other(self, store: Store) -> None:
        wanted = {f"a{n}": article(f"a{n}") for n in range(40)}
        store.ingest(wanted.values())
        for n in range(4):
            break_dense(store)
            assert "dense" in store.find(store.analyse("mills", "en"), 5).failed
            late = {f"b{n}-{m}": article(f"b{n}-{m}") for m in range(3)}
            for source in late.values():
                store.put(source)
            store.rebuild()
            wanted |= late
        store.wait()
        assert_whole(store, wanted)
        assert [p.name for p in (store.folder / "index").iterdir() if p.is_dir()] == [store._generation.folder.name]

    def test_an_index_that_lost_more_than_it_holds_is_built_anew_behind(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(vectorstore.upkeep, "_MANY_REMOVED", 5)
        wanted = {f"a{n}": article(f"a{n}") for n in range(3)}
        store.ingest(wanted.values())
        first = store._generation.folder
        for n in range(8):
            store.put(Source("mills", f"The district of Aldra has {n + 100} mills."))
            assert not store.is_degraded
        store.wait()
        assert store._generation.folder != first
        assert_whole(store, wanted | {"mills": Source("mills", "The district of Aldra has 107 mills.")})
