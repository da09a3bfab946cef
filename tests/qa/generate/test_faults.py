"""Whatever a model does, the answer stays sound: the real client, real sockets, a scripted model behind them."""

import time

import pytest
from generating import GERMAN, QUESTION, TRANSLATION, TRUE, Serve, number_of, truthful
from scripted_model import Asked, Reply, Script, said

from qa.errors import NoModel
from qa.events import Delta, PassagesFound, Waiting
from qa.request import AskRequest
from qa.service import Service
from vectorstore.store import Store


def test_a_claim_leaves_with_the_sentence_it_points_at(serve: Serve) -> None:
    served = serve(truthful)
    answer, events = served.listen(QUESTION)
    assert (answer.mode, answer.notices, answer.text) == ("generative", (), f"{TRUE} [1]")
    (citation,) = answer.citations
    assert "৭,৭০০" in citation.cited_text
    assert [citation.document.text[a:b] for a, b in citation.highlights] == ["৭,৭০০"]
    assert citation.gloss is not None
    assert citation.translation is not None
    assert (citation.translation.language, citation.translation.text) == ("en", TRANSLATION.rstrip("."))
    assert isinstance(events[0], PassagesFound)
    assert [event.text for event in events if isinstance(event, Delta)] == [answer.text]
    assert served.counts["claims_kept"] == served.counts["calls"] == 1
    assert served.counts["tokens_in"] == 100


@pytest.mark.parametrize("name", ["gpt-4o-mini", "scripted"])
def test_a_model_that_can_be_held_to_a_schema_is(serve: Serve, name: str) -> None:
    served = serve(truthful, name=name)
    assert served.ask(QUESTION).text == f"{TRUE} [1]"
    assert ("response_format" in served.model.asked[0].body) == (name == "gpt-4o-mini")


def test_a_server_that_knows_no_schema_is_asked_without(serve: Serve) -> None:
    served = serve(
        lambda asked: Reply(status=400) if "response_format" in asked.body else truthful(asked), name="gpt-4o-mini"
    )
    assert served.ask(QUESTION).text == f"{TRUE} [1]"
    assert served.ask(QUESTION).text == f"{TRUE} [1]"
    assert ["response_format" in asked.body for asked in served.model.asked] == [True, False, False]


def test_claims_leave_one_by_one_while_the_model_writes(serve: Serve) -> None:
    def script(asked: Asked) -> Reply:
        number = number_of(asked)
        return said([(TRUE, [number]), ("There are 17 cooperative unions", [number])], pause_s=0.03)

    events = serve(script).service.stream(AskRequest(QUESTION))
    times = [(event, time.monotonic()) for event in events]
    first, second = [at for event, at in times if isinstance(event, Delta)]
    assert second - first > 0.1
    assert times[-1][1] - first > 0.3


def test_sentence_99_is_dropped(serve: Serve) -> None:
    def script(asked: Asked) -> Reply:
        return said([(TRUE, [99, number_of(asked)]), ("There are 17 unions", [99]), ("There are groups", [0, -1])])

    answer = serve(script).ask(QUESTION)
    assert answer.text == f"{TRUE} [1]"


def test_an_invented_number_is_removed_and_nothing_left_is_a_refusal(serve: Serve) -> None:
    def script(asked: Asked) -> Reply:
        number = number_of(asked)
        return said([("There are 9,999 active cooperatives", [number]), ("The cluster has 12 cooperatives", [number])])

    served = serve(script)
    answer = served.ask(QUESTION)
    assert answer.refusal is not None
    assert (answer.refusal.reason, answer.mode) == ("not_supported", "generative")
    assert answer.refusal.closest
    assert "9,999" not in answer.text
    assert served.counts["claims_dropped"] == 2


def test_a_translation_with_another_number_is_dropped(serve: Serve) -> None:
    def script(asked: Asked) -> Reply:
        return said([(TRUE, [number_of(asked)])], {number_of(asked): TRANSLATION.replace("12,287", "12,278")})

    answer = serve(script).ask(QUESTION)
    assert answer.text == f"{TRUE} [1]"
    assert answer.citations[0].translation is None


def test_a_model_that_declines_is_believed(serve: Serve) -> None:
    answer = serve(lambda _: said([], declined=True)).ask(QUESTION)
    assert answer.refusal is not None
    assert answer.refusal.reason == "model_declined"
    assert answer.text == "The language model found no answer in the articles."


def test_a_wrong_language_is_asked_for_once_more(serve: Serve) -> None:
    def script(asked: Asked) -> Reply:
        is_reminded = "last answer was in another language" in asked.human
        return said([(TRUE if is_reminded else GERMAN, [number_of(asked)])])

    served = serve(script)
    assert served.ask(QUESTION).text == f"{TRUE} [1]"
    assert len(served.model.asked) == 2


def test_a_model_that_keeps_to_its_wrong_language_is_not_shown(serve: Serve) -> None:
    served = serve(lambda asked: said([(GERMAN, [number_of(asked)])]))
    answer = served.ask(QUESTION)
    assert (answer.mode, answer.notices) == ("extractive", ("model_unavailable",))
    assert "Genossenschaften" not in answer.text
    assert len(served.model.asked) == 2


def test_one_claim_in_a_wrong_language_is_removed(serve: Serve) -> None:
    served = serve(lambda asked: said([(GERMAN, [number_of(asked)]), (TRUE, [number_of(asked)])]))
    assert served.ask(QUESTION).text == f"{TRUE} [1]"
    assert len(served.model.asked) == 1


FAILING = {
    "429": Reply(status=429),
    "429 for an hour": Reply(status=429, headers={"Retry-After": "3600"}),
    "500": Reply(status=500),
    "401": Reply(status=401),
    "HTML": Reply(raw=b"<!doctype html><title>Bad gateway</title>"),
    "nothing": Reply(""),
    "blanks": Reply("  \n "),
    "half of JSON": Reply('{"claims": [{"text": "There are more th'),
    "cut at once": Reply("{}", cut=0),
}


@pytest.mark.parametrize("fault", FAILING)
def test_a_model_that_fails_leaves_the_extracted_answer(serve: Serve, fault: str) -> None:
    answer = serve(lambda _: FAILING[fault]).ask(QUESTION)
    assert (answer.mode, answer.notices) == ("extractive", ("model_unavailable",))
    assert "7,700" in answer.text


def test_a_call_that_fails_once_is_made_anew(serve: Serve) -> None:
    replies = [Reply(status=429, headers={"Retry-After": "1"}), Reply(status=503)]
    served = serve(lambda asked: replies.pop(0) if replies else truthful(asked))
    started = time.monotonic()
    assert served.ask(QUESTION).mode == "generative"
    assert time.monotonic() - started >= 1.0
    assert (served.counts["retries"], served.counts["failed_rate_limited"]) == (2, 1)


@pytest.mark.parametrize("how", [{"hang_s": 30.0}, {"pause_s": 0.5}])
def test_a_model_that_is_too_slow_is_not_waited_for(serve: Serve, how: dict[str, float]) -> None:
    served = serve(lambda asked: truthful(asked, **how), timeout_s=1.5)
    started = time.monotonic()
    answer = served.ask(QUESTION)
    assert 1.4 < time.monotonic() - started < 20
    assert (answer.mode, answer.notices) == ("extractive", ("model_unavailable",))
    assert served.counts["failed_timeout"] == 1


def test_a_stream_that_is_cut_anywhere_leaks_no_half_of_anything(serve: Serve) -> None:
    claims = [TRUE, "There are 17 cooperative unions [3] [", "It has 12,287 cooperative groups [1"]
    cut = [0]

    def script(asked: Asked) -> Reply:
        number = number_of(asked)
        return said([(claim, [number]) for claim in claims], {number: TRANSLATION}, piece=9, cut=cut[0])

    served = serve(script, clock=lambda: 0.0, sleep=lambda _: None)
    seen: list[tuple[int, tuple[str, ...]]] = []
    for cut[0] in range(0, 60, 2):
        served.breaker.succeeded()
        answer = served.ask(QUESTION)  # holds markers against citations
        seen.append((len(answer.claims) * (answer.mode == "generative"), answer.notices))
    assert [kept for kept, _ in seen] == sorted(kept for kept, _ in seen)
    unavailable, incomplete = ("model_unavailable",), ("answer_incomplete",)
    assert set(seen) == {(0, unavailable), (1, incomplete), (2, incomplete), (3, incomplete)}


def test_a_client_that_leaves_stops_the_call(serve: Serve) -> None:
    served = serve(lambda asked: truthful(asked, pause_s=0.2))
    events = served.service.stream(AskRequest(QUESTION))
    assert isinstance(next(events), PassagesFound)
    assert isinstance(next(events), Waiting)
    started = time.monotonic()
    events.close()
    assert time.monotonic() - started < 0.5
    until = time.monotonic() + 5
    while not served.model.left and time.monotonic() < until:
        time.sleep(0.05)
    assert served.model.left == 1
    assert served.breaker.state == "closed"


def test_a_model_that_fails_again_and_again_is_left_alone_for_a_while(serve: Serve) -> None:
    now = [0.0]
    script: list[Script] = [lambda _: Reply(status=500)]
    served = serve(lambda asked: script[0](asked), clock=lambda: now[0])
    for _ in range(3):
        assert served.ask(QUESTION).notices == ("model_unavailable",)
    assert served.breaker.state == "open"
    asked = len(served.model.asked)
    assert asked == 5
    started = time.monotonic()
    assert served.ask(QUESTION).mode == "extractive"
    assert time.monotonic() - started < 2
    assert len(served.model.asked) == asked
    script[0], now[0] = truthful, 31.0
    assert served.ask(QUESTION).mode == "generative"
    assert served.breaker.state == "closed"


def test_the_mode_says_whether_the_model_is_asked(serve: Serve, store: Store) -> None:
    served = serve(truthful)
    assert served.ask(QUESTION, mode="extractive").mode == "extractive"
    assert served.model.asked == []
    assert served.ask(QUESTION, mode="generative").mode == "generative"
    with pytest.raises(NoModel):
        Service(store).ask(AskRequest(QUESTION, mode="generative"))


def test_without_passages_the_model_is_not_asked(serve: Serve, tmp_path: object) -> None:
    empty = Store(tmp_path / "empty")  # type: ignore[operator]
    served = serve(truthful, store=empty)
    answer = served.ask(QUESTION)
    empty.close()
    assert answer.refusal is not None
    assert (answer.refusal.reason, answer.notices) == ("no_evidence", ())
    assert served.model.asked == []
