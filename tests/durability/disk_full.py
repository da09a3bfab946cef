"""Fill a small disk under a store: ``disk_full.py FOLDER``, in a mount namespace of its own; prints what was told.

A tmpfs of 8 MB is mounted over the folder; articles go in until there is no room, then the disk is cleared and the
store has to go on.
"""

import json
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))


def main(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], check=True)
    from articles import article

    from vectorstore import Store
    from vectorstore.errors import DataFolderError

    taken: list[str] = []
    told: list[str] = []
    with closing(Store(folder)) as store:
        ballast = folder / "ballast"
        for n in range(3):
            store.put(article(f"a{n}"))
            taken.append(f"a{n}")
        with suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        for n in range(3, 6):
            try:
                store.put(article(f"a{n}", sentences=200))
                taken.append(f"a{n}")
            except DataFolderError as error:
                told.append(str(error))
        found = store.find(store.analyse("anything there", "en"), 5)
        ballast.unlink()
        store.put(article("after"))
        taken.append("after")
        store.wait()
        there = sorted(store.catalog.versions())
        index = store.compare_index()
    with closing(Store(folder)) as store:
        again = (sorted(store.catalog.versions()), store.compare_index())
    report = {"taken": sorted(taken), "told": told, "there": there, "index": index, "again": again}
    sys.stdout.write(json.dumps({**report, "failed": sorted(found.failed)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
