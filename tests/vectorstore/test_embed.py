import gzip
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import settings as law
from hypothesis import strategies as st
from model2vec import StaticModel
from texts import any_text, languages

from vectorstore.embed import Embedder, GlossEmbeddings, embedded_model, gloss_text, word_vector
from vectorstore.english import english_words
from vectorstore.lexicon import LANGUAGES
from vectorstore.tokenizer import tokenizer


@pytest.fixture(params=[embedded_model], scope="module")
def embedder(request: pytest.FixtureRequest) -> Embedder:
    make: Callable[[], Embedder] = request.param
    return make()


class TestEmbedderContract:
    """What every embedder promises."""

    @given(texts=st.lists(any_text, min_size=1, max_size=4), language=languages)
    @law(max_examples=50)
    def test_one_float32_vector_a_text_of_length_one_or_zero(
        self, embedder: Embedder, texts: list[str], language: str
    ) -> None:
        vectors = embedder.embed(texts, language)
        assert vectors.dtype == np.float32
        assert vectors.shape == (len(texts), embedder.embed(["a"], "en").shape[1])
        norms = np.linalg.norm(vectors, axis=1)
        assert np.all(np.isclose(norms, 1, atol=1e-4) | (norms == 0))

    @given(texts=st.lists(any_text, min_size=1, max_size=4), language=languages)
    @law(max_examples=50)
    def test_a_vector_does_not_depend_on_its_neighbours(
        self, embedder: Embedder, texts: list[str], language: str
    ) -> None:
        alone = np.vstack([embedder.embed([text], language) for text in texts])
        assert np.allclose(embedder.embed(texts, language), alone, atol=1e-6)

    def test_no_text_no_vector(self, embedder: Embedder) -> None:
        vectors = embedder.embed([], "en")
        assert vectors.shape == (0, embedder.embed(["a"], "en").shape[1])

    def test_a_language_nobody_knows_has_vectors_too(self, embedder: Embedder) -> None:
        assert embedder.embed(["cooperative"], "tlh").shape[0] == 1

    def test_the_name_tells_the_model(self, embedder: Embedder) -> None:
        assert embedder.name
        assert embedder.name == embedder.name.strip()

    def test_a_text_is_nearer_to_its_like_than_to_another(self, embedder: Embedder) -> None:
        question, same, other = embedder.embed(
            ["How many cooperatives?", "The number of cooperatives", "Rain fell on the airport"], "en"
        )
        assert question @ same > question @ other


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_languages_meet(language: str) -> None:
    said = {
        "de": "Die Genossenschaft hat viele Mitglieder.",
        "hi": "सहकारी समिति के कई सदस्य हैं।",
        "bn": "সমবায়ের অনেক সদস্য আছে।",
        "ar": "للتعاونية أعضاء كثيرون.",
        "vi": "Hợp tác xã có nhiều thành viên.",
    }
    model = embedded_model()
    like, unlike = model.embed(["The cooperative has many members.", "Rain fell on the airport."], "en")
    (there,) = model.embed([said[language]], language)
    assert there @ like > 0.5
    assert there @ like > there @ unlike + 0.2


@pytest.mark.parametrize("text", ["", "12,287", "...", "Qwrtzingen"])
def test_where_nothing_is_known_the_vector_is_zero(text: str) -> None:
    assert not embedded_model().embed([text], "en").any()


def test_there_is_no_limit_of_length() -> None:
    text = "Rain fell on the airport. " * 400
    short, long = embedded_model().embed([text + "cooperative " * 50, text + "cooperative " * 5_000], "en")
    only = embedded_model().embed(["cooperative"], "en")[0]
    assert long @ only > 0.9 > short @ only


def test_a_gloss_is_content_words_in_english() -> None:
    assert gloss_text(tokenizer("de").tokens("Die Kinder der Genossenschaft 2023")) == "child cooperative"


def test_a_word_has_a_unit_vector_or_none() -> None:
    vector = word_vector("cooperative")
    assert vector is not None
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)
    assert word_vector("") is None


def test_langchain_gets_lists_of_floats_with_the_language_detected() -> None:
    embeddings = GlossEmbeddings()
    texts = ["Die Genossenschaft hat viele Mitglieder.", "সমবায়ের অনেক সদস্য আছে।"]
    vectors = embeddings.embed_documents(texts)
    assert [type(x) for x in vectors[0][:2]] == [float, float]
    assert vectors[1] == embeddings.embed_query(texts[1])
    assert np.allclose(vectors[0], embedded_model().embed(texts[:1], "de")[0])


def test_the_model_is_loaded_once_and_small() -> None:
    assert embedded_model() is embedded_model()


def test_words_of_several_pieces_have_vectors_of_their_own() -> None:
    words = sorted(english_words())[::10]
    vectors = np.array([found for word in words if (found := word_vector(word)) is not None])
    assert len(vectors) > 0.95 * len(words)
    assert ((vectors @ vectors.T > 0.9).sum(axis=1) < 5).all()


@pytest.mark.parametrize(("word", "near", "far"), [("midwife", "nurse", "franc"), ("carnival", "festival", "levee")])
def test_a_rare_word_is_nearer_to_its_like_than_to_another_rare_one(word: str, near: str, far: str) -> None:
    own, alike, other = (word_vector(one) for one in (word, near, far))
    assert own is not None
    assert alike is not None
    assert other is not None
    assert own @ alike > 0.4 > own @ other


@given(st.lists(any_text, min_size=1, max_size=4), languages)
@law(max_examples=50)
@example(["hợp tác xã Đà Nẵng", "co-operative's café 1.5 state-owned"], "vi")
def test_vectors_are_what_model2vec_makes_of_the_glosses(texts: list[str], language: str) -> None:
    glossed = [gloss_text(tokenizer(language).tokens(text)) for text in texts]
    vectors = model2vec().encode(glossed, max_length=None)
    assert np.allclose(embedded_model().embed(texts, language), vectors, atol=1e-6)


@cache
def model2vec() -> StaticModel:
    shipped = Path(str(files("vectorstore") / "model"))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("config.json", "tokenizer.json"):
            shutil.copy(shipped / name, folder)
        exact = gzip.decompress((shipped / "model.safetensors.gz").read_bytes())
        (Path(folder) / "model.safetensors").write_bytes(exact)
        return StaticModel.from_pretrained(folder)
