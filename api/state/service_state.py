"""The whole of what the service keeps, over one database."""

from pathlib import Path

from api.state.conversations import Conversations
from api.state.database import Database
from api.state.feedback import Ratings
from api.state.keys import Keys
from vectorstore.postgres import PostgresServer


class ServiceState:
    """Conversations, feedback and keys of a data folder that this process owns; safe to use from several threads."""

    def __init__(self, folder: Path, server: PostgresServer | None = None) -> None:
        """Open ``service.sqlite``, or use a server's database; make its tables or bring them up to date if need be.

        :raises DataFolderError: if it cannot be used, or was written by a newer version of the service.
        """
        self.database = Database(folder, server)
        self.conversations = Conversations(self.database)
        self.ratings = Ratings(self.database)
        self.keys = Keys(self.database)

    def close(self) -> None:
        """Release the file; a server's database is closed by whoever opened it."""
        self.database.close()
