"""Generations of the index: built from the catalog in their final folder, checked, published by one line (design D4).

``index/<n>/dense`` is Chroma's, ``index/<n>/lexical`` tantivy's, ``index/CURRENT`` names the one in use. A generation
that was closed in order carries a seal with the digest of every file; without a seal that fits, nothing in it is
trusted before it is checked.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import numpy as np

from vectorstore.catalog import Catalog
from vectorstore.commands import without_orders
from vectorstore.dense import DenseIndex, forget, server_of
from vectorstore.errors import IndexDamaged
from vectorstore.lexical import LexicalIndex, Terms, terms_of, unpack_terms
from vectorstore.prepared import Entry, Vectors

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is in all."""

SAMPLE = 40
"""Chunks looked for when the recall of a vector index is checked, at most about."""

_LOG = logging.getLogger(__name__)
_SAME = 0.999
_CURRENT = "CURRENT"
_SEAL = "SEAL"


class Generation:
    """One build of both indexes. A leg that is None is down: the other answers alone."""

    def __init__(self, folder: Path, dense: DenseIndex | None, lexical: LexicalIndex | None) -> None:
        self.folder = folder
        self.dense = dense
        self.lexical = lexical
        self._down: list[DenseIndex | LexicalIndex] = []

    @property
    def is_whole(self) -> bool:
        """Tell whether both legs are up."""
        return self.dense is not None and self.lexical is not None

    def take_down(self, leg: str) -> None:
        """Use a leg no more (``dense`` or ``lexical``); it is closed with the rest, when its last reader is done."""
        index = getattr(self, leg)
        if index is not None:
            self._down.append(index)
            setattr(self, leg, None)

    def seal(self, state: str) -> None:
        """Close both indexes and note the digest of every file; only a whole generation is sealed."""
        if self.close():
            content = json.dumps({"change": state, "files": _digests(self.folder)}, indent=0)
            try:
                write_durably(self.folder / _SEAL, content)
            except OSError as error:  # a full disk, for example; the next start checks what no seal vouches for
                _LOG.warning("the index is not sealed: %s", error.strerror)

    def close(self) -> bool:
        """Close both indexes; tell whether both were up and closed in order. A damaged one is only let go of."""
        in_order = self.is_whole
        for leg in ("dense", "lexical"):
            self.take_down(leg)
        for index in self._down:
            try:
                index.close()
            except IndexDamaged:
                in_order = False
        self._down.clear()
        return in_order


def current(root: Path) -> Path | None:
    """Return the folder of the published generation, or None."""
    try:
        name = (root / _CURRENT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = root / name
    return folder if name.isdigit() and folder.is_dir() else None


def is_at(folder: Path, server: str | None) -> bool:
    """Tell whether the vectors of a generation lie where they are to lie: on this server, or in the folder."""
    return server_of(folder / "dense") == server


def next_folder(root: Path) -> Path:
    """Make the folder of the generation to build next; two builders at once never get the same."""
    number = max((int(path.name) for path in root.iterdir() if path.name.isdigit()), default=0)
    while True:
        number += 1
        folder = root / str(number)
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder


def publish(folder: Path) -> None:
    """Make a generation the current one, durably and at once."""
    write_durably(folder.parent / _CURRENT, folder.name + "\n")


def remove_others(root: Path, keep: Collection[Path | None]) -> None:
    """Remove every generation but those to keep."""
    for path in root.iterdir():
        if path.name.isdigit() and path not in keep:
            forget(path / "dense")
            shutil.rmtree(path, ignore_errors=True)


def is_sealed(folder: Path, state: str) -> bool:
    """Tell whether a generation was closed in order at this state of the catalog, and no byte has changed since."""
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        return bool(str(seal["change"]) == state and seal["files"] == _digests(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def open_sealed(folder: Path) -> Generation:
    """Open a generation whose seal fits, breaking the seal.

    :raises IndexDamaged: if an index cannot be read after all.
    """
    (folder / _SEAL).unlink()
    dense = DenseIndex(folder / "dense")
    return Generation(folder, dense, LexicalIndex(folder / "lexical"))


def build(
    folder: Path,
    catalog: Catalog,
    progress: Progress | None = None,
    *,
    dense: bool = True,
    staged: bool = False,
    server: str | None = None,
) -> Generation:
    """Build a generation from the catalog, both legs in one pass; without ``dense`` the word index alone.

    ``staged`` takes the chunks that wait beside the live ones; ``server`` is where the vectors go, by default into the
    folder.

    :raises IndexDamaged: if the result does not hold what the catalog holds.
    """
    total = len(catalog.chunk_ids(staged=staged))
    generation = Generation(folder, None, None)
    done = known = 0
    try:
        generation.lexical = LexicalIndex(folder / "lexical", create=True)
        generation.dense = DenseIndex(folder / "dense", create=True, server=server) if dense else None
        for batch in catalog.chunks(staged=staged):
            add(generation, batch)
            done += len(batch)
            known += sum(bool(entry.vector.any()) for entry in batch)
            if progress is not None:
                progress("index", done, total)
        generation.lexical.commit()
        _verify(generation, done, known)
    except BaseException:
        generation.close()
        raise
    return generation


def add(generation: Generation, entries: Sequence[Entry]) -> None:
    """Add chunks to the legs that are up; the word index shows them after its next commit."""
    if entries and generation.dense is not None:
        generation.dense.add([entry.chunk for entry in entries], np.stack([entry.vector for entry in entries]))
    if generation.lexical is not None:
        generation.lexical.add((entry.chunk, _terms(entry)) for entry in entries)


def _terms(entry: Entry) -> Terms:
    if entry.terms is not None:
        return unpack_terms(entry.terms)
    return terms_of(without_orders(entry.text, entry.chunk.language), entry.chunk.language)


def reconcile(generation: Generation, catalog: Catalog, *, staged: bool = False) -> None:
    """Bring the legs that are up to what the catalog holds now: add what is missing, remove what is no longer live.

    :raises IndexDamaged: if one of them cannot be read or written.
    """
    wanted = catalog.chunk_ids(staged=staged)
    if generation.dense is not None:
        held = generation.dense.ids()
        generation.dense.remove(sorted(held - wanted))
        _add_missing(Generation(generation.folder, generation.dense, None), catalog, wanted - held, staged=staged)
    if generation.lexical is not None:
        held = generation.lexical.ids()
        generation.lexical.remove(sorted(held - wanted))
        _add_missing(Generation(generation.folder, None, generation.lexical), catalog, wanted - held, staged=staged)
        generation.lexical.commit()


def _add_missing(leg: Generation, catalog: Catalog, missing: Collection[str], *, staged: bool) -> None:
    for batch in catalog.chunks(sorted(missing), staged=staged):
        add(leg, batch)


def _verify(generation: Generation, chunks: int, vectors: int) -> None:
    lexical, dense = generation.lexical, generation.dense
    if lexical is None or lexical.count() != chunks:
        raise IndexDamaged(f"The word index holds {lexical.count() if lexical else 0} of {chunks} passages.")
    if dense is not None and dense.count() != vectors:
        raise IndexDamaged(f"The vector index holds {dense.count()} of {vectors} vectors.")


def check_recall(dense: DenseIndex, sample: Sequence[Vectors]) -> None:
    """Look for vectors that the index holds: three of four at least must meet one that is the same.

    The graph is approximate, so one that is not met is no damage yet; vectors lost or zeroed meet nothing.

    :raises IndexDamaged: if fewer do.
    """
    known = [vector for vector in sample if vector.any()]
    met = sum(max((score for _, score in dense.search(vector, 1)), default=0.0) > _SAME for vector in known)
    if met < 0.75 * len(known):  # a kill in 300 left a sound index that met 8 of 9
        raise IndexDamaged(f"The vector index meets {met} of {len(known)} of its own vectors.")


def write_durably(path: Path, content: str) -> None:
    """Replace a small file so that a power cut leaves the old content or the new one."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every index file below a generation's folder, by relative path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_SEAL) and not path.name.endswith(".lock"):
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
