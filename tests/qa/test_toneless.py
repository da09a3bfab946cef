"""Questions typed without the diacritics of their language are understood, asked on and answered as those with them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qa.followup import standalone
from qa.question import analyse
from qa.request import AskRequest, Turn
from qa.service import Service
from vectorstore import Source, Store
from vectorstore.tones import bare

ARTICLE = (
    "A storm hit the fish farms of Song Cau in November. In all, 412 households that raise lobster received support. "
    "The boats of 37 families sank. The price of lobster rose by 18 percent after the storm."
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("toneless")
    with closing(Store(folder)) as store:
        store.ingest([Source("storm", ARTICLE)])
        yield Service(store)


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu hợp tác xã?",
        "Giá tăng bao nhiêu phần trăm?",
        "Ai là chủ tịch tỉnh?",
        "Cầu mới dài bao nhiêu mét?",
        "Nhà máy mới ở đâu?",
        "Hội nghị diễn ra vào ngày nào?",
        "Tiền phạt là bao nhiêu?",
        "Có phải lũ đã cuốn trôi 12 ngôi nhà không?",
        "Hai mươi ba hộ nuôi tôm hùm ở tỉnh nào?",
    ],
)
def test_it_asks_for_the_same(question: str) -> None:
    proper, typed = analyse(question), analyse(bare(question))
    assert typed.language == "vi"
    assert (typed.kind, typed.unit, typed.asked, typed.text) == (proper.kind, proper.unit, proper.asked, question)


def test_a_german_question_without_umlauts_asks_for_the_same() -> None:
    proper, typed = analyse("Für wen können Bürger stimmen?"), analyse("Fuer wen koennen Buerger stimmen?")
    assert (typed.kind, [t.key for t in typed.tokens]) == (proper.kind, [t.key for t in proper.tokens])


def test_a_follow_up_takes_over_what_came_before() -> None:
    alone = standalone("con nam 2024?", [Turn("user", "Nam 2023 Lang Son co bao nhieu hop tac xa?")])
    assert "2024" in alone
    assert "2023" not in alone
    assert "hợp tác xã" in alone


def test_it_is_answered_in_vietnamese_and_echoed_as_typed(service: Service) -> None:
    proper = "Bao nhiêu hộ nuôi tôm hùm nhận hỗ trợ?"
    question = bare(proper)
    answer = service.ask(AskRequest(question))
    assert (answer.language, answer.question, answer.standalone_question) == ("vi", question, question)
    assert answer.text == service.ask(AskRequest(proper)).text
    assert answer.text.startswith("412")
    assert analyse(question).focus_text == analyse(proper).focus_text == "hộ nuôi tôm hùm"


def test_two_questions_at_once_are_two(service: Service) -> None:
    answer = service.ask(AskRequest("bao nhieu ho nuoi tom hum nhan ho tro va gia tom hum tang bao nhieu phan tram?"))
    assert ["412" in claim.text or "18%" in claim.text for claim in answer.claims] == [True, True]


def test_it_is_refused_in_vietnamese(service: Service) -> None:
    answer = service.ask(AskRequest("ai la chu tich cau lac bo bong da Ha Noi?"))
    assert answer.refusal is not None
    assert not answer.text.isascii()


def test_a_search_finds_what_the_proper_spelling_finds(service: Service) -> None:
    (best, *_) = service.search("tau thuyen cua ngu dan bi chim")
    assert (best.document.id, best.rank) == ("storm", 1)
