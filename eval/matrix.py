"""Retrieval from every language into every other: questions of one, paragraphs of another, by document."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.parallel import Paragraph, Parallel, sources
from qa.service import Service
from vectorstore import Store
from vectorstore.document import Source
from vectorstore.search import EVEN, Weights

DEPTH = 10
_PASSAGES = 20
_POOL = 40

Tick = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Variant:
    """A way to search: what the legs weigh, and whether the sentences are read afterwards."""

    weights: Weights = EVEN
    reranks: bool = True


WHOLE = Variant()

ABLATIONS = {
    "without names": Variant(Weights(pivot_fields=("gloss", "number"))),
    "without dense": Variant(Weights(dense=0.0)),
    "without native words": Variant(Weights(native=0.0)),
    "without rerank": Variant(reranks=False),
    "without lexicon": Variant(Weights(dense=0.0, pivot_fields=("name", "number")), reranks=False),
}
"""What each part brings; without the lexicon there are no glosses, hence no vectors and no reading by gloss."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The scores of one pair of languages; each question has one right document (nDCG is 1 / log2(1 + rank) then)."""

    asked: str
    told: str
    questions: int
    recall_1: float
    recall_5: float
    mrr_10: float
    ndcg_10: float


def ranks_to_cell(asked: str, told: str, ranks: Sequence[int | None]) -> Cell:
    """Return the scores of ranks from 1, None where the right document was not among the first ten."""
    count = max(1, len(ranks))
    found = [rank for rank in ranks if rank is not None and rank <= DEPTH]
    return Cell(
        asked,
        told,
        len(ranks),
        sum(rank == 1 for rank in found) / count,
        sum(rank <= 5 for rank in found) / count,
        sum(1 / rank for rank in found) / count,
        sum(1 / math.log2(1 + rank) for rank in found) / count,
    )


def mean_cell(cells: Sequence[Cell]) -> Cell:
    """Return the unweighted mean over cells, as one."""
    count = max(1, len(cells))
    names = ("recall_1", "recall_5", "mrr_10", "ndcg_10")
    means = {name: sum(getattr(cell, name) for cell in cells) / count for name in names}
    return replace(ranks_to_cell("mean", "mean", ()), questions=sum(cell.questions for cell in cells), **means)


@contextmanager
def filled_store(articles: Sequence[Source]) -> Iterator[Store]:
    """Open a store that holds exactly these articles, and is gone afterwards."""
    with TemporaryDirectory(prefix="qa-eval-") as folder:
        store = Store(Path(folder))
        try:
            store.ingest(articles)
            yield store
        finally:
            store.close()


def ask_cell(
    store: Store, paragraphs: Sequence[Paragraph], asked: str, told: str, variant: Variant = WHOLE, sample: int = 1
) -> Cell:
    """Ask every ``sample``-th question of the paragraphs; the right document has its paragraph's id."""
    questions = [(question, p.id) for p in paragraphs for question in p.questions][::sample]
    service = Service(store, weights=variant.weights)
    ranks = []
    for question, right in questions:
        found = _documents(service, store, question, variant)
        ranks.append(found.index(right) + 1 if right in found else None)
    return ranks_to_cell(asked, told, ranks)


def ask_matrix(
    parallel: Parallel, variants: dict[str, Variant], sample: int = 1, tick: Tick = lambda: None
) -> dict[str, list[Cell]]:
    """Return for every variant the cells of all pairs of languages; each language's paragraphs have a store."""
    cells: dict[str, list[Cell]] = {name: [] for name in variants}
    for told, paragraphs in parallel.items():
        with filled_store(sources(paragraphs, told)) as store:
            for name, variant in variants.items():
                for asked, questions in parallel.items():
                    cells[name].append(ask_cell(store, questions, asked, told, variant, sample))
                    tick()
    return cells


def _documents(service: Service, store: Store, question: str, variant: Variant) -> list[str]:
    """Return the ids of the first documents found, each once."""
    if variant.reranks:
        passages = service.search(question, _PASSAGES)
    else:
        passages = store.find(store.analyse(question), _POOL, weights=variant.weights).passages
    return list(dict.fromkeys(passage.document.id for passage in passages))[:DEPTH]
