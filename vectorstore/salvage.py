"""Look into a generation that was not closed in order, in child processes: damaged files can take a process down.

``python -m vectorstore.salvage LEG FOLDER`` opens one index, reads every id, looks for the sample that standard input
brings, and ends with status 0 if all of that is sound; it prints the ids.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from vectorstore.dense import DenseIndex
from vectorstore.errors import IndexDamaged
from vectorstore.generation import check_recall
from vectorstore.lexical import LexicalIndex, LexicalQuery, query_of, terms_of
from vectorstore.prepared import Entry

LEGS = ("dense", "lexical")

_PATIENCE_S = 120
_DAMAGED = 3


def usable_legs(folder: Path, sample: Sequence[Entry]) -> dict[str, bool]:
    """Tell of each leg of a generation whether it can be read and finds those chunks of the sample that it holds."""
    return {leg: ids is not None for leg, ids in ids_of_legs(folder, sample).items()}


def ids_of_legs(folder: Path, sample: Sequence[Entry]) -> dict[str, set[str] | None]:
    """Return the chunk ids that each leg of a generation holds, None for one that is no use; see `usable_legs`."""
    found: dict[str, set[str] | None] = dict.fromkeys(LEGS)
    told = {
        "dense": [(entry.chunk.id, entry.vector.tolist()) for entry in sample],
        "lexical": [
            (entry.chunk.id, entry.chunk.document_id, asdict(query_of(entry.text, entry.chunk.language)))
            for entry in sample
            if terms_of(entry.text, entry.chunk.language).native
        ],
    }

    def look(leg: str) -> None:
        command = [sys.executable, "-m", "vectorstore.salvage", leg, str(folder / leg)]
        text = json.dumps(told[leg]).encode()
        try:
            done = subprocess.run(command, input=text, capture_output=True, timeout=_PATIENCE_S, check=False)
            if done.returncode == 0:
                found[leg] = set(json.loads(done.stdout))
        except (subprocess.TimeoutExpired, OSError):
            pass  # a leg that hangs is no use either

    looks = [threading.Thread(target=look, args=(leg,)) for leg in LEGS]
    for one in looks:
        one.start()
    for one in looks:
        one.join()
    return found


def _look_into_dense(folder: Path, sample: Sequence[tuple[str, list[float]]]) -> set[str]:
    dense = DenseIndex(folder)
    ids = dense.ids()
    if dense.count() != len(ids):
        raise IndexDamaged(f"The vector index counts {dense.count()} vectors and names {len(ids)}.")
    check_recall(dense, [np.asarray(vector, dtype=np.float32) for chunk_id, vector in sample if chunk_id in ids])
    return ids


def _look_into_lexical(folder: Path, sample: Sequence[tuple[str, str, dict[str, dict[str, float]]]]) -> set[str]:
    lexical = LexicalIndex(folder)
    ids = lexical.ids()
    if lexical.count() != len(ids):
        raise IndexDamaged(f"The word index counts {lexical.count()} passages and names {len(ids)}.")
    for chunk_id, document_id, terms in sample:
        query = LexicalQuery(**terms)
        if chunk_id in ids and not lexical.search(query, 1, fields=("native", "gram"), document_ids=(document_id,)):
            raise IndexDamaged(f"The word index does not find passage {chunk_id} by its own words.")
    return ids


def _main(leg: str, folder: Path) -> int:
    sample = json.load(sys.stdin)
    try:
        ids = (_look_into_dense if leg == "dense" else _look_into_lexical)(folder, sample)
    except IndexDamaged as error:
        sys.stderr.write(f"{error}\n")
        return _DAMAGED
    sys.stdout.write(json.dumps(sorted(ids)))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], Path(sys.argv[2])))
