"""What a pool says of all sentences at once is what `meeting` says of each alone."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from texts import any_text, languages

from qa.matching import meeting, terms_of
from qa.pool import pool_of
from qa.question import analyse
from qa.rank import mean_similarity
from qa.views import SentenceView, Views
from vectorstore.document import Document, Source
from vectorstore.embed import embedded_model
from vectorstore.errors import BadDocument
from vectorstore.prepare import read_source

ARTICLE = (
    "Der Genossenschaftsverband zählt 7.700 Mitglieder. Lào Cai has 17 cooperatives, more than in 2023.\n"
    "সক্রিয় সমবায় ৭,৭০০টিরও বেশি। Qwrtzing met Quartzing in Lai Chau; a million farmers came."
)


def read(text: str, language: str) -> Document | None:
    try:
        return read_source(Source("a", text, language=language))
    except BadDocument:
        return None


@given(st.lists(any_text, min_size=1, max_size=4).map("\n".join), any_text, languages, languages)
@example(ARTICLE, "how many cooperatives in Lao Cai had 7,700 members in 2023?", "de", "en")
@example(ARTICLE, "Wie viele Mitglieder hat Kwarzing?", "bn", "de")
@example(ARTICLE, "How many farmers came in Northwest Vietnam or in Asia?", "de", "en")
@settings(max_examples=60, deadline=None)
def test_a_pool_meets_as_every_sentence_does_alone(text: str, asked: str, told: str, language: str) -> None:
    document = read(text, told)
    if document is None:
        return
    terms = terms_of(analyse(asked, language), lambda _stem: (3, 100))
    vector = embedded_model().embed([asked], language)[0]
    blocks = Views().blocks([(document, 0)])
    pool = pool_of(list(blocks.values()), terms, vector)
    views = [SentenceView(document, span, index) for index, span in enumerate(document.sentences)]
    for row, view in enumerate(views):
        start, tokens = int(pool.starts[row]), int(pool.tokens[row])
        alone = meeting(terms, view)
        assert tokens == len(view.tokens)
        assert np.allclose(pool.met[:, start : start + tokens + 1], alone, atol=1e-5)
        assert pool.similarities[row] == pytest.approx(mean_similarity(vector, view.vectors[0]), abs=1e-5)
        if terms:
            assert np.allclose(pool.strengths[row], alone.max(axis=1), atol=1e-5)
    assert not pool.strengths[-1].any()


def test_near_is_within_two_tokens_and_one_sentence() -> None:
    document = read("Rain fell on cooperatives. Rain came over all our cooperatives. Rain. Cooperatives.", "en")
    assert document is not None
    terms = terms_of(analyse("rain cooperatives", "en"), lambda _stem: (3, 100))
    pool = pool_of(list(Views().blocks([(document, 0)]).values()), terms, np.zeros(256, dtype=np.float32))
    assert [float(near) > 0.5 for near in pool.near(0, 1)] == [False, False, False, False]
    document = read("Rain on cooperatives. Cooperatives had rain. Rain came over our cooperatives.", "en")
    assert document is not None
    pool = pool_of(list(Views().blocks([(document, 0)]).values()), terms, np.zeros(256, dtype=np.float32))
    assert [float(near) > 0.5 for near in pool.near(0, 1)] == [True, True, False]


def test_what_a_sentence_says_besides_is_counted_by_its_words_that_meet_nothing() -> None:
    document = read("Rain came. Rain came, and farmers in the valley lost wheat and houses. Rain.", "en")
    assert document is not None
    terms = terms_of(analyse("rain wheat", "en"), lambda _stem: (3, 100))
    pool = pool_of(list(Views().blocks([(document, 0)]).values()), terms, np.zeros(256, dtype=np.float32))
    few, more, none = pool.unasked.tolist()
    assert none == 0 < few < more
    blind = pool_of(list(Views().blocks([(document, 0)]).values()), (), np.zeros(256, dtype=np.float32))
    assert (blind.unasked - pool.unasked).tolist() == [1, 2, 1]
