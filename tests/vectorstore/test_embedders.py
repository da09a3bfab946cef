"""Embeddings from elsewhere, through the real loading code and the real clients."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from embedding_server import Embedding, embedding_server, vector
from model2vec import StaticModel
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from vectorstore import Source, Store
from vectorstore.embed import embedded_model
from vectorstore.embedders import Patience, TextEmbedder, load_embedder
from vectorstore.errors import EmbeddingError
from vectorstore.fingerprint import fingerprint

HASTY = Patience(query_s=0.5, batch_s=0.5, pause_s=30.0, retries=2, batch=4)
MILLS = Source("mills", "The district of Aldra has 42 mills. Each mill grinds 300 sacks of rye a week.")
FERRY = Source("ferry", "Die Fähre über die Ulbe trägt 17 Wagen und 120 Menschen.", language="de")


@pytest.fixture
def server() -> Iterator[Embedding]:
    with embedding_server() as served:
        yield served


@pytest.fixture
def openai(server: Embedding) -> TextEmbedder:
    made = load_embedder("openai:tiny", f"{server.url}/v1", HASTY)
    assert isinstance(made, TextEmbedder)
    return made


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published static model, as model2vec writes one: four words, three dimensions."""
    folder = tmp_path_factory.mktemp("tiny")
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "mill": 1, "mühle": 2, "ferry": 3}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    rows = np.array([[0, 0, 0], [3, 0, 0], [3, 0.3, 0], [0, 0, 5]], dtype=np.float32)
    StaticModel(rows, tokenizer).save_pretrained(folder)
    return folder


def unit(text: str) -> np.ndarray:
    row = np.array(vector(text), dtype=np.float32)
    return row / max(float(np.linalg.norm(row)), 1.0)


class TestStatic:
    def test_a_model_in_a_folder_is_loaded_and_reads_the_text_as_written(self, tiny: Path) -> None:
        model = load_embedder(f"model2vec:{tiny}")
        mill, muehle, ferry, unknown = model.embed(["mill", "mühle", "ferry ferry", "zxqv"], "de")
        assert mill.tolist() == [1, 0, 0]
        assert 0.9 < mill @ muehle < 1
        assert ferry.tolist() == [0, 0, 1]
        assert not unknown.any()

    def test_its_name_tells_the_vectors_and_not_the_place(self, tiny: Path, tmp_path: Path) -> None:
        loaded = StaticModel.from_pretrained(tiny)
        loaded.save_pretrained(tmp_path / "same")
        loaded.embedding[1] += 1
        loaded.save_pretrained(tmp_path / "other")
        here, same, other = (
            load_embedder(f"model2vec:{p}").name for p in (tiny, tmp_path / "same", tmp_path / "other")
        )
        assert here == same != other

    def test_a_folder_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(EmbeddingError, match="nowhere"):
            load_embedder(f"model2vec:{tmp_path / 'nowhere'}")


class TestSetting:
    def test_unset_is_the_embedded_model(self) -> None:
        assert load_embedder(None) is embedded_model()

    @pytest.mark.parametrize("spec", ["openai", ":", "openai:", " "])
    def test_what_names_no_model_is_refused(self, spec: str) -> None:
        with pytest.raises(EmbeddingError, match="PROVIDER:NAME"):
            load_embedder(spec)

    def test_a_provider_nobody_knows_is_refused(self) -> None:
        with pytest.raises(EmbeddingError, match="'nobody' is not supported"):
            load_embedder("nobody:x")

    @pytest.mark.parametrize("provider", ["huggingface", "fastembed"])
    def test_a_package_that_is_missing_is_named_with_its_command(self, provider: str) -> None:
        with pytest.raises(EmbeddingError, match=rf"pip install -e '\.\[{provider}\]'"):
            load_embedder(f"{provider}:some/model")

    def test_an_address_for_what_has_none_is_refused(self, tiny: Path) -> None:
        with pytest.raises(EmbeddingError, match="QA_EMBEDDING_BASE_URL is for openai and ollama"):
            load_embedder(f"model2vec:{tiny}", "http://127.0.0.1:1")

    def test_another_address_is_another_index(self) -> None:
        names = {load_embedder("openai:x", f"http://127.0.0.1:{port}/v1").name for port in (1, 2)}
        assert len(names) == 2


class TestRemote:
    @pytest.mark.parametrize("provider", ["openai", "ollama"])
    def test_texts_go_as_written_in_batches_and_come_back_as_unit_vectors(
        self, server: Embedding, provider: str
    ) -> None:
        address = f"{server.url}/v1" if provider == "openai" else server.url
        model = load_embedder(f"{provider}:tiny", address, HASTY)
        texts = ["abc", "बड़ा a", "", "gh", "b", "c d", " \n"]
        vectors = model.embed(texts, "hi")
        assert np.allclose(vectors, [unit(text) for text in texts])
        assert server.asked == [["abc", "बड़ा a", "gh", "b"], ["c d"]]
        assert np.allclose(model.embed(["bad"], "en", is_query=True)[0], unit("bad"))

    def test_no_text_has_no_vector_but_a_size(self, openai: TextEmbedder) -> None:
        assert openai.embed([], "en").shape == (0, 8)

    def test_e5_is_told_what_is_asked_and_what_is_read(self, server: Embedding) -> None:
        model = load_embedder("openai:intfloat/multilingual-e5-small", f"{server.url}/v1", HASTY)
        model.embed(["rain"], "en")
        model.embed(["rain"], "en", is_query=True)
        assert server.asked == [["passage: rain"], ["query: rain"]]

    def test_too_many_requests_waits_as_long_as_it_is_told(self, server: Embedding, openai: TextEmbedder) -> None:
        server.faults = ["429"]
        assert np.allclose(openai.embed(["abc"], "en"), [unit("abc")])
        assert len(server.asked) == 2
        assert server.times[1] - server.times[0] >= 1

    @pytest.mark.parametrize("fault", ["html", "nan", "short", "ragged", "500", "slow"])
    def test_a_reply_that_cannot_be_used_is_one_sentence(
        self, server: Embedding, openai: TextEmbedder, fault: str
    ) -> None:
        server.always = fault
        with pytest.raises(EmbeddingError, match=r"^The embedding openai:tiny.*(gave|cannot be used).*\.$"):
            openai.embed(["abc", "def"], "en")

    def test_another_size_in_a_later_reply_is_refused(self, server: Embedding, openai: TextEmbedder) -> None:
        openai.embed(["abc"], "en")
        server.faults = ["wider"]
        with pytest.raises(EmbeddingError, match="vectors of 9 numbers, before of 8"):
            openai.embed(["abc"], "en")
        assert np.allclose(openai.embed(["abc"], "en"), [unit("abc")])

    def test_the_zero_vector_stays_zero(self, server: Embedding, openai: TextEmbedder) -> None:
        server.faults = ["zero"]
        assert not openai.embed(["abc"], "en").any()

    def test_a_query_is_not_waited_for_and_the_next_not_even_sent(
        self, server: Embedding, openai: TextEmbedder
    ) -> None:
        server.always = "slow"
        started = time.monotonic()
        for _ in range(3):
            with pytest.raises(EmbeddingError):
                openai.embed(["abc"], "en", is_query=True)
        assert time.monotonic() - started < 3
        assert len(server.asked) == 1
        server.always = ""
        assert np.allclose(openai.embed(["abc"], "en"), [unit("abc")]), "articles are tried all the same"

    def test_a_server_that_is_not_there_is_said(self) -> None:
        with pytest.raises(EmbeddingError, match=r"openai:x@http://127\.0\.0\.1:9/v1 cannot be used"):
            load_embedder("openai:x", "http://127.0.0.1:9/v1", HASTY).embed(["abc"], "en")


def legs(store: Store, text: str, language: str = "en") -> dict[str, set[str]]:
    found = store.find(store.analyse(text, language), 5)
    return {p.document.id: set(p.signals) for p in found.passages}


class TestIndex:
    """Changing the setting: found at start, rebuilt and swapped, or said what goes on."""

    @pytest.fixture
    def built(self, tmp_path: Path) -> Path:
        with closing(Store(tmp_path / "data")) as store:
            store.ingest([MILLS, FERRY])
        return tmp_path / "data"

    def test_another_embedding_rebuilds_the_index_and_going_back_too(
        self, built: Path, openai: TextEmbedder, server: Embedding
    ) -> None:
        with closing(Store(built, embedder=openai)) as store:
            assert store.catalog.dimensions() == 8
            assert store.catalog.fact("fingerprint") == fingerprint(openai.name)
            assert "dense" in legs(store, MILLS.text)["mills"]
            assert store.compare_index() == (0, 0)
            assert store.trouble is None
        assert [MILLS.text] in server.asked, "the passage as it is written"
        with closing(Store(built)) as store:
            assert store.catalog.dimensions() == embedded_model().embed(["a"], "en").shape[1]
            assert store.compare_index() == (0, 0)

    def test_one_that_cannot_be_reached_leaves_the_old_index(
        self, built: Path, openai: TextEmbedder, server: Embedding
    ) -> None:
        server.always = "500"
        with closing(Store(built, embedder=openai)) as store:
            assert store.trouble is not None
            assert "the index of the embedded model goes on" in store.trouble
            assert "`.venv/bin/qa doctor --repair`" in store.trouble
            assert "dense" in legs(store, MILLS.text)["mills"]
            assert store.put(Source("new", "A chapel stands at the lake.")).status == "added"
            assert store.compare_index() == (0, 0)
        server.always = ""
        with closing(Store(built, embedder=openai)) as store:
            assert store.trouble is None
            assert store.catalog.dimensions() == 8
            assert store.compare_index() == (0, 0)
            assert store.catalog.counts()[0] == 3

    def test_from_one_server_to_another_that_is_down_words_alone_answer(
        self, built: Path, openai: TextEmbedder, server: Embedding
    ) -> None:
        Store(built, embedder=openai).close()
        other = load_embedder("openai:other", f"{server.url}/v1", HASTY)
        server.always = "500"
        with closing(Store(built, embedder=other)) as store:
            assert store.is_degraded
            assert store.trouble is not None
            assert "words alone answer" in store.trouble
            assert legs(store, MILLS.text)["mills"] == {"lexical", "native"}
            with pytest.raises(EmbeddingError):
                store.put(Source("new", "A chapel stands at the lake."))
            assert store.catalog.counts()[0] == 2
        server.always = ""
        with closing(Store(built, embedder=openai)) as store:
            assert not store.is_degraded
            assert store.compare_index() == (0, 0)

    @pytest.mark.parametrize("small", [0, 4000])
    def test_one_that_fails_half_way_changes_nothing(self, built: Path, server: Embedding, small: int) -> None:
        model = load_embedder("openai:tiny", f"{server.url}/v1", HASTY)
        server.faults = [""]
        server.always = "nan"
        with closing(Store(built, embedder=model, small=small)) as store:
            store.wait()
            assert store.trouble is not None
            assert {"lexical", "native"} <= legs(store, MILLS.text)["mills"]
            assert store.catalog.dimensions() == 256
        with closing(Store(built)) as store:
            assert store.compare_index() == (0, 0)

    def test_the_same_name_with_vectors_of_another_size_is_rebuilt(
        self, built: Path, openai: TextEmbedder, server: Embedding
    ) -> None:
        Store(built, embedder=openai).close()
        server.size = 5
        again = load_embedder("openai:tiny", f"{server.url}/v1", HASTY)
        with closing(Store(built, embedder=again)) as store:
            assert store.catalog.dimensions() == 5
            assert store.compare_index() == (0, 0)
            assert "dense" in legs(store, MILLS.text)["mills"]

    def test_while_the_server_is_down_the_words_answer_and_nothing_is_rebuilt(
        self, built: Path, openai: TextEmbedder, server: Embedding
    ) -> None:
        with closing(Store(built, embedder=openai)) as store:
            folder = store._generation.folder
            server.always = "html"
            query = store.analyse(MILLS.text, "en")
            assert query.vector.any(), "sentences are still compared by the embedded model"
            found = store.find(query, 5)
            assert set(found.failed) == {"embedding"}
            assert found.passages[0].document.id == "mills"
            assert store._generation.folder == folder
            assert not store.is_degraded
        with closing(Store(built, embedder=openai)) as store:
            assert store.trouble is None, "the index is right, only the server is not there"
            assert legs(store, MILLS.text)["mills"] == {"lexical", "native"}

    def test_a_new_folder_needs_its_embedding(self, tmp_path: Path, openai: TextEmbedder, server: Embedding) -> None:
        server.always = "500"
        with pytest.raises(EmbeddingError, match="cannot be used"):
            Store(tmp_path / "new", embedder=openai)
        Store(tmp_path / "new").close()
