"""Reading a file in a process of its own, with limits: whatever is in the file, the service is not harmed.

A helper (`vectorstore.load.child`) imports the libraries once and forks for every file; the fork has the limits.
Helpers wait for the next file, and end when nothing comes or when the process that started them is gone.
"""

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from vectorstore.document import Source
from vectorstore.errors import BadDocument
from vectorstore.load.kinds import MAX_BYTES

HELPERS = 2
"""Files read at the same time; more wait their turn."""

_GRACE_S = 30.0
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds of computing and of waiting, bytes of memory, bytes of text."""

    cpu_s: int = 60
    wall_s: float = 120.0
    memory: int = 1024 * 1024 * 1024
    text: int = MAX_BYTES


class _Gone(Exception):
    """A helper ended before it replied."""


class Helpers:
    """Helper processes, started when needed; safe to use from several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._turns = threading.BoundedSemaphore(HELPERS)
        self._idle: list[subprocess.Popen[bytes]] = []

    def read(self, kind: str, content: bytes, charset: str | None = None) -> Source:
        """Return what a file of a kind that is read apart says, without id and origin.

        :raises BadDocument: if it cannot be read, or not within the limits.
        """
        with self._turns:
            reply = self._reply(kind, content, charset)
        if "source" not in reply:
            raise BadDocument(str(reply["refused"]))
        return Source(**reply["source"])

    def close(self) -> None:
        """End the helpers that wait."""
        while self._idle:
            _end(self._idle.pop())

    def _reply(self, kind: str, content: bytes, charset: str | None) -> dict[str, Any]:
        job = {"kind": kind, "charset": charset, "size": len(content), **asdict(self._limits)}
        while True:
            helper, is_new = self._helper()
            late = threading.Timer(self._limits.wall_s + _GRACE_S, helper.kill)
            late.daemon = True
            late.start()
            try:
                reply = _exchange(helper, job, content)
            except _Gone as error:
                _end(helper)
                if is_new:
                    raise BadDocument("cannot be read: the process that reads it ended; try again.") from error
                continue  # one that waited may end just when it is asked
            except BaseException:
                helper.kill()
                _end(helper)
                raise
            finally:
                late.cancel()
            self._idle.append(helper)
            return reply

    def _helper(self) -> tuple[subprocess.Popen[bytes], bool]:
        try:
            return self._idle.pop(), False
        except IndexError:
            pass
        command = [sys.executable, "-P", "-m", "vectorstore.load.child"]
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}  # no keys of anybody's
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, env=kept, start_new_session=True), True


def read_apart(kind: str, content: bytes, charset: str | None = None) -> Source:
    """Read a file with the helpers of this process; see `Helpers.read`."""
    return _helpers(os.getpid()).read(kind, content, charset)


@cache
def _helpers(_pid: int) -> Helpers:
    """Return the helpers of a process; a fork has none of its parent's."""
    helpers = Helpers()
    atexit.register(helpers.close)
    return helpers


def _exchange(helper: subprocess.Popen[bytes], job: dict[str, object], content: bytes) -> dict[str, Any]:
    assert helper.stdin is not None
    assert helper.stdout is not None
    try:
        helper.stdin.write(json.dumps(job).encode() + b"\n" + content)
        helper.stdin.flush()
        head = helper.stdout.readline()
        body = helper.stdout.read(int(head))
    except (OSError, ValueError) as error:
        raise _Gone from error
    try:
        reply: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise _Gone from error
    return reply


def _end(helper: subprocess.Popen[bytes]) -> None:
    """Tell a helper that nothing more comes, and wait until it has ended."""
    assert helper.stdin is not None
    assert helper.stdout is not None
    with suppress(OSError):  # it may have ended already, with bytes unread
        helper.stdin.close()
    helper.stdout.close()
    try:
        helper.wait(5)
    except subprocess.TimeoutExpired:
        helper.kill()
        helper.wait()
