from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import any_text, languages

from vectorstore import Source, Store
from vectorstore.blocks import GAP, SIZE, Block, made_with, pack, read_blocks, stored_blocks, unpack
from vectorstore.document import Document
from vectorstore.errors import BadDocument
from vectorstore.marks import mark_id
from vectorstore.prepare import read_source

TEXT = "The cluster has 7,700 cooperatives. It rained in Lai Chau.\n" * (SIZE + 1)


def same(one: Block, other: Block) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in Block.__slots__)


def places(block: Block, mark: str) -> list[int]:
    """The columns at which a mark stands."""
    counts = block.counts.astype(int)
    at = int(np.searchsorted(block.keys, np.uint64(mark_id(mark))))
    if at == len(block.keys) or block.keys[at] != mark_id(mark):
        return []
    return sorted(block.places[counts[:at].sum() :][: counts[at]].tolist())


def test_a_mark_stands_where_its_token_does() -> None:
    (block,) = read_blocks([(read_source(Source("a", "Two cooperatives. It rained on 7,700 cooperatives.")), 0)])
    tokens = block.tokens.tolist()
    second = tokens[0] + GAP
    assert places(block, "~cooper") == [1, second + tokens[1] - 1]
    assert places(block, "#7700") == [second + 3]
    assert places(block, "#2") == [0]
    assert places(block, "~nothing of the kind") == []


@given(st.lists(any_text, min_size=1, max_size=5).map("\n".join), languages)
@settings(max_examples=50, deadline=None)
def test_a_block_has_a_column_a_token_and_empty_ones_between(text: str, language: str) -> None:
    try:
        document = read_source(Source("a", text, language=language))
    except BadDocument:
        return
    block = unpack(pack(document, 0))
    assert len(block.tokens) == len(block.lengths) == min(SIZE, len(document.sentences))
    assert len(block.rows) == int((block.tokens.astype(int) + GAP).sum())
    ends = np.cumsum(block.tokens.astype(int) + GAP)
    gaps = {int(end) - step for end in ends for step in range(1, GAP + 1)}
    assert gaps.isdisjoint(block.places.tolist())
    assert len(block.places) == int(block.counts.sum())
    assert np.all(np.diff(block.keys.astype(object)) > 0)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_what_was_stored_is_what_would_be_read_now(store: Store) -> None:
    with closing(store):
        store.ingest([Source("a", TEXT, language="en")])
        document = store.document("a")
        wanted = [(document, number) for number in range(-(-len(document.sentences) // SIZE))]
        assert len(wanted) > 1
        assert {(number, made) for _, number, made, _ in store.catalog.blocks(["a"], {0, 1})} == {
            (0, made_with(document)),
            (1, made_with(document)),
        }
        for one, other in zip(store.blocks(wanted), read_blocks(wanted), strict=True):
            assert same(one, other)


def test_what_was_stored_of_another_version_is_not_taken(store: Store) -> None:
    with closing(store):
        store.ingest([Source("a", TEXT, language="en")])
        other: Document = replace(read_source(Source("a", "It rained.")), id="a")
        (found,) = stored_blocks(store.catalog, [(other, 0)])
        assert same(found, read_blocks([(other, 0)])[0])


def test_blocks_go_with_their_article(store: Store) -> None:
    with closing(store):
        store.ingest([Source("a", TEXT, language="en")])
        store.delete("a")
        assert list(store.catalog.blocks(["a"], {0, 1})) == []
