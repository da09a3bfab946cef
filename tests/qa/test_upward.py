"""A sentence is read with what stands above it in its paragraph, and an article as a whole."""

import numpy as np
import pytest

from qa.matching import terms_of
from qa.question import analyse
from qa.rank import Candidate, rank_sentences
from qa.upward import before
from qa.views import Views
from vectorstore.document import Chunk, Document, Passage, Source
from vectorstore.prepare import read_source

BRIDGE = "The council met. The bridge in Dresden was opened in May. It costs 26 million. Nobody spoke.\nTrees grow."
OTHER = "The council met in winter. Trees grow in the park."


def article(name: str, text: str) -> Document:
    return read_source(Source(name, text, language="en"))


def ranked(question: str, *articles: Document) -> dict[tuple[str, int], Candidate]:
    asked = analyse(question)
    passages = [
        Passage(1, 1.0, Chunk(f"{one.id}#0", one.id, "sha256:0", 0, 0, len(one.text), "en"), one) for one in articles
    ]
    terms = terms_of(asked, lambda _: (1, 10))
    found = rank_sentences(asked, terms, np.zeros(256, dtype=np.float32), passages, Views())
    return {(one.view.document.id, one.view.index): one for one in found}


def test_a_sentence_leans_on_those_before_it_in_its_paragraph() -> None:
    document = article("a", BRIDGE)
    assert [before(document, index) for index in range(5)] == [[], [0], [1, 0], [2, 1], []]


def test_what_the_sentence_before_names_is_met_and_what_the_one_behind_names_is_not() -> None:
    top, named, leaning = "People met. Winter came.", "The bridge in Dresden was opened.", "It costs 26 million."
    question = "What does the bridge in Dresden cost?"
    led = ranked(question, article("a", f"{top} {named} {leaning}"))["a", 3].features["upward"]
    alone = ranked(question, article("a", f"{top} {leaning} {named}"))["a", 2].features["upward"]
    parted = ranked(question, article("a", f"{top} {named}\n{leaning}"))["a", 3].features["upward"]
    assert led > alone == pytest.approx(parted)


def test_a_term_that_nothing_meets_lowers_no_local_share() -> None:
    document = article("a", BRIDGE)
    plain = ranked("bridge Dresden", document)["a", 1].features["upward_local"]
    more = ranked("bridge Dresden volcano", document)["a", 1].features["upward_local"]
    assert plain == pytest.approx(more) == pytest.approx(1.0)


def test_an_article_that_holds_the_rare_words_is_the_one_asked_about() -> None:
    found = ranked("What does the council say of the bridge in Dresden?", article("b", OTHER), article("a", BRIDGE))
    assert found["b", 0].features["article"] < found["a", 4].features["article"]
    assert len({one.features["article"] for (name, _), one in found.items() if name == "a"}) == 1


def test_what_the_top_leaves_out_tells_the_sentence_that_says_it() -> None:
    title, lead = "The bridge in Dresden is open.", "The council of Dresden opened the bridge in May."
    document = article("a", f"{title} {lead} Nobody spoke. A hydrologist warned of floods.")
    found = ranked("Which hydrologist spoke of the bridge in Dresden?", document)
    assert found["a", 3].features["beyond_top"] == max(one.features["beyond_top"] for one in found.values()) > 0.5
    assert found["a", 0].features["beyond_top"] == found["a", 1].features["beyond_top"] == 0.0


def test_the_first_sentence_tells_more_than_the_title_does() -> None:
    document = article("a", "The bridge in Dresden is open. The council met in May. Nobody spoke.")
    found = ranked("When did the council speak of the bridge?", document)
    assert found["a", 1].features["beyond_title"] > found["a", 1].features["beyond_top"]


def test_a_top_that_says_all_of_a_question_tells_no_sentence_from_another() -> None:
    found = ranked("bridge Dresden", article("a", "The bridge in Dresden is open. Nobody spoke. Trees grow."))
    assert {one.features[name] for one in found.values() for name in ("beyond_title", "beyond_top")} == {0.5}


def test_a_word_that_one_sentence_alone_says_tells_it_from_the_others() -> None:
    document = article("a", "The bridge in Dresden is open. The bridge has lamps. Nobody spoke. Its toll is low.")
    found = ranked("What toll has the bridge in Dresden?", document)
    assert [found["a", index].features["only"] for index in range(4)] == [0.0, 0.0, 0.0, 0.5]
    twice = article("a", "The bridge in Dresden is open. A toll was asked. Nobody spoke. Its toll is low.")
    assert ranked("What toll has the bridge in Dresden?", twice)["a", 3].features["only"] == 0.0


def test_the_order_of_the_passages_changes_no_sentence() -> None:
    one, other = article("a", BRIDGE), article("b", OTHER)
    question = "What does the bridge in Dresden cost the council?"
    forth, back = ranked(question, one, other), ranked(question, other, one)
    assert {key: found.features for key, found in forth.items()} == {
        key: pytest.approx(found.features) for key, found in back.items()
    }
