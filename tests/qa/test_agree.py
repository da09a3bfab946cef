from dataclasses import replace
from pathlib import Path

import pytest

from qa.agree import runner_up
from qa.chain import Chain
from qa.question import analyse
from qa.request import AskRequest
from qa.service import Service
from vectorstore.document import Source
from vectorstore.store import Store

OLD = "In 2021 the province of Lai Chau had 512 cooperatives. The union was founded in 1995."
NEW = "Die Provinz Lai Chau zählt heute 640 Genossenschaften. Der Verband wurde 1995 gegründet."
SAME = "لاي تشاو مقاطعة جبلية. يوجد في مقاطعة لاي تشاو 512 تعاونية."
QUESTION = "How many cooperatives are there in Lai Chau province?"


def asked(folder: Path, *sources: Source):
    store = Store(folder)
    try:
        store.ingest(sources)
        return Service(store).ask(AskRequest(QUESTION))
    finally:
        store.close()


def test_two_figures_for_one_thing_are_both_said_the_newest_first(tmp_path: Path) -> None:
    old, new = Source("old", OLD, published="2021-05-01"), Source("new", NEW, published="2024-05-01")
    answer = asked(tmp_path, old, new)
    assert answer.notices == ("sources_disagree",)
    assert [citation.document.id for citation in answer.citations] == ["new", "old"]
    assert [claim.citations for claim in answer.claims] == [(1,), (2,)]
    assert "640" in answer.claims[0].text
    assert "512" in answer.claims[1].text


def test_one_figure_in_two_articles_is_one_claim_with_two_sources(tmp_path: Path) -> None:
    answer = asked(tmp_path, Source("a", OLD), Source("b", SAME))
    assert answer.notices == ()
    assert [claim.citations for claim in answer.claims] == [(1, 2)]


@pytest.mark.parametrize(
    "other",
    ["Die Provinz Son La zählt heute 640 Genossenschaften.", "The province of Lai Chau had 640 schools in 2021."],
)
def test_another_thing_is_no_disagreement(tmp_path: Path, other: str) -> None:
    answer = asked(tmp_path, Source("a", OLD), Source("b", other))
    assert answer.notices == ()
    assert "512" in answer.text


def test_a_sentence_as_likely_as_the_first_is_quoted_too(tmp_path: Path) -> None:
    store = Store(tmp_path)
    try:
        weather = " ".join(f"The {season} was wet and cold." for season in ("spring", "summer", "autumn", "winter"))
        built = "The dyke of Aldra was built by farmers.", "The dyke of Aldra was built by workers."
        store.ingest([Source("a", f"{weather} {built[0]} {weather} {built[1]} {weather}")])
        answer = Service(store).ask(AskRequest("Who built the dyke of Aldra?"))
    finally:
        store.close()
    assert [claim.citations for claim in answer.claims] == [(1,), (2,)]
    assert answer.notices == ()


def test_a_sentence_that_clearly_answers_stands_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    try:
        store.ingest(
            [Source("a", "The dyke of Aldra was built by farmers. The summer in the valley was wet and cold.")]
        )
        answer = Service(store).ask(AskRequest("Who built the dyke of Aldra?"))
    finally:
        store.close()
    assert [claim.citations for claim in answer.claims] == [(1,)]


@pytest.mark.parametrize(
    ("question", "series", "confidence", "is_quoted"),
    [
        ("Which towns does the league play in?", (0.0, 0.8), (0.6, 0.3), True),
        ("Which towns does the league play in?", (0.6, 0.8), (0.6, 0.3), False),
        ("Which towns does the league play in?", (0.0, 0.4), (0.6, 0.3), False),
        ("Which towns does the league play in?", (0.0, 0.8), (0.9, 0.1), False),
        ("Who founded the league?", (0.0, 0.8), (0.6, 0.3), False),
    ],
)
def test_a_list_that_is_asked_for_is_quoted_beside_a_better_sentence_that_is_none(
    question: str, series: tuple[float, float], confidence: tuple[float, float], is_quoted: bool, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    store.ingest([Source("a", "The league plays in several towns. It plays in Rohan, Hisar, Bhiwani and Panipat.")])
    chain = Chain(store)
    findings = (chain.retrieval | chain.drafting).invoke(AskRequest("Which towns does the league play in?")).findings
    store.close()
    marked = [
        replace(f, confidence=sure, features={"series": things})
        for f, sure, things in zip(findings, confidence, series, strict=True)
    ]
    found = runner_up(analyse(question), marked)
    assert (found is marked[1]) == is_quoted
