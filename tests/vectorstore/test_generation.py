"""Generations: built from the catalog, checked, published by one line, trusted only under a seal that fits."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from articles import article
from hypothesis import example, given
from hypothesis import strategies as st

from vectorstore.catalog import Catalog
from vectorstore.dense import DenseIndex
from vectorstore.embed import embedded_model
from vectorstore.errors import IndexDamaged
from vectorstore.generation import (
    Generation,
    add,
    build,
    check_recall,
    current,
    is_sealed,
    next_folder,
    open_sealed,
    publish,
    reconcile,
    remove_others,
    write_durably,
)
from vectorstore.prepare import prepare, read_source

JSON = st.recursive(st.none() | st.integers() | st.text(max_size=4), lambda some: st.lists(some, max_size=2))


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog.in_folder(tmp_path)) as opened:
        opened.put([prepare(read_source(article(f"a{n}")), embedded_model()) for n in range(5)])
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    folder.mkdir()
    return folder


@pytest.fixture
def built(root: Path, catalog: Catalog) -> Iterator[Generation]:
    generation = build(next_folder(root), catalog)
    yield generation
    generation.close()


def held(generation: Generation) -> tuple[set[str], set[str], int]:
    assert generation.dense is not None
    assert generation.lexical is not None
    return generation.dense.ids(), generation.lexical.ids(), generation.lexical.count()


class TestCurrent:
    def test_what_was_published_last(self, root: Path) -> None:
        assert current(root) is None
        for _ in range(2):
            folder = next_folder(root)
            publish(folder)
            assert current(root) == folder

    @given(content=st.binary(max_size=12) | st.sampled_from([b"1\n", b"1", b" 1 ", b"2", b"../1", b"/", b"."]))
    @example(content="¹".encode("latin-1"))
    def test_whatever_the_line_says_it_is_a_generation_or_none(
        self, tmp_path_factory: pytest.TempPathFactory, content: bytes
    ) -> None:
        root = tmp_path_factory.mktemp("index")
        (root / "1").mkdir()
        (root / "CURRENT").write_bytes(content)
        assert current(root) in ((root / "1", None) if content.strip() == b"1" else (None,))

    def test_a_line_can_be_replaced_at_any_time(self, tmp_path: Path) -> None:
        path = tmp_path / "CURRENT"
        for number in range(3):
            write_durably(path, f"{number}\n")
            assert path.read_text() == f"{number}\n"
        assert [one.name for one in tmp_path.iterdir()] == ["CURRENT"]


class TestFolders:
    def test_builders_at_once_never_get_the_same(self, root: Path) -> None:
        found: list[Path] = []

        def take() -> None:
            found.extend(next_folder(root) for _ in range(20))

        builders = [threading.Thread(target=take) for _ in range(4)]
        for one in builders:
            one.start()
        for one in builders:
            one.join()
        assert len(set(found)) == len(found) == 80

    def test_others_are_removed_and_nothing_else(self, root: Path) -> None:
        folders = [next_folder(root) for _ in range(4)]
        (folders[0] / "dense").mkdir()
        (root / "notes").mkdir()
        publish(folders[3])
        remove_others(root, [folders[1], folders[3]])
        assert sorted(path.name for path in root.iterdir()) == ["2", "4", "CURRENT", "notes"]


class TestBuild:
    def test_both_legs_hold_what_the_catalog_holds(self, built: Generation, catalog: Catalog) -> None:
        ids = catalog.chunk_ids()
        assert held(built) == (ids, ids, len(ids))
        assert built.is_whole

    def test_words_alone(self, root: Path, catalog: Catalog) -> None:
        generation = build(next_folder(root), catalog, dense=False)
        assert (generation.dense, generation.is_whole) == (None, False)
        generation.close()

    def test_of_an_empty_catalog(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        with closing(Catalog.in_folder(tmp_path / "empty")) as empty:
            generation = build(next_folder(root), empty)
            assert held(generation) == (set(), set(), 0)
            generation.close()

    def test_progress_reaches_the_end(self, root: Path, catalog: Catalog) -> None:
        told: list[tuple[str, int, int]] = []
        build(next_folder(root), catalog, lambda *step: told.append(step)).close()
        total = catalog.counts()[1]
        assert told[-1] == ("index", total, total)

    def test_a_failure_lets_go_of_the_folder(self, root: Path, catalog: Catalog) -> None:
        """Chroma keeps what is open by its path: were it not closed, the next build there would write to nowhere."""
        folder = next_folder(root)

        def fail(*_: object) -> None:
            raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            build(folder, catalog, fail)
        remove_others(root, [])
        assert next_folder(root) == folder
        build(folder, catalog).close()

    def test_an_index_that_cannot_be_opened_lets_go_of_its_folder(self, root: Path, catalog: Catalog) -> None:
        folder = next_folder(root)
        with pytest.raises(IndexDamaged):
            DenseIndex(folder / "dense")
        remove_others(root, [])
        build(next_folder(root), catalog).close()

    def test_a_vector_index_that_forgot_is_found_out(self, built: Generation, catalog: Catalog) -> None:
        entries = [entry for batch in catalog.chunks() for entry in batch]
        assert built.dense is not None
        check_recall(built.dense, [entry.vector for entry in entries])
        nonsense = np.random.default_rng(1).normal(size=entries[0].vector.shape).astype(np.float32)
        for entry in entries:
            built.dense.add([entry.chunk], nonsense.reshape(1, -1))
        with pytest.raises(IndexDamaged, match="meets 0 of"):
            check_recall(built.dense, [entry.vector for entry in entries])


class TestReconcile:
    def test_adds_what_is_missing_and_removes_what_is_gone(self, built: Generation, catalog: Catalog) -> None:
        catalog.delete("a1")
        catalog.put([prepare(read_source(article(name, edition=1)), embedded_model()) for name in ("a2", "new")])
        reconcile(built, catalog)
        ids = catalog.chunk_ids()
        assert held(built) == (ids, ids, len(ids))
        reconcile(built, catalog)
        assert held(built) == (ids, ids, len(ids))

    def test_leaves_a_leg_that_is_down(self, built: Generation, catalog: Catalog) -> None:
        built.take_down("dense")
        catalog.delete("a1")
        reconcile(built, catalog)
        assert built.lexical is not None
        assert built.lexical.ids() == catalog.chunk_ids()

    def test_adding_nothing(self, built: Generation) -> None:
        before = held(built)
        add(built, [])
        assert held(built) == before


class TestSeal:
    @pytest.fixture
    def sealed(self, built: Generation) -> Path:
        built.seal("7")
        return built.folder

    def test_fits_at_the_state_it_was_made_at(self, sealed: Path) -> None:
        assert is_sealed(sealed, "7")
        assert not is_sealed(sealed, "8")

    def test_is_broken_by_opening(self, sealed: Path, catalog: Catalog) -> None:
        generation = open_sealed(sealed)
        ids = catalog.chunk_ids()
        assert held(generation) == (ids, ids, len(ids))
        assert not is_sealed(sealed, "7")
        generation.close()

    def test_fits_no_more_when_any_file_has_changed_by_a_bit_or_is_gone_or_is_new(self, sealed: Path) -> None:
        for path in [p for p in sealed.rglob("*") if p.is_file() and not p.name.endswith(".lock") and p.name != "SEAL"]:
            content = path.read_bytes()
            if content:
                path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
                assert not is_sealed(sealed, "7"), path
            path.unlink()
            assert not is_sealed(sealed, "7"), path
            path.write_bytes(content)
            assert is_sealed(sealed, "7")
        (sealed / "dense" / "new").write_bytes(b"")
        assert not is_sealed(sealed, "7")

    def test_a_generation_with_a_leg_down_is_not_sealed(self, built: Generation) -> None:
        built.take_down("lexical")
        built.seal("7")
        assert not (built.folder / "SEAL").exists()

    @given(
        content=st.one_of(
            st.binary(max_size=30),
            JSON.map(lambda value: json.dumps(value).encode()),
            st.fixed_dictionaries({"change": st.integers(), "files": JSON}).map(lambda v: json.dumps(v).encode()),
        )
    )
    @example(content=b'{"change": 7, "files": {}}')
    def test_no_other_seal_is_believed(self, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
        folder = tmp_path_factory.mktemp("1")
        (folder / "file").write_bytes(b"x")
        (folder / "SEAL").write_bytes(content)
        assert not is_sealed(folder, "7")
