"""The store: articles in, passages out. Owns a data folder; acknowledged means durable (design D4-D7)."""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from vectorstore.blocks import Block, stored_blocks
from vectorstore.bulk import Bulk
from vectorstore.catalog import Catalog
from vectorstore.document import Document, Receipt, Source
from vectorstore.embed import Embedder, embedded_model
from vectorstore.errors import BadDocument, DatabaseUnusable, DataFolderError, IndexDamaged, IndexUnreachable
from vectorstore.generation import Generation, Progress
from vectorstore.lock import FolderLock
from vectorstore.postgres import PostgresServer
from vectorstore.prepare import Loadable, prepare
from vectorstore.prepared import Prepared
from vectorstore.publish import Publisher
from vectorstore.search import EVEN, Filters, Found, Query, Weights, analyse, find
from vectorstore.start import start
from vectorstore.upkeep import Upkeep, in_batches

_Known = Mapping[str, tuple[str, str | None]]
_LOG = logging.getLogger(__name__)
_SURROGATE = re.compile("[\ud800-\udfff]")

SMALL = 4000
"""Chunks up to which an index is rebuilt at once, before anything is answered (about two seconds)."""


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
        server: PostgresServer | None = None,
    ) -> None:
        """Open a data folder, making it if need be, and bring the index to what the catalog holds.

        ``lock`` is the folder's lock where the caller has taken it already. ``chroma_url`` is the server that holds the
        vectors; None: they lie in the folder. ``server`` has the catalog; None: it is a file in the folder. Lock and
        server are closed with the store, also where it cannot be opened.
        ``on_step`` is called between the steps of every write and every build, with the name of the step just done.

        :raises DataFolderBusy: if another process owns the folder.
        :raises DataFolderError: if the folder or its catalog cannot be used.
        :raises EmbeddingError: if the folder is new and the embedder cannot be asked.
        """
        self.folder = folder
        self._server = server
        self._progress = progress
        self._on_step = on_step or (lambda _step: None)
        self._writing = threading.RLock()
        self.lock = lock or FolderLock(folder)
        try:
            self.catalog = Catalog(server) if server is not None else Catalog.in_folder(folder)
            root = folder / "index"
            root.mkdir(exist_ok=True)
            self._upkeep = Upkeep(
                root,
                self.catalog,
                embedder or embedded_model(),
                self._writing,
                progress=progress,
                on_step=self._on_step,
                chroma_url=chroma_url,
            )
            self._publisher = Publisher(self._upkeep)
            with self._writing:  # a rebuild behind does not swap before there is something to swap
                self._upkeep.generation = start(self._upkeep, small)
        except BaseException as error:
            if server is not None:
                server.close()
            self.lock.close()
            if isinstance(error, OSError):
                raise DataFolderError(f"The data folder {folder} cannot be written ({error.strerror}).") from error
            raise

    @property
    def embedder(self) -> Embedder:
        """What makes the vectors of articles and of questions."""
        return self._upkeep.embedder

    @property
    def trouble(self) -> str | None:
        """Tell what is not as the settings say, with the command that cures it; None if all is."""
        return self._upkeep.trouble

    @property
    def _generation(self) -> Generation:
        return self._upkeep.generation

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
                for batch, outcomes in bulk.run(in_batches(articles), self._with_known):
                    done, prepared = self._receive(batch, outcomes, on_refused)
                    self._on_step("prepared")
                    written += [chunk.id for item in prepared for chunk in item.chunks]
                    with self._publisher.in_doubt():
                        removed += self.catalog.put(prepared)
                    self._on_step("catalog")
                    receipts += done
                    if self._progress is not None and len(receipts) > 1:
                        self._progress("ingest", len(receipts), 0)
            except BaseException:  # what is committed is made searchable, whatever happened to the rest
                with suppress(DataFolderError):
                    self._publisher.publish(written, removed)
                raise
            self._publisher.publish(written, removed)
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
                self._publisher.publish([], removed)

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

    # -- reading ------------------------------------------------------------------------------------------------

    def analyse(self, text: str, language: str | None = None) -> Query:
        """Read a query once, for `find`; see `vectorstore.search.analyse`."""
        return analyse(text, self.embedder, language)

    def find(
        self, query: Query, k: int, filters: Filters | None = None, weights: Weights = EVEN, whole: int = 0
    ) -> Found:
        """Return passages for an analysed query, see `vectorstore.search.find`; a leg that fails is rebuilt behind."""
        with self._upkeep.reading() as generation:
            found = find(generation, self.catalog, query, k, filters or Filters(), weights, whole)
        if self._upkeep.was_cut_off:
            self._upkeep.was_cut_off = False
            self._upkeep.start_job(self._upkeep.rebuild_behind)
        for leg, error in found.failed.items():
            if isinstance(error, IndexDamaged) and not isinstance(error, IndexUnreachable):
                self._upkeep.degrade(generation, leg, error)
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
        with self._upkeep.reading() as generation:
            lexical = generation.lexical
            if lexical is None:
                return 0, 0
            try:
                return lexical.document_frequency("gloss", term), lexical.count()
            except IndexDamaged as error:
                failure = error
        self._upkeep.degrade(generation, "lexical", failure)
        return 0, 0

    def compare_index(self) -> tuple[int, int]:
        """Return how many passages the index lacks, and how many it has that the catalog does not, over both legs."""
        wanted = self.catalog.chunk_ids()
        with self._upkeep.reading() as generation:
            lexical = generation.lexical.ids() if generation.lexical else set()
            dense = generation.dense.ids() if generation.dense else set()
        known = {entry.chunk.id for batch in self.catalog.chunks() for entry in batch if entry.vector.any()}
        return len(wanted - lexical) + len(known - dense), len((lexical | dense) - wanted)

    def reach(self) -> None:
        """See that the catalog can be asked where it is on a server.

        :raises DatabaseUnusable: if it cannot, now.
        """
        if self._server is not None:
            self.catalog.change()

    @property
    def is_degraded(self) -> bool:
        """Tell whether a leg is down while its index is rebuilt, or lacks what could not be written into it."""
        return self._upkeep.is_behind or not self._generation.is_whole

    # -- life ---------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Finish what is being written, seal the index, release the folder."""
        self.wait()
        with self._writing:
            try:
                state = self._sealable()
                if state is not None:
                    self._generation.seal(state)
                else:
                    self._generation.close()
            finally:
                self.catalog.close()
                self.lock.close()

    def _sealable(self) -> str | None:
        """Return the state of the catalog that the index holds for sure; None where it is not sure."""
        try:
            return self.catalog.state() if self._publisher.may_seal else None
        except DatabaseUnusable as error:
            _LOG.warning("the index is not sealed: %s", error)
            return None

    def rebuild(self) -> None:
        """Build the index anew from the catalog, now."""
        with self._writing:
            self._upkeep.renew()

    def wait(self) -> None:
        """Wait until no rebuild is under way."""
        self._upkeep.wait()
