"""What a start makes of the index that it finds: sound, lacking, or with a leg gone."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from stores import FERRY, MILLS, assert_whole, crash_image, ids_found

from vectorstore import Source, Store

BOTH = {"mills": Source("mills", MILLS), "ferry": Source("ferry", FERRY)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "data")) as opened:
        yield opened


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
