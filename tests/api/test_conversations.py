"""Conversations: kept before the reply, continued, found again, renamed, deleted, rated; each caller sees its own."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from problems import assert_problem
from serving import Served, announced, client, serve_here
from warm import Warm

from qa.client import Client, ServiceProblem

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"


def turns(served: Served, conversation_id: str) -> list[dict]:
    reply = served.http.get(f"/v1/conversations/{conversation_id}")
    assert reply.status_code == 200, reply.text
    return reply.json()["turns"]


def listed(served: Served, **wishes: object) -> list[dict]:
    reply = served.http.get("/v1/conversations", params=wishes)
    assert reply.status_code == 200, reply.text
    return reply.json()["conversations"]


def on_disk(served: Served) -> list[bytes]:
    """Return the database and its write-ahead log, byte for byte."""
    return [(served.folder / name).read_bytes() for name in ("service.sqlite", "service.sqlite-wal")]


@pytest.fixture
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """An empty service to write to, over files or over a database on a server."""
    is_on_server = getattr(request, "param", None) == "postgresql"
    url = request.getfixturevalue("cluster").new_place() if is_on_server else None
    with serve_here(tmp_path / "data", database_url=url) as served:
        yield served


ON_BOTH = pytest.mark.parametrize("service", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def mills(service: Served) -> Served:
    """A service of its own with one article."""
    text = "The district of Aldra has 42 mills. In 2024 the mills of Aldra ground 7,700 sacks of rye."
    assert service.http.post("/v1/documents", json={"id": "aldra", "text": text}).status_code == 201
    return service


class TestAsking:
    def test_an_answer_is_kept_as_it_was_given_out(self, mills: Served) -> None:
        answer = mills.ask("how many mills in Aldra?", include_passages=True)
        assert answer["status"] == "answered"
        (turn,) = turns(mills, answer["conversation_id"])
        assert (turn["question"], turn["answer"], turn["feedback"]) == (answer["question"], answer, None)

    def test_a_refusal_is_kept_too(self, mills: Served) -> None:
        answer = mills.ask("which element melts last?")
        assert answer["status"] == "refused"
        assert turns(mills, answer["conversation_id"])[0]["answer"] == answer

    def test_a_conversation_is_the_history(self, mills: Served) -> None:
        """Continued by its id, a conversation is understood as one that the client keeps itself."""
        first = mills.ask("how many mills in Aldra?")
        said = [
            {"role": "user", "content": first["question"]},
            {"role": "assistant", "content": first["text"]},
        ]
        follow_up = "and how many sacks of rye in 2024?"
        second = mills.ask(follow_up, conversation_id=first["conversation_id"])
        assert second["conversation_id"] == first["conversation_id"]
        told = mills.ask(follow_up, history=said)
        assert second["standalone_question"] == told["standalone_question"] != follow_up
        assert second["text"] == told["text"]
        assert told["conversation_id"] not in (None, first["conversation_id"])
        assert [turn["answer"]["id"] for turn in turns(mills, first["conversation_id"])] == [first["id"], second["id"]]

    def test_a_history_that_came_with_the_first_question_is_not_lost(self, mills: Served) -> None:
        said = [{"role": "user", "content": "how many mills in Aldra?"}]
        first = mills.ask("and in 2024?", history=said)
        assert "Aldra" in first["standalone_question"]
        second = mills.ask("and in 2023?", conversation_id=first["conversation_id"])
        assert "Aldra" in second["standalone_question"]

    def test_what_is_not_to_be_stored_is_not(self, mills: Served) -> None:
        first = mills.ask("how many mills in Aldra?")
        before = on_disk(mills)
        alone = mills.ask("how many sacks of rye in Aldra?", store=False)
        within = mills.ask("and in 2024?", store=False, conversation_id=first["conversation_id"])
        assert alone["conversation_id"] is within["conversation_id"] is None
        assert "Aldra" in within["standalone_question"]
        assert on_disk(mills) == before
        assert len(turns(mills, first["conversation_id"])) == 1

    def test_a_conversation_that_is_not_there(self, mills: Served) -> None:
        for store in (True, False):
            reply = mills.http.post("/v1/ask", json={"question": "a", "conversation_id": "none", "store": store})
            assert_problem(reply, 404, "'none'")
        gone = mills.ask("how many mills?")["conversation_id"]
        assert mills.http.delete(f"/v1/conversations/{gone}").status_code == 204
        assert_problem(mills.http.post("/v1/ask", json={"question": "a", "conversation_id": gone}), 404)
        assert listed(mills) == []

    @ON_BOTH
    def test_many_ask_in_one_conversation_at_once(self, mills: Served) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]

        def ask(n: int) -> str:
            with client(mills.url) as http:
                body = {"question": f"how many mills in Aldra{n}?", "conversation_id": conversation}
                reply = http.post("/v1/ask", json=body)
            assert reply.status_code == 200, reply.text
            return reply.json()["id"]

        with ThreadPoolExecutor(4) as pool:
            ids = list(pool.map(ask, range(20)))
        kept = turns(mills, conversation)
        assert sorted(turn["answer"]["id"] for turn in kept[1:]) == sorted(ids)
        assert len(kept) == 21

    def test_an_answer_survives_a_kill_right_after_the_reply(self, warm: Warm, tmp_path: Path) -> None:
        settings = {"QA_DATA_DIR": str(tmp_path / "data"), "QA_PORT": "0", "QA_SEED_DIR": ""}
        kept = []
        for _ in range(3):
            process = warm.start("qa", "serve", env=settings)
            with client(announced(tmp_path / "data", process.pid)) as http:
                kept.append(http.post("/v1/ask", json={"question": "how many mills?"}).json())
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
        process = warm.start("qa", "serve", env=settings)
        try:
            with client(announced(tmp_path / "data", process.pid)) as http:
                for answer in kept:
                    found = http.get(f"/v1/conversations/{answer['conversation_id']}").json()
                    assert [turn["answer"] for turn in found["turns"]] == [answer]
        finally:
            process.send(signal.SIGTERM)
            process.wait()


class TestFinding:
    @ON_BOTH
    def test_the_newest_comes_first_and_pages_lose_none(self, mills: Served) -> None:
        ids = [mills.ask(f"how many mills in Aldra {n}?")["conversation_id"] for n in range(7)]
        mills.ask("and now?", conversation_id=ids[2])
        order = [ids[2], *(name for name in reversed(ids) if name != ids[2])]
        assert [one["id"] for one in listed(mills)] == order
        assert [one["questions"] for one in listed(mills)] == [2, 1, 1, 1, 1, 1, 1]
        seen, cursor = [], ""
        while cursor is not None:
            page = mills.http.get("/v1/conversations", params={"limit": 3, "cursor": cursor}).json()
            assert len(page["conversations"]) <= 3
            seen += [one["id"] for one in page["conversations"]]
            cursor = page["next_cursor"]
        assert seen == order

    @pytest.mark.parametrize(
        "query",
        [
            "ALDRA",
            "aldra",
            "rye aldra",
            "Aldrá",
            "৭৭০০",
            "٧٬٧٠٠",
            "7700",
            "sack",
            "  rye\n7,700 ",
            "समितियों",
            "समितियो",
        ],
    )
    def test_a_conversation_is_found_in_any_script(self, mills: Served, query: str) -> None:
        conversation = mills.ask("how many sacks of rye in Aldra in 2024?")["conversation_id"]
        mills.ask("सहकारी समितियों के बारे में बताइए", conversation_id=conversation)
        mills.ask("which element melts last?")
        assert [one["id"] for one in listed(mills, q=query)] == [conversation]

    def test_what_stands_in_none_finds_none(self, mills: Served) -> None:
        mills.ask("how many sacks of rye in Aldra in 2024?")
        for query in ("beehive", "aldra beehive", "%", "_", "?!", "'; DROP TABLE answer; --"):
            assert listed(mills, q=query) == []
        assert len(listed(mills, q=" ")) == 1

    def test_a_title_is_the_first_question_shortened(self, mills: Served) -> None:
        question = "how many mills in Aldra\nand " + "how many sacks of rye " * 10
        mills.ask(question)
        (one,) = listed(mills)
        assert one["title"].startswith("how many mills in Aldra and how many sacks")
        assert one["title"].endswith("…")
        assert len(one["title"]) <= 80

    @pytest.mark.parametrize("where", ["limit=0", "limit=201", "cursor=_w==", "cursor=x", "q=" + "x" * 501])
    def test_a_page_that_cannot_be_given(self, mills: Served, where: str) -> None:
        assert_problem(mills.http.get(f"/v1/conversations?{where}"), 422)


class TestChanging:
    def test_a_title_is_changed_and_searched(self, mills: Served) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]
        before = listed(mills)[0]
        title = "Windmühlen <b> \u0645\u0637\u0627\u062d\u0646"
        reply = mills.http.patch(f"/v1/conversations/{conversation}", json={"title": title})
        assert reply.json() == {**before, "title": title}
        assert listed(mills, q="WINDMUHLEN") == [{**before, "title": title}]

    @pytest.mark.parametrize(
        "body", [{"title": ""}, {"title": " "}, {"title": "x" * 201}, {}, {"title": "a", "id": "b"}]
    )
    def test_a_title_that_cannot_be_taken(self, mills: Served, body: dict) -> None:
        conversation = mills.ask("how many mills in Aldra?")["conversation_id"]
        assert_problem(mills.http.patch(f"/v1/conversations/{conversation}", json=body), 422)
        assert listed(mills)[0]["title"] == "how many mills in Aldra?"

    def test_what_is_deleted_is_gone_from_the_disk(self, mills: Served) -> None:
        conversation = mills.ask("how many zwiebelturm in Aldra?")["conversation_id"]
        assert b"zwiebelturm" in b"".join(on_disk(mills))
        assert mills.http.delete(f"/v1/conversations/{conversation}").status_code == 204
        assert b"zwiebelturm" not in b"".join(on_disk(mills))
        assert_problem(mills.http.get(f"/v1/conversations/{conversation}"), 404)
        assert_problem(mills.http.delete(f"/v1/conversations/{conversation}"), 404)

    def test_what_is_not_there(self, mills: Served) -> None:
        assert_problem(mills.http.get("/v1/conversations/none"), 404, "'none'")
        assert_problem(mills.http.get("/v1/conversations/none/export"), 404)
        assert_problem(mills.http.patch("/v1/conversations/none", json={"title": "a"}), 404)
        assert_problem(mills.http.delete("/v1/conversations/none"), 404)
        assert_problem(mills.http.post("/v1/answers/none/feedback", json={"rating": "up"}), 404, "'none'")

    @pytest.mark.parametrize(
        ("method", "route"), [("PATCH", "/v1/conversations/a"), ("POST", "/v1/answers/a/feedback")]
    )
    def test_another_content_type_is_refused(self, mills: Served, method: str, route: str) -> None:
        reply = mills.http.request(method, route, content=b"{}", headers={"Content-Type": "text/plain"})
        assert_problem(reply, 415)


class TestFeedback:
    @ON_BOTH
    def test_the_last_word_counts(self, mills: Served) -> None:
        answer = mills.ask("how many mills in Aldra?")
        route = f"/v1/answers/{answer['id']}/feedback"
        reply = mills.http.post(route, json={"rating": "up", "comment": "ठीक 👍"})
        assert (reply.status_code, reply.json()["rating"], reply.json()["comment"]) == (200, "up", "ठीक 👍")
        assert turns(mills, answer["conversation_id"])[0]["feedback"] == reply.json()
        reply = mills.http.post(route, json={"rating": "down"})
        assert (reply.json()["rating"], reply.json()["comment"]) == ("down", None)
        assert turns(mills, answer["conversation_id"])[0]["feedback"] == reply.json()

    @pytest.mark.parametrize("body", [{"rating": "good"}, {}, {"rating": "up", "comment": "x" * 2001}])
    def test_feedback_that_cannot_be_taken(self, mills: Served, body: dict) -> None:
        answer = mills.ask("how many mills in Aldra?")
        assert_problem(mills.http.post(f"/v1/answers/{answer['id']}/feedback", json=body), 422)
        assert turns(mills, answer["conversation_id"])[0]["feedback"] is None

    def test_an_answer_that_was_not_kept_cannot_be_rated(self, mills: Served) -> None:
        answer = mills.ask("how many mills in Aldra?", store=False)
        assert_problem(mills.http.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "up"}), 404)


@ON_BOTH
def test_the_client_does_it_all(mills: Served) -> None:
    with Client(mills.url) as service:
        answer = service.ask("how many mills in Aldra?")
        conversation = str(answer["conversation_id"])
        service.ask("and in 2024?", conversation_id=conversation)
        assert service.ask("how many?", store=False)["conversation_id"] is None
        assert service.feedback(str(answer["id"]), "up", "good")["comment"] == "good"
        assert service.rename_conversation(conversation, "Mills")["title"] == "Mills"
        assert [one["title"] for one in service.conversations("mills")] == ["Mills"]
        assert service.conversation(conversation)["turns"][0]["answer"] == answer
        assert service.export(conversation).startswith("# Mills\n")
        assert service.me() == {"key": None, "scopes": ["ask", "manage"]}
        service.delete_conversation(conversation)
        assert service.conversations() == []
        with pytest.raises(ServiceProblem, match="There is no conversation"):
            service.conversation(conversation)
