"""``qa bench retrieval``: what storing and finding cost, held against Chroma alone in the same run."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.bench_chroma import bare_chroma
from eval.bench_corpus import articles, sentences_by_language
from eval.bench_load import loaded
from eval.bench_usual import Usual, usual_recipe
from eval.evidence import evidence_spans, is_on_evidence
from eval.sets import GoldenSet, default_sets
from qa.chain import POOL
from qa.service import Service
from qa.wire import passage_json
from vectorstore import Store
from vectorstore.dense import GRAPH
from vectorstore.document import Source
from vectorstore.embed import embedded_model

K = 10
_QUESTIONS = 200
_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a bench: what was measured, and the bar it must reach; ``is_least`` tells on which side."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    is_least: bool = True

    @property
    def is_reached(self) -> bool:
        """Tell whether the bar is reached; without one it is."""
        return self.bar is None or (self.value >= self.bar if self.is_least else self.value <= self.bar)


def bench_retrieval(passages: int) -> tuple[list[Figure], str]:
    """Measure everything in one run, ratios first; also what is said of the usual recipe."""
    golden = default_sets()[0]
    questions = [q.question for q in golden.questions][:: max(1, len(golden.questions) // _QUESTIONS)]
    with TemporaryDirectory(prefix="qa-bench-") as scratch:
        figures = _of_store(Path(scratch), passages, questions)
    figures += [_embedding(), *_loading()]
    usual, said = _usual(golden)
    return [*figures, *usual], said


def _of_store(scratch: Path, passages: int, questions: Sequence[str]) -> list[Figure]:
    with closing(Store(scratch / "data")) as store:
        rate = _ingest(store, passages)
        service = Service(store)
        asked = [store.analyse(question).dense for question in questions]
        for question in questions[:10]:
            service.search(question, K)
        ours = [_seconds(service, question) for question in questions]
        found = [_seconds_to_find(store, question) for question in questions]
        vectors = np.stack([entry.vector for batch in store.catalog.chunks() for entry in batch])
    known = vectors[np.any(vectors != 0, axis=1)]
    queries = np.stack([vector for vector in asked if vector.any()])
    same_rate, theirs = bare_chroma(scratch / "same", known, queries, graph=GRAPH, k=K)
    default_rate, _ = bare_chroma(scratch / "default", known, queries[:1], k=K)
    p50, p95 = np.percentile(theirs, [50, 95])
    mine50, mine95 = np.percentile(ours, [50, 95])
    found50, found95 = np.percentile(found, [50, 95])
    return [
        Figure("ingest, of bare Chroma's rate with the same graph", rate / same_rate, "", 0.3),
        Figure("ingest, of bare Chroma's rate with its own graph", rate / default_rate, ""),
        Figure("search p50, times bare Chroma's p50", mine50 / p50, "×", 4, is_least=False),
        Figure("search p95, times bare Chroma's p50", mine95 / p50, "×", 8, is_least=False),
        Figure("of it found, before sentences are read, p50", found50 / p50, "×"),
        Figure("passages", len(vectors), ""),
        Figure("ingest", rate, "passages/s"),
        Figure("bare Chroma, the same graph", same_rate, "vectors/s"),
        Figure("bare Chroma, its own graph", default_rate, "vectors/s"),
        Figure("search p50", 1000 * mine50, "ms"),
        Figure("search p95", 1000 * mine95, "ms"),
        Figure("found, before sentences are read, p50", 1000 * found50, "ms"),
        Figure("found, before sentences are read, p95", 1000 * found95, "ms"),
        Figure("bare Chroma query p50", 1000 * p50, "ms"),
        Figure("bare Chroma query p95", 1000 * p95, "ms"),
    ]


def _ingest(store: Store, passages: int) -> float:
    """Take in articles until so many passages are searchable; return passages a second, making the texts aside."""
    stream = articles()
    pieces: list[list[Source]] = []
    need = passages
    first = list(islice(stream, 100))
    store.ingest(first)  # tells how many passages an article has; caches are warm from here on
    held = store.catalog.counts()[1]
    need = max(1, round((passages - held) * len(first) / held))
    while need > 0:
        pieces.append(list(islice(stream, min(need, _PIECE))))
        need -= _PIECE
    started = time.perf_counter()
    store.ingest(source for piece in pieces for source in piece)
    return (store.catalog.counts()[1] - held) / (time.perf_counter() - started)


def _seconds(service: Service, question: str) -> float:
    started = time.perf_counter()
    service.search(question, K)
    return time.perf_counter() - started


def _seconds_to_find(store: Store, question: str) -> float:
    started = time.perf_counter()
    store.find(store.analyse(question), POOL)
    return time.perf_counter() - started


def _embedding() -> Figure:
    """Embed every sentence of the articles at once, tokens and glosses included, after one round to warm up."""
    pools = sentences_by_language()
    model = embedded_model()
    for _ in range(2):
        started = time.perf_counter()
        for language, sentences in pools.items():
            model.embed(sentences, language)
        seconds = time.perf_counter() - started
    return Figure("embedding", sum(map(len, pools.values())) / seconds, "sentences/s", 5_000)


def _loading() -> list[Figure]:
    seconds, megabytes = loaded()
    return [
        Figure("lexicon and model load in", seconds, "s", 1.0, is_least=False),
        Figure("lexicon and model take", megabytes, "MB", 150, is_least=False),
    ]


def _usual(golden: GoldenSet) -> tuple[list[Figure], str]:
    """Hold the usual recipe and ours against the same questions over the same articles."""
    questions = [q for q in golden.questions if q.is_answerable and not q.history]
    with TemporaryDirectory(prefix="qa-bench-") as folder, closing(Store(Path(folder))) as store:
        store.ingest(golden.sources)
        service = Service(store)
        found = [[passage_json(p) for p in service.search(q.question, 5)] for q in questions]
        ours = [_seconds(service, q.question) for q in questions]
    spans = [evidence_spans(question, golden.articles) for question in questions]
    hits = [any(is_on_evidence(p, s) for p in row) for row, s in zip(found, spans, strict=True)]
    figures = [
        Figure("recall@5 on the seeds, ours", float(np.mean(hits)), ""),
        Figure("search of the seeds, ours", 1000 * float(np.median(ours)), "ms"),
    ]
    usual = usual_recipe(golden)
    if not isinstance(usual, Usual):
        return figures, f"The usual recipe is {usual}."
    figures += [
        Figure("recall@5 on the seeds, usual recipe", usual.recall_5, ""),
        Figure("search of the seeds, usual recipe", usual.embed_ms + usual.search_ms, "ms"),
    ]
    return figures, ""
