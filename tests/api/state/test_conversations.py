"""Laws of conversations: a search by pages gives every one once, whatever was asked in them meanwhile."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.state.conversations import Conversations
from api.state.database import as_text
from api.state.errors import ConversationNotFound
from api.state.retention import Retention
from api.state.service_state import ServiceState
from api.state.tables import CONVERSATION
from vectorstore.postgres import PostgresServer


@pytest.fixture
def state(tmp_path: Path, database_url: str | None) -> Iterator[ServiceState]:
    with ExitStack() as opened:
        server = opened.enter_context(closing(PostgresServer(database_url))) if database_url else None
        yield opened.enter_context(closing(ServiceState(tmp_path, server)))


_COUNT = iter(range(10**9))


def keep(conversations: Conversations, question: str, conversation: str | None = None, owner: str | None = None) -> str:
    answer = {"id": f"a{next(_COUNT)}", "question": question, "standalone_question": question, "text": "42"}
    return str(conversations.keep(answer, conversation, owner)["conversation_id"])


def age(state: ServiceState, conversation: str, days: float) -> None:
    with state.database.writing() as connection:
        moment = as_text(datetime.now(UTC) - timedelta(days=days))
        connection.execute(sa.update(CONVERSATION).where(CONVERSATION.c.id == conversation).values(updated=moment))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    plan=st.lists(st.integers(0, 5), min_size=1, max_size=12), size=st.integers(1, 5), owner=st.none() | st.just("k")
)
def test_pages_give_each_conversation_once_the_last_asked_in_first(
    plan: list[int], size: int, owner: str | None, state: ServiceState
) -> None:
    for conversation in state.conversations.find(owner):
        state.conversations.delete(conversation.id, owner)
    began: dict[int, str] = {}
    last: dict[str, int] = {}
    for step, number in enumerate(plan):
        began[number] = keep(state.conversations, f"question {number}", began.get(number), owner)
        last[began[number]] = step
    seen: list[str] = []
    after = None
    while page := state.conversations.find(owner, query="question", limit=size, after=after):
        seen += [one.id for one in page]
        after = (page[-1].updated, page[-1].id)
    assert seen == sorted(last, key=lambda name: -last[name])
    assert state.conversations.find("another") == []


@pytest.mark.parametrize("question", ["mills\0", "\x1a0 mills\x1a", "100% mills_ \\", "MÜHLEN mills 'ß'"])
def test_any_question_is_kept_and_found(question: str, state: ServiceState) -> None:
    conversation = keep(state.conversations, question)
    state.ratings.rate(f"a{next(_COUNT) - 1}", None, "down", question)
    state.ratings.rate(f"a{next(_COUNT) - 2}", None, "up", question)
    (turn,) = state.conversations.get(conversation, None)[1]
    assert (turn.question, turn.answer["question"]) == (question, question)
    assert (turn.feedback.rating, turn.feedback.comment) == ("up", question)
    assert [one.id for one in state.conversations.find(None, query="ills")] == [conversation]
    state.conversations.rename(conversation, None, question)
    assert state.conversations.get(conversation, None)[0].title == question


def test_only_the_last_fifty_answers_are_remembered(state: ServiceState) -> None:
    conversation = keep(state.conversations, "question 0")
    for n in range(1, 60):
        keep(state.conversations, f"question {n}", conversation)
    turns = state.conversations.history(conversation, None)
    assert [turn.content for turn in turns if turn.role == "user"] == [f"question {n}" for n in range(10, 60)]
    assert [turn.role for turn in turns] == ["user", "assistant"] * 50


def test_what_is_kept_after_the_conversation_was_deleted_is_not(state: ServiceState) -> None:
    conversation = keep(state.conversations, "question")
    state.conversations.delete(conversation, None)
    with pytest.raises(ConversationNotFound):
        keep(state.conversations, "another", conversation)
    with state.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM answer").scalar() == 0


class TestRetention:
    def test_old_conversations_go_at_start_and_the_others_stay(self, state: ServiceState) -> None:
        old, young, used = (keep(state.conversations, f"question {n}", owner="k") for n in range(3))
        age(state, old, 30.1)
        age(state, young, 29.9)
        age(state, used, 31)
        keep(state.conversations, "again", used, "k")
        Retention(state.conversations, 30).close()
        assert {one.id for one in state.conversations.find("k")} == {young, used}
        with state.database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM answer").scalar() == 3

    def test_they_go_again_after_every_pause(self, state: ServiceState) -> None:
        with closing(Retention(state.conversations, 30, pause_s=0.01)):
            for _ in range(2):
                age(state, keep(state.conversations, "question"), 31)
                until = monotonic() + 20
                while state.conversations.count() and monotonic() < until:
                    sleep(0.01)
                assert state.conversations.count() == 0
