"""The tables as they are now; the files in ``migrations/versions`` say how they came about.

Times are ISO 8601 in UTC with microseconds, so that their order as text is their order in time.
"""

import sqlalchemy as sa

from vectorstore.database import AnyText

METADATA = sa.MetaData()

CONVERSATION = sa.Table(
    "conversation",
    METADATA,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("owner", AnyText),  # the name of a key; null where none was asked for
    sa.Column("title", AnyText, nullable=False),
    sa.Column("folded_title", AnyText, nullable=False),
    sa.Column("created", AnyText, nullable=False),
    sa.Column("updated", AnyText, nullable=False),
    sa.Index("conversation_newest", "owner", "updated", "id"),
)

ANSWER = sa.Table(
    "answer",
    METADATA,
    sa.Column("id", AnyText, primary_key=True),
    sa.Column("conversation_id", AnyText, sa.ForeignKey("conversation.id", ondelete="CASCADE"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),  # from 1 within its conversation
    sa.Column("question", AnyText, nullable=False),
    sa.Column("body", AnyText, nullable=False),  # JSON, as it was given out
    sa.Column("folded", AnyText, nullable=False),  # question and answer, as `searching.folded` gives them
    sa.Column("created", AnyText, nullable=False),
    sa.UniqueConstraint("conversation_id", "position", name="answer_place"),
)

FEEDBACK = sa.Table(
    "feedback",
    METADATA,
    sa.Column("answer_id", AnyText, sa.ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("rating", AnyText, nullable=False),
    sa.Column("comment", AnyText),
    sa.Column("created", AnyText, nullable=False),
)

ACCESS_KEY = sa.Table(
    "access_key",
    METADATA,
    sa.Column("name", AnyText, primary_key=True),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("scopes", AnyText, nullable=False),  # parted by spaces
    sa.Column("created", AnyText, nullable=False),
)
