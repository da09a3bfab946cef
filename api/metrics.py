"""What is counted and timed, for `/metrics`: a registry of its own, every label from a closed list."""

from collections.abc import Callable, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from qa.answer import Answer

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_REQUEST_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_STAGE_S = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 20)

_TOKENS = {"tokens_in": "sent", "tokens_out": "received"}

Size = tuple[int, int, bool]
"""Documents, passages, and whether a leg of the index is down."""


class Metrics:
    """Counts of one service; safe to use from several threads. Two services in a process share nothing."""

    def __init__(self, model: str | None = None) -> None:
        """``model`` is the one that is set, if any."""
        self._model = model or "none"
        self._registry = CollectorRegistry()

        def counter(name: str, told: str, *labels: str) -> Counter:
            return Counter(name, told, labels, registry=self._registry)

        def histogram(name: str, told: str, label: str, buckets: Iterable[float]) -> Histogram:
            return Histogram(name, told, [label], buckets=tuple(buckets), registry=self._registry)

        self._requests = counter("qa_requests", "Requests answered.", "method", "route", "status")
        self._request_s = histogram("qa_request_seconds", "From request to the end of the reply.", "route", _REQUEST_S)
        self._stage_s = histogram("qa_stage_seconds", "Time of each step of a question.", "stage", _STAGE_S)
        self._answers = counter("qa_answers", "Questions answered or refused.", "mode", "status")
        self._refusals = counter("qa_refusals", "Questions refused.", "reason")
        self._notices = counter("qa_notices", "Answers with something unusual about them.", "notice")
        self._events = {
            "calls": counter("qa_model_calls", "Calls of the language model."),
            "retries": counter("qa_model_retries", "Calls of the language model that were made again."),
            "fallbacks": counter("qa_model_fallbacks", "Answers extracted because the model came to nothing."),
            "claims_kept": counter("qa_claims_kept", "Claims of the model that passed every check."),
            "claims_dropped": counter("qa_claims_removed", "Claims of the model that failed the support check."),
        }
        self._failures = counter("qa_model_failures", "Calls of the language model that failed.", "reason")
        self._tokens = counter("qa_tokens", "Tokens of the language model.", "model", "direction")
        ProcessCollector(registry=self._registry)

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """Note a request by the template of its route, never by its path."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._request_s.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Note an answer or a refusal, with the time of each of its steps."""
        self._answers.labels(answer.mode, answer.status).inc()
        if answer.refusal is not None:
            self._refusals.labels(answer.refusal.reason).inc()
        for notice in answer.notices:
            self._notices.labels(notice).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._stage_s.labels(stage).observe(milliseconds / 1000)

    def count(self, name: str, amount: int = 1) -> None:
        """Count what the language model does, by the names of `qa.generate.model.Count`."""
        reason = name.removeprefix("failed_")
        if reason != name:
            self._failures.labels(reason).inc(amount)
        elif name in _TOKENS:
            self._tokens.labels(self._model, _TOKENS[name]).inc(amount)
        elif name in self._events:
            self._events[name].inc(amount)

    def watch_index(self, size: Callable[[], Size | None]) -> None:
        """Show the size of the index, asked for at every reading; None while there is none yet."""
        self._registry.register(_Index(size))

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)


class _Index(Collector):
    """Reads the size of the index when it is asked for."""

    def __init__(self, size: Callable[[], Size | None]) -> None:
        self._size = size

    def collect(self) -> Iterator[Metric]:
        size = self._size()
        if size is None:
            return
        told = ("Documents in the catalog.", "Passages in the catalog.", "1 while a leg of the index is rebuilt.")
        names = ("qa_documents", "qa_passages", "qa_index_degraded")
        for name, text, value in zip(names, told, size, strict=True):
            yield GaugeMetricFamily(name, text, value=float(value))

    def describe(self) -> Iterable[Metric]:
        return ()
