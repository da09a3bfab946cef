"""Keys: who may ask, who may manage."""

import sqlalchemy as sa
from alembic import op

from vectorstore.database import AnyText

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table of keys."""
    op.create_table(
        "access_key",
        sa.Column("name", AnyText, primary_key=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("scopes", AnyText, nullable=False),
        sa.Column("created", AnyText, nullable=False),
    )
