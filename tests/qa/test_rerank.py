"""A second look at the best sentences, each read together with the question."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from qa.rank import Candidate
from qa.request import AskRequest
from qa.rerank import READ, reranked
from qa.service import Service
from vectorstore import Source, Store

TEXT = (
    "The weir at Ostheim was rebuilt last year. Its gates had rusted through and no longer held the river back. "
    "The weir has four gates. Anglers visit the weir on Sundays. The weir stands below the mill. A weir keeper lives "
    "beside the weir. The weir at Ostheim is shown on old maps. The weir was painted by Lena Vogt. The weir is wide. "
    "Boats pass the weir through a lock. The weir belongs to the town of Ostheim."
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with closing(Store(tmp_path_factory.mktemp("rerank"))) as store:
        store.ingest([Source("weir", TEXT, title="The weir", language="en")])
        yield Service(store)


def judged(service: Service, question: str) -> list[Candidate]:
    return list(service.chain.ranking.invoke(AskRequest(question)).candidates)


def test_scores_stay_where_they_are_and_sentences_move(service: Service) -> None:
    question = "Why was the weir at Ostheim rebuilt?"
    before = judged(service, question)
    after = reranked(question, "en", before)
    assert len(before) > READ
    assert [c.score for c in after] == [c.score for c in before]
    assert {c.view.span for c in after[:READ]} == {c.view.span for c in before[:READ]}
    assert [c.view.span for c in after[READ:]] == [c.view.span for c in before[READ:]]
    assert [c.view.span for c in after] != [c.view.span for c in before]


def test_nothing_and_one_are_left_alone(service: Service) -> None:
    before = judged(service, "Why was the weir at Ostheim rebuilt?")
    assert reranked("Why?", "en", []) == []
    assert reranked("Why?", "en", before[:1]) == before[:1]


def test_a_question_in_another_language_is_read_too(service: Service) -> None:
    question = "Wer hat das Wehr gemalt?"
    assert "Lena Vogt" in reranked(question, "de", judged(service, question))[0].view.text
