"""The store on real SQLite, Chroma and tantivy: what is put is found, what is deleted is not, twice is the same."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import chromadb
import numpy as np
import pytest
from articles import article, bulk
from chromadb.config import Settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from numpy.typing import NDArray

import vectorstore.upkeep
from vectorstore import BadDocument, BadQuery, DataFolderBusy, DataFolderError, DocumentNotFound, Filters, Source, Store
from vectorstore.document import Passage
from vectorstore.postgres import PostgresServer
from vectorstore.prepare import prepare, read_source

MILLS = "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week."
FERRY = "A ferry crosses the Ulbe every hour. It carries 17 cars and 120 people."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "data")) as opened:
        yield opened


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


class TestWriting:
    @pytest.fixture
    def store(self, tmp_path: Path, database_url: str | None) -> Iterator[Store]:
        """A store whose catalog is a file, and one whose catalog is on a server."""
        server = PostgresServer(database_url) if database_url else None
        with closing(Store(tmp_path / "data", server=server)) as opened:
            yield opened

    def test_what_is_put_is_found_by_words_and_by_meaning(self, store: Store) -> None:
        receipt = store.put(Source("mills", MILLS))
        assert (receipt.id, receipt.status, receipt.language, receipt.passages) == ("mills", "added", "en", 1)
        assert receipt.version.startswith("sha256:")
        assert_whole(store, {"mills": Source("mills", MILLS)})

    def test_the_same_again_is_unchanged_and_writes_nothing(self, store: Store) -> None:
        first = store.put(Source("mills", MILLS))
        state, log = store.catalog.state(), store.folder / "catalog.sqlite3-wal"
        written = log.read_bytes() if log.exists() else b""
        again = store.put(Source("mills", MILLS))
        assert again == replace(first, status="unchanged")
        assert store.catalog.state() == state
        assert (log.read_bytes() if log.exists() else b"") == written

    def test_another_text_replaces(self, store: Store) -> None:
        store.put(Source("a", MILLS))
        assert store.put(Source("a", FERRY)).status == "replaced"
        assert_whole(store, {"a": Source("a", FERRY)})
        assert "42 mills" not in " ".join(p.text for p in look(store, "How many mills in Aldra?"))

    @pytest.mark.parametrize(
        "other", [{"title": "Rye"}, {"source_url": "https://example.org/1"}, {"published": "2025-01-01"}]
    )
    def test_other_metadata_replaces(self, store: Store, other: dict[str, str]) -> None:
        store.put(Source("a", MILLS))
        assert store.put(Source("a", MILLS, **other)).status == "replaced"
        assert_whole(store, {"a": Source("a", MILLS, **other)})

    def test_another_origin_is_noted_and_doubles_nothing(self, store: Store) -> None:
        store.put(Source("a", MILLS))
        assert store.put(Source("a", MILLS, origin="/articles")).status == "unchanged"
        assert store.document("a").origin == "/articles"
        assert_whole(store, {"a": Source("a", MILLS)})

    def test_two_ids_with_one_text_are_two_documents(self, store: Store) -> None:
        store.ingest([Source("a", MILLS), Source("b", MILLS)])
        assert ids_found(store, "mills in Aldra") == {"a", "b"}
        store.delete("a")
        assert_whole(store, {"b": Source("b", MILLS)})

    def test_an_id_is_derived_from_the_content_where_none_is_given(self, store: Store) -> None:
        first, again = store.put(Source("", MILLS)), store.put(Source("", MILLS))
        assert first.id == again.id != ""
        assert again.status == "unchanged"

    def test_one_id_three_times_in_one_ingest_leaves_the_last(self, store: Store) -> None:
        store.ingest([Source("a", MILLS), Source("a", FERRY), Source("a", MILLS)])
        assert_whole(store, {"a": Source("a", MILLS)})

    def test_delete_removes_from_every_place(self, store: Store) -> None:
        store.ingest([Source("a", MILLS), Source("b", FERRY)])
        store.delete("a")
        assert_whole(store, {"b": Source("b", FERRY)})
        with pytest.raises(DocumentNotFound, match="'a'"):
            store.delete("a")
        with pytest.raises(DocumentNotFound, match="'a'"):
            store.document("a")

    def test_index_then_delete_is_as_before(self, store: Store) -> None:
        store.ingest([article(f"a{n}") for n in range(12)])
        question, language = article("a3").text[:200], article("a3").language
        before = [(p.chunk, sorted(p.signals)) for p in look(store, question, language=language)]
        store.ingest([article(f"b{n}") for n in range(12)])
        for n in range(12):
            store.delete(f"b{n}")
        assert [(p.chunk, sorted(p.signals)) for p in look(store, question, language=language)] == before
        assert_whole(store, {f"a{n}": article(f"a{n}") for n in range(12)})

    def test_a_large_ingest_builds_a_new_generation(self, store: Store) -> None:
        store.put(Source("a", MILLS))
        before = store._generation.folder
        many = bulk("big")
        store.ingest(many)
        assert store.catalog.counts()[1] > 1000
        assert store._generation.folder != before
        assert not before.exists()
        assert store.compare_index() == (0, 0)
        assert {"dense", "lexical"} <= legs_of(store, many[7].text[:600], "big7", many[7].language)

    def test_a_refused_article_is_named_and_the_rest_goes_on(self, store: Store) -> None:
        refused = []
        sources = [Source("a", MILLS), Source("bad", "…"), Source("b", FERRY)]
        receipts = store.ingest(sources, on_refused=lambda source, error: refused.append((source.id, str(error))))
        assert [receipt.id for receipt in receipts] == ["a", "b"]
        assert [name for name, _ in refused] == ["bad"]
        assert_whole(store, {"a": Source("a", MILLS), "b": Source("b", FERRY)})

    def test_a_refused_article_alone_writes_nothing(self, store: Store) -> None:
        change = store.catalog.change()
        with pytest.raises(BadDocument, match="empty"):
            store.put(Source("bad", " \n "))
        assert store.catalog.change() == change

    def test_what_was_written_before_a_failure_is_searchable(self, store: Store) -> None:
        def sources() -> Iterator[Source]:
            yield from (article(f"a{n}") for n in range(64))
            raise OSError("the disk with the articles is gone")

        with pytest.raises(OSError, match="articles is gone"):
            store.ingest(sources())
        assert_whole(store, {f"a{n}": article(f"a{n}") for n in range(64)})

    @pytest.mark.parametrize("database_url", [None], ids=["sqlite"])
    def test_readers_see_whole_answers_while_the_index_is_written_and_renewed(self, store: Store) -> None:
        store.ingest([article(f"a{n}") for n in range(30)])
        query = store.analyse(article("a5").text, article("a5").language)
        stop, wrong = threading.Event(), []

        def read() -> None:
            while not stop.is_set():
                try:
                    found = store.find(query, 10)
                    if found.failed or found.passages[0].document.id != "a5":
                        wrong.append(found)
                except Exception as error:
                    wrong.append(error)

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        for n in range(5):
            store.put(article("b", edition=n))
            store.rebuild()
            store.put(article(f"c{n}"))
        stop.set()
        for reader in readers:
            reader.join()
        assert not wrong


class AnyOrder(RuleBasedStateMachine):
    """Law: whatever is put, replaced and deleted in whatever order, the store holds what a dictionary would."""

    scratch: Path
    number = 0

    @initialize()
    def open(self) -> None:
        AnyOrder.number += 1
        self.folder = self.scratch / str(AnyOrder.number)
        self.store = Store(self.folder)
        self.model: dict[str, Source] = {}

    @rule(batch=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), min_size=1, max_size=4))
    def ingest(self, batch: list[tuple[str, int]]) -> None:
        sources = [article(name, edition=edition) for name, edition in batch]
        self.store.ingest(sources)
        self.model.update({source.id: source for source in sources})

    @rule(name=st.sampled_from("abcd"))
    def delete(self, name: str) -> None:
        if self.model.pop(name, None) is None:
            with pytest.raises(DocumentNotFound):
                self.store.delete(name)
        else:
            self.store.delete(name)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store(self.folder)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        assert_whole(self.store, self.model)

    def teardown(self) -> None:
        self.store.close()


def test_any_order_of_writes_and_restarts(tmp_path: Path) -> None:
    AnyOrder.scratch = tmp_path
    slow = settings(max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(AnyOrder, settings=slow)


class TestFinding:
    @pytest.fixture(scope="class")
    @classmethod
    def many(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
        with closing(Store(tmp_path_factory.mktemp("many") / "data")) as opened:
            opened.ingest([article(f"a{n}", sentences=8) for n in range(60)])
            yield opened

    @pytest.mark.parametrize("k", [1, 2, 10, 100])
    def test_ranks_count_from_one_and_no_passage_comes_twice(self, many: Store, k: int) -> None:
        found = look(many, article("a7").text[:300], k)
        assert [p.rank for p in found] == list(range(1, len(found) + 1))
        assert len({p.chunk.id for p in found}) == len(found) <= k
        assert all(0 < p.score <= 1 for p in found)
        assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
        assert all(p.text == p.document.text[p.chunk.start : p.chunk.end] for p in found)

    def test_fewer_passages_are_the_first_of_more(self, many: Store) -> None:
        question = article("a9").text[:300]
        found = [p.chunk.id for p in look(many, question, 30)]
        assert all([p.chunk.id for p in look(many, question, k)] == found[:k] for k in range(1, 30))

    def test_filters_hold(self, many: Store) -> None:
        question = article("a9", language="hi").text[:300]

        def found(filters: Filters) -> tuple[Passage, ...]:
            return look(many, question, 20, filters, "hi")

        assert {p.document.language for p in found(Filters(languages=("hi",)))} == {"hi"}
        assert {p.document.id for p in found(Filters(document_ids=("a3", "a9")))} == {"a3", "a9"}
        assert found(Filters(document_ids=("nowhere",))) == ()

    def test_a_query_of_unknown_words_asks_the_words_alone(self, many: Store) -> None:
        assert all("dense" not in p.signals for p in look(many, "zxqv wqkj"))

    def test_impossible_queries_are_refused(self, many: Store) -> None:
        with pytest.raises(BadQuery, match="blank"):
            many.analyse("  \n")
        with pytest.raises(BadQuery, match="4,001 characters"):
            many.analyse("a" * 4001)
        with pytest.raises(BadQuery, match="k is 0"):
            look(many, "mills", 0)

    def test_an_empty_store_finds_nothing(self, store: Store) -> None:
        assert look(store, "mills") == ()


class TestLife:
    def test_a_clean_stop_is_started_from_without_building(self, tmp_path: Path) -> None:
        with closing(Store(tmp_path)) as store:
            store.put(Source("a", MILLS))
            folder = store._generation.folder
        assert (folder / "SEAL").exists()
        steps: list[str] = []
        with closing(Store(tmp_path, on_step=steps.append)) as store:
            assert store._generation.folder == folder
            assert_whole(store, {"a": Source("a", MILLS)})
        assert "generation built" not in steps

    def test_an_unclean_stop_is_mended(self, store: Store, tmp_path: Path) -> None:
        store.ingest([Source("a", MILLS), Source("b", FERRY)])
        with closing(Store(crash_image(store.folder, tmp_path / "copy"))) as again:
            assert_whole(again, {"a": Source("a", MILLS), "b": Source("b", FERRY)})

    def test_a_stop_right_after_a_failed_write_is_mended(self, tmp_path: Path) -> None:
        """A seal must not vouch for an index that lacks what the catalog holds."""

        def failing(step: str) -> None:
            if step == "catalog":
                raise RuntimeError("out of memory")

        store = Store(tmp_path, on_step=failing)
        with pytest.raises(RuntimeError, match="out of memory"):
            store.put(Source("a", MILLS))
        store.close()
        with closing(Store(tmp_path)) as again:
            assert_whole(again, {"a": Source("a", MILLS)})

    def test_an_owned_folder_is_refused(self, store: Store) -> None:
        with pytest.raises(DataFolderBusy, match="Another process"):
            Store(store.folder)
        store.put(Source("a", MILLS))

    def test_a_file_in_place_of_the_folder_is_refused_in_words(self, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("not a folder")
        with pytest.raises(DataFolderError, match=r"data folder .* cannot be written"):
            Store(tmp_path / "data")

    def test_a_damaged_catalog_is_refused_in_words_and_lets_the_folder_go(self, tmp_path: Path) -> None:
        (tmp_path / "catalog.sqlite3").write_bytes(b"no database" * 1000)
        for _ in range(2):
            with pytest.raises(DataFolderError, match="restore it from a backup"):
                Store(tmp_path)


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


BOTH = {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)}


class TestLargeAndUnclean:
    """With ``small=0`` an index counts as large: what is sound in it is used, the rest is rebuilt behind."""

    @pytest.fixture
    def image(self, store: Store, tmp_path: Path) -> Path:
        store.ingest([Source("mills", MILLS), Source("ferry", FERRY)])
        return crash_image(store.folder, tmp_path / "copy")

    def test_a_sound_index_is_used_as_it_is(self, image: Path) -> None:
        with closing(Store(image, small=0)) as store:
            assert not store.is_degraded
            assert store._generation.folder.name == "1"
            assert_whole(store, BOTH)

    def test_what_the_index_lacks_is_added_and_what_is_too_many_removed(self, store: Store, image: Path) -> None:
        store.delete("mills")
        store.put(Source("late", "A chapel stands at the lake. It has 9 bells."))
        for name in ("catalog.sqlite3", "catalog.sqlite3-wal", "catalog.sqlite3-shm"):
            shutil.copy(store.folder / name, image / name)
        with closing(Store(image, small=0)) as again:
            late = Source("late", "A chapel stands at the lake. It has 9 bells.")
            assert_whole(again, {"ferry": Source("ferry", FERRY), "late": late})

    @pytest.mark.parametrize("leg", ["dense", "lexical"])
    def test_one_leg_gone_is_rebuilt_behind_the_other(self, image: Path, leg: str) -> None:
        shutil.rmtree(image / "index" / "1" / leg)
        with closing(Store(image, small=0)) as store:
            assert ids_found(store, "mills of Aldra, ferry over the Ulbe") == {"mills", "ferry"}
            store.wait()
            assert not store.is_degraded
            assert_whole(store, BOTH)

    def test_both_legs_gone_are_rebuilt_words_first(self, image: Path) -> None:
        shutil.rmtree(image / "index" / "1" / "dense")
        shutil.rmtree(image / "index" / "1" / "lexical")
        with closing(Store(image, small=0)) as store:
            assert ids_found(store, "mills of Aldra, ferry over the Ulbe") == {"mills", "ferry"}
            store.wait()
            assert_whole(store, BOTH)
