"""Whether a target was reached: told by the figure beside it, whatever its kind."""

from collections.abc import Iterator

import pytest

from qa.request import AskRequest
from qa.service import Service
from vectorstore.document import Source
from vectorstore.store import Store

TEXTS = (
    "The mill of Aldra pays 4 per cent interest. Last year 3,120 looms were sold by the mill; the target was 6,000.",
    "Die Stadt Brenn baut Radwege. In Brenn wurden 42 Kilometer Radwege gebaut, das Ziel waren 30 Kilometer.",
    "কোরা জেলায় ৫ শতাংশ সুদে ঋণ দেওয়া হয়। কোরা জেলায় গাছ লাগানো হয়েছে ৯,০০০টি, লক্ষ্য ছিল ৮,০০০টি।",
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    store = Store(tmp_path_factory.mktemp("targets"))
    store.ingest([Source(f"report-{at}", text) for at, text in enumerate(TEXTS)])
    yield Service(store)
    store.close()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Did the mill of Aldra reach its target for the sale of looms?", "No: 3,120 [1]"),
        ("Hat Brenn sein Ziel für Radwege erreicht?", "Ja: 42 km [1]"),
        ("কোরা জেলা কি গাছ লাগানোর লক্ষ্য পূরণ করেছে?", "হ্যাঁ: 9,000 [1]"),
    ],
)
def test_a_target_is_held_against_the_figure_beside_it(service: Service, question: str, answer: str) -> None:
    assert service.ask(AskRequest(question)).text == answer
