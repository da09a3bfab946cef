"""Brings the tables to what this version of the service reads; there is no way back down."""

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from vectorstore.errors import DataFolderError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest revision in ``migrations/versions``; kept here so that an ordinary start need not import Alembic."""

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: sa.Connection, *, to: str = HEAD) -> None:
    """Upgrade the tables inside the connection's transaction, which the caller commits.

    :raises DataFolderError: if the tables were made by a newer version of the service.
    """
    current = revision(connection)
    if current == to:
        return
    from alembic import command  # slow to import: half a second that an ordinary start saves
    from alembic.script import ScriptDirectory

    config = configuration()
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if current is not None and current not in known:
        raise DataFolderError(
            f"The conversations were written by a newer version of the service (schema {current}, this one knows up to "
            f"{HEAD}); start that version, or choose another place with QA_DATA_DIR or QA_DATABASE_URL."
        )
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def revision(connection: sa.Connection) -> str | None:
    """Return the revision of the tables, or None if there are none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def configuration() -> "Config":
    """Return Alembic's configuration; it knows where the revisions are, and no database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    return config
