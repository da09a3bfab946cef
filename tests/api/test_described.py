"""The description of the interface shows an example of every reply that the routes of conversations and keys give."""

import pytest
from serving import Served

KEPT = ("/v1/ask", "/v1/conversations", "/v1/answers", "/v1/keys", "/v1/me")


@pytest.fixture(scope="module")
def described(seeded: Served) -> dict:
    return seeded.http.get("/openapi.json").json()


def told(real: dict) -> set[str]:
    """Return the names that a description can show: it leaves out what is null."""
    return {name for name, value in real.items() if value is not None}


def test_every_reply_has_an_example(described: dict) -> None:
    routes = {path: methods for path, methods in described["paths"].items() if path.startswith(KEPT)}
    assert sum(len(methods) for methods in routes.values()) == 11
    for path, methods in routes.items():
        for method, route in methods.items():
            assert route["description"]
            good = [reply for code, reply in route["responses"].items() if code[0] == "2"]
            assert good
            for reply in good:
                if method != "delete":
                    assert all(content.get("example") for content in reply["content"].values()), (method, path)


def test_the_example_of_an_answer_has_the_shape_of_an_answer(described: dict, seeded: Served) -> None:
    shown = described["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    answer = seeded.ask("how many cooperatives in Emulation Cluster 1?")
    assert shown.keys() == told(answer)
    assert shown["citations"][0].keys() == told(answer["citations"][0])
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
