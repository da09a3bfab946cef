"""An event stream, cut at any byte, gives the same events; so it does whatever ends its lines."""

import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text, news

from qa.sse import ServerEvent, read_events

LINE_ENDS = ("\n", "\r\n", "\r")
names = st.sampled_from(["passages", "delta", "answer", "error", ""])
events = st.lists(st.tuples(names, any_text), max_size=5)
SCRIPTS = "More than 7,700 [1] ৭,৭০০টিরও বেশি सहकारी समितियाँ تعاونية hợp tác xã Größe 👩‍🌾 \u2028\u0085\x0b\x1c"


def written(told: list[tuple[str, str]], end: str = "\n", *, plain: bool = True) -> bytes:
    """Write events; ``plain``: their data in JSON, else as lines of text, with comments between."""
    lines = []
    for name, text in told:
        lines += [f"event: {name}"] if name else []
        lines += [f"data: {json.dumps(text, ensure_ascii=False)}"] if plain else ["data:" + s for s in text.split("\n")]
        lines += ["", ": ping", ""]
    return "".join(line + end for line in lines).encode()


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(stream), *(place % (len(stream) + 1) for place in places)})
    return [stream[a:b] for a, b in pairwise(edges)]


@given(events, st.sampled_from(LINE_ENDS), st.lists(st.integers(0, 10**6), max_size=20))
@example([("delta", SCRIPTS)], "\r\n", [20, 21, 22])
def test_cuts_do_not_matter(told: list[tuple[str, str]], end: str, places: list[int]) -> None:
    stream = written(told, end)
    expected = [ServerEvent(name or "message", json.dumps(text, ensure_ascii=False)) for name, text in told]
    assert list(read_events([stream])) == expected
    assert list(read_events(cut(stream, places))) == expected
    assert list(read_events([stream[at : at + 1] for at in range(len(stream))])) == expected


@pytest.mark.parametrize("end", LINE_ENDS)
def test_cut_at_every_place(end: str) -> None:
    told = [("passages", "১২,২৮৭"), ("delta", SCRIPTS), ("", "مليار")]
    stream = written(told, end)
    whole = list(read_events([stream]))
    assert [event.name for event in whole] == ["passages", "delta", "message"]
    for at in range(len(stream) + 1):
        assert list(read_events([stream[:at], b"", stream[at:]])) == whole
    for first in range(0, len(stream), 7):
        for second in range(first, len(stream), 5):
            assert list(read_events([stream[:first], stream[first:second], stream[second:]])) == whole


@given(news.map(lambda text: text.replace("\r", " ")))
def test_data_of_several_lines_is_joined(text: str) -> None:
    assert list(read_events([written([("delta", text)], plain=False)])) == [
        ServerEvent("delta", "\n".join(line.removeprefix(" ") for line in text.split("\n")))
    ]


def test_by_the_letter_of_the_standard() -> None:
    def of(text: str) -> list[ServerEvent]:
        return list(read_events([text.encode()]))

    assert of("\ufeffdata: a\n\n") == [ServerEvent("message", "a")]
    assert of("data: a\ndata:b\ndata\n\n") == [ServerEvent("message", "a\nb\n")]
    assert of("data:  a\n\n") == [ServerEvent("message", " a")]
    assert of(": a comment\nid: 7\nretry: 3\nother: x\n\n") == []
    assert of("event: named\n\ndata: a\n\n") == [ServerEvent("message", "a")]
    assert of("data: whole\n\ndata: cut off\n") == [ServerEvent("message", "whole")]
    assert of("data: a\r\r\ndata: b\n\n") == [ServerEvent("message", "a"), ServerEvent("message", "b")]
    assert of("") == []


def test_an_event_is_told_as_soon_as_it_is_whole() -> None:
    taken = []

    def chunks():  # type: ignore[no-untyped-def]
        for chunk in (b"data: 1\n\n", b"data: 2\n\n"):
            taken.append(chunk)
            yield chunk

    stream = read_events(chunks())
    assert next(stream).data == "1"
    assert len(taken) == 1
