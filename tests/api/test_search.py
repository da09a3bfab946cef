"""`POST /v1/search`: passages of the contract, best first."""

import json
from pathlib import Path
from typing import Any

import pytest
from serving import Served

FIELDS = {
    "rank", "score", "signals", "passage_id", "document_id", "document_title", "source_url", "language", "text",
    "start_char_index", "end_char_index",
}  # fmt: skip


def search(served: Served, query: str, **wishes: object) -> list[dict]:
    reply = served.http.post("/v1/search", json={"query": query, **wishes})
    assert reply.status_code == 200, reply.text
    assert set(reply.json()) == {"passages"}
    return reply.json()["passages"]


@pytest.mark.parametrize("k", [1, 10, 100])
def test_passages_are_ranked_and_stand_in_their_documents(seeded: Served, k: int) -> None:
    found = search(seeded, "cooperatives in Emulation Cluster 1", k=k)
    assert 1 <= len(found) <= k
    assert [p["rank"] for p in found] == list(range(1, len(found) + 1))
    assert len({p["passage_id"] for p in found}) == len(found)
    for passage in found:
        assert set(passage) == FIELDS
        assert 0 <= passage["score"] <= 1
        text = seeded.document(passage["document_id"])["text"]
        assert text[passage["start_char_index"] : passage["end_char_index"]] == passage["text"]
    assert found[0]["document_id"] == "002_90b0b3ba3709f975"


def test_ten_passages_by_default(seeded: Served) -> None:
    assert len(search(seeded, "cooperatives")) == 10


def test_filters(seeded: Served) -> None:
    assert {p["language"] for p in search(seeded, "cooperatives", filters={"languages": ["hi"]})} == {"hi"}
    name = "003_fea3c7fa7e1622b0"
    assert {p["document_id"] for p in search(seeded, "cooperatives", filters={"document_ids": [name]})} == {name}
    assert search(seeded, "cooperatives", filters={"document_ids": ["nowhere"]}) == []


def test_the_command_line_finds_the_same(seeded: Served, qa: Any, ingested: Path) -> None:
    query = "average income of members"
    done = qa(ingested, "search", query, "--json", "-k", "5")
    assert (done.status, done.stderr) == (0, "")
    found = json.loads(done.stdout)["passages"]
    assert [p["passage_id"] for p in found] == [p["passage_id"] for p in search(seeded, query, k=5)]
    assert qa(ingested, "search", query, "-k", "2").stdout.splitlines()[0].strip().startswith("1 ")
