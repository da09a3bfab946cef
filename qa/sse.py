"""Reading server-sent events: the events do not depend on how their bytes are cut."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """An event of a stream; ``name`` is ``message`` where the stream gives none, ``data`` its lines joined."""

    name: str
    data: str


def read_events(chunks: Iterable[bytes]) -> Iterator[ServerEvent]:
    """Yield the events of a stream as soon as they are whole; one that the end cuts off is none.

    WHATWG HTML, "Parsing an event stream": UTF-8, a byte order mark is dropped, lines end with CR LF, LF or CR, a blank
    line ends the event. Comments, and events without data, are passed over.
    """
    name, data = "", list[str]()
    for line in _lines(chunks):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                yield ServerEvent(name or "message", "\n".join(data))
            name, data = "", []
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the ended lines of a stream, without their ends."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    rest: list[str] = []
    after_cr = False
    for chunk in chunks:
        text = decoder.decode(chunk)
        if not text:
            continue
        if after_cr:
            text = text.removeprefix("\n")
        after_cr = text.endswith("\r") if text else False
        *ended, last = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if ended:
            yield "".join([*rest, ended[0]])
            yield from ended[1:]
            rest = []
        rest.append(last)
