"""The whole of what the service keeps, over one file."""

from pathlib import Path

from api.state.conversations import Conversations
from api.state.database import Database
from api.state.feedback import Ratings
from api.state.keys import Keys


class ServiceState:
    """Conversations, feedback and keys of a data folder that this process owns; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        """Open ``service.sqlite``, making it or bringing its tables up to date if need be.

        :raises DataFolderError: if it cannot be used, or was written by a newer version of the service.
        """
        self.database = Database(folder)
        self.conversations = Conversations(self.database)
        self.ratings = Ratings(self.database)
        self.keys = Keys(self.database)

    def close(self) -> None:
        """Release the file."""
        self.database.close()
