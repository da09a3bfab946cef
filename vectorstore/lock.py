"""One process owns a data folder: a held flock, which a killed owner does not leave behind (design D6)."""

import fcntl
import json
import os
import time
from pathlib import Path

from vectorstore.errors import DataFolderBusy, DataFolderError

_NAME = "LOCK"


class FolderLock:
    """Owns a data folder until closed."""

    def __init__(self, folder: Path) -> None:
        """Take the lock, making the folder if need be.

        :raises DataFolderBusy: if another process holds it.
        :raises DataFolderError: if the folder cannot be made or written.
        """
        path = folder / _NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise DataFolderError(
                f"The data folder {folder} cannot be written ({error.strerror}); choose another with QA_DATA_DIR."
            ) from error
        try:
            _take(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            owner = read_owner(folder)
            where = f" (process {owner['pid']}{', ' + owner['url'] if owner.get('url') else ''})" if owner else ""
            raise DataFolderBusy(
                f"Another process{where} uses the data folder {folder}; stop it, or set QA_DATA_DIR."
            ) from error
        self.announce(None)

    def announce(self, url: str | None) -> None:
        """Write who owns the folder and where it answers, for others to find."""
        content = json.dumps({"pid": os.getpid(), "url": url}).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, content, 0)

    def close(self) -> None:
        """Release the folder; a second time does nothing."""
        if self._descriptor >= 0:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = -1


def _take(descriptor: int) -> None:
    """Take the lock; try for a moment, because `running_service` holds it for an instant."""
    for attempt in range(5):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError:
            if attempt == 4:
                raise
            time.sleep(0.05)


def read_owner(folder: Path) -> dict[str, str] | None:
    """Return what the owner announced (``pid``, ``url``), or None; it may be of a process that is gone."""
    try:
        owner = json.loads((folder / _NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return owner if isinstance(owner, dict) else None


def running_service(folder: Path) -> str | None:
    """Return the address of the live service that owns a data folder, or None."""
    path = folder / _NAME
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        owner = read_owner(folder)
        return owner.get("url") if owner else None
    finally:
        os.close(descriptor)
    return None
