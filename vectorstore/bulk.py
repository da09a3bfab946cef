"""Many articles at once: analysed by processes beside this one, which start when there are enough to pay for them.

Nothing is forked, since threads may run here: each worker is a fresh interpreter (``python -m vectorstore.bulk``) that
ends when its pipe closes. What a worker cannot do any more is done here, so that a killed one costs time only.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import Any, TypeVar

from vectorstore.embed import Embedder, GlossEmbedder, embedded_model
from vectorstore.prepare import read_and_prepare

MANY = 6
"""Batches that are done here before workers are started: a few hundred articles, which take as long as their start."""

MOST_WORKERS = 8

_B = TypeVar("_B")


def prepare_batch(task: tuple[Sequence[Any], Any], embedder: Embedder) -> list[Any]:
    """Read and prepare articles; see `vectorstore.prepare.read_and_prepare`."""
    articles, known = task
    return [read_and_prepare(article, known, embedder) for article in articles]


class _Worker:
    """A process that does one task after the other."""

    def __init__(self) -> None:
        self._pipe, theirs = Pipe()
        command = [sys.executable, "-P", "-m", "vectorstore.bulk", str(theirs.fileno())]
        environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self.is_ready = False

    def becomes_ready(self) -> bool:
        """Tell whether it has started, without waiting.

        :raises OSError, EOFError: if it has ended.
        """
        if not self.is_ready and self._pipe.poll():
            self.is_ready = bool(self._pipe.recv())
        return self.is_ready

    def give(self, task: Any) -> None:
        """Hand over a task; one at a time, so that neither side waits for the other to read."""
        self._pipe.send(task)

    def take(self) -> list[Any]:
        """Wait for what became of the task."""
        done: list[Any] = self._pipe.recv()
        return done

    def close(self) -> None:
        """End it, whatever it is doing: it holds nothing."""
        self._pipe.close()
        self._process.kill()
        self._process.wait()


class Bulk:
    """Prepares batches of articles, in order; with workers once there are many."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._may_start = isinstance(embedder, GlossEmbedder) and embedder is embedded_model()
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Bulk":
        return self

    def __exit__(self, *_: object) -> None:
        while self._workers:
            self._workers.pop().close()

    def run(self, batches: Iterable[_B], task: Callable[[_B], Any]) -> Iterator[tuple[_B, list[Any]]]:
        """Yield every batch with what became of it, in order; ``task`` makes of a batch what `prepare_batch` takes."""
        waiting = iter(batches)
        under_way: deque[tuple[_B, Any, _Worker]] = deque()
        done_here = 0
        while True:
            self._hand_out(waiting, task, under_way)
            if under_way:
                batch, given, worker = under_way.popleft()
                done = self._taken(given, worker)
                self._hand_out(waiting, task, under_way)  # nobody is idle while this batch is dealt with
                yield batch, done
                continue
            for batch in waiting:
                done_here += 1
                if done_here == MANY:
                    self._start()
                yield batch, prepare_batch(task(batch), self._embedder)
                break
            else:
                return

    def _hand_out(
        self,
        waiting: Iterator[_B],
        task: Callable[[_B], Any],
        under_way: deque[tuple[_B, Any, _Worker]],
    ) -> None:
        """Give the next batches to the workers that have nothing to do."""
        busy = {id(worker) for _, _, worker in under_way}
        for worker in self._ready():
            if id(worker) in busy:
                continue
            for batch in waiting:
                given = task(batch)
                under_way.append((batch, given, worker))
                with suppress(OSError):  # it has ended, which is seen when its result is taken
                    worker.give(given)
                break

    def _start(self) -> None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if self._may_start and not self._workers and cores > 1:
            self._workers = [_Worker() for _ in range(min(cores, MOST_WORKERS))]

    def _ready(self) -> list[_Worker]:
        for worker in list(self._workers):
            try:
                worker.becomes_ready()
            except (OSError, EOFError):
                self._let_go(worker)
        return [worker for worker in self._workers if worker.is_ready]

    def _taken(self, given: Any, worker: _Worker) -> list[Any]:
        try:
            return worker.take()
        except (OSError, EOFError):
            self._let_go(worker)
            return prepare_batch(given, self._embedder)

    def _let_go(self, worker: _Worker) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            worker.close()


def _work(pipe: Connection) -> None:
    """Do tasks until the pipe closes."""
    embedder = embedded_model()
    pipe.send(True)
    while True:
        pipe.send(prepare_batch(pipe.recv(), embedder))


if __name__ == "__main__":
    with suppress(EOFError, OSError):  # nobody asks any more
        _work(Connection(int(sys.argv[1])))
