"""MCP with its own client: over HTTP and over standard input and output, answers and errors."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from problems import assert_problem
from serving import ROOT, Served
from warm import clean_environment

FLAGSHIP = "how many cooperatives in Emulation Cluster 1?"
CLUSTER = "002_90b0b3ba3709f975"
QA = str(Path(sys.executable).with_name("qa"))

Talk = Callable[[Callable[[Client], Coroutine[Any, Any, Any]]], Any]
"""Connects a client, lets it do something, and returns what that returned."""


def talking_to(target: object, mode: str = "auto") -> Talk:
    async def run(work: Callable[[Client], Coroutine[Any, Any, Any]]) -> Any:
        async with Client(target, mode=mode, read_timeout_seconds=100) as client:  # type: ignore[arg-type]
            return await work(client)

    return lambda work: asyncio.run(run(work))


def over_stdio(folder: Path) -> StdioServerParameters:
    return StdioServerParameters(command=QA, args=["mcp"], env=clean_environment(QA_DATA_DIR=str(folder)), cwd=ROOT)


@pytest.fixture(params=["HTTP", "HTTP of 2025", "stdio alone", "stdio to the service"])
def talk(request: pytest.FixtureRequest) -> Talk:
    def of(name: str) -> Any:
        return request.getfixturevalue(name)

    match request.param:
        case "HTTP":
            return talking_to(f"{of('real').url}/mcp")
        case "HTTP of 2025":
            return talking_to(f"{of('real').url}/mcp", mode="legacy")
        case "stdio alone":
            return talking_to(over_stdio(of("ingested")))
        case _:
            return talking_to(over_stdio(of("real").folder))


def test_the_tools_and_their_errors(talk: Talk, seeded: Served) -> None:
    """One connection, since a process for each question would take long."""

    async def work(client: Client) -> None:
        await check_tools(client)
        await check_answers(client, seeded)
        await check_reading(client, seeded)
        await check_errors(client)

    talk(work)


async def check_tools(client: Client) -> None:
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert set(tools) == {"ask", "search", "get_document"}
    for tool in tools.values():
        assert len(tool.description or "") > 60
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert tool.output_schema is not None
        for argument in tool.input_schema["properties"].values():
            assert argument["description"]
    assert tools["ask"].input_schema["required"] == ["question"]
    assert tools["search"].input_schema["properties"]["k"]["maximum"] == 100


async def check_answers(client: Client, seeded: Served) -> None:
    reply = await client.call_tool("ask", {"question": FLAGSHIP})
    answer = reply.structured_content
    expected = seeded.ask(FLAGSHIP)
    assert not reply.is_error
    assert json.loads(reply.content[0].text) == answer
    for name in ("question", "status", "text", "claims", "citations", "refusal", "notices", "language"):
        assert answer[name] == expected[name]
    german = await client.call_tool("ask", {"question": FLAGSHIP, "language": "de-AT"})
    assert german.structured_content["language"] == "de"
    refused = await client.call_tool("ask", {"question": "Which element has the highest melting point?"})
    assert refused.structured_content["status"] == "refused"
    assert not refused.is_error


async def check_reading(client: Client, seeded: Served) -> None:
    found = (await client.call_tool("search", {"query": "cooperatives", "k": 3})).structured_content["passages"]
    assert [passage["rank"] for passage in found] == [1, 2, 3]
    whole = seeded.document(CLUSTER)["text"]
    for start, length in ((0, 20_000), (1290, 100), (len(whole) - 5, 100), (len(whole), 1)):
        arguments = {"document_id": CLUSTER, "start": start, "length": length}
        part = (await client.call_tool("get_document", arguments)).structured_content
        assert part["text"] == whole[part["start_char_index"] : part["end_char_index"]] == whole[start : start + length]
        assert part["characters"] == len(whole)
        assert part["next_start"] == (start + length if start + length < len(whole) else None)
    for passage in found:
        read = await client.call_tool("get_document", {"document_id": passage["document_id"]})
        text = read.structured_content["text"]
        assert text[passage["start_char_index"] : passage["end_char_index"]] == passage["text"]


async def check_errors(client: Client) -> None:
    for name, arguments, message in (
        ("ask", {"question": "  "}, "blank"),
        ("ask", {"question": "a" * 2001}, "000 "),
        ("ask", {"question": FLAGSHIP, "language": "no tag"}, "language"),
        ("ask", {}, "question"),
        ("search", {"query": " "}, "blank"),
        ("search", {"query": "x", "k": 1000}, "100"),
        ("get_document", {"document_id": "none"}, "There is no document 'none'."),
        ("get_document", {"document_id": CLUSTER, "start": 10**9}, "start is 1,000,000,000"),
        ("dance", {}, "dance"),
    ):
        reply = await client.call_tool(name, arguments)
        assert reply.is_error
        assert message in reply.content[0].text
        assert "Traceback" not in reply.content[0].text


def test_nothing_but_the_protocol_is_written_to_standard_output(ingested: Path) -> None:
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    calls = [
        {"jsonrpc": "2.0", "id": n, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": text}}}
        for n, text in ((2, FLAGSHIP), (3, " "))
    ]
    with subprocess.Popen(
        [QA, "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=clean_environment(QA_DATA_DIR=str(ingested)),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"".join(json.dumps(one).encode() + b"\n" for one in (hello, ready, "not a call", *calls)))
        process.stdin.flush()
        replies = [json.loads(process.stdout.readline()) for _ in range(3)]
        rest, told = process.communicate(timeout=60)
    assert rest == b""
    assert process.returncode == 0, told
    by_id = {reply.get("id"): reply for reply in replies}
    assert by_id[1]["result"]["serverInfo"]["name"] == "qa"
    assert "7,700" in by_id[2]["result"]["structuredContent"]["text"]
    assert by_id[3]["result"]["isError"]
    assert b"Traceback" not in told


def test_the_guard_and_the_method(seeded: Served) -> None:
    post = seeded.http.post
    assert_problem(post("/mcp", json={}, headers={"Origin": "https://example.org"}), 403, "origin")
    assert_problem(post("/mcp", json={}, headers={"Host": "example.org"}), 403, "Host")
    assert_problem(post("/mcp", content="{}", headers={"Content-Type": "text/plain"}), 415, "application/json")
    assert_problem(post("/mcp", json={"x": "y" * 2_000_000}), 413)
    for method in ("GET", "DELETE", "PUT"):
        reply = seeded.http.request(method, "/mcp")
        assert_problem(reply, 405)
        assert reply.headers["allow"] == "POST"
    assert post("/mcp", json={"jsonrpc": "2.0"}).status_code == 400


def test_before_the_index_stands_the_tools_say_so(serve_app: Any) -> None:
    async def work(client: Client) -> Any:
        assert len((await client.list_tools()).tools) == 3
        return await client.call_tool("ask", {"question": FLAGSHIP})

    reply = talking_to(f"{serve_app(ready=False).url}/mcp")(work)
    assert reply.is_error
    assert "still being indexed" in reply.content[0].text


def test_many_at_once(seeded: Served) -> None:
    async def work() -> list[str]:
        async def one() -> str:
            async with Client(f"{seeded.url}/mcp") as client:
                return (await client.call_tool("ask", {"question": FLAGSHIP})).structured_content["text"]

        return await asyncio.gather(*(one() for _ in range(12)))

    assert set(asyncio.run(work())) == {seeded.ask(FLAGSHIP)["text"]}


def test_the_sdk_is_imported_by_what_needs_it_alone() -> None:
    code = "import sys, api.serve, api.cli, api.local; sys.exit(any(m.split('.')[0] == 'mcp' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
