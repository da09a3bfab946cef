"""A copy of what a data folder holds, taken while the service writes: its databases; the index follows from them."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from vectorstore.catalog import FILE
from vectorstore.errors import DataFolderError
from vectorstore.postgres import read_url, shown
from vectorstore.rescue import examine_file


def databases(folder: Path) -> Iterator[Path]:
    """Yield every database at the top of a data folder: the catalog, and what the service keeps."""
    yield from sorted(path for path in folder.glob("*.sqlite*") if path.suffix in (".sqlite", ".sqlite3"))


def back_up(folder: Path, target: Path, *, server: str | None = None) -> list[Path]:
    """Copy the databases of a data folder into a new folder, each as it stood at one moment; return the copies.

    The copies are checked and flushed to disk. Where something goes wrong, the new folder is removed. ``server`` is the
    address of the database that the articles lie in, if that is no file of the folder.

    :raises DataFolderError: if there is nothing to copy, ``target`` is there already, or a copy is not sound.
    """
    if server is not None:
        named = shown(read_url(server))
        raise DataFolderError(
            f"The articles and conversations lie in the database {named}, not in {folder}; copy them with PostgreSQL's "
            f"own tools, as in `pg_dump --format=custom --file={target} {named}` (the service may run on)."
        )
    if not (folder / FILE).exists():
        raise DataFolderError(f"There is no catalog in {folder}; set QA_DATA_DIR to a folder that `qa serve` made.")
    try:
        target.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise DataFolderError(f"{target} is there already; name a new folder.") from error
    except OSError as error:
        raise DataFolderError(f"{target} cannot be made ({error.strerror}); name another folder.") from error
    try:
        copies = [_copy(path, target / path.name) for path in databases(folder)]
        _flush(target)
    except (sqlite3.Error, OSError) as error:
        _remove(target)
        raise DataFolderError(f"{folder} cannot be copied to {target} ({error}); nothing is left there.") from error
    return copies


def _copy(path: Path, copy: Path) -> Path:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=60)
    with closing(source), closing(sqlite3.connect(copy)) as there:
        source.backup(there)  # in one step, or a busy writer would make it start again for ever; none has to wait
        there.execute("PRAGMA journal_mode=DELETE")  # one file that stands alone
    wrong = examine_file(copy)
    if wrong:
        raise sqlite3.DatabaseError(f"the copy of {path.name} is damaged: {wrong[0]}; `qa doctor` says more")
    _flush(copy)
    return copy


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
