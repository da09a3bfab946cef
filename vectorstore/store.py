"""The store: articles in, passages out. Owns a data folder; acknowledged means durable (design D4-D7)."""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from vectorstore import generation as generations
from vectorstore.blocks import Block, stored_blocks
from vectorstore.bulk import Bulk
from vectorstore.catalog import Catalog, Entry, Prepared
from vectorstore.dense import DenseIndex
from vectorstore.document import Document, Receipt, Source
from vectorstore.embed import Embedder, embedded_model
from vectorstore.errors import BadDocument, DataFolderError, EmbeddingError, IndexDamaged, IndexUnreachable
from vectorstore.fingerprint import fingerprint
from vectorstore.generation import Generation, Progress
from vectorstore.lexical import LexicalIndex
from vectorstore.lock import FolderLock
from vectorstore.prepare import Loadable, prepare
from vectorstore.salvage import usable_legs
from vectorstore.search import EVEN, Filters, Found, Query, Weights, analyse, find
from vectorstore.sentences import sentence_spans

_T = TypeVar("_T")
_Known = Mapping[str, tuple[str, str | None]]
_LOG = logging.getLogger(__name__)
_SURROGATE = re.compile("[\ud800-\udfff]")

SMALL = 4000
"""Chunks up to which an index is rebuilt at once, before anything is answered (about two seconds)."""

_CURE = "Once it can be reached, stop the service and run `.venv/bin/qa doctor --repair`, or unset QA_EMBEDDING."

_BATCH = 64
"""Documents prepared and committed at a time during bulk ingest."""


class Store:
    """Articles in a data folder, and the passages that can be found of them.

    Reading is safe from any thread and never waits for writing; one writer at a time gets the turn.
    """

    def __init__(
        self,
        folder: Path,
        *,
        embedder: Embedder | None = None,
        progress: Progress | None = None,
        on_step: Callable[[str], None] | None = None,
        small: int = SMALL,
        lock: FolderLock | None = None,
        chroma_url: str | None = None,
    ) -> None:
        """Open a data folder, making it if need be, and bring the index to what the catalog holds.

        ``lock`` is the folder's lock where the caller has taken it already. ``chroma_url`` is the server that holds the
        vectors; None: they lie in the folder.
        ``on_step`` is called between the steps of every write and every build, with the name of the step just done.

        :raises DataFolderBusy: if another process owns the folder.
        :raises DataFolderError: if the folder or its catalog cannot be used.
        :raises EmbeddingError: if the folder is new and the embedder cannot be asked.
        """
        self.folder = folder
        self.embedder = embedder or embedded_model()
        self.trouble: str | None = None
        """What is not as the settings say, with the command that cures it; None if all is."""
        self._chroma_url = chroma_url
        self._progress = progress
        self._on_step = on_step or (lambda _step: None)
        self._small = small
        self._state = threading.Condition()
        self._readers: dict[Generation, int] = {}
        self._writing = threading.RLock()
        self._job: threading.Thread | None = None
        self._unpublished: set[Path] = set()
        self._may_seal = True
        self._is_behind = False
        self.lock = lock or FolderLock(folder)
        try:
            self.catalog = Catalog.in_folder(folder)
            self._root = folder / "index"
            self._root.mkdir(exist_ok=True)
            with self._writing:  # a rebuild behind does not swap before there is something to swap
                self._generation = self._start()
        except OSError as error:
            self.lock.close()
            raise DataFolderError(f"The data folder {folder} cannot be written ({error.strerror}).") from error
        except BaseException:
            self.lock.close()
            raise

    # -- writing ------------------------------------------------------------------------------------------------

    def put(self, source: Source) -> Receipt:
        """Take in one article: once this returns, it is searchable and survives a power cut.

        :raises BadDocument: if it cannot be taken; nothing is written then.
        """
        return self.ingest([source])[0]

    def ingest(
        self,
        articles: Iterable[Source | Loadable],
        *,
        on_refused: Callable[[Source | Loadable, BadDocument], None] | None = None,
    ) -> list[Receipt]:
        """Take in articles, in order; return what became of each. Unchanged ones write nothing.

        Files are read here, many of them by several processes.

        Those that cannot be taken are handed to ``on_refused`` and left out.

        :raises BadDocument: without ``on_refused``, at the first that cannot be taken; those before it may be written.
        """
        receipts: list[Receipt] = []
        written: list[str] = []
        removed: list[str] = []
        with self._writing, Bulk(self.embedder) as bulk:
            try:
                for batch, outcomes in bulk.run("prepare", _in_batches(articles), self._with_known):
                    done, prepared = self._receive(batch, outcomes, on_refused)
                    self._on_step("prepared")
                    written += [chunk.id for item in prepared for chunk in item.chunks]
                    with self._in_doubt():
                        removed += self.catalog.put(prepared)
                    self._on_step("catalog")
                    receipts += done
                    if self._progress is not None and len(receipts) > 1:
                        self._progress("ingest", len(receipts), 0)
            except BaseException:  # what is committed is made searchable, whatever happened to the rest
                with suppress(DataFolderError):
                    self._publish(written, removed, bulk)
                raise
            self._publish(written, removed, bulk)
        return receipts

    def delete(self, document_id: str) -> None:
        """Remove an article.

        :raises DocumentNotFound: if there is none.
        """
        with self._writing:
            removed = self.catalog.delete(document_id)
            try:
                self._on_step("catalog")
            finally:
                self._publish([], removed)

    def _with_known(self, batch: Sequence[Source | Loadable]) -> tuple[Sequence[Source | Loadable], _Known]:
        askable = [article.id for article in batch if not _SURROGATE.search(article.id)]  # a file's name may hold them
        return batch, self.catalog.versions(askable)

    def _receive(
        self,
        batch: Sequence[Source | Loadable],
        outcomes: Sequence[Prepared | Document | BadDocument],
        on_refused: Callable[[Source | Loadable, BadDocument], None] | None,
    ) -> tuple[list[Receipt], list[Prepared]]:
        taken: list[Prepared | Document] = []
        for article, outcome in zip(batch, outcomes, strict=True):
            if not isinstance(outcome, BadDocument):
                taken.append(outcome)
            elif on_refused is None:
                raise outcome
            else:
                on_refused(article, outcome)
        known = self.catalog.versions([one.document.id if isinstance(one, Prepared) else one.id for one in taken])
        passages: dict[str, int] = {}
        receipts, prepared = [], []
        for one in taken:
            document = one.document if isinstance(one, Prepared) else one
            version, origin = known.get(document.id, (None, None))
            if (version, origin) == (document.version, document.origin):
                count = passages.get(document.id) or self.catalog.passages_of(document.id)
                receipts.append(Receipt(document.id, "unchanged", document.version, document.language, count))
                continue
            item = one if isinstance(one, Prepared) else prepare(document, self.embedder)
            prepared.append(item)
            known[document.id], passages[document.id] = (document.version, document.origin), len(item.chunks)
            status = "added" if version is None else "unchanged" if version == document.version else "replaced"
            receipts.append(Receipt(document.id, status, document.version, document.language, len(item.chunks)))
        return receipts, prepared

    def _publish(self, written: Sequence[str], removed: Sequence[str], bulk: Bulk | None = None) -> None:
        """Make a committed change searchable: in the current generation, or in a new one when the change is large.

        :raises DataFolderError: if the index cannot be written; the next write, or the next start, makes it good.
        """
        if not written and not removed:
            return
        try:
            with self._in_doubt():
                if self._is_behind or len(written) > max(1000, self.catalog.counts()[1] // 5):
                    self._renew(bulk)
                else:
                    self._update_or_renew(written, removed)
            self._is_behind = False
        except (IndexDamaged, OSError) as error:
            self._is_behind = True
            raise DataFolderError(
                f"The index cannot be written ({error}). What was taken in is kept, and is found once there is room: "
                "make some, then write again or start anew."
            ) from error
        self._on_step("acknowledged")

    def _update_or_renew(self, written: Sequence[str], removed: Sequence[str]) -> None:
        try:
            self._update(written, removed)
        except IndexDamaged as error:
            _LOG.warning("index damaged while writing, rebuilding: %s", error)
            self._renew()

    def _update(self, written: Sequence[str], removed: Sequence[str]) -> None:
        """Write a small change into the current generation; what stands there under the same id is replaced."""
        folder, dense, lexical = self._generation.folder, self._generation.dense, self._generation.lexical
        live: set[str] = set()
        if lexical is not None:
            lexical.remove([*removed, *written])
        for batch in self.catalog.chunks(written):
            generations.add(Generation(folder, dense, lexical), batch)
            live.update(entry.chunk.id for entry in batch)
        self._on_step("dense added")
        if lexical is not None:
            lexical.commit()
        self._on_step("lexical committed")
        if dense is not None:
            dense.remove([chunk_id for chunk_id in removed if chunk_id not in live])
        self._on_step("dense removed")

    @contextmanager
    def _in_doubt(self) -> Iterator[None]:
        """Around what changes catalog or index: if it fails half-way, no seal will vouch for the index."""
        may_seal, self._may_seal = self._may_seal, False
        yield
        self._may_seal = may_seal

    # -- reading ------------------------------------------------------------------------------------------------

    def analyse(self, text: str, language: str | None = None) -> Query:
        """Read a query once, for `find`; see `vectorstore.search.analyse`."""
        return analyse(text, self.embedder, language)

    def find(self, query: Query, k: int, filters: Filters | None = None, weights: Weights = EVEN) -> Found:
        """Return at most ``k`` passages for an analysed query; a leg that fails is rebuilt behind."""
        with self._reading() as generation:
            found = find(generation, self.catalog, query, k, filters or Filters(), weights)
        for leg, error in found.failed.items():
            if isinstance(error, IndexDamaged) and not isinstance(error, IndexUnreachable):
                self._degrade(generation, leg, error)
            else:  # it may answer the next time
                _LOG.warning("found by words alone: %s", error)
        return found

    def document(self, document_id: str) -> Document:
        """Return one article.

        :raises DocumentNotFound: if there is none.
        """
        return self.catalog.document(document_id)

    def blocks(self, wanted: Sequence[tuple[Document, int]]) -> list[Block]:
        """Return blocks of documents by number, as they were read at ingest; what is not there is read now."""
        return stored_blocks(self.catalog, wanted)

    def document_frequency(self, term: str) -> tuple[int, int]:
        """Return in how many chunks a gloss stem stands, and how many chunks there are."""
        with self._reading() as generation:
            lexical = generation.lexical
            if lexical is None:
                return 0, 0
            try:
                return lexical.document_frequency("gloss", term), lexical.count()
            except IndexDamaged as error:
                failure = error
        self._degrade(generation, "lexical", failure)
        return 0, 0

    def compare_index(self) -> tuple[int, int]:
        """Return how many passages the index lacks, and how many it has that the catalog does not, over both legs."""
        wanted = self.catalog.chunk_ids()
        with self._reading() as generation:
            lexical = generation.lexical.ids() if generation.lexical else set()
            dense = generation.dense.ids() if generation.dense else set()
        known = {entry.chunk.id for batch in self.catalog.chunks() for entry in batch if entry.vector.any()}
        return len(wanted - lexical) + len(known - dense), len((lexical | dense) - wanted)

    @property
    def is_degraded(self) -> bool:
        """Tell whether a leg is down while its index is rebuilt, or lacks what could not be written into it."""
        return self._is_behind or not self._generation.is_whole

    # -- life ---------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Finish what is being written, seal the index, release the folder."""
        self.wait()
        with self._writing:
            try:
                if self._may_seal:
                    self._generation.seal(self.catalog.change())
                else:
                    self._generation.close()
            finally:
                self.catalog.close()
                self.lock.close()

    def rebuild(self) -> None:
        """Build the index anew from the catalog, now."""
        with self._writing:
            self._renew()

    def wait(self) -> None:
        """Wait until no rebuild is under way."""
        if self._job is not None:
            self._job.join()

    def _start(self) -> Generation:
        noted = self._settle_embedder(self.catalog.fact("fingerprint"))
        built = fingerprint(self.embedder.name)
        if noted is None:
            self.catalog.note("fingerprint", built)
        folder = generations.current(self._root)
        if folder is not None and not generations.is_at(folder, self._chroma_url):
            folder = None  # the vectors lie elsewhere than they are to
        generations.remove_others(self._root, [folder])
        self.catalog.unstage()
        total = self.catalog.counts()[1]
        if noted not in (None, built) and self.trouble is None:
            try:
                return self._start_stale(folder, total)
            except EmbeddingError as error:  # it answered at first, and then no more
                self.catalog.unstage()
                self._explain(error, noted, built)
        if noted not in (None, fingerprint(self.embedder.name)):
            return self._words_alone(folder)
        if folder is not None and generations.is_sealed(folder, self.catalog.change()):
            try:
                return generations.open_sealed(folder)
            except IndexDamaged as error:
                _LOG.warning("sealed index cannot be read, rebuilding: %s", error)
        if folder is None or total <= self._small:
            return self._publish_first(self._build())
        return self._salvage(folder)

    def _settle_embedder(self, noted: str | None) -> str | None:
        """Try the embedder; return the fingerprint that the index has, as far as it can still be believed.

        One that cannot be asked leaves an index of the embedded model to that one.
        """
        built = fingerprint(self.embedder.name)
        try:
            size, held = self.embedder.embed(["size"], "en").shape[1], self.catalog.dimensions()
        except EmbeddingError as error:
            if noted is None:
                raise
            self._explain(error, noted, built)
            return noted
        if noted == built and held and size != held:
            noted = f"{built} size={held}"
            self.catalog.note("fingerprint", noted)
        return noted

    def _explain(self, error: EmbeddingError, noted: str, built: str) -> None:
        """Say that the embedder cannot be asked, and what goes on without it."""
        if noted == built:
            _LOG.warning("%s Questions are answered by words alone until it can be reached.", error)
            return
        goes_on = "words alone answer"
        if noted == fingerprint(embedded_model().name):
            self.embedder = embedded_model()
            goes_on = "the index of the embedded model goes on"
        self.trouble = f"{error} The index was built with another embedding: {goes_on}. {_CURE}"
        _LOG.warning("%s", self.trouble)

    def _words_alone(self, folder: Path | None) -> Generation:
        """Answer by the words of the old index, or of one made now from the catalog."""
        if folder is not None:
            is_sealed = generations.is_sealed(folder, self.catalog.change())
            if is_sealed or usable_legs(folder, self._sample())["lexical"]:
                old = self._mended(folder, "lexical")
                if old.lexical is not None:
                    return old
        return self._build(dense=False)

    def _start_stale(self, folder: Path | None, total: int) -> Generation:
        """Built with another model, lexicon or chunking: words of the old index answer until the new one stands."""
        _LOG.info("the index was built otherwise, building it anew")
        if folder is not None and total > self._small:
            is_sealed = generations.is_sealed(folder, self.catalog.change())
            if is_sealed or usable_legs(folder, self._sample())["lexical"]:
                old = self._mended(folder, "lexical")
                if old.lexical is not None:
                    self._start_job(self._restage)
                    return old
        self._stage_all()
        self._on_step("staged")
        new = self._build(staged=True)
        self.catalog.promote(fingerprint(self.embedder.name))
        self._on_step("promoted")
        return self._publish_first(new)

    def _salvage(self, folder: Path) -> Generation:
        """After an unclean stop of a large index: use the legs that are sound, rebuild behind what is not."""
        usable = usable_legs(folder, self._sample())
        (folder / "SEAL").unlink(missing_ok=True)
        found = Generation(folder, None, None)
        if usable["dense"]:
            found.dense = self._mended(folder, "dense").dense
        if usable["lexical"]:
            found.lexical = self._mended(folder, "lexical").lexical
        if found.dense is None and found.lexical is None:
            found = self._build(dense=False)
        if not found.is_whole:
            self._start_job(self._rebuild_behind)
        return found

    def _mended(self, folder: Path, leg: str) -> Generation:
        """Open one leg and bring it to what the catalog holds now; a leg that cannot be is down."""
        found = Generation(folder, None, None)
        try:
            if leg == "dense":
                found.dense = DenseIndex(folder / leg)
            else:
                found.lexical = LexicalIndex(folder / leg)
            generations.reconcile(found, self.catalog)
        except IndexDamaged as error:
            _LOG.warning("%s leg cannot be mended, rebuilding: %s", leg, error)
            found.close()
        return found

    def _sample(self) -> list[Entry]:
        """Return some chunks, evenly spread, to look for in an index whose state is not known."""
        ids = sorted(self.catalog.chunk_ids())
        return [e for batch in self.catalog.chunks(ids[:: max(1, len(ids) // generations.SAMPLE)]) for e in batch]

    def _build(self, *, dense: bool = True, staged: bool = False, bulk: Bulk | None = None) -> Generation:
        """Build a generation, in a folder that no swap will remove before it is published."""
        folder = generations.next_folder(self._root)
        self._unpublished.add(folder)
        try:
            new = generations.build(
                folder, self.catalog, self._progress, dense=dense, staged=staged, bulk=bulk, server=self._chroma_url
            )
        except BaseException as error:
            self._unpublished.discard(folder)
            if dense and isinstance(error, IndexUnreachable):
                return self._build_words(error, staged=staged)
            raise
        self._on_step("generation built")
        return new

    def _build_words(self, error: IndexUnreachable, *, staged: bool) -> Generation:
        """Build the words alone, since the vectors have no place now."""
        cure = "Once it can be, stop the service and run `.venv/bin/qa doctor --repair`, or unset QA_CHROMA_URL."
        self.trouble = f"{error} Words alone answer. {cure}"
        _LOG.warning("%s", self.trouble)
        return self._build(dense=False, staged=staged)

    def _publish_first(self, new: Generation) -> Generation:
        generations.publish(new.folder)
        self._on_step("generation published")
        self._unpublished.discard(new.folder)
        generations.remove_others(self._root, [new.folder])
        return new

    def _renew(self, bulk: Bulk | None = None) -> None:
        """Build a new generation and swap it in; readers of the old one finish first. The caller holds the turn.

        While chunks made with another model wait to be made anew, the new generation has words alone.
        """
        is_stale = self.catalog.fact("fingerprint") != fingerprint(self.embedder.name)
        self._swap(self._build(dense=not is_stale, bulk=bulk))

    def _swap(self, new: Generation) -> None:
        generations.publish(new.folder)
        self._on_step("generation published")
        with self._state:
            old, self._generation = self._generation, new
            self._state.wait_for(lambda: not self._readers.get(old))
        old.close()
        self._unpublished -= {old.folder, new.folder}
        generations.remove_others(self._root, {new.folder, *self._unpublished})

    def _degrade(self, generation: Generation, leg: str, error: IndexDamaged) -> None:
        """Take a failed leg out of use and rebuild the index behind."""
        _LOG.warning("%s leg failed, answering without it while the index is rebuilt: %s", leg, error)
        with self._state:
            if generation is self._generation:
                generation.take_down(leg)
        self._start_job(self._rebuild_behind)

    def _start_job(self, work: Callable[[], None]) -> None:
        with self._state:
            if self._job is None or not self._job.is_alive():
                self._job = threading.Thread(target=work, name="index-rebuild", daemon=True)
                self._job.start()

    def _rebuild_behind(self) -> None:
        """Build beside the writers, then take the turn for what they wrote meanwhile, and swap."""
        try:
            new = self._build()
            with self._writing:
                generations.reconcile(new, self.catalog)
                self._swap(new)
        except Exception:
            _LOG.exception("the index could not be rebuilt; it is tried again at the next start")

    def _restage(self) -> None:
        """Cut and embed every article anew beside the old chunks, build an index of them, then swap both at once."""
        try:
            since = self.catalog.change()
            self._stage_all()
            self._on_step("staged")
            new = self._build(staged=True)
            with self._writing:
                late = [self.catalog.document(document_id) for document_id in self.catalog.changed_since(since)]
                self.catalog.stage([prepare(document, self.embedder) for document in late])
                generations.reconcile(new, self.catalog, staged=True)
                self.catalog.promote(fingerprint(self.embedder.name))
                self._on_step("promoted")
                self._swap(new)
        except EmbeddingError as error:
            self.trouble = f"{error} Words alone answer. {_CURE}"
            _LOG.warning("%s", self.trouble)
        except Exception:
            _LOG.exception("the index could not be rebuilt; it is tried again at the next start")

    def _stage_all(self) -> None:
        total, done = self.catalog.counts()[0], 0
        for batch in _in_batches(self.catalog.every_document()):
            self.catalog.stage([prepare(_resplit(document), self.embedder) for document in batch])
            done += len(batch)
            if self._progress is not None:
                self._progress("embed", done, total)

    @contextmanager
    def _reading(self) -> Iterator[Generation]:
        with self._state:
            generation = self._generation
            self._readers[generation] = self._readers.get(generation, 0) + 1
        try:
            yield generation
        finally:
            with self._state:
                self._readers[generation] -= 1
                if not self._readers[generation]:
                    del self._readers[generation]
                    self._state.notify_all()


def _resplit(document: Document) -> Document:
    """Find the sentences anew: the rules for them may be what has changed."""
    return replace(document, sentences=sentence_spans(document.text, document.language))


def _in_batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    batch: list[_T] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
