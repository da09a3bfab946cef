"""The examples in the description of the interface have the shape of what the routes really reply."""

import pytest
from serving import Served


@pytest.fixture(scope="module")
def described(seeded: Served) -> dict:
    return seeded.http.get("/openapi.json").json()


def test_the_example_of_an_answer_has_the_shape_of_an_answer(described: dict, seeded: Served) -> None:
    shown = described["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    answer = seeded.ask("how many cooperatives in Emulation Cluster 1?")
    assert shown.keys() == answer.keys()
    assert shown["citations"][0].keys() == answer["citations"][0].keys()
    citation = shown["citations"][0]
    assert citation["end_char_index"] - citation["start_char_index"] == len(citation["cited_text"])


def test_the_examples_of_conversations_have_their_shape(described: dict, service: Served) -> None:
    answer = service.ask("how many mills?")
    service.http.post(f"/v1/answers/{answer['id']}/feedback", json={"rating": "up", "comment": "good"})
    route = "/v1/conversations/{conversation_id}"
    shown = described["paths"][route]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    real = service.http.get(f"/v1/conversations/{answer['conversation_id']}").json()
    assert shown.keys() == real.keys()
    assert shown["turns"][0].keys() == real["turns"][0].keys()
    shown = described["paths"][f"{route}/export"]["get"]["responses"]["200"]["content"]["application/json"]["example"]
    real = service.http.get(f"/v1/conversations/{answer['conversation_id']}/export?format=json").json()
    assert shown.keys() == real.keys()
