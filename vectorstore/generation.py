"""Generations of the index: built from the catalog in their final folder, checked, published by one line (design D4).

``index/<n>/dense`` is Chroma's, ``index/<n>/lexical`` tantivy's, ``index/CURRENT`` names the one in use. A generation
that was closed in order carries a seal with the digest of every file; without a seal that fits, nothing in it is
trusted before it is checked.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from vectorstore.catalog import Catalog, Entry
from vectorstore.dense import DenseIndex
from vectorstore.errors import IndexDamaged
from vectorstore.lexical import LexicalIndex

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is in all."""

_CURRENT = "CURRENT"
_SEAL = "SEAL"


class Generation:
    """One build of both indexes. A leg that is None is down: the other answers alone."""

    def __init__(self, folder: Path, dense: DenseIndex | None, lexical: LexicalIndex | None) -> None:
        self.folder = folder
        self.dense = dense
        self.lexical = lexical

    @property
    def is_whole(self) -> bool:
        """Tell whether both legs are up."""
        return self.dense is not None and self.lexical is not None

    def seal(self, change: int) -> None:
        """Close both indexes and note the digest of every file; only a whole generation is sealed."""
        whole = self.is_whole
        self.close()
        if whole:
            content = json.dumps({"change": change, "files": _digests(self.folder)}, indent=0)
            write_durably(self.folder / _SEAL, content)

    def close(self) -> None:
        """Close both indexes."""
        for leg in (self.dense, self.lexical):
            if leg is not None:
                leg.close()
        self.dense = self.lexical = None


def current(root: Path) -> Path | None:
    """Return the folder of the published generation, or None."""
    try:
        name = (root / _CURRENT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    folder = root / name
    return folder if name.isdigit() and folder.is_dir() else None


def next_folder(root: Path) -> Path:
    """Return the folder of the generation to build next; numbers are never used twice."""
    numbers = [int(path.name) for path in root.iterdir() if path.name.isdigit()] if root.is_dir() else []
    return root / str(max(numbers, default=0) + 1)


def publish(folder: Path) -> None:
    """Make a generation the current one, durably and at once."""
    write_durably(folder.parent / _CURRENT, folder.name + "\n")


def remove_others(root: Path, keep: Path | None) -> None:
    """Remove every generation but one."""
    for path in root.iterdir() if root.is_dir() else ():
        if path.name.isdigit() and path != keep:
            shutil.rmtree(path, ignore_errors=True)


def is_sealed(folder: Path, change: int) -> bool:
    """Tell whether a generation was closed in order at this state of the catalog, and no byte has changed since."""
    try:
        seal = json.loads((folder / _SEAL).read_text("utf-8"))
        return bool(seal["change"] == change and seal["files"] == _digests(folder))
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
    folder: Path, catalog: Catalog, progress: Progress | None = None, *, dense: bool = True, staged: bool = False
) -> Generation:
    """Build a generation from the catalog, both legs in one pass; without ``dense`` the word index alone.

    ``staged`` takes the chunks that wait beside the live ones.

    :raises IndexDamaged: if the result does not hold what the catalog holds.
    """
    total = len(catalog.chunk_ids(staged=staged))
    lexical = LexicalIndex(folder / "lexical", create=True)
    vectors = DenseIndex(folder / "dense", create=True) if dense else None
    done = 0
    for batch in catalog.chunks(staged=staged):
        add(Generation(folder, vectors, lexical), batch)
        done += len(batch)
        if progress is not None:
            progress("index", done, total)
    lexical.commit()
    generation = Generation(folder, vectors, lexical)
    try:
        _verify(generation, done)
    except IndexDamaged:
        generation.close()
        raise
    return generation


def add(generation: Generation, entries: Sequence[Entry]) -> None:
    """Add chunks to the legs that are up; the word index shows them after its next commit."""
    if entries and generation.dense is not None:
        generation.dense.add([entry.chunk for entry in entries], np.stack([entry.vector for entry in entries]))
    if generation.lexical is not None:
        generation.lexical.add((entry.chunk, entry.text) for entry in entries)


def reconcile(generation: Generation, catalog: Catalog) -> None:
    """Bring both legs to what the catalog holds now: add what is missing, remove what is no longer live."""
    wanted = catalog.chunk_ids()
    for leg in (generation.dense, generation.lexical):
        if leg is None:
            continue
        held = leg.ids()
        leg.remove(sorted(held - wanted))
        alone = Generation(generation.folder, *((leg, None) if leg is generation.dense else (None, leg)))  # type: ignore[arg-type]
        for batch in catalog.chunks(sorted(wanted - held)):
            add(alone, batch)
    if generation.lexical is not None:
        generation.lexical.commit()


def _verify(generation: Generation, chunks: int) -> None:
    lexical, dense = generation.lexical, generation.dense
    if lexical is None or lexical.count() != chunks:
        raise IndexDamaged(f"The word index holds {lexical.count() if lexical else 0} of {chunks} passages.")
    if dense is not None and dense.count() > chunks:
        raise IndexDamaged(f"The vector index holds {dense.count()} vectors for {chunks} passages.")


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
