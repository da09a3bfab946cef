from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from qa.answer import Answer, Citation, Claim, Refusal
from qa.chain import Drafted
from qa.compound import answered_beside, jointly, merged
from qa.extract import Finding
from qa.request import AskRequest
from qa.service import Service
from qa.views import SentenceView
from vectorstore.document import Document, Source, Span
from vectorstore.store import Store

TEXT = "There are 17 unions. There are 17 groups."
ARTICLE = Document("a", TEXT, "title", "en", "sha256:0", (Span(0, 20), Span(21, 41)))
WHOLE = Answer(id="w", question="q", standalone_question="q", language="en", text="", notices=("sources_disagree",))
REFUSED = replace(WHOLE, refusal=Refusal("no_evidence", "nothing"), text="nothing", notices=())


def part(claim: str, span: Span, *, notices: tuple[str, ...] = ()) -> Answer:
    citation = Citation(1, ARTICLE, span, (), 0.9)
    return replace(WHOLE, claims=(Claim(claim, (1,)),), citations=(citation,), notices=notices)


def test_each_part_is_a_claim_with_its_own_citation() -> None:
    joint = merged(WHOLE, [part("17 unions", Span(0, 20)), part("17 groups", Span(21, 41))])
    assert joint.text == "17 unions [1]; 17 groups [2]"
    assert [citation.number for citation in joint.citations] == [1, 2]


def test_a_sentence_is_cited_once() -> None:
    joint = merged(WHOLE, [part("17 unions", Span(0, 20)), part("17 in all", Span(0, 20))])
    assert [claim.citations for claim in joint.claims] == [(1,), (1,)]
    assert len(joint.citations) == 1


def test_what_is_said_twice_leaves_no_citation_without_a_marker() -> None:
    joint = merged(WHOLE, [part("17", Span(0, 20)), part("17", Span(21, 41))])
    marked = {number for claim in joint.claims for number in claim.citations}
    assert marked == {citation.number for citation in joint.citations} == {1}


def test_notices_are_those_of_the_parts() -> None:
    parts = [part("17 unions", Span(0, 20)), part("17 groups", Span(21, 41), notices=("sources_disagree",))]
    assert merged(WHOLE, parts).notices == ("sources_disagree",)
    assert merged(WHOLE, parts[:1]).notices == ()


def test_a_part_that_is_refused_is_left_out_and_all_refused_is_a_refusal() -> None:
    assert merged(WHOLE, [part("17 unions", Span(0, 20)), REFUSED]).text == "17 unions [1]"
    assert merged(WHOLE, [REFUSED, REFUSED]).refusal is not None


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("How many groups and how many people were honoured in Aldra?", "en"),
        ("Wie viele Gruppen und wie viele Personen wurden in Aldra geehrt?", "de"),
    ],
)
def test_the_parts_are_answered_from_the_sentence_that_holds_both(tmp_path: Path, question: str, language: str) -> None:
    text = "In Aldra 47 groups sell tea. At a feast in Aldra 2 groups and 8 people were honoured. It has 900 people."
    store = Store(tmp_path)
    try:
        store.ingest([Source("a", text)])
        answer = Service(store).ask(AskRequest(question, language=language))
    finally:
        store.close()
    assert [claim.text.split()[0] for claim in answer.claims] == ["2", "8"]
    assert len(answer.citations) == 1


def found(index: int, place: int, confidence: float, article: Document = ARTICLE) -> Finding:
    view = SentenceView(article, article.sentences[index], index)
    spans = (Span(place, place + 1),)
    quantity = SimpleNamespace()
    candidate = SimpleNamespace(view=view)
    return Finding(candidate, spans, quantity, confidence, {})  # type: ignore[arg-type]


def test_a_figure_beside_that_of_the_other_part_is_taken_before_a_likelier_one_elsewhere() -> None:
    first, beside, elsewhere = found(0, 3, 0.9), found(0, 9, 0.1), found(1, 25, 0.6, replace(ARTICLE, id="b"))
    assert jointly([[first], [elsewhere, beside]]) == [[first], [beside, elsewhere]]
    sure = found(1, 25, 0.99, replace(ARTICLE, id="b"))
    assert jointly([[first], [sure, beside]]) == [[first], [sure, beside]]


def test_no_figure_answers_two_parts() -> None:
    one, other = found(0, 3, 0.9), found(0, 9, 0.2)
    assert [part[0] for part in jointly([[one], [one, other]])] == [one, other]


def test_a_part_is_answered_beside_the_other_from_less_evidence() -> None:
    def draft(index: int, refusal: str | None, article: Document = ARTICLE) -> Drafted:
        view = SentenceView(article, article.sentences[index], index)
        finding = SimpleNamespace(candidate=SimpleNamespace(view=view))
        return SimpleNamespace(findings=(finding,), refusal=refusal)  # type: ignore[return-value]

    elsewhere = replace(ARTICLE, id="b")
    assert answered_beside([draft(0, None), draft(1, "not_supported")]) == [False, True]
    assert answered_beside([draft(0, None), draft(1, "not_supported", elsewhere)]) == [False, False]
    assert answered_beside([draft(0, "no_evidence"), draft(1, "not_supported")]) == [False, False]
