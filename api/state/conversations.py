"""Conversations: kept answer by answer, found again, renamed, deleted; each belongs to the key that made it.

An ``owner`` is the name of a key, or None where the service asks for none; what belongs to another is not there.
"""

import json
import uuid
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import sqlalchemy as sa

from api.state.database import Database, now
from api.state.errors import ConversationNotFound
from api.state.searching import folded, title_of
from api.state.tables import ANSWER, CONVERSATION, FEEDBACK
from qa.request import Turn
from qa.wire import Json
from vectorstore.database import holds

Rating = Literal["up", "down"]
_REMEMBERED = 50
"""Answers of a conversation that the next question is understood by: as many as a client may send as history."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation without its answers; ``updated`` is when it was last asked in, ``questions`` how often."""

    id: str
    title: str
    created: str
    updated: str
    questions: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer."""

    rating: Rating
    comment: str | None
    created: str


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and its answer, in the shape in which it was given out."""

    question: str
    answer: Json
    created: str
    feedback: Feedback | None


class Conversations:
    """Reads and writes conversations; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, answer: Json, conversation_id: str | None, owner: str | None) -> Json:
        """Write an answer at the end of a conversation, or of a new one; return it with the conversation's id.

        Once this returns, the answer survives a power cut.

        :raises ConversationNotFound: if the conversation was deleted meanwhile; nothing is written then.
        """
        question, text, moment = str(answer["question"]), str(answer["text"]), now()
        kept = {**answer, "conversation_id": conversation_id or uuid.uuid4().hex}
        row = {
            "id": answer["id"],
            "conversation_id": kept["conversation_id"],
            "question": question,
            "body": json.dumps(kept, ensure_ascii=False),
            "folded": folded(question, text),
            "created": moment,
        }
        with self._database.writing() as connection:
            if conversation_id is None:
                title = title_of(question)
                values = {"owner": owner, "title": title, "folded_title": folded(title)}
                connection.execute(
                    sa.insert(CONVERSATION).values(id=row["conversation_id"], created=moment, updated=moment, **values)
                )
            else:
                mine = _mine(conversation_id, owner)
                touched = connection.execute(sa.update(CONVERSATION).where(mine).values(updated=moment))
                if touched.rowcount == 0:
                    raise ConversationNotFound(conversation_id)
            last = sa.select(sa.func.max(ANSWER.c.position)).where(ANSWER.c.conversation_id == row["conversation_id"])
            connection.execute(sa.insert(ANSWER).values(**row, position=(connection.scalar(last) or 0) + 1))
        return kept

    def history(self, conversation_id: str, owner: str | None) -> tuple[Turn, ...]:
        """Return the last turns of a conversation, oldest first, as the next question is understood by them.

        The first question stands as it was understood: a client may have sent a history with it, which is not kept.

        :raises ConversationNotFound: if the owner has no such conversation.
        """
        query = (
            sa.select(ANSWER.c.position, ANSWER.c.question, ANSWER.c.body)
            .where(ANSWER.c.conversation_id == conversation_id)
            .order_by(ANSWER.c.position.desc())
            .limit(_REMEMBERED)
        )
        with self._database.reading() as connection:
            self._one(connection, conversation_id, owner)
            rows = connection.execute(query).all()
        return tuple(chain.from_iterable(_turns(*row) for row in reversed(rows)))

    def find(
        self, owner: str | None, *, query: str = "", limit: int = 50, after: tuple[str, str] | None = None
    ) -> list[Conversation]:
        """Return conversations, the one last asked in first, in which every word of a query stands.

        The words may stand in its title, its questions or its answers, also as parts of words. ``after`` is
        ``(updated, id)`` of the last one seen.
        """
        place = sa.tuple_(CONVERSATION.c.updated, CONVERSATION.c.id)
        found = _conversations().where(CONVERSATION.c.owner.is_not_distinct_from(owner))
        words = folded(query).split()
        if query.strip() and not words:
            return []
        for word in words:
            found = found.where(_holds(word))
        if after is not None:
            found = found.where(place < sa.tuple_(*after))
        newest = found.order_by(CONVERSATION.c.updated.desc(), CONVERSATION.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Conversation(**row) for row in connection.execute(newest).mappings()]

    def get(self, conversation_id: str, owner: str | None) -> tuple[Conversation, tuple[KeptTurn, ...]]:
        """Return a conversation with its turns, in order.

        :raises ConversationNotFound: if the owner has no such conversation.
        """
        query = (
            sa.select(ANSWER, FEEDBACK.c.rating, FEEDBACK.c.comment, FEEDBACK.c.created.label("rated"))
            .outerjoin(FEEDBACK, FEEDBACK.c.answer_id == ANSWER.c.id)
            .where(ANSWER.c.conversation_id == conversation_id)
            .order_by(ANSWER.c.position)
        )
        with self._database.reading() as connection:
            conversation = self._one(connection, conversation_id, owner)
            rows = connection.execute(query).all()
        return conversation, tuple(
            KeptTurn(
                row.question,
                json.loads(row.body),
                row.created,
                Feedback(row.rating, row.comment, row.rated) if row.rating else None,
            )
            for row in rows
        )

    def rename(self, conversation_id: str, owner: str | None, title: str) -> Conversation:
        """Give a conversation another title; return it.

        :raises ConversationNotFound: if the owner has no such conversation.
        """
        values = {"title": title, "folded_title": folded(title)}
        with self._database.writing() as connection:
            connection.execute(sa.update(CONVERSATION).where(_mine(conversation_id, owner)).values(**values))
            return self._one(connection, conversation_id, owner)

    def delete(self, conversation_id: str, owner: str | None) -> None:
        """Remove a conversation with its answers and their feedback.

        :raises ConversationNotFound: if the owner has no such conversation.
        """
        with self._database.writing() as connection:
            if connection.execute(sa.delete(CONVERSATION).where(_mine(conversation_id, owner))).rowcount == 0:
                raise ConversationNotFound(conversation_id)
        self._database.wipe()

    def delete_older(self, than: str) -> int:
        """Remove every conversation, whosever, that was last asked in before a time; return how many."""
        with self._database.writing() as connection:
            gone = connection.execute(sa.delete(CONVERSATION).where(CONVERSATION.c.updated < than)).rowcount
        if gone:
            self._database.wipe()
        return gone

    def count(self) -> int:
        """Return how many conversations there are, whosever."""
        with self._database.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(CONVERSATION)) or 0)

    def _one(self, connection: sa.Connection, conversation_id: str, owner: str | None) -> Conversation:
        row = connection.execute(_conversations().where(_mine(conversation_id, owner))).mappings().one_or_none()
        if row is None:
            raise ConversationNotFound(conversation_id)
        return Conversation(**row)


def _turns(position: int, question: str, body: str) -> tuple[Turn, Turn]:
    answer = json.loads(body)
    return Turn("user", answer["standalone_question"] if position == 1 else question), Turn("assistant", answer["text"])


def _mine(conversation_id: str, owner: str | None) -> sa.ColumnElement[bool]:
    return (CONVERSATION.c.id == conversation_id) & CONVERSATION.c.owner.is_not_distinct_from(owner)


def _conversations() -> sa.Select[tuple[str, str, str, str, int]]:
    c = CONVERSATION.c
    questions = sa.select(sa.func.count()).where(ANSWER.c.conversation_id == c.id).scalar_subquery().label("questions")
    return sa.select(c.id, c.title, c.created, c.updated, questions)


def _holds(word: str) -> sa.ColumnElement[bool]:
    """Tell whether a folded word stands in a conversation: in its title, a question or an answer."""
    said = sa.exists().where(ANSWER.c.conversation_id == CONVERSATION.c.id, holds(ANSWER.c.folded, word))
    return holds(CONVERSATION.c.folded_title, word) | said
