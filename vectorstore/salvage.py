"""Look into a generation that was not closed in order, in a child process: damaged files can take a process down.

``python -m vectorstore.salvage FOLDER`` opens both indexes, reads every id, searches once, and prints what it found.
"""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from vectorstore.dense import DenseIndex
from vectorstore.errors import IndexDamaged
from vectorstore.lexical import LexicalIndex, query_of

_PATIENCE_S = 120


def usable_legs(folder: Path, dimensions: int) -> tuple[bool, bool]:
    """Return whether the dense and the lexical index of a generation can be opened, read and searched."""
    command = [sys.executable, "-m", "vectorstore.salvage", str(folder), str(dimensions)]
    usable = []
    for leg in ("dense", "lexical"):
        try:
            done = subprocess.run([*command, leg], capture_output=True, timeout=_PATIENCE_S, check=False)
            usable.append(done.returncode == 0 and json.loads(done.stdout)["usable"])
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            usable.append(False)
    return usable[0], usable[1]


def _main(folder: Path, dimensions: int, leg: str) -> None:
    try:
        if leg == "dense":
            dense = DenseIndex(folder / "dense")
            ids = dense.ids()
            found = dense.search(np.ones(dimensions, dtype=np.float32), 10)
            usable = dense.count() == len(ids) and (not ids or bool(found))
        else:
            lexical = LexicalIndex(folder / "lexical")
            ids = lexical.ids()
            lexical.search(query_of("cooperative 2025", "en"), 10, fields=("gloss", "number"))
            usable = lexical.count() == len(ids)
    except IndexDamaged as error:
        sys.stdout.write(json.dumps({"usable": False, "reason": str(error)}))
        return
    sys.stdout.write(json.dumps({"usable": usable, "ids": len(ids)}))


if __name__ == "__main__":
    _main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
