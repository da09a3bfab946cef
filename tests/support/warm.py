"""Processes that start at once: an interpreter that has imported everything forks one for every command.

Chroma, the lexicons and the model take three seconds to load; a test that kills and restarts fifty times would spend
its time there. What is forked is a process like any other: it has its own files and locks, and it can be killed.
"""

import gc
import json
import os
import queue
import runpy
import selectors
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import NoReturn


def clean_environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with no setting of the service but those given."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("QA_")}, **settings}


@dataclass(frozen=True)
class Done:
    """How a process ended: its exit status (negative: the signal that killed it) and what it wrote."""

    status: int
    stdout: str
    stderr: str


class Process:
    """A process that runs or ran."""

    def __init__(self, pid: int, ended: "Future[int]", folder: Path) -> None:
        self.pid = pid
        self._ended = ended
        self._folder = folder

    @property
    def is_running(self) -> bool:
        return not self._ended.done()

    @property
    def stdout(self) -> str:
        return (self._folder / "stdout").read_text("utf-8", "backslashreplace")

    def send(self, number: signal.Signals) -> None:
        if self.is_running:
            os.kill(self.pid, number)

    def wait(self, timeout_s: float = 120) -> Done:
        status = self._ended.result(timeout_s)
        return Done(status, self.stdout, (self._folder / "stderr").read_text("utf-8", "backslashreplace"))


class Warm:
    """Starts commands in processes forked from a warm interpreter; safe to use from several threads."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._asking = threading.Lock()
        self._started: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._ended: dict[int, Future[int]] = {}
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def start(self, *command: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Process:
        """Start ``qa ARGUMENT…`` or ``SCRIPT ARGUMENT…``; of the service's settings it has those in ``env`` alone."""
        folder = Path(mkdtemp(dir=self._scratch))
        for name in ("stdout", "stderr"):
            (folder / name).touch()
        job = {
            "argv": [str(part) for part in command],
            "env": clean_environment(**(env or {})),
            "cwd": str(cwd or Path.cwd()),
            "folder": str(folder),
        }
        with self._asking:
            assert self._server.stdin is not None
            self._server.stdin.write(json.dumps(job) + "\n")
            self._server.stdin.flush()
            pid = self._started.get(timeout=60)
        return Process(pid, self._ended[pid], folder)

    def run(
        self,
        *command: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout_s: float = 120,
    ) -> Done:
        """Run a command to its end."""
        return self.start(*command, env=env, cwd=cwd).wait(timeout_s)

    def close(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._reader.join()
        self._server.stdout.close()
        self._server.wait()

    def _read(self) -> None:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            reply = json.loads(line)
            if "started" in reply:
                self._ended[reply["started"]] = Future()
                self._started.put(reply["started"])
            else:
                self._ended[reply["ended"]].set_result(reply["status"])


def _serve() -> None:
    """Fork a process for every line of standard input; tell its number, and later how it ended."""
    _warm_up()
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin, selectors.EVENT_READ)
        selector.register(reading, selectors.EVENT_READ)
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if reading in ready:
                os.read(reading, 4096)
                _reap()
            if sys.stdin in ready:
                line = os.read(0, 10_000_000)
                while line and not line.endswith(b"\n"):
                    line += os.read(0, 10_000_000)
                if not line:
                    return
                _fork(json.loads(line))


def _warm_up() -> None:
    """Import and load what a command may need; nothing here starts a thread, which no fork would survive."""
    import alembic.command  # noqa: F401
    import chromadb.api.rust  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401

    import api.cli
    import api.doctor
    import api.ingest
    import api.local
    import api.serve  # noqa: F401
    from qa.loading import load_words
    from vectorstore.embed import embedded_model
    from vectorstore.fingerprint import lexicon_digest

    load_words()
    embedded_model()
    lexicon_digest()
    gc.freeze()  # the collector leaves the shared pages alone


def _reap() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        _tell({"ended": pid, "status": os.waitstatus_to_exitcode(status)})


def _tell(reply: Mapping[str, int]) -> None:
    os.write(1, json.dumps(reply).encode() + b"\n")


def _fork(job: Mapping[str, object]) -> None:
    pid = os.fork()
    if pid == 0:
        _become(job)
    _tell({"started": pid})


def _become(job: Mapping[str, object]) -> NoReturn:
    """Run a command as a fresh interpreter would, and end."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(f"{job['folder']}/{name}", os.O_WRONLY | os.O_CREAT | os.O_APPEND), descriptor)
    os.environ.clear()
    os.environ.update(job["env"])  # type: ignore[call-overload]
    os.chdir(str(job["cwd"]))
    sys.argv = [str(part) for part in job["argv"]]  # type: ignore[attr-defined]
    status = 1
    try:
        _run()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(end.code + "\n")
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _run() -> None:
    if sys.argv[0] == "qa":
        from api.cli import main

        main()
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    _serve()
