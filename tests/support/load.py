"""Many clients at once, each over one connection, as little work for the machine as can be."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Tally:
    """What the requests of all clients came to; ``seconds`` of each that was answered."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elapsed_s: float = 0.0

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed_s


Check = Callable[[int, dict], str | None]
"""Says what is wrong with the reply to the n-th body, or None."""


def ask_together(
    url: str, bodies: Sequence[dict], *, clients: int, for_s: float, check: Check, path: str = "/v1/ask"
) -> Tally:
    """Let so many clients ask the same things in turn, each from another one on, until the time is over."""
    sent = [json.dumps(body).encode() for body in bodies]
    tally = Tally()
    until = time.monotonic() + for_s

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        at = number
        while time.monotonic() < until:
            which = at % len(sent)
            at += 1
            started = time.perf_counter()
            try:
                connection.request("POST", path, sent[which], {"Content-Type": "application/json"})
                reply = connection.getresponse()
                content = reply.read()
            except OSError as error:
                tally.errors.append(repr(error))
                connection.close()
                continue
            tally.seconds.append(time.perf_counter() - started)
            wrong = (
                f"status {reply.status}: {content[:200]!r}"
                if reply.status >= 300
                else check(which, json.loads(content))
            )
            if wrong:
                tally.errors.append(wrong)
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.elapsed_s = time.monotonic() - began
    return tally
