"""The index in use: lent to readers, built anew from the catalog beside them, swapped (design D4, D7)."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from vectorstore import generation as generations
from vectorstore.catalog import Catalog
from vectorstore.commands import told_spans
from vectorstore.document import Document
from vectorstore.embed import Embedder
from vectorstore.errors import DatabaseUnusable, EmbeddingError, IndexDamaged, IndexUnreachable
from vectorstore.fingerprint import fingerprint
from vectorstore.generation import Generation, Progress
from vectorstore.prepare import prepare

_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)

CURE = "Once it can be reached, stop the service and run `.venv/bin/qa doctor --repair`, or unset QA_EMBEDDING."
"""What is to be done about an embedding that cannot be asked."""

_BATCH = 64
_MANY_REMOVED = 1000


class Upkeep:
    """The generation in use and what builds the next one; safe to use from several threads.

    `vectorstore.start` makes the first one. Who writes holds the turn, the lock ``writing``.
    """

    generation: Generation

    def __init__(
        self,
        root: Path,
        catalog: Catalog,
        embedder: Embedder,
        writing: threading.RLock,
        *,
        progress: Progress | None,
        on_step: Callable[[str], None],
        chroma_url: str | None,
    ) -> None:
        """``root`` is the folder of the generations; for the rest see `vectorstore.store.Store`."""
        self.root = root
        self.catalog = catalog
        self.embedder = embedder
        self.chroma_url = chroma_url
        self.on_step = on_step
        self.trouble: str | None = None
        self.is_behind = False
        """Whether the index lacks what could not be written into it."""
        self.was_cut_off = False
        """Whether it may lack something because the catalog's server could not be reached."""
        self._progress = progress
        self._writing = writing
        self._state = threading.Condition()
        self._readers: dict[Generation, int] = {}
        self._job: threading.Thread | None = None
        self._unpublished: set[Path] = set()
        self._removed = 0

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """Lend the generation in use; it is not closed before its last reader is done."""
        with self._state:
            generation = self.generation
            self._readers[generation] = self._readers.get(generation, 0) + 1
        try:
            yield generation
        finally:
            with self._state:
                self._readers[generation] -= 1
                if not self._readers[generation]:
                    del self._readers[generation]
                    self._state.notify_all()

    def wait(self) -> None:
        """Wait until no rebuild is under way."""
        if self._job is not None:
            self._job.join()

    def build(self, *, dense: bool = True, staged: bool = False) -> Generation:
        """Build a generation, in a folder that no swap will remove before it is published."""
        folder = generations.next_folder(self.root)
        self._unpublished.add(folder)
        try:
            new = generations.build(
                folder, self.catalog, self._progress, dense=dense, staged=staged, server=self.chroma_url
            )
        except BaseException as error:
            self._unpublished.discard(folder)
            if dense and isinstance(error, IndexUnreachable):
                return self._build_words(error, staged=staged)
            raise
        self.on_step("generation built")
        return new

    def _build_words(self, error: IndexUnreachable, *, staged: bool) -> Generation:
        """Build the words alone, since the vectors have no place now."""
        cure = "Once it can be, stop the service and run `.venv/bin/qa doctor --repair`, or unset QA_CHROMA_URL."
        self.trouble = f"{error} Words alone answer. {cure}"
        _LOG.warning("%s", self.trouble)
        return self.build(dense=False, staged=staged)

    def publish_first(self, new: Generation) -> Generation:
        """Publish the generation that a start has built; return it."""
        generations.publish(new.folder)
        self.on_step("generation published")
        self._unpublished.discard(new.folder)
        generations.remove_others(self.root, [new.folder])
        return new

    def renew(self) -> None:
        """Build a new generation and swap it in; readers of the old one finish first. The caller holds the turn.

        While chunks made with another model wait to be made anew, the new generation has words alone.
        """
        is_stale = self.catalog.fact("fingerprint") != fingerprint(self.embedder.name)
        self._swap(self.build(dense=not is_stale))

    def _swap(self, new: Generation) -> None:
        generations.publish(new.folder)
        self.on_step("generation published")
        with self._state:
            old, self.generation = self.generation, new
            self._removed = 0
            self._state.wait_for(lambda: not self._readers.get(old))
        old.close()
        self._unpublished -= {old.folder, new.folder}
        generations.remove_others(self.root, {new.folder, *self._unpublished})

    def degrade(self, generation: Generation, leg: str, error: IndexDamaged) -> None:
        """Take a failed leg out of use and rebuild the index behind."""
        _LOG.warning("%s leg failed, answering without it while the index is rebuilt: %s", leg, error)
        with self._state:
            if generation is self.generation:
                generation.take_down(leg)
        self.start_job(self.rebuild_behind)

    def start_job(self, work: Callable[[], None]) -> None:
        """Have work done behind, unless some is under way."""
        with self._state:
            if self._job is None or not self._job.is_alive():
                self._job = threading.Thread(target=work, name="index-rebuild", daemon=True)
                self._job.start()

    def count_removed(self, chunks: int) -> None:
        """Note that the generation in use lost chunks; one that lost more than it holds is built anew behind.

        Chroma's graph keeps the places of what was removed: they take memory, and every search goes through them.
        """
        self._removed += chunks
        if self._removed > max(_MANY_REMOVED, self.catalog.counts()[1]):
            self._removed = 0
            self.start_job(self.rebuild_behind)

    def rebuild_behind(self) -> None:
        """Build beside the writers, then take the turn for what they wrote meanwhile, and swap."""
        try:
            new = self.build()
            with self._writing:
                generations.reconcile(new, self.catalog)
                self._swap(new)
                self.is_behind = False
        except DatabaseUnusable as error:
            self.was_cut_off = True
            _LOG.warning("the index could not be rebuilt, which is tried again with the next question: %s", error)
        except Exception:
            _LOG.exception("the index could not be rebuilt; it is tried again at the next start")

    def restage(self) -> None:
        """Cut and embed every article anew beside the old chunks, build an index of them, then swap both at once."""
        try:
            since = self.catalog.change()
            self.stage_all()
            self.on_step("staged")
            new = self.build(staged=True)
            with self._writing:
                late = [self.catalog.document(document_id) for document_id in self.catalog.changed_since(since)]
                self.catalog.stage([prepare(document, self.embedder) for document in late])
                generations.reconcile(new, self.catalog, staged=True)
                self.catalog.promote(fingerprint(self.embedder.name))
                self.on_step("promoted")
                self._swap(new)
        except EmbeddingError as error:
            self.trouble = f"{error} Words alone answer. {CURE}"
            _LOG.warning("%s", self.trouble)
        except Exception:
            _LOG.exception("the index could not be rebuilt; it is tried again at the next start")

    def stage_all(self) -> None:
        """Cut and embed every article anew, beside the chunks there are."""
        total, done = self.catalog.counts()[0], 0
        for batch in in_batches(self.catalog.every_document()):
            self.catalog.stage([prepare(_resplit(document), self.embedder) for document in batch])
            done += len(batch)
            if self._progress is not None:
                self._progress("embed", done, total)


def _resplit(document: Document) -> Document:
    """Find the sentences anew: the rules for them may be what has changed."""
    return replace(document, sentences=told_spans(document.text, document.language))


def in_batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    """Cut what comes into runs, as many as are prepared and committed at a time."""
    batch: list[_T] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
