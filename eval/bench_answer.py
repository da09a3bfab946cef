"""``qa bench answer``: what an extractive answer costs once the passages are found."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.bench_retrieval import Figure, K
from eval.sets import default_sets
from qa.request import AskRequest, Turn
from qa.service import Service
from vectorstore import Store

STEPS = ("answer", "check")
"""The steps after retrieval, as ``timings_ms`` names them; reading the sentences (``rank``) belongs to finding."""


def bench_answer() -> list[Figure]:
    """Ask every golden question once to warm up and once to measure."""
    figures = []
    for golden in default_sets():
        with TemporaryDirectory(prefix="qa-bench-") as folder, closing(Store(Path(folder))) as store:
            store.ingest(golden.sources)
            service = Service(store)
            requests = [
                AskRequest(q.question, tuple(Turn(t["role"], t["content"]) for t in q.history), k=K)
                for q in golden.questions
            ]
            for request in requests:
                service.ask(request)
            timings = [service.ask(request).timings_ms for request in requests]
        answer = [sum(timing.get(step, 0.0) for step in STEPS) for timing in timings]
        p50, p95 = np.percentile(answer, [50, 95])
        whole50, whole95 = np.percentile([timing["total"] for timing in timings], [50, 95])
        figures += [
            Figure(f"{golden.name}: answer p50 of {len(requests)} questions", p50, "ms", 10, is_least=False),
            Figure(f"{golden.name}: answer p95", p95, "ms", 30, is_least=False),
            Figure(f"{golden.name}: question to answer p50", whole50, "ms"),
            Figure(f"{golden.name}: question to answer p95", whole95, "ms"),
        ]
    return figures
