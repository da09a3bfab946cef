"""The store on real SQLite, Chroma and tantivy: what is put is found, what is deleted is not, twice is the same."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from articles import article, bulk
from stores import FERRY, MILLS, assert_whole, crash_image, ids_found, legs_of, look

from vectorstore import BadDocument, BadQuery, DataFolderBusy, DataFolderError, DocumentNotFound, Filters, Source, Store
from vectorstore.document import Passage
from vectorstore.postgres import PostgresServer


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "data")) as opened:
        yield opened


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
