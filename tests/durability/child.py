"""What the processes do that the durability tests kill: write to a store, or look into what a kill left of one.

``child.py write PLAN.json`` carries out a plan; ``child.py check PLAN.json`` opens a store again and prints what is
wrong with it. Both plans are written by ``conftest.py``.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore import BadQuery, Document, DocumentNotFound, Embedder, Source, Store
from vectorstore.postgres import PostgresServer
from vectorstore.prepare import prepare, read_source
from vectorstore.prepared import Entry


def main() -> None:
    job, plan = sys.argv[1], json.loads(Path(sys.argv[2]).read_text("utf-8"))
    if job == "write":
        _write(plan)
    else:
        sys.stdout.write(json.dumps(_check(plan), ensure_ascii=False))


LEGS = {"dense", "lexical", "native"}


class Unembedded:
    """Stands in for the model where vectors are not compared: the passages are the same, their vectors are empty."""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, texts: Sequence[str], language: str, *, is_query: bool = False) -> NDArray[np.float32]:
        return np.zeros((len(texts), 0), dtype=np.float32)


def _write(plan: dict) -> None:
    """Open the store and write; every write is noted before it begins and after it is acknowledged."""
    step = _killing_at(plan["kill_at"])
    store = _open(plan, on_step=step)
    _note("open")
    for at, (verb, what) in enumerate(plan["operations"]):
        _note(f"begin {at}")
        if verb == "ingest":
            store.ingest([Source(**source) for source in what])
        elif verb == "rebuild":
            store.rebuild()
        else:
            try:
                store.delete(what)
            except DocumentNotFound:
                _note(f"missing {at}")
        _note(f"ack {at}")
    if plan["close"]:
        store.close()
        _note("closed")
    if plan["linger"]:
        time.sleep(600)


def _open(plan: dict, **options: Callable[[str], None]) -> Store:
    server = PostgresServer(plan["url"]) if plan.get("url") else None
    return Store(Path(plan["folder"]), small=plan["small"], server=server, **options)


def _killing_at(kill_at: int | None) -> Callable[[str], None]:
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        _note(f"step {name}")
        if done == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _note(line: str) -> None:
    """Write a line at once: what was written before a kill is there after it."""
    os.write(1, line.encode() + b"\n")


def _check(plan: dict) -> dict:
    """Say what is wrong in a store: of each article the plan names the editions that may be there, null for none."""
    started = time.perf_counter()
    before = _current(Path(plan["folder"]))
    store = _open(plan)
    seconds = time.perf_counter() - started
    is_degraded = store.is_degraded
    problems = list(_problems(store, plan, both=not is_degraded))
    store.wait()
    if is_degraded:
        problems += _problems(store, plan, both=True)
    report = {
        "problems": problems,
        "degraded": is_degraded,
        "seconds": seconds,
        "rebuilt": before is not None and _current(Path(plan["folder"])) != before,
        "documents": store.catalog.counts()[0],
        "there": dict(_editions(store, plan["allowed"])),
    }
    if plan["write_more"]:
        report["problems"] += _still_writable(store)
    if plan["close"]:
        store.close()
    return report


def _editions(store: Store, allowed: dict[str, list[dict | None]]) -> Iterator[tuple[str, int]]:
    """Yield which of its allowed editions an article is in, where there is a choice."""
    versions = {name: version for name, (version, _) in store.catalog.versions().items()}
    for name, editions in allowed.items():
        if len(editions) > 1:
            fresh = [edition and read_source(Source(**edition)).version for edition in editions]
            if versions.get(name) in fresh:
                yield name, fresh.index(versions.get(name))


def _problems(store: Store, plan: dict, *, both: bool) -> Iterator[str]:
    there = {document.id: document for document in store.catalog.every_document()}
    chunks: dict[str, list[Entry]] = {}
    for batch in store.catalog.chunks():
        for entry in batch:
            chunks.setdefault(entry.chunk.document_id, []).append(entry)
    yield from (f"{name} was never written" for name in there.keys() - plan["allowed"].keys())
    sample = sorted(there)[:: max(1, len(there) // plan["sample"])] if plan["sample"] else []
    looked_for = dict.fromkeys([*(name for name in plan["look_for"] if name in there), *sample])
    for name, editions in plan["allowed"].items():
        embedder = store.embedder if name in looked_for else Unembedded(store.embedder.name)
        yield from _problems_of(there.get(name), chunks.get(name, []), editions, embedder, name)
    entries = [entry for name in looked_for for entry in chunks[name][:2]]
    unmet = 0
    for entry in entries:
        lacking, problem = _look_for(store, entry)
        if problem is not None:
            yield problem
        unmet += both and lacking == {"dense"}
        if lacking - {"dense"} and (both or len(lacking) == len(LEGS)):
            yield f"{entry.chunk.document_id} is not found by {' and '.join(sorted(lacking))}"
    if unmet > 1 + len(entries) // 50:  # the graph of vectors is approximate; what it holds is compared id by id below
        yield f"{unmet} of {len(entries)} passages are not found by meaning"
    if both:
        missing, extra = store.compare_index()
        if missing or extra:
            yield f"the index lacks {missing} passages and has {extra} too many"
        counted = store.document_frequency("anything")[1]
        total = sum(map(len, chunks.values()))
        if counted != total:
            yield f"the word index holds {counted} passages, the catalog {total}"


def _problems_of(
    document: Document | None, chunks: list[Entry], editions: list[dict | None], embedder: Embedder, name: str
) -> Iterator[str]:
    """Compare one article, whole or absent, with what taking in its editions anew would give."""
    if document is None:
        if None not in editions:
            yield f"{name} is lost"
        if chunks:
            yield f"{name} is gone but left {len(chunks)} passages"
        return
    fresh = {d.version: d for d in (read_source(Source(**edition)) for edition in editions if edition)}
    if document.version not in fresh or document.text != fresh[document.version].text:
        yield f"{name} is not in an edition that was acknowledged or under way"
        return
    wanted = prepare(fresh[document.version], embedder)
    if document.sentences != fresh[document.version].sentences:
        yield f"{name} has other sentences"
    if {e.chunk for e in chunks} != set(wanted.chunks):
        yield f"{name} has {len(chunks)} passages, not its {len(wanted.chunks)}"
    vectors = {c.id: v.astype("<f2").tolist() for c, v in zip(wanted.chunks, wanted.vectors, strict=True)}
    if any(vectors.get(e.chunk.id) not in ([], e.vector.astype("<f2").tolist()) for e in chunks):
        yield f"{name} has other vectors"


def _look_for(store: Store, entry: Entry) -> tuple[set[str], str | None]:
    """Search for a passage by its own words; return the legs that do not find it, and what else is wrong."""
    try:
        found = store.find(store.analyse(entry.text[:4000], entry.chunk.language), 20)
    except BadQuery as error:
        return set(), f"{entry.chunk.document_id}: {error}"
    ids = [passage.chunk.id for passage in found.passages]
    problem = f"{entry.chunk.document_id}: a passage is found twice" if len(set(ids)) != len(ids) else None
    signals = next((p.signals for p in found.passages if p.chunk.id == entry.chunk.id), {})
    return LEGS - signals.keys(), problem


def _still_writable(store: Store) -> list[str]:
    """Put, replace and delete an article: an index that only looks sound fails here."""
    name, text = "written-after", "A mill stands at the river Zwonk. It grinds 4711 sacks."
    store.put(Source(name, text, language="en"))
    store.put(Source(name, text.replace("4711", "4712"), language="en"))
    found = store.find(store.analyse("Zwonk 4712", "en"), 5).passages
    wrong = [] if found and found[0].document.id == name else ["an article written after is not found"]
    store.delete(name)
    if any(p.document.id == name for p in store.find(store.analyse("Zwonk 4712", "en"), 5).passages):
        wrong.append("an article deleted after is still found")
    return wrong


def _current(folder: Path) -> str | None:
    path = folder / "index" / "CURRENT"
    return path.read_text("latin-1").strip() if path.exists() else None


if __name__ == "__main__":
    main()
