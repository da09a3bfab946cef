"""The flagship and its like over every transport: the right figure, from a sentence that stands where it is said to."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import regex
from serving import ROOT, SEEDS, Served

from qa.client import Client
from qa.request import AskRequest
from qa.service import Service
from qa.wire import answer_json

Ask = Callable[[str], tuple[dict, Callable[[str], str]]]
"""Asks a question; returns the answer and what returns a document's text by its id, over the same transport."""

CLUSTER = "002_90b0b3ba3709f975"
COUNTS = {
    "how many cooperatives in Emulation Cluster 1?": 7700,
    "how many cooperative groups in Emulation Cluster 1?": 12287,
    "how many cooperative unions in Emulation Cluster 1?": 17,
    "Wie viele Genossenschaften gibt es in Emulationscluster 1?": 7700,
    "अनुकरण क्लस्टर 1 में कितनी सहकारी समितियाँ हैं?": 7700,
    "كم عدد التعاونيات في مجموعة المحاكاة رقم 1؟": 7700,
    "Cụm thi đua số 1 có bao nhiêu hợp tác xã?": 7700,
}
NATIVE = {7700: "৭,৭০০", 12287: "১২,২৮৭", 17: "১৭"}
FLAGSHIP = next(iter(COUNTS))


def figures(text: str) -> set[int]:
    """Return the whole numbers of a text as values, without its citation markers, separators dropped."""
    plain = regex.sub(r"\[\d+\]", "", text)
    return {int(regex.sub(r"\D", "", one)) for one in regex.findall(r"\p{Nd}+(?:[.,٬\s]\p{Nd}{3})*(?!\p{Nd})", plain)}


def over_rest(served: Served) -> Ask:
    return lambda question: (served.ask(question), lambda name: served.document(name)["text"])


def over_client(served: Served) -> Ask:
    def ask(question: str) -> tuple[dict, Callable[[str], str]]:
        with Client(served.url) as client:
            answer = client.ask(question)
            texts = {c["document_id"]: client.document(c["document_id"])["text"] for c in answer["citations"]}
        return answer, texts.__getitem__

    return ask


def over_cli(qa: Any, folder: Path) -> Ask:
    def output(*arguments: str) -> dict:
        done = qa(folder, *arguments, "--json")
        assert (done.status, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return lambda question: (output("ask", question), lambda name: output("documents", "show", name)["text"])


def in_process(served: Served) -> Ask:
    service = Service(served.store)
    return lambda question: (
        answer_json(service.ask(AskRequest(question))),
        lambda name: served.store.document(name).text,
    )


@pytest.fixture(params=["REST", "real REST", "client", "CLI alone", "CLI to the service", "in process"])
def ask(request: pytest.FixtureRequest) -> Ask:
    def of(name: str) -> Any:
        return request.getfixturevalue(name)

    match request.param:
        case "REST":
            return over_rest(of("seeded"))
        case "real REST":
            return over_rest(of("real"))
        case "client":
            return over_client(of("real"))
        case "CLI alone":
            return over_cli(of("qa"), of("ingested"))
        case "CLI to the service":
            return over_cli(of("qa"), of("real").folder)
        case _:
            return in_process(of("seeded"))


def assert_citations_stand(answer: dict, text_of: Callable[[str], str]) -> None:
    """``document.text[start:end] == cited_text``, highlights inside on grapheme borders, markers and numbers agree."""
    citations = answer["citations"]
    assert [c["number"] for c in citations] == list(range(1, len(citations) + 1))
    markers = {int(number) for number in regex.findall(r"\[(\d+)\]", answer["text"])}
    assert (answer["status"] == "answered") == bool(citations) == bool(markers)
    assert (
        markers
        == {number for claim in answer["claims"] for number in claim["citations"]}
        == {*range(1, len(citations) + 1)}
    )
    for citation in citations:
        text, start, end = text_of(citation["document_id"]), citation["start_char_index"], citation["end_char_index"]
        assert text[start:end] == citation["cited_text"] != ""
        assert citation["highlights"]
        borders = {start + match.start() for match in regex.finditer(r"\X", text[start:end])} | {end}
        for from_, to in citation["highlights"]:
            assert start <= from_ < to <= end
            assert {from_, to} <= borders


def test_the_flagship(ask: Ask) -> None:
    answer, text_of = ask(FLAGSHIP)
    assert answer["status"] == "answered"
    assert answer["question"] == FLAGSHIP
    assert answer["language"] == "en"
    assert 7700 in figures(answer["text"])
    first = answer["citations"][0]
    assert first["document_id"] == CLUSTER
    assert "৭,৭০০" in first["cited_text"]
    assert first["source_url"].startswith("https://baolaichau.vn/")
    assert any("৭,৭০০" in text_of(CLUSTER)[start:end] for start, end in first["highlights"])
    assert_citations_stand(answer, text_of)


@pytest.mark.parametrize("question", COUNTS)
def test_three_counts_and_five_languages(question: str, real: Served) -> None:
    answer = real.ask(question)
    assert answer["status"] == "answered"
    assert COUNTS[question] in figures(answer["text"])
    assert not (figures(answer["text"]) & (set(COUNTS.values()) - {COUNTS[question]}))
    first = answer["citations"][0]
    assert first["document_id"] == CLUSTER
    assert NATIVE[COUNTS[question]] in first["cited_text"]
    assert first["source_url"].startswith("https://baolaichau.vn/")
    assert_citations_stand(answer, lambda name: real.document(name)["text"])


def golden() -> list[str]:
    files = sorted((ROOT / "eval" / "golden").glob("seeds-*.jsonl"))
    return [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]


def test_every_citation_of_every_question_stands(seeded: Served) -> None:
    texts = {name: seeded.document(name)["text"] for name in seeded.ids()}
    questions = golden()[::3]
    assert len(questions) > 50
    for question in questions:
        answer = seeded.ask(question)
        assert answer["question"] == question
        assert_citations_stand(answer, texts.__getitem__)


def test_offsets_count_code_points_and_not_utf16_units(service: Served) -> None:
    text = "😀 The 🇻🇳 market of Zel has 🛒 4,512 stalls 😀. Its 👩‍🌾 hall is old."
    assert service.http.post("/v1/documents", json={"id": "zel", "text": text}).status_code == 201
    answer = service.ask("How many stalls does the market of Zel have?")
    assert 4512 in figures(answer["text"])
    assert_citations_stand(answer, lambda name: service.document(name)["text"])
    first = answer["citations"][0]
    assert any(text[start:end] == "4,512" or "4,512" in text[start:end] for start, end in first["highlights"])


def test_the_question_is_echoed_as_it_was_sent(seeded: Served) -> None:
    question = "  Cu\u0323m thi \u0111ua s\u00f4\u0301 1 co\u0301 bao nhie\u0302u h\u01a1\u0323p ta\u0301c xa\u0303?  "
    answer = seeded.ask(question)
    assert answer["question"] == question
    assert 7700 in figures(answer["text"])


def test_an_off_topic_question_is_refused_with_200(seeded: Served) -> None:
    answer = seeded.ask("Which element has the highest melting point?")
    assert answer["status"] == "refused"
    assert answer["citations"] == answer["claims"] == []
    assert answer["refusal"]["reason"] in ("no_evidence", "not_supported")
    assert answer["refusal"]["message"]


def test_an_empty_index_refuses(service: Served) -> None:
    answer = service.ask("how many mills?")
    assert (answer["status"], answer["refusal"]["reason"]) == ("refused", "no_evidence")


def test_the_answer_comes_in_the_language_that_was_asked_for(seeded: Served) -> None:
    assert seeded.ask(FLAGSHIP, language="de-AT")["language"] == "de"
    unknown = seeded.ask(FLAGSHIP, language="tlh")
    assert unknown["language"] == "en"
    assert "language_unsupported" in unknown["notices"]


@pytest.mark.parametrize("tag", ["fr", "zh-Hant-TW", "fr-x-quebec", "fr-u-nu-latn", "x-klingon"])
def test_any_well_formed_tag_is_answered(seeded: Served, tag: str) -> None:
    answer = seeded.ask(FLAGSHIP, language=tag)
    assert (answer["status"], answer["language"]) == ("answered", "en")
    assert answer["notices"] == ["language_unsupported"]


def test_an_extension_does_not_change_the_language(seeded: Served) -> None:
    answer = seeded.ask(FLAGSHIP, language="de-AT-u-co-phonebk-x-wien")
    assert (answer["language"], answer["notices"]) == ("de", [])


@pytest.mark.parametrize("question", ["Сколько кооперативов в кластере 1?", "集群1中有多少合作社？"])
def test_a_question_in_a_script_of_no_language_we_have_is_answered_in_english_and_says_so(
    seeded: Served, question: str
) -> None:
    answer = seeded.ask(question)
    assert (answer["language"], answer["notices"]) == ("en", ["language_unsupported"])


@pytest.mark.parametrize(
    ("question", "filters"),
    [("?!", {}), ("😀", {}), (FLAGSHIP, {"languages": ["fr"]}), (FLAGSHIP, {"document_ids": ["no"]})],
)
def test_where_nothing_is_found_it_is_not_said_that_there_are_no_articles(
    seeded: Served, service: Served, question: str, filters: dict
) -> None:
    refused = seeded.ask(question, filters=filters)
    assert refused["refusal"]["reason"] == "no_evidence"
    assert refused["text"] != service.ask(question)["text"]
    assert "not say anything" in refused["text"]


def test_filters_and_passages(seeded: Served) -> None:
    answer = seeded.ask(FLAGSHIP, filters={"languages": ["de"]}, include_passages=True, k=3)
    assert {passage["language"] for passage in answer["passages"]} == {"de"}
    assert len(answer["passages"]) <= 3
    assert seeded.ask(FLAGSHIP)["passages"] is None


def test_the_plain_command_line_shows_answer_sentence_and_source(qa: Any, ingested: Path) -> None:
    done = qa(ingested, "ask", FLAGSHIP)
    assert (done.status, done.stderr) == (0, "")
    assert "7,700" in done.stdout.splitlines()[0]
    assert "৭,৭০০" in done.stdout
    assert "https://baolaichau.vn/" in done.stdout
    assert len(list(SEEDS.glob("*.txt"))) == 5
