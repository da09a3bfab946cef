"""`QA_RETENTION_DAYS`: conversations that nobody has asked in for that long are deleted, at start and daily."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from api.state.conversations import Conversations
from api.state.database import as_text
from vectorstore.errors import DataFolderError

_LOG = logging.getLogger(__name__)
_DAY_S = 24 * 60 * 60.0


class Retention:
    """Deletes old conversations now, and again after every pause, until stopped."""

    def __init__(self, conversations: Conversations, days: int, *, pause_s: float = _DAY_S) -> None:
        """Delete once before returning; what goes wrong then is raised, what goes wrong later is logged."""
        self._conversations = conversations
        self._age = timedelta(days=days)
        self._pause_s = pause_s
        self._stopped = threading.Event()
        self._purge()
        self._thread = threading.Thread(target=self._run, name="retention", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop deleting."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.wait(self._pause_s):
            try:
                self._purge()
            except DataFolderError as error:
                _LOG.warning("old conversations were not deleted, which is tried again tomorrow: %s", error)

    def _purge(self) -> None:
        gone = self._conversations.delete_older(as_text(datetime.now(UTC) - self._age))
        if gone:
            _LOG.info("%d conversations older than %d days deleted", gone, self._age.days)
