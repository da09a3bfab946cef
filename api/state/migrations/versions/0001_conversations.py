"""Conversations, their answers, and feedback on these."""

import sqlalchemy as sa
from alembic import op

from vectorstore.database import AnyText

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "conversation",
        sa.Column("id", AnyText, primary_key=True),
        sa.Column("owner", AnyText),
        sa.Column("title", AnyText, nullable=False),
        sa.Column("folded_title", AnyText, nullable=False),
        sa.Column("created", AnyText, nullable=False),
        sa.Column("updated", AnyText, nullable=False),
    )
    op.create_index("conversation_newest", "conversation", ["owner", "updated", "id"])
    op.create_table(
        "answer",
        sa.Column("id", AnyText, primary_key=True),
        sa.Column("conversation_id", AnyText, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", AnyText, nullable=False),
        sa.Column("body", AnyText, nullable=False),
        sa.Column("folded", AnyText, nullable=False),
        sa.Column("created", AnyText, nullable=False),
        sa.UniqueConstraint("conversation_id", "position", name="answer_place"),
    )
    op.create_table(
        "feedback",
        sa.Column("answer_id", AnyText, sa.ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("rating", AnyText, nullable=False),
        sa.Column("comment", AnyText),
        sa.Column("created", AnyText, nullable=False),
    )
