from dataclasses import replace

import pytest
from eval_fakes import ARTICLES, BUILDER, LENGTH, WEATHER, Knows, answer, citation, passage

from eval.articles import Article
from eval.errors import SystemFailed
from eval.evidence import evidence_spans, is_on_evidence, occurrences
from eval.judge import is_exact, is_supported, judge
from eval.run import run

BRIDGE = ARTICLES["bridge"]
FIRST, SECOND = (0, 30), (31, 58)


def test_a_right_answer_by_hand() -> None:
    given = answer(LENGTH, ["120"], [citation(BRIDGE, *FIRST)])
    found = [passage(BRIDGE, SECOND, {}), passage(BRIDGE, FIRST, {}), passage(ARTICLES["bruecke"], (0, 29), {})]
    verdict = judge(LENGTH, given, found, ARTICLES)
    assert (verdict.status, verdict.matched, verdict.first_document) == ("answered", (0,), "bridge")
    assert (verdict.citations, verdict.on_evidence, verdict.exact) == (1, 1, 1)
    assert (verdict.claims, verdict.supported) == (1, 1)
    assert verdict.found == ((2, "bridge"), (3, "bruecke"))


def test_the_first_citation_is_the_one_numbered_first() -> None:
    cited = [{**citation(BRIDGE, *FIRST), "number": 2}, {**citation(ARTICLES["bruecke"], 0, 29), "number": 1}]
    given = {**answer(LENGTH, ["120"], []), "citations": cited}
    assert judge(LENGTH, given, [], ARTICLES).first_document == "bruecke"


@pytest.mark.parametrize(
    ("start", "end", "is_on"), [(0, 30, True), (14, 17, True), (0, 14, False), (24, 40, False), (13, 15, True)]
)
def test_overlap_is_of_characters(start: int, end: int, is_on: bool) -> None:
    spans = evidence_spans(LENGTH, ARTICLES)
    assert spans["bridge"] == [(14, 24)]
    assert is_on_evidence(passage(BRIDGE, (start, end), {}), spans) == is_on


def test_evidence_in_another_document_does_not_count() -> None:
    assert not is_on_evidence(passage(ARTICLES["pul"], (0, 20), {}), evidence_spans(LENGTH, ARTICLES))


def test_every_place_of_a_quote_is_evidence_however_it_is_composed() -> None:
    assert list(occurrences("aba ab", "ab")) == [(0, 2), (4, 6)]
    assert list(occurrences("aaa", "aa")) == [(0, 2), (1, 3)]
    assert list(occurrences("Brücke", "Bru\u0308cke")) == [(0, 6)]
    assert list(occurrences("abc", "")) == []


def test_a_citation_must_be_the_text_at_its_offsets() -> None:
    right = citation(BRIDGE, *FIRST)
    assert is_exact(right, ARTICLES)
    assert not is_exact({**right, "cited_text": "The bridge is 121 metres long."}, ARTICLES)
    assert not is_exact({**right, "start_char_index": 1}, ARTICLES)
    assert not is_exact({**right, "document_id": "tower"}, ARTICLES)
    assert not is_exact({**right, "end_char_index": 0, "cited_text": ""}, ARTICLES)


@pytest.mark.parametrize(
    ("claim", "language", "cited", "cited_in", "holds"),
    [
        ("120 metres", "en", "Die Brücke ist 120 Meter lang.", "de", True),
        ("121 metres", "en", "Die Brücke ist 120 Meter lang.", "de", False),
        ("1.25 billion", "en", "مليار و250 مليون جنيه", "ar", True),
        ("7,700 cooperatives", "en", "৭,৭০০টিরও বেশি সক্রিয় সমবায়", "bn", True),
        ("7.700 Genossenschaften", "de", "more than 7,700", "en", True),
        ("no number at all", "en", "anything", "en", True),
    ],
)
def test_numbers_of_a_claim_must_stand_in_what_it_cites(claim, language, cited, cited_in, holds: bool) -> None:
    article = Article("a", cited, cited_in)
    assert is_supported({"text": claim, "citations": [1]}, [citation(article, 0, len(cited))], language) == holds


def test_a_claim_without_citation_is_not_supported() -> None:
    assert not is_supported({"text": "120", "citations": []}, [citation(BRIDGE, *FIRST)], "en")


def test_a_run_keeps_the_order_and_finds_everything_right() -> None:
    told = []
    results = run("toy", Knows()._rows.values(), Knows(), told.append)
    assert [result.id for result in results] == ["length", "length.de", "builder", "year", "weather"]
    assert told == results
    assert all(result.is_passed for result in results)
    assert results[0].languages == ("en", "de")
    assert results[3].verdict.found[0] == (1, "bridge"), "a follow-up is searched by its standalone question"


def test_an_error_is_a_result_neither_answered_nor_refused() -> None:
    class Fails(Knows):
        def ask(self, question, history=()):
            raise SystemFailed("503")

    results = run("toy", [LENGTH, WEATHER], Fails())
    assert [result.verdict.status for result in results] == ["error", "error"]
    assert not any(result.is_passed for result in results)
    assert "503" in results[0].answer["text"]


def test_an_answer_that_breaks_the_contract_is_an_error() -> None:
    class Forgets(Knows):
        def ask(self, question, history=()):
            body = super().ask(question, history)
            del body["citations"]
            return body

    assert run("toy", [LENGTH], Forgets())[0].verdict.status == "error"


def test_a_question_whose_article_is_missing_is_judged_all_the_same() -> None:
    alone = {"bridge": BRIDGE}
    elsewhere = replace(BUILDER, documents=("tower",), evidence={"tower": ("x",)})
    result = run("toy", [elsewhere], Knows([elsewhere], alone))[0]
    assert result.verdict.status == "answered"
    assert not result.is_passed
