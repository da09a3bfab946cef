"""What readers thought of answers: one word for each answer, the last one counts."""

import sqlalchemy as sa

from api.state.conversations import Feedback, Rating
from api.state.database import Database, now
from api.state.errors import AnswerNotFound
from api.state.tables import ANSWER, CONVERSATION, FEEDBACK


class Ratings:
    """Writes feedback; safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rate(self, answer_id: str, owner: str | None, rating: Rating, comment: str | None) -> Feedback:
        """Note what a reader thought of an answer, in place of what was noted before.

        :raises AnswerNotFound: if no conversation of the owner holds the answer.
        """
        given = Feedback(rating, comment, now())
        values = {"rating": given.rating, "comment": given.comment, "created": given.created}
        mine = (
            sa.select(ANSWER.c.id)
            .join(CONVERSATION, CONVERSATION.c.id == ANSWER.c.conversation_id)
            .where(ANSWER.c.id == answer_id, CONVERSATION.c.owner.is_not_distinct_from(owner))
        )
        with self._database.writing() as connection:
            if connection.scalar(mine.with_for_update(of=ANSWER)) is None:
                raise AnswerNotFound(answer_id)
            noted = sa.update(FEEDBACK).where(FEEDBACK.c.answer_id == answer_id).values(**values)
            if connection.execute(noted).rowcount == 0:
                connection.execute(sa.insert(FEEDBACK).values(answer_id=answer_id, **values))
        return given
