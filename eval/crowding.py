"""Do articles in the question's own language crowd out the others? 500 unrelated passages more, and what that costs."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.matrix import Cell, Tick, ask_cell, filled_store
from eval.parallel import Paragraph, Parallel, sources
from vectorstore.document import Source
from vectorstore.sentences import sentence_spans

PASSAGES = 500
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Crowded:
    """A pair of languages, its MRR@10 alone and with the passages in the question's language beside."""

    asked: str
    told: str
    questions: int
    alone: float
    crowded: float


def crowd(paragraphs: Sequence[Paragraph], language: str, count: int = PASSAGES) -> list[Source]:
    """Return so many articles of sentences drawn from these paragraphs; the same every time."""
    chance = random.Random(f"crowd {language}")  # noqa: S311 - the same passages every time
    pool = [p.text[span.start : span.end] for p in paragraphs for span in sentence_spans(p.text, language)]
    return [
        Source(f"crowd-{n}", " ".join(chance.sample(pool, min(_SENTENCES, len(pool)))), language=language)
        for n in range(count)
    ]


def measure_crowding(
    parallel: Parallel, count: int = PASSAGES, sample: int = 1, tick: Tick = lambda: None
) -> list[Crowded]:
    """Ask the questions of every second article; the sentences beside come from those between: none answers."""
    even = {language: [p for p in some if p.article % 2 == 0] for language, some in parallel.items()}
    pairs = [(asked, told) for asked in parallel for told in parallel if asked != told]
    alone: dict[tuple[str, str], Cell] = {}
    for told in parallel:
        with filled_store(sources(even[told], told)) as store:
            for asked in (one for one, other in pairs if other == told):
                alone[asked, told] = ask_cell(store, even[asked], asked, told, sample=sample)
                tick()
    found = []
    for asked in parallel:
        between = [p for p in parallel[asked] if p.article % 2]
        with filled_store(crowd(between, asked, count)) as store:
            for told in (other for one, other in pairs if one == asked):
                store.ingest(sources(even[told], told))
                crowded = ask_cell(store, even[asked], asked, told, sample=sample)
                before = alone[asked, told]
                found.append(Crowded(asked, told, before.questions, before.mrr_10, crowded.mrr_10))
                for paragraph in even[told]:
                    store.delete(paragraph.id)
                tick()
    return found
