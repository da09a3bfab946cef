"""The process that reads files apart: ``python -m vectorstore.load.child``, jobs in on stdin, replies out on stdout.

A job is a line of JSON and the file's bytes; a reply is its length in a line, and JSON. Every file is read in a fork
with limits of its own, so that nothing in a file reaches the next.
"""

import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any, NoReturn

from vectorstore.document import Source
from vectorstore.errors import BadDocument

IDLE_S = 120
"""Seconds after which a helper that is not asked ends."""

_NO_MEMORY = 3
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "subprocess.Popen", "os.system")
_NAMES = {"html": "a page", "pdf": "a PDF", "docx": "a Word document"}
_EXTRAS = {"pdf": "pypdf", "docx": "docx"}
_Reader = Callable[[bytes, str | None], Source]
_READERS: dict[str, _Reader] = {}


def main() -> None:
    """Read files until there are no more, or none has come for `IDLE_S`."""
    sys.addaudithook(_refuse)
    jobs, replies = sys.stdin.buffer, sys.stdout.buffer
    while select.select([jobs], [], [], IDLE_S)[0] and (line := jobs.readline()):
        job = json.loads(line)
        content = jobs.read(job["size"])
        reply = _read(job, content)
        replies.write(b"%d\n" % len(reply) + reply)
        replies.flush()


def _refuse(event: str, _arguments: object) -> None:
    """Let no library reach out, whatever an article tells it to fetch or to start."""
    if event in _FORBIDDEN:
        raise PermissionError(f"{event}: files are read without network and without other programs")


def _read(job: Mapping[str, Any], content: bytes) -> bytes:
    kind = str(job["kind"])
    try:
        reader = _READERS.get(kind) or _READERS.setdefault(kind, _reader(kind))
    except ImportError as error:
        return _refused(
            f"reading {_NAMES[kind]} needs the package {_EXTRAS.get(kind, kind)} ({error}); "
            f"install it: pip install 'crosslingual-qa[{kind}]'"
        )
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(reader, job, content, writing)
    os.close(writing)
    reply, is_late = _collect(reading, time.monotonic() + job["wall_s"], most=2 * job["text"] + 100_000)
    os.close(reading)
    if is_late:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if reply and not is_late and os.waitstatus_to_exitcode(status) == 0:
        return reply
    return _refused(_fate(kind, job, os.waitstatus_to_exitcode(status), is_late=is_late))


def _reader(kind: str) -> _Reader:
    """Import what reads a kind of file, once.

    :raises ImportError: if its package is not installed.
    """
    if kind == "html":
        from vectorstore.load import html

        html.warm_up()
        return html.read_html
    if kind == "pdf":
        from vectorstore.load.pdf import read_pdf

        return read_pdf
    from vectorstore.load.docx import read_docx

    return read_docx


def _work(reader: _Reader, job: Mapping[str, Any], content: bytes, writing: int) -> NoReturn:
    """Read one file within its limits, tell what was found, and end."""
    code = 1
    try:
        _limit(job)
        reply = memoryview(_found(reader, job, content))
        while reply:
            reply = reply[os.write(writing, reply) :]
        code = 0
    except MemoryError:
        code = _NO_MEMORY
    finally:
        os._exit(code)


def _found(reader: _Reader, job: Mapping[str, Any], content: bytes) -> bytes:
    kind = str(job["kind"])
    try:
        source = reader(content, job["charset"])
    except MemoryError:
        raise
    except BadDocument as error:
        return _refused(str(error))
    except Exception as error:  # the library's own way of saying that the file is damaged
        why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return _refused(f"cannot be read as {_NAMES[kind]} ({why}); it is damaged: open it and save it anew.")
    size = len(source.text.encode("utf-8", "surrogatepass"))
    if size > job["text"]:
        return _refused(f"holds {size:,} bytes of text, at most {job['text']:,} are taken; split it.")
    return json.dumps({"source": asdict(source)}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _limit(job: Mapping[str, Any]) -> None:
    """Bound computing, memory and files of this process; quieten it."""
    for limit, value in (
        (resource.RLIMIT_CPU, job["cpu_s"]),
        (resource.RLIMIT_AS, job["memory"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(OSError, ValueError):  # a system that knows no such limit still has the time on the clock
            resource.setrlimit(limit, (value, value))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)


def _collect(reading: int, until: float, *, most: int) -> tuple[bytes, bool]:
    """Return what comes before a moment, and whether that was too much or too late."""
    parts: list[bytes] = []
    size = 0
    while (left := until - time.monotonic()) > 0 and size <= most:
        if not select.select([reading], [], [], left)[0]:
            break
        part = os.read(reading, 1 << 16)
        if not part:
            return b"".join(parts), False
        parts.append(part)
        size += len(part)
    return b"", True


def _fate(kind: str, job: Mapping[str, Any], code: int, *, is_late: bool) -> str:
    if is_late:
        return f"takes longer than {job['wall_s']:g} seconds to read as {_NAMES[kind]}; split it, or try again later."
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"takes more than {job['cpu_s']} seconds of computing to read; split it, or save it as text."
    if code == _NO_MEMORY:
        return f"needs more than {job['memory'] // 2**20:,} MB of memory to read; split it, or save it as text."
    return f"cannot be read as {_NAMES[kind]} (its reader ended with {code}); it is damaged: open it and save it anew."


def _refused(why: str) -> bytes:
    return json.dumps({"refused": why}).encode()


if __name__ == "__main__":
    with suppress(BrokenPipeError):  # nobody waits for the reply any more
        main()
