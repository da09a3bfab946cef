"""From a query to passages: both legs, fused by rank within each language, of live documents only."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from articles import article
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import any_text

from vectorstore import BadQuery, Filters, Source, Store
from vectorstore.embed import embedded_model
from vectorstore.search import MAX_QUERY, Found, analyse, find

MILLS = {
    "en": "The village has 42 mills. The mills grind rye.",
    "de": "Das Dorf hat 42 Mühlen. Die Mühlen mahlen Roggen.",
    "vi": "Làng có 42 nhà máy. Nông dân trồng lúa.",
    "hi": "गाँव में 42 मिलें हैं। किसान चावल उगाते हैं।",
    "bn": "গ্রামে ৪২টি কল আছে। কৃষকেরা ধান চাষ করেন।",
    "ar": "في القرية 42 مطحنة. يزرع الفلاحون الأرز.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(Store(tmp_path_factory.mktemp("search") / "data")) as opened:
        opened.ingest([Source(language, text, language=language) for language, text in MILLS.items()])
        opened.ingest([article(f"a{n}", sentences=6) for n in range(40)])
        yield opened


def search(store: Store, text: str, k: int = 10, filters: Filters | None = None, language: str | None = None) -> Found:
    query = analyse(text, store.embedder, language)
    return find(store._generation, store.catalog, query, k, filters or Filters())


class TestAnalyse:
    def test_the_language_is_told_unless_it_is_given(self) -> None:
        assert analyse("wie viele Mühlen hat das Dorf?", embedded_model()).language == "de"
        assert analyse("wie viele Mühlen hat das Dorf?", embedded_model(), "en").language == "en"

    def test_unknown_words_have_no_vector(self) -> None:
        assert not np.any(analyse("zxqv wqkj", embedded_model(), "en").vector)

    @pytest.mark.parametrize("text", ["", " ", "\n\t\u3000"])
    def test_a_blank_query_is_refused(self, text: str) -> None:
        with pytest.raises(BadQuery, match="blank"):
            analyse(text, embedded_model())

    def test_a_query_has_a_limit(self) -> None:
        analyse("a" * MAX_QUERY, embedded_model(), "en")
        with pytest.raises(BadQuery, match="at most 4,000"):
            analyse("a" * (MAX_QUERY + 1), embedded_model(), "en")


class TestReadingWhole:
    """Articles of one language share words with a question that have nothing to do with its topic."""

    TOPIC = "افتتح مشروع الحافلات السريعة في إربد. " + "وقال المدير إن العمل مستمر. " * 20
    ANSWER = "وبلغت الكلفة ٩٦ مليون دينار."

    def test_the_article_on_the_topic_is_read_whole_whatever_its_language(self, tmp_path: Path) -> None:
        asked = "Was kostet das Projekt in Irbid?"
        others = [f"Was der Eintritt im {n} kostet, steht an der Kasse." for n in ("Nord", "Ost", "Süd", "West")]
        with closing(Store(tmp_path / "data")) as opened:
            opened.ingest([Source(f"de{n}", text, language="de") for n, text in enumerate(others)])
            opened.ingest([Source("ar", self.TOPIC + self.ANSWER, language="ar")])
            query = analyse(asked, opened.embedder, "de")
            found = find(opened._generation, opened.catalog, query, 1, Filters(), whole=1)
        assert any(self.ANSWER in passage.text for passage in found.passages)


class TestFind:
    @pytest.mark.parametrize("k", [0, -1])
    def test_at_least_one_passage_is_asked_for(self, store: Store, k: int) -> None:
        with pytest.raises(BadQuery, match=f"k is {k}"):
            search(store, "mills", k)

    @settings(max_examples=60)
    @given(text=any_text.filter(lambda text: 0 < len(text.strip()) <= len(text) <= MAX_QUERY), k=st.integers(1, 30))
    def test_the_promise_holds_for_any_text(self, store: Store, text: str, k: int) -> None:
        """At most ``k``, ranks 1..n, best first, no passage twice, scores in (0, 1], each the slice it says it is."""
        found = search(store, text, k)
        assert not found.failed
        passages = found.passages
        assert len(passages) <= k
        assert [p.rank for p in passages] == list(range(1, len(passages) + 1))
        assert len({p.chunk.id for p in passages}) == len(passages)
        assert all(0 < p.score <= 1 for p in passages)
        assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
        assert all(p.signals for p in passages)
        assert all(p.text == p.document.text[p.chunk.start : p.chunk.end] for p in passages)
        assert search(store, text, k + 1).passages[:k] == passages

    @settings(max_examples=30)
    @given(
        languages=st.lists(st.sampled_from([*MILLS, "fr"]), max_size=3),
        documents=st.lists(st.sampled_from([*MILLS, "a1", "a2", "none"]), max_size=4),
    )
    def test_filters_let_through_what_they_name_and_nothing_else(
        self, store: Store, languages: list[str], documents: list[str]
    ) -> None:
        filters = Filters(tuple(documents), tuple(languages))
        found = {p.document.id: p.document for p in search(store, "42 mills in the village", 100, filters).passages}
        assert all(d.language in languages for d in found.values() if languages)
        assert all(name in documents for name in found if documents)
        may_be_there = set(MILLS) if not documents else set(MILLS) & set(documents)
        may_be_there = {name for name in may_be_there if not languages or name in languages}
        assert may_be_there <= set(found), "the figure 42 alone finds every one of them"

    def test_one_leg_filters_nothing_of_the_other(self, store: Store) -> None:
        """A passage that one leg alone finds is found: a foreign article by its gloss, a name by its letters."""
        assert "de" in {p.document.id for p in search(store, "village mills rye").passages}
        only_words = search(store, "zxqv 42", language="en").passages
        assert only_words
        assert all("dense" not in p.signals for p in only_words)
        by_meaning = [p for p in search(store, "village mills").passages if "dense" in p.signals]
        assert by_meaning

    @pytest.mark.parametrize("language", MILLS)
    def test_no_language_crowds_out_another(self, store: Store, language: str) -> None:
        """Asked in English, the village of each language is among as many passages as there are languages."""
        filters = Filters(document_ids=tuple(MILLS))
        found = [p.document.id for p in search(store, "how many mills does the village have? 42", 6, filters).passages]
        assert language in found

    def test_what_is_not_live_is_not_found(self, tmp_path: Path) -> None:
        """An index entry without its article, as a kill between two steps leaves it, is never shown."""
        with closing(Store(tmp_path)) as store:
            store.ingest([Source("a", MILLS["en"]), Source("b", MILLS["en"])])
            store.catalog.delete("a")
            assert [p.document.id for p in search(store, "42 mills").passages] == ["b"]

    def test_a_leg_that_is_down_is_done_without(self, tmp_path: Path) -> None:
        with closing(Store(tmp_path)) as store:
            store.put(Source("a", MILLS["en"]))
            store._generation.take_down("dense")
            assert {leg for p in search(store, "42 mills").passages for leg in p.signals} == {"lexical", "native"}
            store._generation.take_down("lexical")
            assert search(store, "42 mills") == Found(())
            assert store.document_frequency("mill") == (0, 0)


def test_what_scores_the_same_stands_in_the_same_order_however_it_was_ingested(tmp_path: Path) -> None:
    texts = [Source(name, "The mill of Lindfield burned in May.", language="en") for name in "abcdef"]
    orders = []
    for number, order in enumerate([texts, texts[::-1]]):
        with closing(Store(tmp_path / str(number))) as store:
            for source in order:
                store.ingest([source])
            found = store.find(store.analyse("When did the mill burn?"), 6)
            orders.append([passage.document.id for passage in found.passages])
    assert orders[0] == orders[1]
