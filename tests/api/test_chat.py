"""OpenAI's shape, with OpenAI's own client: sync, async, streamed, and its errors."""

import asyncio
import json
from collections.abc import Iterator

import openai
import pytest
from problems import assert_problem
from serving import Served
from staged import Staged, served

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
COMPOUND = "how many cooperatives and how many cooperative unions are there in Emulation Cluster 1?"
OFF_TOPIC = "Which element has the highest melting point?"


@pytest.fixture(scope="module")
def chat(seeded: Served) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{seeded.url}/v1", api_key="none", max_retries=0) as one:
        yield one


def asked(question: str, *before: tuple[str, str]) -> list:
    messages = [*before, ("user", question)]
    return [{"role": role, "content": content} for role, content in messages]


@pytest.mark.parametrize("question", [FLAGSHIP, COMPOUND, OFF_TOPIC, "কতটি সমবায় আছে?"])
def test_the_answer_is_that_of_ask(chat: openai.OpenAI, seeded: Served, question: str) -> None:
    answer = seeded.ask(question)
    reply = chat.chat.completions.create(model="qa", messages=asked(question))
    (choice,) = reply.choices
    assert choice.message.content == answer["text"]
    assert choice.message.role == "assistant"
    assert choice.message.citations == answer["citations"]
    assert (choice.finish_reason, reply.object, reply.model) == ("stop", "chat.completion", "qa")
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens > 0


@pytest.mark.parametrize("question", [FLAGSHIP, COMPOUND, OFF_TOPIC])
def test_streamed_it_is_the_same(chat: openai.OpenAI, seeded: Served, question: str) -> None:
    answer = seeded.ask(question)
    chunks = list(
        chat.chat.completions.create(
            model="qa", messages=asked(question), stream=True, stream_options={"include_usage": True}
        )
    )
    *told, usage = chunks
    assert len({chunk.id for chunk in chunks}) == 1
    assert told[0].choices[0].delta.role == "assistant"
    assert "".join(chunk.choices[0].delta.content or "" for chunk in told) == answer["text"]
    assert told[-1].choices[0].delta.citations == answer["citations"]
    assert [chunk.choices[0].finish_reason for chunk in told] == [None] * (len(told) - 1) + ["stop"]
    assert usage.choices == []
    assert usage.usage == chat.chat.completions.create(model="qa", messages=asked(question)).usage
    assert all(chunk.usage is None for chunk in told)


def test_the_clients_own_gathering_of_a_stream(chat: openai.OpenAI, seeded: Served) -> None:
    with chat.chat.completions.stream(model="qa", messages=asked(COMPOUND)) as stream:
        whole = stream.get_final_completion()
    answer = seeded.ask(COMPOUND)
    assert whole.choices[0].message.content == answer["text"]
    assert whole.choices[0].message.citations == answer["citations"]


def test_the_asynchronous_client(seeded: Served) -> None:
    async def ask() -> tuple[str, str]:
        async with openai.AsyncOpenAI(base_url=f"{seeded.url}/v1", api_key="none", max_retries=0) as one:
            plain = await one.chat.completions.create(model="qa", messages=asked(FLAGSHIP))
            stream = await one.chat.completions.create(model="qa", messages=asked(FLAGSHIP), stream=True)
            return plain.choices[0].message.content, "".join(
                [chunk.choices[0].delta.content or "" async for chunk in stream]
            )

    text = seeded.ask(FLAGSHIP)["text"]
    assert asyncio.run(ask()) == (text, text)


def test_on_the_wire_a_stream_ends_with_done(seeded: Served) -> None:
    body = {"model": "qa", "messages": asked(FLAGSHIP), "stream": True}
    reply = seeded.http.post("/v1/chat/completions", json=body)
    assert reply.headers["content-type"].split(";")[0] == "text/event-stream"
    *chunks, done, rest = reply.text.split("\n\n")
    assert (done, rest) == ("data: [DONE]", "")
    for chunk in chunks:
        assert "usage" not in json.loads(chunk.removeprefix("data: "))


def test_history_and_messages_of_the_system(chat: openai.OpenAI, seeded: Served) -> None:
    """Earlier messages are the conversation, the system's are passed over, parts of text are joined."""
    before = [("system", "Answer with a poem."), ("user", FLAGSHIP), ("assistant", "More than 7,700 [1]")]
    follow_up = "how many cooperative unions are there?"
    history = [{"role": role, "content": content} for role, content in before[1:]]
    expected = seeded.ask(follow_up, history=history)
    assert expected["standalone_question"] != follow_up or expected["status"] == "answered"
    reply = chat.chat.completions.create(model="qa", messages=asked(follow_up, *before))
    assert reply.choices[0].message.content == expected["text"]
    parts = [{"type": "text", "text": "how many cooperatives"}, {"type": "text", "text": "in Emulation Cluster 1?"}]
    reply = chat.chat.completions.create(model="qa", messages=[{"role": "user", "content": parts}])
    assert "7,700" in reply.choices[0].message.content


def test_what_has_nothing_to_act_on_is_passed_over(chat: openai.OpenAI) -> None:
    reply = chat.chat.completions.create(
        model="qa", messages=asked(FLAGSHIP), temperature=0.3, max_tokens=5, n=1, tools=[], user="u", seed=7, stop=["."]
    )
    assert "7,700" in reply.choices[0].message.content


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"model": "gpt-5"}, openai.NotFoundError, "'qa'"),
        ({"n": 2}, openai.UnprocessableEntityError, "n is not supported"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, openai.UnprocessableEntityError, "tools"),
        ({"logprobs": True}, openai.UnprocessableEntityError, "logprobs"),
        ({"response_format": {"type": "json_object"}}, openai.UnprocessableEntityError, "response_format"),
        ({"messages": asked(" ")}, openai.UnprocessableEntityError, "blank"),
        ({"messages": asked("a" * 2001)}, openai.UnprocessableEntityError, "2,000"),
        ({"messages": []}, openai.UnprocessableEntityError, "messages"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, openai.UnprocessableEntityError, "role user"),
        ({"messages": [{"role": "clown", "content": "x"}]}, openai.UnprocessableEntityError, "messages.0.role"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
            openai.UnprocessableEntityError,
            "only text",
        ),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_the_client_shows_what_is_wrong(
    chat: openai.OpenAI, change: dict, kind: type[openai.APIStatusError], message: str, stream: bool
) -> None:
    with pytest.raises(kind) as caught:
        chat.chat.completions.create(**{"model": "qa", "messages": asked(FLAGSHIP), "stream": stream, **change})
    error = caught.value
    assert message in error.message
    assert error.type == "invalid_request_error"
    problem = error.response.json()
    assert_problem(error.response, error.status_code, message)
    assert problem["error"]["message"] == problem["detail"]
    if kind is openai.NotFoundError:
        assert (error.code, error.param) == ("model_not_found", "model")


def test_the_models(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["qa"]
    assert chat.models.retrieve("qa").object == "model"
    with pytest.raises(openai.NotFoundError):
        chat.models.retrieve("gpt-5")


def test_before_the_index_stands(serve_app) -> None:  # type: ignore[no-untyped-def]
    unready = serve_app(ready=False)
    reply = unready.http.post("/v1/chat/completions", json={"model": "qa", "messages": asked(FLAGSHIP)})
    assert_problem(reply, 503)
    assert reply.json()["error"]["type"] == "server_error"
    assert reply.headers["retry-after"]


def test_a_foreign_content_type(seeded: Served) -> None:
    reply = seeded.http.post("/v1/chat/completions", content="{}", headers={"Content-Type": "text/plain"})
    assert_problem(reply, 415)
    assert reply.json()["error"]["message"]


def test_a_failure_in_the_middle_reaches_the_client(caplog: pytest.LogCaptureFixture) -> None:
    with (
        served(Staged()) as http,
        openai.OpenAI(base_url=f"{http.base_url}/v1", api_key="none", max_retries=0) as one,
    ):
        stream = one.chat.completions.create(model="qa", messages=asked("break"), stream=True)
        with pytest.raises(openai.APIError, match="log of the service"):
            list(stream)
    assert "the secret of the house" in caplog.text
