"""A change that the catalog holds becomes searchable: in the generation in use, or in a new one (design D4, D7)."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from vectorstore import generation as generations
from vectorstore.errors import DatabaseUnusable, DataFolderError, IndexDamaged
from vectorstore.generation import Generation
from vectorstore.upkeep import Upkeep

_LOG = logging.getLogger(__name__)


class Publisher:
    """Writes committed changes into the index; who calls it holds the turn.

    ``may_seal`` tells whether the index holds for sure what the catalog does, so that a seal may vouch for it.
    """

    def __init__(self, upkeep: Upkeep) -> None:
        self._upkeep = upkeep
        self.may_seal = True

    def publish(self, written: Sequence[str], removed: Sequence[str]) -> None:
        """Make a committed change searchable: in the current generation, or in a new one when the change is large.

        :raises DataFolderError: if the index cannot be written; the next write, or the next start, makes it good.
        """
        if not (written or removed or self._upkeep.is_behind):
            return
        try:
            with self.in_doubt():
                if self._upkeep.is_behind or len(written) > max(1000, self._upkeep.catalog.counts()[1] // 5):
                    self._upkeep.renew()
                else:
                    self._update_or_renew(written, removed)
            self._upkeep.is_behind = False
        except DatabaseUnusable:  # what is committed, or may be, is found once the server is back; see `find`
            self._upkeep.is_behind = self._upkeep.was_cut_off = True
            raise
        except (IndexDamaged, OSError) as error:
            self._upkeep.is_behind = True
            raise DataFolderError(
                f"The index cannot be written ({error}). What was taken in is kept, and is found once there is room: "
                "make some, then write again or start anew."
            ) from error
        self._upkeep.on_step("acknowledged")

    def _update_or_renew(self, written: Sequence[str], removed: Sequence[str]) -> None:
        try:
            self._update(written, removed)
        except IndexDamaged as error:
            _LOG.warning("index damaged while writing, rebuilding: %s", error)
            self._upkeep.renew()

    def _update(self, written: Sequence[str], removed: Sequence[str]) -> None:
        """Write a small change into the current generation; what stands there under the same id is replaced."""
        generation = self._upkeep.generation
        folder, dense, lexical = generation.folder, generation.dense, generation.lexical
        live: set[str] = set()
        if lexical is not None:
            lexical.remove([*removed, *written])
        for batch in self._upkeep.catalog.chunks(written):
            generations.add(Generation(folder, dense, lexical), batch)
            live.update(entry.chunk.id for entry in batch)
        self._upkeep.on_step("dense added")
        if lexical is not None:
            lexical.commit()
        self._upkeep.on_step("lexical committed")
        if dense is not None:
            dense.remove([chunk_id for chunk_id in removed if chunk_id not in live])
        self._upkeep.on_step("dense removed")
        self._upkeep.count_removed(len(removed))

    @contextmanager
    def in_doubt(self) -> Iterator[None]:
        """Around what changes catalog or index: if it fails half-way, no seal will vouch for the index."""
        may_seal, self.may_seal = self.may_seal, False
        yield
        self.may_seal = may_seal
