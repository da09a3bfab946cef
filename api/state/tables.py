"""The tables as they are now; the files in ``migrations/versions`` say how they came about.

Times are ISO 8601 in UTC with microseconds, so that their order as text is their order in time.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()

CONVERSATION = sa.Table(
    "conversation",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text),  # the name of a key; null where none was asked for
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("folded_title", sa.Text, nullable=False),
    sa.Column("created", sa.Text, nullable=False),
    sa.Column("updated", sa.Text, nullable=False),
    sa.Index("conversation_newest", "owner", "updated", "id"),
)

ANSWER = sa.Table(
    "answer",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),  # from 1 within its conversation
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON, as it was given out
    sa.Column("folded", sa.Text, nullable=False),  # question and answer, as `searching.folded` gives them
    sa.Column("created", sa.Text, nullable=False),
    sa.UniqueConstraint("conversation_id", "position", name="answer_place"),
)

FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    sa.Column("answer_id", sa.Text, sa.ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("rating", sa.Text, nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("created", sa.Text, nullable=False),
)

ACCESS_KEY = sa.Table(
    "access_key",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("scopes", sa.Text, nullable=False),  # parted by spaces
    sa.Column("created", sa.Text, nullable=False),
)
